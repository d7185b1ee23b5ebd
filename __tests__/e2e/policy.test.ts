import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import * as events from '../../scripts/harness/events.ts';
import { tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, expectGreen, writesTo } from './support/checks.ts';
import { type Inputs, type JobOptions, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
/** A base image, by its digest. */
let base: string;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  const workspace = await lab.workspace({ Dockerfile: 'FROM busybox\nUSER 1000\n' });
  const built = await lab.publish(
    workspace,
    step('bases/busybox', { registries: registriesInput([a]), platforms: 'linux/amd64,linux/arm64' }),
  );
  expectGreen(built);
  base = `${a.host}/bases/busybox@${built.main.outputs.digest}`;
});
afterAll(() => lab?.close());

function step(name: string, more: Inputs = {}): Inputs {
  return { images: name, registries: registriesInput([a, b]), tags: 'type=raw,value=1', ...more };
}

/** Publishes a Dockerfile's image under a policy. */
async function publish(
  name: string,
  dockerfile: string,
  policy: object,
  { options, files, ...more }: Inputs | Readonly<Record<string, unknown>> = {},
): Promise<Run> {
  const workspace = await lab.workspace({ Dockerfile: dockerfile, ...(files as Record<string, string>) });
  return lab.publish(workspace, step(name, { policy: stringify(policy), ...(more as Inputs) }), options as JobOptions);
}

/** A run's statements about its policy. */
function verdictOf(run: Run): {
  verdict: string;
  mode: string;
  breaches: { rule: string; found: string; image: string }[];
} {
  return JSON.parse(run.main.outputs['policy-result'] ?? '');
}

function rulesOf(run: Run): string[] {
  return verdictOf(run).breaches.map(({ rule }) => rule);
}

/** It failed because of its policy, and nothing was sent to any registry. */
async function expectStopped(run: Run, name: string, rules: readonly string[]): Promise<void> {
  expect(run.conclusion).toBe('failure');
  expect(run.main.annotations.map(({ title }) => title).join()).toContain('POLICY_BREACHED');
  expect(rulesOf(run)).toEqual(rules);
  for (const registry of [a, b]) {
    expect(await tagsOf(registry, name)).toEqual([]);
    expect(writesTo(registry, name)).toEqual([]);
  }
}

const GOOD = 'FROM busybox\nLABEL com.acme.team=rowers\nUSER 65532:65532\nCMD ["true"]\n';
const STRICT = { user: 'non-root', labels: ['com.acme.team'], 'max-size': '50mb', require: { verify: true } };

describe('an image that complies with every rule', () => {
  test('is published, and the verdict is reported', async () => {
    const policy = { ...STRICT, registries: { allow: [a.host, b.host] }, require: { provenance: true, test: true } };
    const run = await publish('ok/all', GOOD, policy, { test: 'docker run --rm "$IMAGE"' });
    expectGreen(run);
    expect(verdictOf(run)).toEqual({ verdict: 'complies', mode: 'enforce', breaches: [] });
    expect(JSON.parse(run.main.outputs.result!)).toMatchObject([{ policy: 'complies' }, { policy: 'complies' }]);
    expect(run.main.summary).toContain('Policy: ✅ complied with');
    expect(await tagsOf(b, 'ok/all')).toEqual(['1']);
  });

  fullTest('for two platforms', async () => {
    const files = { hello: 'ahoy' };
    const run = await publish(
      'ok/two',
      'FROM scratch\nCOPY hello /\nLABEL com.acme.team=rowers\nUSER 7\n',
      { ...STRICT, platforms: ['linux/amd64', 'linux/arm64'] },
      { platforms: 'linux/amd64,linux/arm64', files },
    );
    expectGreen(run);
    expect(verdictOf(run).verdict).toBe('complies');
  });
});

