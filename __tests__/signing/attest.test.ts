import { afterEach, describe, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import type { Attestation, AttestPlace } from '../../src/inputs/signing/attest.ts';
import type { Digest } from '../../src/oci/types.ts';
import { claimRequestsOf } from '../../src/signing/claim-requests.ts';
import { githubAttestations } from '../../src/signing/services/github-attestations.ts';
import { storeAtGithub } from '../../src/signing/services/github-store.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import type { ServiceFault } from '../fakes/sigstore.ts';
import { firstRows } from '../full.ts';
import { type Dock, dock, layout, PATH } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { type SigningRig, signingRig } from './rig.ts';

const image = layout();
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

const context = readContext({ env: { GITHUB_REPOSITORY: 'acme/api' }, now: new Date(0), readFile: () => '{}' });
const STORING = /^POST \/repos\/acme\/api\/attestations$/;
const LISTING = /^GET \/repos\/acme\/api\/attestations\/sha256:/;

type Given = Readonly<{
  attest?: Attestation[];
  places?: AttestPlace[];
  isGithubOptional?: boolean;
  fault?: ServiceFault;
  /** The affected request. */
  at?: RegExp;
  /** Whether every repetition is affected too. */
  always?: boolean;
}>;

/** Publishes with provenance, also to GitHub. */
async function publish({ attest = [{ kind: 'provenance' }], fault, ...given }: Given, before?: Before) {
  const { places = ['registry', 'github'], isGithubOptional = true, at = STORING, always = false } = given;
  let isDone = false;
  const once = (seen: string): ServiceFault | undefined => {
    if (!at.test(seen) || (isDone && !always)) return undefined;
    isDone = true;
    return fault;
  };
  const rig = before?.rig ?? (await signingRig({ fault: once }));
  if (before === undefined) rigs.push(rig);
  const to = before?.to ?? (await dock([{}, { referrers: true }]));
  const log = recordingLog();
  const { source, services } = rig.setup;
  const github = { apiUrl: rig.fake.origin, serverUrl: 'https://github.com', repository: 'acme/api', token: 't' };
  const store = async (bundle: Buffer) => void (await storeAtGithub(services, github, bundle));
  const list = { sign: true, attest, places, isGithubOptional, source, context, store, log };
  const setup = {
    ...rig.setup,
    stored: places.includes('github') ? (digest: Digest) => githubAttestations(services, github, digest) : undefined,
    claimRequests: (one: Parameters<typeof claimRequestsOf>[1], digests: Parameters<typeof claimRequestsOf>[2]) =>
      claimRequestsOf(list, one, digests),
  };
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, setup));
  const ended = await to.publish(image.folder, { fleet, attach }).catch((error: unknown) => error);
  const tags = to.fakes.map(fake => fake.manifests.has(`${PATH}@latest`));
  return { ended, tags, met: isDone, stored: rig.fake.stored, log, fakes: to.fakes, rig, to };
}

/** What an earlier run has published. */
type Before = Readonly<{ rig: SigningRig; to: Dock }>;

/** Predicate types of all the image's referrers in a registry. */
function typesIn(fakes: Awaited<ReturnType<typeof publish>>['fakes']): string[][] {
  return fakes.map(({ manifests }) => {
    const texts = [...new Set([...manifests.values()].map(({ bytes }) => bytes.toString()))];
    const found = texts.flatMap(text => /"dev\.sigstore\.bundle\.predicateType":"([^"]+)"/.exec(text)?.[1] ?? []);
    return [...new Set(found)].sort();
  });
}

const BOTH = ['https://sigstore.dev/cosign/sign/v1', 'https://slsa.dev/provenance/v1'];

test('the predicate describes the run, according to its token', async () => {
  const { stored, fakes } = await publish({});
  expect(typesIn(fakes)).toEqual([BOTH, BOTH]);
  const [bundle] = stored as { dsseEnvelope: { payload: string } }[];
  const statement = JSON.parse(Buffer.from(bundle!.dsseEnvelope.payload, 'base64').toString());
  expect(statement.subject.map(({ name }: { name: string }) => name)).toEqual(
    [fakes[0]!, fakes[1]!, fakes[0]!].map(({ host }) => `${host}/${PATH}`),
  );
  expect(statement.predicate).toEqual({
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: {
          ref: 'refs/heads/main',
          repository: 'https://github.com/acme/api',
          path: '.github/workflows/release.yml',
        },
      },
      internalParameters: {
        github: {
          event_name: 'push',
          repository_id: '1',
          repository_owner_id: '2',
          runner_environment: 'github-hosted',
        },
      },
      resolvedDependencies: [
        { uri: 'git+https://github.com/acme/api@refs/heads/main', digest: { gitCommit: '1'.repeat(40) } },
      ],
    },
    runDetails: {
      builder: { id: 'https://github.com/acme/api/.github/workflows/release.yml@refs/heads/main' },
      metadata: { invocationId: 'https://github.com/acme/api/actions/runs/7/attempts/1' },
    },
  });
});

