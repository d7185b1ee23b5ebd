import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { localImages, pullAndRun } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab.close());

const NAMES = ['api', 'worker', 'migrate'];
const TAGS = ['2.3.4', '2.3', 'latest'];

/** A stage that all have in common, which counts how often it was built, and one of each image. */
const DOCKERFILE = [
  'FROM scratch AS shared',
  'COPY --from=busybox / /',
  "RUN head -c 8 /dev/urandom | od -An -tx1 | tr -d ' \\n' > /built",
  ...NAMES.flatMap(name => [
    `FROM shared AS ${name}`,
    `RUN echo "${name} $(cat /built)" > /hello`,
    'CMD ["/bin/sh", "-c", "cat /hello"]',
  ]),
].join('\n');

const BAKE = (busybox: string) => `
  group "default" { targets = [${NAMES.map(name => `"${name}"`).join(', ')}] }
  target "all" { contexts = { busybox = "${busybox}" } }
  ${NAMES.map(name => `target "${name}" {\n inherits = ["all"]\n target = "${name}"\n }`).join('\n')}
`;

const COMPOSE = (busybox: string) =>
  JSON.stringify({
    services: Object.fromEntries(
      NAMES.map(name => [name, { build: { context: '.', target: name, additional_contexts: { busybox } } }]),
    ),
  });

/** The same three images, described in three ways. */
const WAYS: readonly (readonly [way: string, files: (busybox: string) => Record<string, string>, inputs: Inputs])[] = [
  ['builds', () => ({}), { builds: NAMES.map(name => `- {name: ${name}, target: ${name}}`).join('\n') }],
  ['bake', busybox => ({ 'docker-bake.hcl': BAKE(busybox) }), { bake: 'true', 'build-contexts': '' }],
  ['compose', busybox => ({ 'ci.yaml': COMPOSE(busybox) }), { bake: 'ci.yaml', 'build-contexts': '' }],
];

const allow = () => ({ allow: `fs.read=${lab.busybox}` });

describe.each(WAYS)('three images from %s', (way, files, inputs) => {
  test('are in both registries under all their tags, with one build of what they share', async () => {
    const workspace = await lab.workspace({ Dockerfile: DOCKERFILE, ...files(lab.busybox) });
    const event = events.push({ tag: 'v2.3.4', sha: workspace.sha });
    const run = await lab.publish(
      workspace,
      {
        images: `${way}/{{target}}`,
        registries: registriesInput([a, b]),
        tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
        test: 'docker run --rm "$IMAGE" | grep -E "^[a-z]+ [0-9a-f]+$"',
        ...allow(),
        ...inputs,
      },
      { event },
    );
    expectGreen(run);
    const images = JSON.parse(run.main.outputs['images-result']!) as Record<string, { digest: string }>;
    expect(Object.keys(images).sort()).toEqual([...NAMES].sort());
    for (const name of NAMES) {
      const { digest } = images[name]!;
      const tags = Object.fromEntries(TAGS.map(tag => [tag, digest]));
      expect(await digestsOf(a, `${way}/${name}`)).toEqual(tags);
      expect(await digestsOf(b, `${way}/${name}`)).toEqual(tags);
    }
    const said = await Promise.all(NAMES.map(name => pullAndRun(a, `${way}/${name}`, images[name]!.digest)));
    expect(said.map(text => text.split(' ')[0])).toEqual(NAMES);
    expect(new Set(said.map(text => text.split(' ')[1])).size).toBe(1);
    expect(run.main.outputs).toMatchObject({ pushed: 'true', digest: '' });
    expect((await localImages()).filter(image => image.includes(`${way}/`))).toEqual([]);
  });
});

test('a gate that fails for one image leaves nothing of any', async () => {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
  const run = await lab.publish(workspace, {
    images: 'failing/{{target}}',
    registries: registriesInput([a, b]),
    tags: 'type=raw,value=1.0',
    builds: [
      '- {name: api, target: api}',
      '- {name: worker, target: worker, test: docker run --rm "$IMAGE" | grep nobody}',
    ].join('\n'),
  });
  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'error').join()).toContain('worker');
  for (const registry of [a, b]) {
    for (const name of ['api', 'worker']) expect(writesTo(registry, `failing/${name}`)).toEqual([]);
  }
});

test('a target that fails names itself and its line', async () => {
  const dockerfile = `${DOCKERFILE}\nFROM shared AS broken\nRUN exit 42`;
  const workspace = await lab.workspace({ Dockerfile: dockerfile });
  const run = await lab.publish(workspace, {
    images: 'broken/{{target}}',
    registries: registriesInput([a]),
    tags: 'type=raw,value=1.0',
    builds: '- {name: api, target: api}\n- {name: bad, target: broken}',
  });
  expect(run.conclusion).toBe('failure');
  const [error] = run.main.annotations.filter(({ level }) => level === 'error');
  expect(error).toMatchObject({ file: 'Dockerfile', line: dockerfile.split('\n').length });
  expect(error?.message).toContain('target bad');
  expect(writesTo(a, 'broken/api')).toEqual([]);
});
