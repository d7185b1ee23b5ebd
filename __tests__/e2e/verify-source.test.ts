import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { attempt, command } from '../../scripts/command.ts';
import { blob, tagsOf } from '../../scripts/registries/client.ts';
import { IDENTITY } from '../fakes/sigstore.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { platformManifests } from './support/images.ts';
import { type Inputs, type Run, registriesInput } from './support/lab.ts';
import { openSigningLab, type SigningLab } from './support/signing-lab.ts';

/** Images signed by the real cosign, and an unsigned one. */
let signing: SigningLab;
let pub: string;
const digests = new Map<string, string>();
beforeAll(async () => {
  signing = await openSigningLab();
  const { publish, cosign, plain, sigstore } = signing;
  const paths = ['acme/by-key', 'acme/by-workflow', 'acme/unsigned'];
  const built = await publish(paths.join('\n'), { provenance: 'false' });
  expectGreen(built);
  for (const path of paths) digests.set(path, built.main.outputs.digest!);
  const run = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await cosign.run(...args);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  };
  const pair = await cosign.newKey('source', '');
  pub = pair.pub;
  const none = join(cosign.folder, 'no-services.json');
  await run('signing-config', 'create', '--out', none);
  const name = (path: string) => `${plain.host}/${path}@${digests.get(path)}`;
  const root = cosign.file('root-1.json', sigstore(1).trustedRoot);
  const byKey = [
    'sign',
    '--yes',
    '--key',
    pair.key,
    '--signing-config',
    none,
    '--trusted-root',
    root,
    name('acme/by-key'),
  ];
  await run(...byKey);
  const config = cosign.file('config-1.json', sigstore(1).signingConfig);
  const token = cosign.file('token', sigstore(1).token('sigstore'));
  const given = ['--signing-config', config, '--trusted-root', root, '--identity-token', token];
  await run('sign', '--yes', ...given, name('acme/by-workflow'));
});
afterAll(() => signing?.close());

function promote(from: string, to: string, verify: object, more: Inputs = {}): Promise<Run> {
  const { lab, workspace, plain } = signing;
  return lab.publish(workspace, {
    source: `${plain.host}/${from}@${digests.get(from)}`,
    images: to,
    registries: registriesInput([plain]),
    tags: 'type=raw,value=1',
    'verify-source': stringify(verify),
    'build-contexts': '',
    ...more,
  });
}

describe('verify-source', () => {
  fullTest('accepts what cosign has signed with the key', async () => {
    const run = await promote('acme/by-key', 'acme/good-key', { key: readFileSync(pub, 'utf8') });
    expectGreen(run);
    expect(run.log).toContain('is signed by the key');
  });

  test('accepts what cosign has signed for the workflow', async () => {
    const identity = IDENTITY.replace('refs/heads/main', '*');
    const run = await promote(
      'acme/by-workflow',
      'acme/good-workflow',
      { identity },
      { 'trusted-root': 'root-1.json' },
    );
    expectGreen(run);
    expect(run.log).toContain(`is signed by ${IDENTITY}`);
  });

  test.each<[string, string, object, RegExp]>(
    firstRows(2, [
      ['nobody has signed', 'acme/unsigned', { identity: IDENTITY }, /is not signed/],
      ['another workflow has signed', 'acme/by-workflow', { identity: `${IDENTITY}-2` }, /is signed by/],
      ['another key has signed', 'acme/by-key', { identity: IDENTITY }, /signed with a key/],
    ]),
  )('refuses what %s, and copies nothing', async (_what, from, verify, message) => {
    const run = await promote(from, 'acme/refused', verify, { 'trusted-root': 'root-1.json' });
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join('\n')).toMatch(message);
    expect(await tagsOf(signing.plain, 'acme/refused')).toEqual([]);
  });
});

