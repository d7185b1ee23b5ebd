import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Creation, type CreationPorts, createArgs, createBuilder } from '../../src/builder/create-builder.ts';
import { CERTIFICATES, withCertificates } from '../../src/builder/node-certs.ts';
import type { RunResult } from '../../src/host/ports.ts';
import { nodeKeys } from '../../src/host/variables/docker-actions.ts';
import { DEFAULT_NODE } from '../../src/inputs/build/builder-spec.ts';
import { recordingLog } from '../fakes/log.ts';

const PLAIN: Creation = {
  name: 'ci',
  driver: 'docker-container',
  nodes: [DEFAULT_NODE],
  config: undefined,
  allow: [],
};
const words = (creation: Partial<Creation>) => createArgs({ ...PLAIN, ...creation }).map(args => args.join(' '));

describe('the commands that create a builder', () => {
  test('a plain one', () => {
    expect(words({})).toEqual(['buildx create --name ci --driver docker-container']);
  });

  test('everything, and nodes appended', () => {
    const first = {
      name: '',
      endpoint: 'tcp://one:1234',
      driverOpts: ['image=moby/buildkit:v0.29.0', '"env.NO_PROXY=a,b"'],
      buildkitdFlags: '--debug --oci-max-parallelism 2',
      platforms: ['linux/amd64', 'linux/386'],
    };
    const second = { ...DEFAULT_NODE, name: 'arm', endpoint: 'far', platforms: ['linux/arm64'] };
    expect(createArgs({ ...PLAIN, nodes: [first, second], config: '/run/b.toml' })).toEqual([
      [
        ...['buildx', 'create', '--name', 'ci', '--driver', 'docker-container'],
        ...['--driver-opt', 'image=moby/buildkit:v0.29.0', '--driver-opt', '"env.NO_PROXY=a,b"'],
        ...['--buildkitd-flags', '--debug --oci-max-parallelism 2', '--platform', 'linux/amd64,linux/386'],
        ...['--buildkitd-config', '/run/b.toml', '--', 'tcp://one:1234'],
      ],
      [
        ...['buildx', 'create', '--name', 'ci', '--append', '--node', 'arm', '--platform', 'linux/arm64'],
        ...['--buildkitd-config', '/run/b.toml', '--', 'far'],
      ],
    ]);
  });

  test.each([
    [['network.host'], '', 'docker-container', '--allow-insecure-entitlement network.host'],
    [
      ['*'],
      '',
      'kubernetes',
      '--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host',
    ],
    [['network.host'], '--debug', 'docker-container', '--debug'],
    [['network.host'], '', 'remote', undefined],
    [[], '', 'docker-container', undefined],
  ])('allow %j with flags %j and the driver %s', (allow, buildkitdFlags, driver, flags) => {
    const [args = []] = createArgs({ ...PLAIN, allow, driver, nodes: [{ ...DEFAULT_NODE, buildkitdFlags }] });
    expect(args[args.indexOf('--buildkitd-flags') + 1]).toBe(flags ?? args[0]);
  });
});

const OK: RunResult = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };
const PULL =
  '#1 pulling image moby/buildkit\nERROR: Error response from daemon: Get "https://registry-1.docker.io/v2/":';

/** Runs nothing; answers each command by the next answer for its kind. */
function ports(answers: Readonly<Record<'create' | 'inspect', string[]>>): CreationPorts & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    run: async (_command, [, kind = '', ...args]) => {
      ran.push([kind, ...args].join(' '));
      const stderr = answers[kind as 'create' | 'inspect'].shift() ?? '';
      return stderr === '' ? OK : { ...OK, code: 1, stderr };
    },
    log: recordingLog(),
    env: {},
    cwd: '.',
    signal: new AbortController().signal,
    policy: { retries: 2, base: 1, cap: 1, deadline: 10_000 },
    loggedIn: Promise.resolve(),
    sleep: async () => {},
    now: () => 0,
    random: () => 0,
  };
}

describe('starting the builder', () => {
  test("waits until Docker is logged in; earlier steps don't", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const all = { ...ports({ create: [], inspect: [] }), loggedIn: promise };
    const created = createBuilder(PLAIN, all);
    await new Promise(ready => setImmediate(ready));
    expect(all.ran.map(line => line.split(' ')[0])).toEqual(['create']);
    resolve();
    await created;
    expect(all.ran.map(line => line.split(' ')[0])).toEqual(['create', 'inspect']);
  });

  test('does not start if a required login was refused', async () => {
    const all = { ...ports({ create: [], inspect: [] }), loggedIn: Promise.reject(new Error('refused')) };
    await expect(createBuilder(PLAIN, all)).rejects.toThrow('refused');
    expect(all.ran).toHaveLength(1);
  });

  test('is retried if a temporary failure prevents pulling the image', async () => {
    const all = ports({
      create: [],
      inspect: [`${PULL} net/http: TLS handshake timeout`, `${PULL} EOF toomanyrequests`],
    });
    await createBuilder(PLAIN, all);
    expect(all.ran.map(line => line.split(' ')[0])).toEqual(['create', 'inspect', 'inspect', 'inspect']);
    expect(all.ran.at(-1)).toBe('inspect --bootstrap ci');
  });

  test.each([
    ['unauthorized: 401 Unauthorized', /needs a login/],
    ['no such image', /driver can run here/],
  ])('is not, for %s', async (why, hint) => {
    const all = ports({ create: [], inspect: [`${PULL} ${why}`] });
    await expect(createBuilder(PLAIN, all)).rejects.toMatchObject({
      code: 'BUILDER_UNUSABLE',
      message: expect.stringMatching(/^builder "ci" \(docker-container\) could not be started: Error response/),
      hint: expect.stringMatching(hint),
    });
    expect(all.ran).toHaveLength(2);
  });
});

describe('certificates of remote nodes', () => {
  const env = {
    BUILDER_NODE_0_AUTH_TLS_CACERT: 'CA',
    BUILDER_NODE_0_AUTH_TLS_KEY: 'KEY',
    BUILDER_NODE_1_AUTH_TLS_CERT: 'CERT',
  };

  test('become files of this user and options of their node; explicit options win', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'node-certs-'));
    try {
      const remote = { ...DEFAULT_NODE, endpoint: 'tcp://a:1' };
      const nodes = await withCertificates(
        [{ ...remote, driverOpts: ['key=/mine.pem'] }, remote, { ...DEFAULT_NODE, endpoint: 'a-context' }],
        env,
        folder,
      );
      const file = (name: string) => join(folder, CERTIFICATES, name);
      expect(nodes.map(({ driverOpts }) => driverOpts)).toEqual([
        ['key=/mine.pem', `cacert=${file('node-0.cacert.pem')}`],
        [`cert=${file('node-1.cert.pem')}`],
        [],
      ]);
      expect(readFileSync(file('node-1.cert.pem'), 'utf8')).toBe('CERT');
      expect(statSync(file('node-0.cacert.pem')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('keys are to be masked', () => {
    expect(nodeKeys(env)).toEqual(['KEY']);
  });
});