const PASSING: readonly [string, ServiceFault][] = [
  ['a reset', 'reset'],
  ['a lost answer', 'lose'],
  ['silence', 'stall'],
  ['half an answer', 'truncate'],
  ['500', { status: 500 }],
  ['429', { status: 429, headers: { 'retry-after': '1' } }],
];

test.each(firstRows(2, PASSING))('GitHub, %s once: it gets the attestation eventually', async (_what, fault) => {
  const { ended, tags, met, stored } = await publish({ fault });
  expect(met).toBe(true);
  expect(ended).toMatchObject({ pushed: 'true' });
  expect(tags).toEqual([true, true]);
  expect(stored.length).toBeGreaterThan(0);
});

test.each(firstRows(2, [['403', { status: 403 }] as const, ...PASSING]))(
  'GitHub, asked what it has, %s once: published, signed, and stored once',
  async (_what, fault) => {
    const { ended, tags, met, stored, fakes } = await publish({ fault, at: LISTING });
    expect(met).toBe(true);
    expect(ended).toMatchObject({ pushed: 'true' });
    expect(tags).toEqual([true, true]);
    expect(typesIn(fakes)).toEqual([BOTH, BOTH]);
    expect(stored).toHaveLength(1);
  },
);

test.each<[string, ServiceFault]>([
  ['is permanently unavailable', { status: 503 }],
  ['answers with a web page', { status: 200, body: '<html>hello</html>' }],
  ['answers with an empty object', { status: 200, body: '{}' }],
])('GitHub, asked for existing attestations, %s: no tag is written', async (_what, fault) => {
  const { ended, tags, met, stored } = await publish({ fault, at: LISTING, always: true });
  expect(met).toBe(true);
  expect(ended).toMatchObject({ code: expect.stringMatching(/^(?:SIGN_FAILED|NETWORK_ERROR)$/) });
  expect(tags).toEqual([false, false]);
  expect(stored).toEqual([]);
});

test.each(firstRows(1, [403, 401, 404]))('GitHub answers %i: a notice, and the registry gets it', async status => {
  const { ended, log, fakes } = await publish({ fault: { status } });
  expect(ended).toMatchObject({ pushed: 'true' });
  expect(typesIn(fakes)).toEqual([BOTH, BOTH]);
  expect(log.lines.join('\n')).toMatch(
    /^notice: GitHub does not take this repository's attestations.*attestations: write/m,
  );
});

test.each([403, 422])('GitHub answers %i, and was requested explicitly: no tag is written', async status => {
  const { ended, tags } = await publish({ fault: { status }, isGithubOptional: false });
  expect(ended).toMatchObject({ code: 'SIGN_FAILED', message: expect.stringContaining(String(status)) });
  expect(tags).toEqual([false, false]);
});

test('attestations only for GitHub are not in the registry', async () => {
  const { fakes, stored } = await publish({ places: ['github'] });
  expect(typesIn(fakes)).toEqual([[BOTH[0]], [BOTH[0]]]);
  expect(stored).toHaveLength(1);
});

test.each<[string, Attestation, RegExp]>([
  ['an image without an SBOM', { kind: 'sbom' }, /`attest` has `sbom`, but the image .* has none/],
  ['a missing file', { kind: 'predicate', type: 'https://x.example', path: '/nowhere.json' }, /cannot read/],
  [
    'a file that is no JSON',
    { kind: 'predicate', type: 'https://x.example', path: import.meta.filename },
    /not valid JSON/,
  ],
])('%s: no tag is written', async (_what, one, message) => {
  const { ended, tags } = await publish({ attest: [one] });
  expect(ended).toMatchObject({ code: 'SIGN_FAILED', message: expect.stringMatching(message) });
  expect(tags).toEqual([false, false]);
});

describe('published again', () => {
  test.each<[string, Given]>([
    ['to both', {}],
    ['to GitHub alone', { places: ['github'] }],
  ])('%s: nothing is attested twice', async (_what, given) => {
    const first = await publish(given);
    const again = await publish(given, first);
    expect(again.ended).toMatchObject({ pushed: 'true' });
    expect(again.stored).toHaveLength(1);
    expect(again.rig.fake.seen.filter(line => line === 'POST /api/v2/signingCert')).toHaveLength(1);
  });

  test('GitHub gets what it rejected before, with the same bytes as in the registry', async () => {
    const first = await publish({ fault: { status: 422 }, isGithubOptional: false });
    expect([first.ended, first.stored]).toMatchObject([{ code: 'SIGN_FAILED' }, []]);
    const again = await publish({ isGithubOptional: false }, first);
    expect(again.ended).toMatchObject({ pushed: 'true' });
    expect(again.stored).toHaveLength(1);
    expect(again.fakes.map(fake => fake.blobs.size)).toEqual(first.fakes.map(fake => fake.blobs.size));
    const last = await publish({ isGithubOptional: false }, again);
    expect([last.ended, last.stored.length]).toMatchObject([{ pushed: 'true' }, 1]);
  });

  test('the registry gets what only GitHub has', async () => {
    const first = await publish({ places: ['github'] });
    const again = await publish({}, first);
    expect(typesIn(again.fakes)).toEqual([BOTH, BOTH]);
    expect(again.stored).toHaveLength(1);
  });
});
