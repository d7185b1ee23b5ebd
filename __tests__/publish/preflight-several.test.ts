import { afterEach, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import { preflight } from '../../src/publish/preflight.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { until } from '../fakes/time.ts';
import { imagePlan } from '../fakes/values.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import { TAGS } from './dock.ts';

/** Two images of one run, the api and the worker, each in a separate repository in the same two registries. */
const NAMES = ['api', 'worker'] as const;
type Name = (typeof NAMES)[number];

afterEach(closeRigs);

const DENIED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const OTHER_COMMIT = 'd'.repeat(40);

type Checked = Readonly<{ error: ActionError | undefined; rigs: readonly Rig[] }>;

/** The checks of both before the build; the second registry refuses uploads of `refused`. */
async function checkBoth(
  refused: readonly Name[],
  { keepsUploads = false, optional = [] }: Readonly<{ keepsUploads?: boolean; optional?: readonly Name[] }> = {},
): Promise<Checked> {
  const fault = ({ method, path }: Seen) =>
    method === 'POST' && refused.some(name => path.startsWith(`/v2/acme/${name}/blobs/uploads/`)) ? DENIED : undefined;
  const rigs = [await rig(), await rig({ fault })];
  return { error: await check(rigs, { keepsUploads, optional, immutableTags: [] }), rigs };
}

async function check(
  rigs: readonly Rig[],
  {
    optional = [],
    ...wanted
  }: Readonly<{ keepsUploads: boolean; optional?: readonly Name[]; immutableTags: string[] }>,
): Promise<ActionError | undefined> {
  const log = recordingLog();
  const images = NAMES.map(name => {
    const targets = rigs.map(({ registry }) => {
      const path = `acme/${name}`;
      const place = { registry: registry.host, path, name: `${registry.host}/${path}`, tags: TAGS };
      const decision = { push: true, reason: '' };
      return {
        repository: registry.repository(path),
        destination: { ...place, optional: optional.includes(name), decision },
      };
    });
    const labels = [`org.opencontainers.image.revision=${'c'.repeat(40)}`];
    return { image: imagePlan({ labels }, [], name), fleet: createFleet(targets, log, { isAlone: false }) };
  });
  const registries = new Map(rigs.map(({ registry }) => [registry.host, registry]));
  return preflight({ preflight: true, ...wanted }, images, registries).then(
    () => undefined,
    (error: unknown) => error as ActionError,
  );
}

/** An image with this commit in its label, as a registry has it. */
function imageOf(revision: string) {
  const bytes = Buffer.from(
    JSON.stringify({
      ...{ architecture: 'amd64', os: 'linux' },
      config: { Labels: { 'org.opencontainers.image.revision': revision } },
    }),
  );
  const config = { digest: digestOf(bytes), bytes };
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const mediaType = 'application/vnd.oci.image.config.v1+json';
  const described = { mediaType, digest: config.digest, size: bytes.length };
  const document = { schemaVersion: 2, mediaType: type, config: described, layers: [] };
  const manifest = { type, bytes: Buffer.from(JSON.stringify(document)) };
  return { config, manifest, digest: digestOf(manifest.bytes) };
}

/** The uploads that were opened, by image. */
const openedIn = ({ fake }: Rig) =>
  fake.seen.flatMap(({ method, path }) => (method === 'POST' ? [/^\/v2\/acme\/(\w+)\//.exec(path)?.[1]] : [])).sort();

/** Nothing was sent, and in the end no upload is open. */
async function expectNothingLeft(rigs: readonly Rig[]): Promise<void> {
  for (const { registry } of rigs) registry.close();
  await until(() => rigs.every(({ fake }) => fake.uploads.size === 0));
  for (const { fake } of rigs) {
    expect(fake.seen.filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([]);
    expect([fake.blobs.size, fake.manifests.size]).toEqual([0, 0]);
  }
}

test('with the permission to push both, uploads of both are opened and closed', async () => {
  const { error, rigs } = await checkBoth([]);
  expect(error).toBeUndefined();
  expect(rigs.map(openedIn)).toEqual([NAMES, NAMES]);
  await until(() => rigs.every(({ fake }) => fake.uploads.size === 0));
  await expectNothingLeft(rigs);
});

test.each(NAMES.flatMap(name => [false, true].map(keepsUploads => [name, keepsUploads] as const)))(
  '%s may not be pushed to one registry: nothing is uploaded for either (uploads are kept: %j)',
  async (name, keepsUploads) => {
    const { error, rigs } = await checkBoth([name], { keepsUploads });
    const [, second] = rigs.map(({ fake }) => fake.host);
    expect(error).toMatchObject({
      code: 'AUTH_DENIED',
      message: expect.stringMatching(/^Cannot publish; nothing was built or pushed: /),
    });
    for (const { fake } of rigs) {
      for (const each of NAMES) {
        const isNamed = error?.message.includes(`${fake.host}/acme/${each}`);
        expect([fake.host, each, isNamed]).toEqual([fake.host, each, fake.host === second && each === name]);
      }
    }
    await expectNothingLeft(rigs);
  },
);

test('neither may be pushed: one error names both', async () => {
  const { error, rigs } = await checkBoth(NAMES);
  const [, second] = rigs.map(({ fake }) => fake.host);
  expect(error?.code).toBe('AUTH_DENIED');
  for (const name of NAMES) expect(error?.message).toContain(`${second}/acme/${name}`);
  await expectNothingLeft(rigs);
});

test('one whose registries are all optional stops neither', async () => {
  const { error } = await checkBoth(['worker'], { optional: ['worker'] });
  expect(error).toBeUndefined();
});

test.each(NAMES)(
  'an immutable tag of %s belongs to another commit: it is named, and nothing is uploaded',
  async name => {
    const rigs = [await rig(), await rig()];
    const { manifests, blobs, host } = rigs[1]!.fake;
    const held = imageOf(OTHER_COMMIT);
    manifests.set(`acme/${name}@1.2.3`, held.manifest).set(`acme/${name}@${held.digest}`, held.manifest);
    blobs.set(held.config.digest, held.config.bytes);
    const error = await check(rigs, { keepsUploads: true, immutableTags: ['*.*.*'] });
    expect(error).toMatchObject({
      code: 'TAG_IMMUTABLE',
      message: expect.stringContaining(`${host}/acme/${name}:1.2.3 already exists for commit dddddddddddd`),
    });
    expect(error?.message.match(/acme\/\w+/g)).toEqual([`acme/${name}`]);
    for (const { registry } of rigs) registry.close();
    await until(() => rigs.every(({ fake }) => fake.uploads.size === 0));
    expect([manifests.size, blobs.size, rigs[0]!.fake.manifests.size]).toEqual([2, 1, 0]);
  },
);