describe('the plan', () => {
  test('is stopped before the build, with every breach at once', async () => {
    const policy = {
      registries: { allow: a.host, publish: { repositories: 'others/*', to: [a.host, b.host] } },
      require: { test: true, scan: 'high', sign: 'keyless', sbom: true, 'immutable-tags': ['1'], verify: true },
      deny: { 'build-args': '*token*', network: 'host', tags: { tags: '1', events: 'push' } },
      platforms: 'linux/arm64',
    };
    const more = {
      verify: 'false',
      network: 'host',
      allow: 'network.host',
      'build-args': 'NPM_TOKEN=x',
      platforms: 'linux/amd64',
    };
    const run = await publish('no/plan', 'FROM busybox\nRUN exit 9\n', policy, more);
    await expectStopped(run, 'no/plan', [
      ...['registries.allow', 'registries.publish', 'registries.publish'],
      ...['require.test', 'require.scan', 'require.sign', 'require.sbom', 'require.immutable-tags', 'require.verify'],
      ...['deny.build-args', 'deny.network', 'deny.network', 'deny.tags', 'platforms'],
    ]);
    const [error = ''] = annotationsOf(run, 'error');
    expect(error).toContain('breaches 14 rules of its policy');
    expect(error).toContain('`require.sign`: the image is not signed. Set `sign: keyless`.');
    expect(run.log).not.toContain('exit 9');
    expect(run.main.summary).toContain('Policy: ❌ breached');
  });

  test('reports in a dry run too', async () => {
    const run = await publish('no/dry', GOOD, { ...STRICT, require: { test: true } }, { 'dry-run': 'true' });
    await expectStopped(run, 'no/dry', ['require.test']);
    const fine = await publish('ok/dry', GOOD, STRICT, { 'dry-run': 'true' });
    expectGreen(fine);
    expect(verdictOf(fine)).toMatchObject({ verdict: 'incomplete', breaches: [] });
    expect(fine.log).toContain('the image is checked once it is built');
  });

  fullTest('only gives warnings with policy-mode: warn', async () => {
    const policy = { ...STRICT, require: { test: true } };
    const run = await publish('warn/plan', 'FROM busybox\nUSER root\n', policy, { 'policy-mode': 'warn' });
    expectGreen(run);
    expect(verdictOf(run)).toMatchObject({ verdict: 'breached', mode: 'warn' });
    expect(rulesOf(run)).toEqual(['require.test', 'user', 'labels']);
    expect(annotationsOf(run, 'warning').join('\n')).toContain('`require.test`: the image is not tested');
    expect(run.main.summary).toContain('| require.test |');
    expect(JSON.parse(run.main.outputs.result!)).toMatchObject([{ policy: 'breached' }, { policy: 'breached' }]);
    expect(await tagsOf(a, 'warn/plan')).toEqual(['1']);
  });
});

/** Every way in which an image gets to a registry. */
const WAYS: readonly (readonly [way: string, inputs: Inputs])[] = [
  ['of the engine', {}],
  [
    'of the engine, after tests, that is also written as a layout',
    { test: 'docker run --rm "$IMAGE" true', layout: 'out.tar' },
  ],
  ['of one that is not pushed', { push: 'false' }],
];

describe.each(firstRows(2, WAYS))('the image %s', (_, inputs) => {
  test('is stopped before anything is staged, with every breach at once', async () => {
    const name = `no/image-${WAYS.findIndex(([, one]) => one === inputs)}`;
    const dockerfile = 'FROM busybox\nLABEL com.acme.team=""\nUSER +0:0\n';
    const run = await publish(name, dockerfile, { ...STRICT, 'max-size': '10kb', platforms: ['linux/s390x'] }, inputs);
    await expectStopped(run, name, ['platforms', 'max-size', 'user', 'labels']);
    const found = verdictOf(run).breaches.map(each => each.found);
    expect(found[1]).toMatch(/^it is .*, more than 10\.0 kB$/);
    expect(found.slice(2)).toEqual(['it runs as root ("+0:0")', 'the label com.acme.team is empty']);
    expect(run.log).not.toContain('Wrote the image');
  });
});

fullTest('an image without USER runs as root', async () => {
  const run = await publish('no/user', 'FROM busybox\n', { user: 'non-root' });
  await expectStopped(run, 'no/user', ['user']);
  expect(verdictOf(run).breaches[0]?.found).toBe('it has no USER, so it runs as root');
});

