import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import * as events from '../../scripts/harness/events.ts';
import type { PhaseResult } from '../../scripts/harness/types.ts';
import { ACCOUNT } from '../fakes/oci-registry.ts';
import { IDENTITY } from '../fakes/sigstore.ts';
import { firstRows } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { ACTION, type Inputs, type Run, registriesInput } from './support/lab.ts';
import { openSigningLab, type SigningLab } from './support/signing-lab.ts';

/** The verify action, with images signed by the action itself and by the real cosign, and an unsigned one. */

let signing: SigningLab;
let pub: string;
const published = new Map<string, Run>();

beforeAll(async () => {
  signing = await openSigningLab();
  const { publish, services, sigstore, cosign, plain } = signing;
  const bare = { provenance: 'false' };
  const own = { ...bare, sign: 'keyless', attest: 'provenance', 'attest-to': 'registry', ...services(1) };
  const images = ['acme/by-workflow', 'acme/by-key', 'acme/unsigned'];
  for (const [paths, given] of [[['acme/own'], own] as const, [images, bare] as const]) {
    const run = await publish(paths.join('\n'), given, { job: { env: sigstore(1).env } });
    expectGreen(run);
    for (const path of paths) published.set(path, run);
  }
  const sign = async (path: string, ...args: readonly string[]): Promise<void> => {
    const root = cosign.file('root.json', sigstore(1).trustedRoot);
    const name = `${plain.host}/${path}@${digestOf(path)}`;
    const { code, stderr } = await cosign.run('sign', '--yes', '--trusted-root', root, ...args, name);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  };
  const config = cosign.file('signing-config.json', sigstore(1).signingConfig);
  const token = cosign.file('token', sigstore(1).token('sigstore'));
  await sign('acme/by-workflow', '--signing-config', config, '--identity-token', token);
  const pair = await cosign.newKey('deploy', '');
  pub = readFileSync(pair.pub, 'utf8');
  const none = join(cosign.folder, 'no-services.json');
  expect((await cosign.run('signing-config', 'create', '--out', none)).code).toBe(0);
  await sign('acme/by-key', '--signing-config', none, '--key', pair.key);
});
afterAll(() => signing?.close());

const digestOf = (path: string): string => published.get(path)!.main.outputs.digest!;
const tagOf = (path: string, host = signing.plain.host): string => `${host}/${path}:1.2.3`;

async function verify(given: Inputs, repository = 'acme/api'): Promise<PhaseResult> {
  const { lab, workspace, plain, withApi } = signing;
  const logins = registriesInput([plain, { ...plain, host: withApi.host, ...ACCOUNT }]);
  const step = {
    uses: join(ACTION, 'verify'),
    with: { 'trusted-root': 'root-1.json', 'registry-auth': logins, ...given },
  };
  const event = events.push({ sha: workspace.sha, repository });
  const env = { GITHUB_API_URL: signing.sigstore(1).origin };
  const job = await lab.job(workspace, [step], { event, job: { env } });
  return job.steps[0]!.main!;
}

/** The summary as its reader sees it: possible links and mentions are written as entities. */
const shownIn = ({ summary }: PhaseResult): string => summary.replaceAll('&#58;', ':').replaceAll('&#64;', '@');

const errorsOf = (main: PhaseResult): string =>
  main.annotations
    .filter(({ level }) => level === 'error')
    .map(({ title, message }) => `${title} ${message}`)
    .join('\n');

describe('images that meet the requirements', () => {
  test('by tag and digest, of both registries; by default those of this repository', async () => {
    const { plain, withApi } = signing;
    const digest = digestOf('acme/own');
    const names = [tagOf('acme/own'), `${plain.host}/acme/own@${digest}`, tagOf('acme/own', withApi.host)];
    const main = await verify({ images: names.join('\n'), require: 'signature, provenance' });
    expect([errorsOf(main), main.exitCode]).toEqual(['', 0]);
    const [byTag, byDigest, other] = names as [string, string, string];
    const deploy = `${plain.host}/acme/own@${digest}`;
    expect(main.outputs).toMatchObject({ digest, image: deploy });
    expect(JSON.parse(main.outputs.images!)).toEqual({
      [byTag]: deploy,
      [byDigest]: deploy,
      [other]: `${withApi.host}/acme/own@${digest}`,
    });
    expect(shownIn(main)).toContain(`| ${IDENTITY} | https://github.com/acme/api refs/heads/main |`);
  });

  test.each(firstRows(1, ['refs', 'result']))('the output %s of the step that published', async name => {
    const main = await verify({ [name]: published.get('acme/own')!.main.outputs[name]! });
    expect([errorsOf(main), main.exitCode]).toEqual(['', 0]);
    expect(main.outputs.digest).toBe(digestOf('acme/own'));
  });

  test('what cosign has signed, for the workflow and with a key', async () => {
    const origin = { 'source-ref': 'refs/heads/*', builder: 'acme/api/.github/workflows/release.yml@*' };
    const workflow = await verify({ images: tagOf('acme/by-workflow'), ...origin });
    expect([errorsOf(workflow), workflow.exitCode]).toEqual(['', 0]);
    const key = { 'signed-by': stringify({ key: pub }), 'trusted-root': '' };
    const byKey = await verify({ images: tagOf('acme/by-key'), ...key });
    expect([errorsOf(byKey), byKey.exitCode]).toEqual(['', 0]);
    expect(byKey.outputs.digest).toBe(digestOf('acme/by-key'));
  });
});

