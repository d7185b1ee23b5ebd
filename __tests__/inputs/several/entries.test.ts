import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../src/host/errors.ts';
import { type RunInputs, readRun } from '../../../src/inputs/run/read-run.ts';
import { envOf } from '../env.ts';

function read(given: Readonly<Record<string, string>>): RunInputs {
  return readRun(envOf(given), () => true);
}

function complaints(given: Readonly<Record<string, string>>): string[] {
  try {
    read(given);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
}

const IMAGES = { images: 'ghcr.io/acme/{{target}}' };

describe('builds', () => {
  test('each has the inputs of the step, replaced by its own', () => {
    const { builds } = read({
      ...IMAGES,
      context: 'services/{{target}}',
      test: './test.sh',
      tags: 'type=sha',
      builds: [
        '- name: api',
        '  platforms: [linux/amd64, linux/arm64]',
        '  build-args: {VERSION: 1.10, EMPTY: ""}',
        '  labels: {note: "one\\ntwo"}',
        '- name: worker',
        '  context: worker',
        '  test: ""',
        '  tags:',
        '    - type=raw,value=edge',
        '    - type=raw,value={{target}}-1',
        '  container-test: {port: 8080}',
      ].join('\n'),
    });
    expect(builds.map(({ name }) => name)).toEqual(['api', 'worker']);
    const [api, worker] = builds.map(({ inputs }) => inputs);
    expect(api?.metadata).toMatchObject({
      images: ['ghcr.io/acme/api'],
      tags: ['type=sha'],
      labels: ['note=one\ntwo'],
    });
    expect(api?.build).toMatchObject({
      context: 'services/api',
      platforms: ['linux/amd64', 'linux/arm64'],
      buildArgs: ['VERSION=1.10', 'EMPTY='],
    });
    expect(api?.test).toBe('./test.sh');
    expect(worker?.metadata.tags).toEqual(['type=raw,value=edge', 'type=raw,value=worker-1']);
    expect(worker?.build.context).toBe('worker');
    expect(worker?.test).toBe('');
    expect(worker?.containerTest).toBeDefined();
  });

  test('without `images`, each is named after the repository, followed by its own name', () => {
    const given = { registries: 'ghcr.io', GITHUB_REPOSITORY: 'Acme/Shop' };
    const names = (more: Readonly<Record<string, string>>) =>
      read({ ...given, ...more }).builds.map(({ inputs }) => inputs.metadata.images);
    expect(names({ builds: '- name: api\n- {name: DB_migrate, images: other}' })).toEqual([
      ['acme/shop-api'],
      ['other'],
    ]);
    expect(names({ component: 'services/api', builds: '- name: api\n- name: worker' })).toEqual([
      ['acme/shop-api'],
      ['acme/shop-api-worker'],
    ]);
    expect(complaints({ ...given, builds: '- name: a-_b' }).join()).toMatch(/shop-a-_b" is not a repository name/);
  });

  test('error if only the step has them', () => {
    expect(read({ images: 'acme/api' }).builds).toEqual([]);
  });

  test.each([
    ['no YAML', '{', /`builds` is not valid YAML at line 1/],
    ['a second document', '- name: a\n---\n- name: b', /`builds` is not valid YAML at line 2/],
    ['no list', 'name: api', /`builds` is not a YAML list/],
    ['an empty list', '[]', /`builds` lists no build/],
    ['no name', '- {context: .}', /`builds\[0\]` has no name/],
    ['a plain text', '- api', /`builds\[0\]` is not a map/],
    ['a name that bake does not take', '- name: a.b', /Invalid `builds\[0\].name`: "a.b"/],
    ['a flag for a name', '- name: --push', /Invalid `builds\[0\].name`/],
    ['the same name twice', '- name: api\n- name: api', /`builds\[1\].name` is the name of another build: "api"/],
    [
      'names of one variable',
      '- name: a-b\n- name: A_b',
      /`builds\[1\].name` is "A_b", which differs from "a-b" only in/,
    ],
    [
      'an unknown key',
      '- {name: api, platform: linux/arm64}',
      /`builds\[0\]` has the unknown key "platform". Did you mean `platforms`\?/,
    ],
    ['a value of a wrong kind', '- {name: api, context: {a: b}}', /`builds\[0\].context` is neither text nor a list/],
    ['a bad value', '- {name: api, platforms: "a b"}', /Invalid `builds\[0\].platforms`/],
    ['a secret', '- {name: api, secrets: [bad value]}', /Invalid `builds\[0\].secrets`: line 1;/],
    [
      'a bomb of aliases',
      '- &a {name: a}\n- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n- &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n- [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      /`builds` has aliases/,
    ],
  ])('%s is refused', (_, builds, message) => {
    expect(complaints({ ...IMAGES, builds }).join('\n')).toMatch(message);
  });

  test('an error in the step is reported once, with those of each build', () => {
    const said = complaints({ ...IMAGES, verify: 'maybe', builds: '- name: api\n- {name: worker, tags: "type=nope"}' });
    expect(said.filter(line => line.includes('`verify`'))).toHaveLength(1);
    expect(said.join('\n')).toContain('`builds[1].tags`');
  });

  test.each(['source', 'layout', 'call', 'cgroup-parent', 'outputs'])('%s is only for one image', name => {
    const value = { source: 'ghcr.io/acme/api:1', outputs: 'type=local,dest=out', call: 'check' }[name] ?? 'x';
    const said = complaints({ ...IMAGES, builds: '- name: api', [name]: value }).join('\n');
    expect(said).toContain(`\`${name}\` is given together with \`builds\``);
  });
});

describe('gates of several images', () => {
  const BUILDS = { ...IMAGES, builds: '- name: api' };

  test('name their images, and may run once', () => {
    const gates = '- {run: a, targets: "api, work*"}\n- {run: b, targets: [api], once: true}';
    expect(read({ ...BUILDS, gates }).inputs.gates).toMatchObject([
      { targets: ['api', 'work*'], once: false },
      { targets: ['api'], once: true },
    ]);
  });

  test.each([
    ['- {run: a, once: true}', {}, /`gates\[0\].once` is given, but there is only one image/],
    ['- {run: a, targets: api}', {}, /`gates\[0\].targets` is given, but there is only one image/],
    ['- {run: a, once: true, platform: linux/arm64}', BUILDS, /`gates\[0\].platform` is given together with `once`/],
    ['- {run: a, targets: "a b"}', BUILDS, /Invalid `gates\[0\].targets`: "a b"/],
    ['- {run: a, targets: "[a"}', BUILDS, /Invalid `gates\[0\].targets`: "\[a"/],
    ['- {run: a, once: maybe}', BUILDS, /Invalid `gates\[0\].once`: "maybe"/],
  ])('%s is refused', (gates, beside, message) => {
    expect(complaints({ ...beside, gates }).join('\n')).toMatch(message);
  });
});

describe('bake', () => {
  test.each([
    ['true', []],
    ['docker-bake.hcl', ['docker-bake.hcl']],
    ['a.hcl, compose.yaml\nb.json', ['a.hcl', 'compose.yaml', 'b.json']],
  ])('%s', (bake, files) => {
    const { inputs } = read({
      bake,
      'bake-targets': 'api, worker-*',
      'bake-set': '*.platform=linux/arm64',
      'bake-vars': 'TAG=a=b',
    });
    expect(inputs.bake).toEqual({
      files,
      targets: ['api', 'worker-*'],
      set: ['*.platform=linux/arm64'],
      vars: ['TAG=a=b'],
    });
  });

  test.each(['', 'false'])('%p means no bake', bake => {
    expect(read({ images: 'acme/api', bake }).inputs.bake).toBeUndefined();
  });

  test.each([
    [{ bake: 'https://github.com/acme/api.git' }, /names a definition elsewhere/],
    [{ bake: '-' }, /Invalid `bake`: "-"/],
    [{ bake: 'true', 'bake-targets': '--load' }, /Invalid `bake-targets`: "--load"/],
    [{ bake: 'true', 'bake-set': 'platform' }, /Invalid `bake-set`: item 1/],
    [{ bake: 'true', 'bake-set': '*.output=type=registry' }, /has an output that pushes/],
    [{ bake: 'true', 'bake-vars': 'A-B=c' }, /Invalid `bake-vars`: item 1/],
    ...['LD_PRELOAD=./x.so', 'PATH=.', 'DOCKER_CONFIG=./x', 'HOME=.'].map(
      (item): [Readonly<Record<string, string>>, RegExp] => [
        { bake: 'true', 'bake-vars': `DOCKER_TAG=1\n${item}` },
        new RegExp(`^\`bake-vars\` sets ${item.split('=')[0]}, which the programs of this runner read`),
      ],
    ),
    [{ bake: 'true', context: 'api' }, /`context` is given together with `bake`. Set it in the bake file/],
    [{ bake: 'true', builds: '- name: api', images: 'a/{{target}}' }, /`builds` is given together with `bake`/],
    [{ 'bake-targets': 'api', images: 'acme/api' }, /`bake-targets` is given without `bake`/],
  ])('%j is refused', (given, message) => {
    expect(complaints(given).join('\n')).toMatch(message);
  });
});
