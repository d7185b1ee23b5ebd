import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type JobOptions, type Lab, leaksOf, openLab } from './support/lab.ts';

/** Quay's robots have a plus in their names; a dollar must not reach a shell, in names (Harbor) and passwords alike. */
const ROBOT = { username: 'acme+harbour$robot', password: 'p4+/$HOME`id`\'"%7B=' };
const PASSPHRASE = 'correct horse $(battery) staple';
const BUILT = 'laying-the-keel';

let lab: Lab;
let quay: LocalRegistry;
let harbor: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([ROBOT, { username: 'robot$tides+ci' }]);
  [quay, harbor] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab?.close());

const auths = () =>
  Object.fromEntries(
    [quay, harbor].map(({ host, username, password }) => [
      host,
      { auth: Buffer.from(`${username}:${password}`).toString('base64') },
    ]),
  );
const config = () => JSON.stringify({ auths: auths() });
const targets = () => `- ${quay.host}\n- ${harbor.host}\n`;
const secrets = () => [quay.password, harbor.password, PASSPHRASE];

/** As the documentation says, with openssl itself. */
async function encrypted(...more: string[]): Promise<Buffer> {
  const folder = join(lab.busybox, '..');
  const [plain, cipher] = [join(folder, 'config.json'), join(folder, 'config.enc')];
  writeFileSync(plain, config());
  const args = ['enc', '-aes-256-cbc', '-pbkdf2', '-salt', ...more, '-in', plain, '-out', cipher];
  await command('openssl', [...args, '-pass', 'env:PASSPHRASE'], { env: { PASSPHRASE } });
  return readFileSync(cipher);
}

async function publish(
  path: string,
  inputs: Inputs,
  files: Readonly<Record<string, Buffer>>,
  options: JobOptions = {},
) {
  const workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${BUILT} ${path} > /hello`) });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(workspace.folder, name), bytes);
  const given = { images: path, registries: targets(), tags: 'type=raw,value=1.0', ...inputs };
  return lab.publish(workspace, given, { ...options, job: { debug: true, ...options.job } });
}

type Case = readonly [name: string, inputs: () => Promise<Inputs>, files: () => Promise<Record<string, Buffer>>];

const PASS = { 'docker-config-passphrase': PASSPHRASE };
/** For other forms of a config, see credentials/config-input.test.ts and docker-config.test.ts. */
const CASES: readonly Case[] = [
  ['a robot in the inputs', async () => ({ registries: JSON.stringify([quay, harbor].map(entry)) }), async () => ({})],
  [
    'an encrypted file in base64, as openssl makes it',
    async () => ({ 'docker-config': 'ci.enc', ...PASS }),
    async () => ({ 'ci.enc': await encrypted('-base64') }),
  ],
  [
    'a legacy .dockercfg, its hosts as URLs, encrypted',
    async () => ({ 'docker-config': '.dockercfg.enc', ...PASS }),
    async () => {
      const urls = Object.entries(auths()).map(([host, { auth }]) => [`https://${host}/v1/`, { auth, email: '' }]);
      const folder = join(lab.busybox, '..');
      writeFileSync(join(folder, 'legacy'), JSON.stringify(Object.fromEntries(urls)));
      const args = ['enc', '-aes-256-cbc', '-pbkdf2', '-in', 'legacy', '-out', 'legacy.enc', '-pass', 'env:PASSPHRASE'];
      await command('openssl', args, { cwd: folder, env: { PASSPHRASE } });
      return { '.dockercfg.enc': readFileSync(join(folder, 'legacy.enc')) };
    },
  ],
];

function entry({ host, username, password }: LocalRegistry) {
  return { registry: host, username, password };
}

test.each(firstRows(1, CASES))('%s: a whole publish', async (name, inputs, files) => {
  const path = `acme/config-${CASES.findIndex(([other]) => other === name)}`;
  const run = await publish(path, await inputs(), await files());
  expectGreen(run);
  const { digest } = run.main.outputs;
  for (const registry of [quay, harbor]) expect(await digestsOf(registry, path)).toEqual({ '1.0': digest });
  expect(leaksOf(run, secrets())).toEqual([]);
  // The inputs that brought the logins are the user's; they are nowhere else.
  expect(leaksInFolder(secrets(), run.runnerTemp)).toEqual([]);
});

