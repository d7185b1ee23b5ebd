import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { catalog } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, leaksOf, openLab, registriesInput } from './support/lab.ts';

const BUILT = 'laying-the-keel';
const WRONG = 'not-the-password';
/** Nothing listens on port 9 of loopback: every connection is refused. */
const NOBODY = '127.0.0.1:9';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${BUILT} $http_proxy > /hello`) });
});
afterAll(() => lab.close());

const auth = ({ username, password }: LocalRegistry) => Buffer.from(`${username}:${password}`).toString('base64');
const auths = (...registries: LocalRegistry[]) =>
  Object.fromEntries(registries.map(registry => [registry.host, { auth: auth(registry) }]));
const plain = (...registries: LocalRegistry[]) => stringify(registries.map(({ host }) => host));

describe('a wrong password', () => {
  test.each(
    firstRows(2, [
      ['for the only registry', () => [a], [{ password: WRONG }]],
      ['for one of two registries', () => [b, a], [{}, { password: WRONG }]],
      ['for the required one of two', () => [a, b], [{ password: WRONG }, { optional: true }]],
    ]),
  )('%s: named before any build, nothing is uploaded', async (name, registries, more) => {
    const path = `acme/wrong-${name.split(' ').length}`;
    const inputs = { images: path, registries: registriesInput(registries(), more), tags: 'type=raw,value=1.0' };
    const run = await lab.publish(workspace, inputs);

    expect(run.conclusion).toBe('failure');
    const [error = '', ...others] = annotationsOf(run, 'error');
    expect(error).toContain(a.host);
    expect(error).toMatch(/credentials|password/);
    expect([others, error.includes(b.host)]).toEqual([[], false]);
    expect(run.log).not.toContain(BUILT);
    expect(run.main.outputs).toMatchObject({ pushed: 'false', refs: '[]', image: '', digest: '' });
    expect(run.main.outputs.reason).toContain(a.host);
    for (const registry of registries()) {
      expect(await digestsOf(registry, path)).toEqual({});
      expect(writesTo(registry, path)).toEqual([]);
    }
    expect(leaksOf(run, [WRONG, a.password, b.password])).toEqual([]);
  });

  test('for an optional registry: a warning that names it, the other one is published', async () => {
    const registries = registriesInput([a, b], [{}, { password: WRONG, optional: true }]);
    const inputs = { images: 'acme/optional-wrong', registries, tags: 'type=raw,value=1.0' };
    const run = await lab.publish(workspace, inputs);

    expectGreen(run);
    expect(run.log).toContain(BUILT);
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringContaining(b.host)]);
    const { digest, refs, pushed } = run.main.outputs;
    expect(await digestsOf(a, 'acme/optional-wrong')).toEqual({ '1.0': digest });
    expect(await digestsOf(b, 'acme/optional-wrong')).toEqual({});
    expect([pushed, JSON.parse(refs!)]).toEqual(['true', [`${a.host}/acme/optional-wrong:1.0`]]);
    expect(leaksOf(run, [WRONG, a.password])).toEqual([]);
  });
});

describe('a registry that refuses every connection', () => {
  // In parallel: each waits for the same retries.
  fullTest('fails the run before the build when required, is a warning when optional', async () => {
    const entry = { registry: NOBODY, username: 'skipper', password: WRONG };
    const publish = (path: string, more: object) =>
      lab.publish(workspace, {
        images: path,
        registries: registriesInput([a]) + stringify([{ ...entry, ...more }]),
        tags: 'type=raw,value=1.0',
      });
    const [required, optional] = await Promise.all([
      publish('acme/nobody', {}),
      publish('acme/nobody-optional', { optional: true }),
    ]);

    expect(required.conclusion).toBe('failure');
    expect(annotationsOf(required, 'error')).toEqual([expect.stringMatching(/127\.0\.0\.1:9\b.*connection refused/s)]);
    expect(required.log).not.toContain(BUILT);
    expect(await digestsOf(a, 'acme/nobody')).toEqual({});
    expect(writesTo(a, 'acme/nobody')).toEqual([]);

    expectGreen(optional);
    expect(annotationsOf(optional, 'warning')).toEqual([
      expect.stringMatching(/127\.0\.0\.1:9\b.*connection refused/s),
    ]);
    // Once it has failed it gets no more requests, not even for its tags.
    const [before, after] = optional.log.split('publishing continues');
    expect([before?.includes('trying again'), after?.includes('trying again')]).toEqual([true, false]);
    const { digest, pushed, refs } = optional.main.outputs;
    expect(await digestsOf(a, 'acme/nobody-optional')).toEqual({ '1.0': digest });
    expect([pushed, JSON.parse(refs!)]).toEqual(['true', [`${a.host}/acme/nobody-optional:1.0`]]);
  });
});

describe('several steps in one job', () => {
  test('each uses its own credentials, and none are left for the next one', async () => {
    const left: string[][] = [];
    const look = () => void left.push(leaksInFolder([a.password, b.password, WRONG], join(root(), '_temp')));
    let root = () => '';
    const step = (path: string, registries: string) => ({
      with: { images: path, registries, tags: 'type=raw,value=1.0', 'build-contexts': `busybox=${lab.busybox}` },
      always: true,
      before: look,
    });
    const result = await lab.job(
      workspace,
      [
        step('acme/step-a', registriesInput([a])),
        step('acme/step-b', registriesInput([b])),
        step('acme/step-none', plain(a)),
        step('acme/step-wrong', registriesInput([a], [{ password: WRONG }])),
        step('acme/step-last', registriesInput([b])),
      ],
      {
        home: folder => {
          root = () => join(folder, '..');
        },
      },
    );

    expect(result.steps.map(each => each.conclusion)).toEqual(['success', 'success', 'failure', 'failure', 'success']);
    expect(left).toEqual([[], [], [], [], []]);
    expect(leaksInFolder([a.password, b.password, WRONG], root())).toEqual([]);
    expect((await catalog(a)).filter(path => path.startsWith('acme/step-'))).toEqual(['acme/step-a']);
    expect((await catalog(b)).filter(path => path.startsWith('acme/step-'))).toEqual(['acme/step-b', 'acme/step-last']);
  });
});

describe("the user's own Docker config", () => {
  /** A config with everything that must be kept, and a helper that only knows registry a. */
  function dockerHome(home: string, config: object): string {
    const folder = join(home, '.docker');
    const context = join(folder, 'contexts/meta', createHash('sha256').update('harbour').digest('hex'));
    mkdirSync(context, { recursive: true });
    const docker = { Host: process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock', SkipTLSVerify: false };
    writeFileSync(join(context, 'meta.json'), JSON.stringify({ Name: 'harbour', Metadata: {}, Endpoints: { docker } }));
    // Odd spacing: rewriting the file would lose it.
    writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 3)}\n\n`, { mode: 0o640 });
    const answer = JSON.stringify({ ServerURL: a.host, Username: a.username, Secret: a.password });
    const helper = [
      '#!/bin/sh',
      'read -r host',
      `if [ "$1 $host" = "get ${a.host}" ]; then echo '${answer}'; exit 0; fi`,
      'echo "credentials not found in native keychain"; exit 1',
      '',
    ];
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin/docker-credential-lighthouse'), helper.join('\n'));
    chmodSync(join(home, 'bin/docker-credential-lighthouse'), 0o755);
    return join(folder, 'config.json');
  }

  const rest = {
    currentContext: 'harbour',
    proxies: { default: { httpProxy: 'http://proxy.invalid:3128', noProxy: '127.0.0.0/8' } },
  };
  const CONFIGS = [
    // Given credentials win over the file's, which are wrong here.
    [
      'credsStore',
      () => ({ ...rest, auths: { [b.host]: { auth: 'c2tpcHBlcjpub3QtdGhlLXBhc3N3b3Jk' } }, credsStore: 'lighthouse' }),
      () => registriesInput([b]),
    ],
    ['auths', () => ({ ...rest, auths: auths(a, b) }), () => plain(b)],
  ] as const;
  test.each(firstRows(1, CONFIGS))(
    'its %s are used if nothing else is given, and it is not changed',
    async (kind, config, given) => {
      let file = '';
      let bin = '';
      const path = `acme/own-${kind.toLowerCase()}`;
      const inputs = {
        images: path,
        registries: plain(a) + given(),
        tags: 'type=raw,value=1.0',
        test: `test "$(docker run --rm "$IMAGE")" = "${BUILT} http://proxy.invalid:3128"`,
      };
      const home = (folder: string) => {
        file = dockerHome(folder, config());
        bin = join(folder, 'bin');
      };
      const env = {
        get PATH() {
          return `${bin}:${process.env.PATH}`;
        },
      };
      const run = await lab.publish(workspace, inputs, { home, job: { env } });

      expectGreen(run);
      expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(config(), null, 3)}\n\n`);
      const { digest } = run.main.outputs;
      for (const registry of [a, b]) expect(await digestsOf(registry, path)).toEqual({ '1.0': digest });
      expect(leaksInFolder([a.password, b.password], join(run.root, '_temp'))).toEqual([]);
    },
  );
});

describe('docker-config', () => {
  const content = () => JSON.stringify({ auths: auths(a, b) });
  test.each(
    firstRows(1, [
      ['content', content],
      ['base64', () => Buffer.from(content()).toString('base64')],
      ['path', () => 'ci/docker.json'],
    ]),
  )('as %s', async (kind, value) => {
    const files = {
      Dockerfile: dockerfile('RUN echo ahoy > /hello'),
      ...(kind === 'path' && { 'ci/docker.json': content() }),
    };
    const path = `acme/config-${kind}`;
    const inputs = { images: path, registries: plain(a, b), tags: 'type=raw,value=1.0', 'docker-config': value() };
    const run = await lab.publish(await lab.workspace(files), inputs);

    expectGreen(run);
    for (const registry of [a, b]) expect(await digestsOf(registry, path)).toEqual({ '1.0': run.main.outputs.digest });
    expect(leaksOf(run, [a.password, b.password])).toEqual([]);
  });
});