test('provenance that only GitHub has', async () => {
  const { publish, services, sigstore } = signing;
  const given = { provenance: 'false', attest: 'provenance', 'attest-to': 'github', ...services(1) };
  const env = { ...sigstore(1).env, GITHUB_API_URL: sigstore(1).origin };
  const run = await publish('acme/at-github', given, { job: { env } });
  expectGreen(run);
  expect(run.main.outputs['attestation-url']).toContain('/acme/api/attestations/');
  const main = await verify({
    images: tagOf('acme/at-github'),
    require: 'provenance',
    'source-ref': 'refs/heads/main',
  });
  expect([errorsOf(main), main.exitCode]).toEqual(['', 0]);
  expect(main.outputs.digest).toBe(run.main.outputs.digest);
  const other = await verify({ images: tagOf('acme/at-github'), require: 'provenance', 'source-ref': 'refs/tags/*' });
  expect(errorsOf(other)).toMatch(/built from "refs\/heads\/main"/);
});

describe('is refused', () => {
  const identity = (text: string, more: object = {}) => ({ 'signed-by': stringify({ identity: text, ...more }) });
  test.each<[string, string, Inputs, RegExp]>([
    ['an unsigned image', 'acme/unsigned', {}, /is not signed/],
    ['another identity', 'acme/own', identity(`${IDENTITY}x`), /is signed by "https:/],
    ['another issuer', 'acme/own', identity(IDENTITY, { issuer: 'https://gitlab.com' }), /of the issuer/],
    [
      'another repository',
      'acme/own',
      { 'source-repository': 'acme/other' },
      /built from "https:\/\/github.com\/acme\/api"/,
    ],
    ['another ref', 'acme/own', { 'source-ref': 'refs/tags/*' }, /built from "refs\/heads\/main"/],
    [
      'another builder',
      'acme/own',
      { builder: 'acme/builders/*' },
      /built by "https:\/\/github.com\/acme\/api\/.github/,
    ],
    ['a missing provenance', 'acme/by-workflow', { require: 'provenance' }, /is a "https:\/\/sigstore.dev\/cosign/],
    ['a key in place of a workflow', 'acme/by-key', {}, /with a key, not by a workflow/],
  ])('%s', async (_what, path, given, message) => {
    const main = await verify({ images: tagOf(path), ...given });
    expect(main.exitCode).toBe(1);
    expect(errorsOf(main)).toMatch(message);
    expect(errorsOf(main)).toContain('Slipway SIGNATURE_INVALID');
    expect(main.outputs).toMatchObject({ digest: '', image: '', images: '{}' });
  });

  test('in a deploy repository, an image that its own workflows have not built', async () => {
    const main = await verify({ images: tagOf('acme/own') }, 'acme/deploy');
    expect(errorsOf(main)).toMatch(/built from "https:\/\/github.com\/acme\/api"/);
    const named = await verify({ images: tagOf('acme/own'), 'source-repository': 'acme/api' }, 'acme/deploy');
    expect([errorsOf(named), named.exitCode]).toEqual(['', 0]);
  });
});

test('of several images every bad one is reported, and none is to be deployed', async () => {
  const bad = [tagOf('acme/unsigned'), tagOf('acme/nothing'), tagOf('acme/by-key')];
  const main = await verify({ images: [tagOf('acme/own'), ...bad].join('\n') });
  expect(main.exitCode).toBe(1);
  for (const name of ['3 of 4 images', ...bad]) expect(errorsOf(main)).toContain(name);
  expect(main.outputs).toMatchObject({ digest: '', image: '', images: '{}' });
  expect(shownIn(main)).toMatch(/acme\/own:1\.2\.3.*\| verified \|/);
});

test('bad inputs are reported together, and no secret is shown', async () => {
  const main = await verify({
    images: 'Not An Image',
    refs: '{}',
    require: 'sbom',
    'source-ref': 'main',
    retries: 'x',
  });
  for (const name of ['images', 'refs', 'require', 'source-ref', 'retries']) {
    expect(errorsOf(main)).toContain(`\`${name}\``);
  }
  expect([main.exitCode, main.raw.includes(signing.plain.password)]).toEqual([1, false]);
});
