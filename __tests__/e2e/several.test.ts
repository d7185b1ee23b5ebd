import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { configOf, localImages, platformManifests, pullAndRun } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';
import { wrapBuildx } from './support/wrap-buildx.ts';

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
  (way === 'bake' ? test : fullTest)(
    'are in both registries under all their tags, with one build of what they share',
    async () => {
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
      // Two layers are shared; each image has one, a configuration, and a provenance with its own configuration.
      for (const registry of [a, b]) {
        const writes = NAMES.flatMap(name => writesTo(registry, `${way}/${name}`));
        expect(writes.filter(line => /^PUT \S+\/blobs\/uploads\//.test(line))).toHaveLength(2 + 4 * NAMES.length);
        expect(writes.filter(line => /^POST \S+[?&]mount=\S+ 201$/.test(line))).toHaveLength(2 * (NAMES.length - 1));
      }
      expect((await localImages()).filter(image => image.includes(`${way}/`))).toEqual([]);
    },
  );
});

test('what is only published is in the registry before buildx has ended, and no tag is written until then', async () => {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
  const names = ['api', 'worker'];
  const manifests = (name: string) => join(a.storage, `docker/registry/v2/repositories/early/${name}/_manifests`);
  // Ends when the registry has the manifest, the attestation and the index of each image, or fails after a minute.
  const wrapper = (real: string) => `#!/bin/sh
    "${real}" "$@" || exit
    case "$*" in *bake*) ;; *) exit 0;; esac
    for _ in $(seq 300); do
      count=$(ls ${names.map(name => `"${manifests(name)}/revisions/sha256"`).join(' ')} 2>/dev/null | grep -Ec '^[0-9a-f]{64}$')
      if [ "$count" -eq 6 ]; then
        ! ls ${names.map(name => `"${manifests(name)}/tags"`).join(' ')} 2>/dev/null | grep '^1'
        exit
      fi
      sleep 0.2
    done
    echo 'nothing was staged' >&2
    exit 9`;
  const run = await lab.publish(
    workspace,
    {
      images: 'early/{{target}}',
      registries: registriesInput([a]),
      tags: 'type=raw,value=1.0',
      builds: names.map(name => `- {name: ${name}, target: ${name}}`).join('\n'),
    },
    { home: home => wrapBuildx(home, wrapper) },
  );
  expectGreen(run);
  for (const name of names) expect(Object.keys(await digestsOf(a, `early/${name}`))).toContain('1.0');
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

test('gates for some of the images, and one for all of them at once', async () => {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
  const gates = [
    { name: 'of the worker', targets: 'work*', run: 'docker run --rm "$IMAGE" | grep "^worker " > "$HOME/worker"' },
    {
      name: 'together',
      once: 'true',
      targets: ['api', 'migrate'],
      run: [
        'test -z "${IMAGE:-}${IMAGE_WORKER:-}"',
        'docker run --rm "$IMAGE_API" | grep "^api "',
        'docker run --rm "$IMAGE_MIGRATE" | grep "^migrate "',
        'docker run --detach "$IMAGE_API" sleep 600',
        'echo "$IMAGES" > "$HOME/images"',
      ].join('\n'),
    },
  ];
  const run = await lab.publish(workspace, {
    images: 'gated/{{target}}',
    registries: registriesInput([a]),
    tags: 'type=raw,value=1.0',
    gates: JSON.stringify(gates),
    builds: NAMES.map(name => `- {name: ${name}, target: ${name}}`).join('\n'),
  });
  expectGreen(run);
  const seen = JSON.parse(readFileSync(join(run.home, 'images'), 'utf8')) as Record<string, string>;
  expect(Object.keys(seen)).toEqual(['api', 'migrate']);
  expect(readFileSync(join(run.home, 'worker'), 'utf8')).toMatch(/^worker /);
  expect(await command('docker', ['ps', '--all', '--quiet', '--filter', `ancestor=${seen.api}`])).toBe('');
  const images = JSON.parse(run.main.outputs['images-result']!) as Record<string, Record<string, string>>;
  for (const name of NAMES) {
    const [manifest, ...others] = await platformManifests(a, `gated/${name}`, images[name]!.digest!);
    expect([images[name]!['tested-digest'], others]).toEqual([manifest!.digest, []]);
  }
});

fullTest('a gate that changes one of its images fails the step', async () => {
  const workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
  const run = await lab.publish(workspace, {
    images: 'changed/{{target}}',
    registries: registriesInput([a]),
    tags: 'type=raw,value=1.0',
    gates: JSON.stringify([{ name: 'swap', once: 'true', run: 'docker tag "$IMAGE_API" "$IMAGE_WORKER"' }]),
    builds: '- {name: api, target: api}\n- {name: worker, target: worker}',
  });
  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'error').join()).toContain('the tested image is not the built one');
  for (const name of ['api', 'worker']) expect(writesTo(a, `changed/${name}`)).toEqual([]);
});

