import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { configOf, dockerfile, platformManifests, pullAndRun } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab([{}]);
});
afterAll(() => lab?.close());

const FILE = dockerfile(
  'ARG APP_VERSION',
  'ARG MESSAGE',
  'ARG HELM',
  'ARG LITERAL',
  'ENV MESSAGE=$MESSAGE',
  String.raw`RUN ["/bin/sh", "-c", "printf '%s\\n' \"$APP_VERSION\" \"$HELM\" \"$LITERAL\" > /hello"]`,
);
/** Characters that a shell, a template or a list would interpret. */
const MESSAGE = 'a $(id) `id` "b" \'c\' & ; $HOME {{sha}} a,b=c \\ %PATH%';

test("build arguments and labels get the plan's values, and nothing interprets them on the way", async () => {
  const workspace = await lab.workspace({ Dockerfile: FILE });
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/args',
      registries: registriesInput(lab.registries),
      tags: 'type=semver,pattern={{version}}\ntype=sha,prefix={{branch}}-',
      'build-args': [
        'APP_VERSION={{version}} {{short_sha 12}} {{meta.version}} {{ .CommitID }}',
        'MESSAGE={{ .CommitMessage }}',
        'HELM={{ .Values.image }} {{ include "x" . }} ${{ github.sha }}',
        'LITERAL=\\{{version}}',
      ].join('\n'),
      labels: 'app={{version}}-{{sha}}',
      annotations: 'app={{meta.version}}',
    },
    { event: events.push({ tag: 'v1.4.2', sha: workspace.sha, message: MESSAGE }) },
  );
  expectGreen(run);
  expect(run.main.outputs['tag-names']).toBe('1.4.2\nlatest');
  const [registry] = lab.registries;
  expect((await pullAndRun(registry!, 'acme/args', run.main.outputs.digest!)).trimEnd()).toBe(
    [
      `1.4.2 ${workspace.sha.slice(0, 12)} 1.4.2 ${workspace.sha}`,
      '{{ .Values.image }} {{ include "x" . }} ${{ github.sha }}',
      '{{version}}',
    ].join('\n'),
  );
  const [image] = await platformManifests(registry!, 'acme/args', '1.4.2');
  const { config } = await configOf(registry!, 'acme/args', image!);
  expect(config.Env).toContain(`MESSAGE=${MESSAGE}`);
  expect(config.Labels).toMatchObject({ app: `1.4.2-${workspace.sha.slice(0, 7)}` });
  expect((image!.json as { annotations?: object }).annotations).toMatchObject({ app: '1.4.2' });
});

test('a step that does not use a changing argument stays cached', async () => {
  const workspace = await lab.workspace({
    // A step directly on a folder is never cached.
    Dockerfile: [
      'FROM scratch',
      'COPY --from=busybox / /',
      'RUN ["/bin/sh", "-c", "echo ahoy > /hello"]',
      'ARG CREATED',
      'ENV CREATED=$CREATED',
      '',
    ].join('\n'),
  });
  const publish = () =>
    lab.publish(workspace, {
      images: 'acme/cached',
      registries: registriesInput(lab.registries),
      tags: 'type=sha',
      'build-args': 'CREATED={{created}}',
    });
  expectGreen(await publish());
  const again = await publish();
  expectGreen(again);
  expect(again.main.outputs['cache-hit-ratio']).toBe('1.00');
});

fullTest('`file` in the context is found, and never mistaken for another one', async () => {
  const says = (text: string) => dockerfile(`COPY <<hello /hello`, text, 'hello');
  const workspace = await lab.workspace({
    Dockerfile: says('workspace'),
    'app/Dockerfile': says('context'),
    'app/Dockerfile.prod': says('production'),
  });
  const [registry] = lab.registries;
  const built = async (inputs: Readonly<Record<string, string>>) => {
    const run = await lab.publish(workspace, {
      images: 'acme/file',
      registries: registriesInput(lab.registries),
      tags: 'type=sha',
      'moving-tags': 'always',
      context: 'app',
      ...inputs,
    });
    expectGreen(run);
    const notices = run.main.annotations.filter(({ level }) => level === 'notice');
    return [(await pullAndRun(registry!, 'acme/file', run.main.outputs.digest!)).trim(), notices.length];
  };
  expect(await built({ file: 'Dockerfile.prod' })).toEqual(['production', 0]);
  expect(await built({})).toEqual(['context', 0]);
  expect(await built({ file: 'app/Dockerfile' })).toEqual(['context', 0]);
  expect(await built({ file: 'Dockerfile' })).toEqual(['workspace', 1]);
});