describe('base images', () => {
  const rules = (more: object = {}) => ({ 'base-images': { allow: `${a.host}/bases`, pinned: true, ...more } });

  test('that are allowed and pinned comply, also behind variables that only the build knows', async () => {
    const dockerfile = `ARG TARGETOS\nFROM ${base} AS one\nFROM one\nCOPY --from=${base} /bin/sh /sh\n`;
    expectGreen(await publish('ok/base', dockerfile, rules(), { 'build-contexts': '' }));
  });

  fullTest('of several platforms, and what several images are built from', async () => {
    const dockerfile = `FROM ${base}\nCOPY Dockerfile /x\n`;
    const inputs = { 'build-contexts': '', platforms: 'linux/amd64,linux/arm64' };
    expectGreen(await publish('ok/bases', dockerfile, rules(), inputs));
    const run = await publish('no/bases', dockerfile, rules(), { ...inputs, provenance: 'false' });
    await expectStopped(run, 'no/bases', ['base-images']);
  });

  test('that are not are reported in the plan', async () => {
    const tagged = `${a.host}/bases/busybox:1`;
    const dockerfile = `# syntax=docker/dockerfile:1\nFROM ${tagged}\nCOPY --from=evil.example/tool /x /x\n`;
    const run = await publish('no/base', dockerfile, rules(), { 'build-contexts': '' });
    await expectStopped(run, 'no/base', [
      ...['base-images.pinned', 'base-images.allow', 'base-images.pinned', 'base-images.allow', 'base-images.pinned'],
    ]);
  });

  test.each(
    firstRows(1, [
      ['an ARG that only the build knows', (tagged: string) => `FROM ${tagged}\${TARGETVARIANT}\n`],
      ['a stage that a context replaces', () => 'FROM scratch AS thing\nFROM thing\nCOPY . /\n'],
      ['a mount', (tagged: string) => `FROM ${base}\nRUN --mount=from=tools,target=/t true\n# ${tagged}\n`],
    ]),
  )('are found in what the build used: %s', async (what, dockerfileOf) => {
    const name = `no/used-${what.split(' ').at(-1)}`;
    const tagged = `${a.host}/bases/busybox:1`;
    const contexts = [`thing=docker-image://${tagged}`, `tools=docker-image://${tagged}`].join('\n');
    const run = await publish(name, dockerfileOf(tagged), rules(), { 'build-contexts': contexts });
    await expectStopped(run, name, ['base-images.pinned']);
  });

  fullTest('of targets that a bake target is built from', async () => {
    const bake = JSON.stringify({
      target: {
        under: { 'dockerfile-inline': `FROM ${a.host}/bases/busybox:1` },
        api: { contexts: { below: 'target:under' }, 'dockerfile-inline': 'FROM below\nCOPY . /' },
      },
    });
    const files = { 'bake.json': bake };
    const inputs = { files, bake: 'bake.json', 'bake-targets': 'api', 'build-contexts': '', images: 'no/linked' };
    const run = await publish('no/linked', GOOD, rules(), inputs);
    await expectStopped(run, 'no/linked', ['base-images.pinned']);
  });
});

test('several images: a breach of one stops all, and names it', async () => {
  const dockerfile = 'FROM busybox AS good\nUSER 7\nFROM busybox AS bad\nUSER 0\n';
  const builds = stringify(['good', 'bad'].map(name => ({ name, target: name })));
  const run = await publish('no/several-{{target}}', dockerfile, { user: 'non-root' }, { builds });
  await expectStopped(run, 'no/several-good', ['user']);
  await expectStopped(run, 'no/several-bad', ['user']);
  expect(verdictOf(run).breaches[0]).toMatchObject({ image: 'bad', found: 'it runs as root ("0")' });
});

fullTest("bake: a target's requests are denied like those of the step", async () => {
  const target = { network: 'host', args: { npm_token: 'x' }, 'dockerfile-inline': 'FROM scratch' };
  const bake = JSON.stringify({ target: { api: target } });
  const policy = { deny: { entitlements: true, 'build-args': '*TOKEN*', network: 'host' } };
  const inputs = { files: { 'bake.json': bake }, bake: 'bake.json', 'bake-targets': 'api', allow: 'network.host' };
  const run = await publish('no/bake', GOOD, policy, { ...inputs, 'build-contexts': '' });
  await expectStopped(run, 'no/bake', [
    'deny.entitlements',
    'deny.network',
    'deny.entitlements',
    'deny.build-args',
    'deny.network',
  ]);
});

test('bake: a target whose call means the build is an image too', async () => {
  const inline = { 'dockerfile-inline': 'FROM scratch\nCOPY . /' };
  const hidden = { ...inline, call: 'build,format=json', output: ['type=registry'], tags: [`${b.host}/no/hidden:1`] };
  const bake = JSON.stringify({ target: { api: inline, hidden } });
  const inputs = {
    files: { 'bake.json': bake },
    bake: 'bake.json',
    'bake-targets': 'api, hidden',
    'build-contexts': '',
  };
  const run = await publish('no/call-{{target}}', GOOD, { registries: { allow: a.host } }, inputs);
  await expectStopped(run, 'no/call-hidden', ['registries.allow', 'registries.allow']);
  expect(verdictOf(run).breaches.map(({ image }) => image)).toEqual(['api', 'hidden']);
  expect(writesTo(b, 'no/hidden')).toEqual([]);
});

