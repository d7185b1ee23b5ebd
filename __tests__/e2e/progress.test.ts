import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstRows } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab([{}]);
});
afterAll(() => lab?.close());

const inputsFor = (name: string, more: Inputs = {}): Inputs => ({
  images: `acme/${name}`,
  registries: registriesInput(lab.registries),
  tags: 'type=raw,value=latest',
  ...more,
});

describe('build checks are annotations at the line of the file', () => {
  // BuildKit wants `as` in the case of `FROM` (FromAsCasing), and arguments as JSON (JSONArgsRecommended).
  const odd = 'FROM busybox as harbour\nRUN echo ahoy > /hello\n\nCMD cat /hello\n';
  test.each<[string, string, Inputs]>(
    firstRows(1, [
      ['`file` in a folder', 'services/api/Dockerfile.prod', { file: 'services/api/Dockerfile.prod' }],
      ['Dockerfile', 'Dockerfile', {}],
      ['`context` in a folder', 'services/web/Dockerfile', { context: 'services/web' }],
    ]),
  )('%s', async (_, file, more) => {
    const run = await lab.publish(await lab.workspace({ [file]: odd }), inputsFor('checked', more));
    expectGreen(run);
    const warnings = run.main.annotations.filter(({ title }) => title === 'Build check');
    const places = warnings.map(({ file, line, level, message }) => [level, file, line, /^\w+/.exec(message)?.[0]]);
    expect(places.sort()).toEqual([
      ['warning', file, 1, 'FromAsCasing'],
      ['warning', file, 4, 'JSONArgsRecommended'],
    ]);
  });

  test("build-push-action's switches turn them into log lines, and omit the summary", async () => {
    const env = { DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false', DOCKER_BUILD_SUMMARY: 'false' };
    const run = await lab.publish(await lab.workspace({ Dockerfile: odd }), inputsFor('quiet'), { job: { env } });
    expectGreen(run);
    expect(run.main.log).toContain('FromAsCasing');
    expect([run.main.annotations, run.main.summary]).toEqual([[], '']);
  });
});

test('cached steps are marked in the log and counted in the summary, with a timeline', async () => {
  // BuildKit doesn't cache builds FROM a local folder, but it caches copies from one.
  // A step that another test's build has at the same moment would be counted under its name there, too.
  const steps = ['COPY --from=busybox --chown=1852:1852 . /', `RUN echo "${Date.now()}" && sleep 0.3`, 'RUN echo two'];
  const workspace = await lab.workspace({ Dockerfile: ['FROM scratch', ...steps, ''].join('\n') });
  const first = await lab.publish(workspace, inputsFor('cached'));
  const second = await lab.publish(workspace, inputsFor('cached'));
  for (const run of [first, second]) expectGreen(run);

  expect(first.main.log).toMatch(/^##\[group\]\[stage-0 2\/3\] RUN echo "\d+"/m);
  expect(first.main.log).toMatch(/^✓ \[stage-0 2\/3\] RUN echo "\d+" && sleep 0\.3 \d+\.\ds$/m);
  expect(first.main.summary).toMatch(/[01] of 3 build steps were cached/);
  expect(second.main.log).toMatch(/^CACHED \[stage-0 2\/3\] RUN echo "\d+" && sleep 0\.3$/m);
  expect(second.main.summary).toContain('3 of 3 build steps were cached.');
  const chart = /```mermaid\n(gantt\n.*?)\n```/s.exec(second.main.summary)?.[1] ?? '';
  for (const stage of ['prepare', 'build', 'stage', 'tag', 'verify'])
    expect(chart).toMatch(new RegExp(`^  ${stage} :`, 'm'));
  expect(chart).toMatch(/^ {2}CACHED .*RUN echo two :done, /m);
  expect(second.main.log).not.toContain('::debug::');
});

test('with RUNNER_DEBUG the log has every line of buildx', async () => {
  const run = await lab.publish(
    await lab.workspace({ Dockerfile: dockerfile(`RUN echo "${Date.now()} bollards"`) }),
    inputsFor('debug'),
    { job: { debug: true } },
  );
  expectGreen(run);
  const lines = run.main.raw.split('\n').filter(line => line.startsWith('::debug::{'));
  const seen = lines.map(line => JSON.parse(line.slice('::debug::'.length).replaceAll('%25', '%')) as object);
  const kinds = new Set(seen.flatMap(Object.keys));
  expect([...kinds]).toEqual(expect.arrayContaining(['vertexes', 'statuses', 'logs']));
  expect(JSON.stringify(seen)).toContain('load build definition from Dockerfile');
});
