import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { type ArtifactService, startArtifactService } from '../fakes/artifact-service.ts';
import { RUNNERS } from '../fakes/runners.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { dockerfile, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let service: ArtifactService;
beforeAll(async () => {
  [lab, service] = await Promise.all([openLab([{}]), startArtifactService()]);
});
afterAll(() => Promise.all([lab?.close(), service?.close()]));

/** The harness's own locations, and variables that the tested runner doesn't set. */
const HARNESS = /^(?:GITHUB_(?:EVENT_PATH|OUTPUT|STATE|STEP_SUMMARY|PATH|API_URL|SHA)|RUNNER_TEMP|RUNNER_TOOL_CACHE)$/;

/** Facts missing from these events, so that no API is needed: there is none here. */
const KNOWN = 'org.opencontainers.image.description=Tides\norg.opencontainers.image.licenses=MIT';

type More = Readonly<{ inputs?: Inputs; lacks?: readonly ('GITHUB_STATE' | 'GITHUB_STEP_SUMMARY')[]; env?: object }>;

/** A push of a tag on one of these runners. */
async function publishOn(name: string, image: string, { inputs = {}, lacks = [], env = {} }: More = {}): Promise<Run> {
  const runner = RUNNERS.find(one => one.name === name)!;
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const of = runner.event('tag');
  const event = { ...of, sha: workspace.sha, actor: 'mona', repository: 'acme/tides' };
  const own = Object.entries(runner.env('')).filter(([key]) => !HARNESS.test(key));
  const given = {
    images: `acme/${image}`,
    registries: registriesInput(lab.registries),
    tags: 'type=semver,pattern={{version}}',
    labels: KNOWN,
    annotations: KNOWN,
    test: TEST_AHOY,
    ...inputs,
  };
  const all = { RUNNER_ENVIRONMENT: '', ...Object.fromEntries(own), ...env };
  return lab.publish(workspace, given, { event, job: { env: all, lacks } });
}

/** Folders of runs that are left in RUNNER_TEMP. */
const leftovers = (run: Run) => readdirSync(run.runnerTemp).filter(entry => /^slipway-\d/.test(entry));

test.each(firstRows(2, ['Gitea', 'GitHub Enterprise Server', 'act']))(
  '%s: built, tested, published and cleaned up',
  async name => {
    const image = `on-${name.toLowerCase().replaceAll(' ', '-')}`;
    const run = await publishOn(name, image);
    expectGreen(run);
    expect(run.main.annotations).toEqual([]);
    const [registry] = lab.registries;
    expect(await tagsOf(registry!, `acme/${image}`)).toEqual(['1.4.2', 'latest']);
    expect((await manifest(registry!, `acme/${image}`, '1.4.2'))?.digest).toBe(run.main.outputs.digest);
    expect(leftovers(run)).toEqual([]);
  },
);

test('a runner without post steps and summaries: one notice, and main cleans up', async () => {
  const run = await publishOn('act', 'no-post', { lacks: ['GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] });
  expectGreen(run);
  expect(run.main.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^This runner has no post steps .*; no job summaries /),
  ]);
  expect(run.main.state).toEqual({});
  expect(leftovers(run)).toEqual([]);
});

test('a requested cache service that the runner does not have: one notice', async () => {
  const run = await publishOn('Forgejo', 'no-cache', { inputs: { cache: 'gha' } });
  expectGreen(run);
  expect(run.main.annotations.map(({ message }) => message)).toEqual([
    expect.stringContaining('the runner offers no cache service'),
  ]);
});

fullTest(
  "parts: Gitea's artifact service is used, and that of GitHub Enterprise Server refused before the build",
  async () => {
    const inputs = { part: 'true', platforms: 'linux/amd64', test: '' };
    const gitea = await publishOn('Gitea', 'parts', { inputs, env: service.env() });
    expectGreen(gitea);
    expect(service.artifacts()).toHaveLength(1);
    const enterprise = await publishOn('GitHub Enterprise Server', 'parts', { inputs, env: service.env() });
    expect(enterprise.conclusion).toBe('failure');
    expect(annotationsOf(enterprise, 'error')).toEqual([expect.stringMatching(/has no artifact service of version 4/)]);
    expect(enterprise.log).not.toContain('naming to');
    expect(service.artifacts()).toHaveLength(1);
  },
);