test('a target is the context of another; nothing in a definition is a template or a flag', async () => {
  const bake = {
    target: {
      base: {
        context: 'base',
        'dockerfile-inline': 'FROM scratch\nCOPY --from=busybox / /',
        contexts: { busybox: lab.busybox },
      },
      api: {
        context: 'api',
        'dockerfile-inline': [
          ...['FROM base', 'ARG SAYS', 'RUN --mount=type=secret,id=token cp /run/secrets/token /hello'],
          'RUN printf " %s" "$SAYS" >> /hello\nCMD ["/bin/sh", "-c", "cat /hello"]',
        ].join('\n'),
        contexts: { base: 'target:base' },
        args: { SAYS: '$${HOME} %%{x} $HOME' },
        labels: { 'org.example.odd': '$${ahoy} $$${ahoy}', 'org.opencontainers.image.title': 'Own' },
        secret: [{ type: 'env', id: 'token', env: 'MY_TOKEN' }],
        tags: [`${a.host}/linked/api:1.0`],
      },
    },
    group: { default: { targets: ['api'] } },
  };
  const workspace = await lab.workspace({ 'docker-bake.json': JSON.stringify(bake), 'base/x': '', 'api/x': '' });
  const run = await lab.publish(
    workspace,
    {
      ...{ bake: 'true', push: 'true', 'build-contexts': '', 'registry-auth': registriesInput([a]) },
      ...allow(),
    },
    { job: { env: { MY_TOKEN: 'open-sesame' } } },
  );
  expectGreen(run);
  const { api } = JSON.parse(run.main.outputs['images-result']!) as Record<string, { digest: string }>;
  expect(await digestsOf(a, 'linked/api')).toEqual({ '1.0': api!.digest });
  expect(await pullAndRun(a, 'linked/api', api!.digest)).toBe('open-sesame ${HOME} %{x} $HOME');
  const [platform] = await platformManifests(a, 'linked/api', '1.0');
  expect((await configOf(a, 'linked/api', platform!)).config.Labels).toMatchObject({
    'org.example.odd': '${ahoy} $${ahoy}',
    'org.opencontainers.image.title': 'Own',
    'org.opencontainers.image.revision': workspace.sha,
  });
});

test('a bake file gets no access to the machine that the workflow did not grant', async () => {
  const target = {
    context: '.',
    'dockerfile-inline': 'FROM scratch',
    secret: [{ id: 'x', src: '/etc/shadow' }],
    network: 'host',
  };
  const workspace = await lab.workspace({ 'docker-bake.json': JSON.stringify({ target: { default: target } }) });
  const run = await lab.publish(workspace, {
    ...{ bake: 'true', images: 'greedy/{{target}}', 'build-contexts': '', registries: registriesInput([a]) },
  });
  expect(run.conclusion).toBe('failure');
  const said = annotationsOf(run, 'error').join();
  expect(said).toContain('asks for `fs.read=/etc/shadow`');
  expect(said).toContain('asks for `network.host`');
});