fullTest('several platforms: a frontend’s provenance is no record of the build', async () => {
  const inputs = {
    'build-contexts': '',
    platforms: 'linux/amd64,linux/arm64',
    attests: 'type=provenance,disabled=true',
  };
  const run = await publish(
    'no/record',
    `FROM ${base}\nCOPY Dockerfile /x\n`,
    { 'base-images': { pinned: true } },
    inputs,
  );
  await expectStopped(run, 'no/record', ['base-images']);
});

describe('promotion', () => {
  test('of an image that breaches, from a registry', async () => {
    const workspace = await lab.workspace({ Dockerfile: 'FROM busybox\n' });
    expectGreen(await lab.publish(workspace, step('stage/api', { registries: registriesInput([a]) })));
    const inputs = { source: `${a.host}/stage/api:1`, 'build-contexts': '' };
    const run = await publish('no/promoted', GOOD, { ...STRICT, sources: { pinned: true } }, inputs);
    await expectStopped(run, 'no/promoted', ['sources.pinned']);
    const later = await publish('no/promoted', GOOD, { ...STRICT, sources: { allow: a.host } }, inputs);
    await expectStopped(later, 'no/promoted', ['user', 'labels']);
  });

  fullTest('of one with unknown base images', async () => {
    const inputs = { source: base, 'build-contexts': '' };
    const run = await publish('no/unknown', GOOD, { 'base-images': { pinned: true } }, inputs);
    await expectStopped(run, 'no/unknown', ['base-images']);
    const allowed = {
      'base-images': { pinned: true },
      sources: { allow: `${a.host}/bases`, pinned: true },
      user: 'non-root',
    };
    expectGreen(await publish('ok/promoted', GOOD, allowed, inputs));
  });

  fullTest('of an image of this commit that is kept', async () => {
    const workspace = await lab.workspace({ Dockerfile: 'FROM busybox\n' });
    const inputs = step('kept/api', { 'immutable-tags': '1', 'skip-existing': 'true' });
    expectGreen(await lab.publish(workspace, inputs));
    const run = await lab.publish(workspace, { ...inputs, tags: '1\n2', policy: stringify({ user: 'non-root' }) });
    expect(run.conclusion).toBe('failure');
    expect(rulesOf(run)).toEqual(['user']);
    expect(await tagsOf(a, 'kept/api')).toEqual(['1']);
  });
});

describe('a policy in a file', () => {
  const file = { 'ci/policy.yml': stringify({ user: 'non-root' }) };

  fullTest('is read', async () => {
    const run = await publish('no/file', 'FROM busybox\n', {}, { files: file, policy: 'ci/policy.yml' });
    await expectStopped(run, 'no/file', ['user']);
  });

  test('in a pull request cannot decide what the pull request may publish', async () => {
    const workspace = await lab.workspace({ Dockerfile: GOOD, ...file });
    const event = events.pullRequest({ sha: workspace.sha });
    const inputs = step('no/pull', { policy: 'ci/policy.yml', push: 'true' });
    const run = await lab.publish(workspace, inputs, { event });
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join()).toMatch(
      /`policy` names "ci\/policy.yml", a file of the workspace, and this run belongs to/,
    );
    expect(writesTo(a, 'no/pull')).toEqual([]);
    const fine = await lab.publish(workspace, { ...inputs, push: 'auto' }, { event });
    expectGreen(fine);
    expect(annotationsOf(fine, 'notice').join()).toContain('this run publishes nothing');
  });

  test.each(
    firstRows(2, [
      ['ci/none.yml', /names a file that does not exist: "ci\/none.yml"/],
      ['link.yml', /cannot be read/],
      ['', /`policy` is empty/],
      ['ci', /cannot be read/],
      ['user: non-root\nuser: non-root', /the same key twice, at line 2/],
    ]),
  )('%j publishes nothing', async (policy, problem) => {
    const workspace = await lab.workspace({ Dockerfile: GOOD, ...file });
    writeFileSync(join(workspace.folder, 'ci', 'x'), '');
    const { symlinkSync } = await import('node:fs');
    symlinkSync('ci/policy.yml', join(workspace.folder, 'link.yml'));
    const run = await lab.publish(workspace, step('no/closed', { policy }));
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').join()).toMatch(problem);
    expect(writesTo(a, 'no/closed')).toEqual([]);
  });
});

test('build-policy is refused by a buildx that has no --policy', async () => {
  const files = { 'policy/build.rego': 'package docker\ndefault allow = false\n' };
  const run = await publish('no/rego', GOOD, { user: 'non-root' }, { files, 'build-policy': 'policy/build.rego' });
  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'error').join()).toMatch(
    /`build-policy` needs buildx 0\.31\.0 or later, and this is buildx 0\.\d+/,
  );
  expect(writesTo(a, 'no/rego')).toEqual([]);
});
