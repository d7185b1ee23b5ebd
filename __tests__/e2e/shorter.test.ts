import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** Plain hosts, and the logins for them where a workflow has its login step. */
const places = () => ({
  registries: lab.registries.map(({ host }) => host).join(', '),
  'registry-auth': registriesInput(lab.registries),
});

test("hosts and a preset: the repository's image in both registries, as the release and latest", async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  const event = events.push({ tag: 'v1.4.2', sha: workspace.sha, repository: 'Acme/Tides' });
  const run = await lab.publish(workspace, { ...places(), tags: 'release' }, { event });
  expectGreen(run);
  const { digest } = run.main.outputs;
  for (const registry of lab.registries) {
    expect(await digestsOf(registry, 'acme/tides')).toEqual({ '1.4.2': digest, '1.4': digest, latest: digest });
  }
});

test('a component: its folder is built, and only its releases are published', async () => {
  const workspace = await lab.workspace({
    'services/api/Dockerfile': dockerfile('COPY hello /hello'),
    'services/api/hello': 'ahoy',
    'services/web/Dockerfile': 'FROM scratch\nCOPY missing /\n',
  });
  const inputs = { ...places(), component: 'services/api', tags: 'release, branch' };
  const publish = (event: ReturnType<typeof events.push>) => lab.publish(workspace, inputs, { event });
  const [a] = lab.registries;
  const release = await publish(events.push({ tag: 'api/v0.3.0', sha: workspace.sha }));
  expectGreen(release);
  const { digest } = release.main.outputs;
  expect(await digestsOf(a!, 'acme/tides-api')).toEqual({ '0.3.0': digest, '0.3': digest, latest: digest });

  const other = await publish(events.push({ tag: 'web/v9.9.9', sha: workspace.sha }));
  expect([other.conclusion, other.main.outputs.pushed]).toEqual(['success', 'false']);
  expect(other.main.outputs.reason).toContain('is not a release of the component "api"');
  expect(annotationsOf(other, 'warning')).toEqual([]);
  expect(annotationsOf(other, 'notice')).toEqual([
    expect.stringMatching(
      /^These rules of `tags` produced no tag for this run:\n +release, branch: needs a git tag of /,
    ),
  ]);
  expect(Object.keys(await digestsOf(a!, 'acme/tides-api')).toSorted()).toEqual(['0.3', '0.3.0', 'latest']);
});

fullTest("pull requests of the repository get an image; those of forks and Dependabot don't", async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  const inputs = { ...places(), tags: 'release, branch, pr', push: 'same-repository' };
  const publish = (more: Parameters<typeof events.pullRequest>[0]) => {
    const event = events.pullRequest({ sha: workspace.sha, repository: 'acme/pulls', ...more });
    return lab.publish(workspace, inputs, { event });
  };
  const own = await publish({ number: 7 });
  expectGreen(own);
  const fork = await publish({ number: 8, fork: 'stranger/pulls' });
  const dependabot = await publish({ number: 9, actor: 'dependabot[bot]' });
  for (const run of [fork, dependabot]) {
    expect([run.conclusion, run.main.outputs.pushed]).toEqual(['success', 'false']);
    expect(annotationsOf(run, 'warning')).toEqual([]);
  }
  expect(await digestsOf(lab.registries[0]!, 'acme/pulls')).toEqual({ 'pr-7': own.main.outputs.digest });
});