test.each([
  ['the wrong passphrase', { 'docker-config-passphrase': 'incorrect' }, /cannot be decrypted/],
  ['no passphrase', {}, /is encrypted/],
])('%s: reported before anything runs', async (_, more, problem) => {
  const run = await publish('acme/wrong', { 'docker-config': 'ci.enc', ...more }, { 'ci.enc': await encrypted() });
  expect([run.conclusion, run.log.includes(BUILT)]).toEqual(['failure', false]);
  expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(problem)]);
  expect(annotationsOf(run, 'error')[0]).toMatch(/^`docker-config` .*`docker-config-passphrase`/s);
  expect(leaksOf(run, [...secrets(), 'incorrect'])).toEqual([]);
});

describe('a truncated Docker config of the user', () => {
  const home = (folder: string): void => {
    mkdirSync(join(folder, '.docker'));
    writeFileSync(join(folder, '.docker/config.json'), '{"auths": {"ghcr.io": {"auth": "c2VjcmV0');
  };
  const problem = /config\.json is not a JSON object/;

  test('is a warning if the inputs provide every login', async () => {
    const run = await publish('acme/cut', { registries: JSON.stringify([quay, harbor].map(entry)) }, {}, { home });
    expectGreen(run);
    expect(await digestsOf(quay, 'acme/cut')).toEqual({ '1.0': run.main.outputs.digest });
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(problem)]);
  });

  test('is the error if it may have held a required login', async () => {
    const registries = JSON.stringify([entry(quay), { registry: harbor.host }]);
    const run = await publish('acme/cut-short', { registries }, {}, { home });
    expect([run.conclusion, run.log.includes(BUILT)]).toEqual(['failure', false]);
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(problem)]);
  });
});

describe('credential helpers', () => {
  /** A home whose Docker config names a helper for quay; `script` is that helper. */
  function withHelper(script: string): JobOptions {
    let bin = '';
    return {
      home: home => {
        bin = join(home, 'bin');
        mkdirSync(bin);
        mkdirSync(join(home, '.docker'));
        const { [harbor.host]: own } = auths();
        const json = { auths: { [harbor.host]: own }, credHelpers: { [quay.host]: 'lighthouse' } };
        writeFileSync(join(home, '.docker/config.json'), JSON.stringify(json));
        if (script === '') return;
        writeFileSync(join(bin, 'docker-credential-lighthouse'), `#!/bin/sh\n${script}\n`);
        chmodSync(join(bin, 'docker-credential-lighthouse'), 0o755);
      },
      job: {
        env: {
          get PATH() {
            return `${bin}:${process.env.PATH}`;
          },
        },
      },
    };
  }

  fullTest('a slow one is waited for', async () => {
    const answer = JSON.stringify({ ServerURL: quay.host, Username: quay.username, Secret: quay.password });
    const script = `read -r host\nsleep 2\ncat <<'EOT'\n${answer}\nEOT`;
    const run = await publish('acme/helped', {}, {}, withHelper(script));
    expectGreen(run);
    expect(await digestsOf(quay, 'acme/helped')).toEqual({ '1.0': run.main.outputs.digest });
    expect(leaksInFolder(secrets(), run.runnerTemp)).toEqual([]);
  });

  test.each(
    firstRows(1, [
      ['missing', '', /docker-credential-lighthouse, asked for \S+, cannot be started/],
      ['failing', 'echo "::error::no keychain"; exit 3', /failed \(exit code 3\): : ?:error::no keychain/],
      ['one with an invalid answer', 'echo tide', /returned something that is not a login/],
    ]),
  )('%s: named, before any build', async (_, script, problem) => {
    const run = await publish('acme/broken', {}, {}, withHelper(script));
    expect([run.conclusion, run.log.includes(BUILT)]).toEqual(['failure', false]);
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(problem)]);
    expect(annotationsOf(run, 'error')[0]).toMatch(/credHelpers/);
    expect([run.main.forged, run.leftProcesses]).toEqual([[], []]);
  });
});