describe('require-signed-base', () => {
  const build = async (text: string, image = 'acme/child'): Promise<Run> => {
    const { publish, workspace } = signing;
    writeFileSync(join(workspace.folder, 'Dockerfile.base'), text);
    const key = readFileSync(pub, 'utf8');
    return publish(image, { file: 'Dockerfile.base', platforms: '', 'require-signed-base': stringify({ key }) });
  };
  const named = (path: string) => `${signing.plain.host}/${path}`;

  test('builds on a signed image', async () => {
    const run = await build(`FROM ${named('acme/by-key')}@${digests.get('acme/by-key')}\nENV a=b\n`);
    expectGreen(run);
    expect(run.log).toMatch(/Base image .*by-key.* is signed by the key/);
  });

  test.each(
    firstRows(1, [
      ['by its digest', () => `FROM ${named('acme/unsigned')}@${digests.get('acme/unsigned')}`],
      ['in a stage with the same name', () => `FROM ${named('acme/unsigned')}:1.2.3 AS unsigned\nFROM unsigned`],
      ['copied from', () => `FROM scratch\nCOPY --from="${named('acme/unsigned')}:1.2.3" / /`],
    ]),
  )('does not build on an unsigned one: %s', async (_, text) => {
    const run = await build(text());
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join('\n')).toContain('is not signed');
  });

  test("builds on the checked image, not on the engine's image of that name", async () => {
    const name = `${named('acme/by-key')}:1.2.3`;
    await command('docker', ['build', '--tag', name, '-'], { input: 'FROM scratch\nLABEL decoy=yes\n' });
    try {
      const run = await build(`FROM ${name}\nENV a=b\n`, 'acme/on-tag');
      expectGreen(run);
      const [image] = await platformManifests(signing.plain, 'acme/on-tag', '1.2.3');
      const config = await blob(signing.plain, 'acme/on-tag', image!.json.config!.digest);
      expect(config.toString()).toContain('cat /hello');
      expect(config.toString()).not.toContain('decoy');
    } finally {
      await attempt('docker', ['image', 'rm', name]);
    }
  });
});

/** The policy's signers, whatever the run's own inputs say of signatures. */
describe('policy: signed-by', () => {
  const named = (path: string) => `${signing.plain.host}/${path}@${digests.get(path)}`;
  const policy = (key: string, of: string) => stringify({ [key]: { 'signed-by': { key: readFileSync(of, 'utf8') } } });
  const build = (from: string, key = pub): Promise<Run> => {
    writeFileSync(join(signing.workspace.folder, 'Dockerfile.policy'), `FROM ${named(from)}\nENV a=b\n`);
    const given = { file: 'Dockerfile.policy', platforms: '', policy: policy('base-images', key) };
    return signing.publish(`policy/${from.replace('/', '-')}`, given);
  };

  test('accepts base images that they have signed, and no others', async () => {
    expectGreen(await build('acme/by-key'));
    const run = await build('acme/unsigned');
    expect(run.conclusion).toBe('failure');
    const [error = ''] = annotationsOf(run, 'error');
    expect(error).toMatch(/`base-images\.signed-by`: .*acme\/unsigned.*is not signed/);
    // Nothing of it has run.
    expect(run.main.outputs.metadata).toBe('');
    expect(await tagsOf(signing.plain, 'policy/acme-unsigned')).toEqual([]);
  });

  fullTest('nor those signed with another key', async () => {
    const other = await signing.cosign.newKey('policy-other', '');
    const run = await build('acme/by-key', other.pub);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join()).toContain('`base-images.signed-by`');
  });

  fullTest('the same for an image that is published again', async () => {
    const more = { 'verify-source': '', policy: policy('sources', pub) };
    expectGreen(await promote('acme/by-key', 'policy/promoted', {}, more));
    const run = await promote('acme/unsigned', 'policy/refused', {}, more);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join()).toContain('`sources.signed-by`');
    expect(await tagsOf(signing.plain, 'policy/refused')).toEqual([]);
  });
});
