import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { GithubEvent } from '../../scripts/harness/types.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { readArtifactName } from '../../src/parts/identity.ts';
import { type ArtifactService, startArtifactService } from '../fakes/artifact-service.ts';
import { type FakeSigstore, startSigstore } from '../fakes/sigstore.ts';
import { fullTest } from '../full.ts';
import { type Call, type Called, callWorkflow, type Place } from './support/called-workflow.ts';
import { annotationsOf, expectGreen, runFromAny } from './support/checks.ts';
import { type Lab, leaksOf, openLab } from './support/lab.ts';
import { type OwnEngine, startOwnEngine } from './support/own-engine.ts';
import { expectPlatforms } from './support/part-images.ts';

/** The reusable workflows as GitHub runs them, from the files themselves. */

let lab: Lab;
let arm: OwnEngine;
let service: ArtifactService;
let sigstore: FakeSigstore;
let checkout: Workspace;
let trust: Readonly<Record<string, string>>;
beforeAll(async () => {
  const claims = {
    ref: 'refs/tags/v1.4.2',
    job_workflow_ref: `${REPOSITORY}/.github/workflows/publish.yml@refs/tags/v1`,
  };
  [lab, arm, service, sigstore] = await Promise.all([
    openLab(),
    startOwnEngine(),
    startArtifactService(),
    startSigstore({ claims }),
  ]);
  checkout = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY hello /hello\nCMD ["/bin/sh", "-c", "cat /hello"]\n',
    hello: 'ahoy\n',
  });
  // The public Sigstore isn't available here, and the workflow accepts no other.
  const place = await lab.workspace({ root: sigstore.trustedRoot, config: sigstore.signingConfig });
  trust = { 'signing-config': join(place.folder, 'config'), 'trusted-root': join(place.folder, 'root') };
});
afterAll(() => Promise.all([lab?.close(), arm?.close(), service?.close(), sigstore?.close()]));
beforeEach(() => service.clear());

const passwords = () => lab.registries.map(({ password }) => password);
/** A Docker config with the logins of both registries. */
function logins(): string {
  const auths = lab.registries.map(({ host, username, password }) => {
    return [host, { auth: Buffer.from(`${username}:${password}`).toString('base64') }];
  });
  return JSON.stringify({ auths: Object.fromEntries(auths) });
}

const TAG = () => events.push({ tag: 'v1.4.2', sha: checkout.sha, repository: 'acme/api' });

/** Runners of two kinds, each with an engine; the jobs that only plan, publish or verify find none. */
function envOf({ job, runner, permissions }: Place): Record<string, string> {
  const token = permissions['id-token'] === 'write' ? sigstore.env : {};
  const isArm = runner.endsWith('-arm');
  const engine = isArm ? { DOCKER_HOST: arm.host, RUNNER_ARCH: 'ARM64' } : {};
  const bare = { DOCKER_HOST: 'unix:///nowhere', PATH: '/nowhere' };
  return { ...service.env(), ...token, ...(job === 'build' ? engine : bare) };
}

function publish(name: string, event: GithubEvent = TAG(), more: Partial<Call> = {}): Promise<Called> {
  return callWorkflow(lab, {
    ...{ file: 'publish.yml', event, checkout, envOf },
    secrets: { DOCKER_CONFIG: logins(), BUILD_SECRETS: 'harbour=s3cret-of-the-build' },
    more: { publish: trust },
    ...more,
    with: { ...inputsOf(name), 'attest-to': 'registry', ...more.with },
  });
}

function inputsOf(name: string): Record<string, string> {
  return {
    images: `acme/${name}`,
    registries: lab.registries.map(({ host }) => host).join('\n'),
    tags: 'release',
    platforms: 'linux/amd64,linux/arm64',
    'build-contexts': `busybox=${lab.busybox}`,
    provenance: 'mode=max',
    scan: 'docker image inspect "$IMAGE" && echo scanned',
  };
}

const conclusions = ({ jobs }: Called) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result, runs }]) => [name, `${result} ${runs.length}`]));

async function expectNoTag(name: string): Promise<void> {
  for (const registry of lab.registries) expect(await tagsOf(registry, `acme/${name}`)).toEqual([]);
}

test('a git tag: two runners build, one job publishes and signs, and the deploying job gets the digest', async () => {
  const called = await publish('called');
  for (const { runs } of Object.values(called.jobs)) for (const run of runs) expectGreen(run);
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'success 2', publish: 'success 1' });
  const { outputs } = called;
  expect(outputs).toMatchObject({ pushed: 'true', version: '1.4.2', signed: 'true' });
  for (const registry of lab.registries) {
    expect(await tagsOf(registry, 'acme/called')).toEqual(expect.arrayContaining(['1.4.2', '1.4', 'latest']));
    expect((await manifest(registry, 'acme/called', 'latest'))!.digest).toBe(outputs.digest);
  }
  expect(await runFromAny(lab.registries, 'acme/called', outputs.digest!)).toBe('ahoy');
  // The jobs that ran the Dockerfile and the tests had nothing to steal; the job with the credentials ran none of the caller's code.
  for (const run of called.jobs.build!.runs) expect(leaksOf(run, passwords())).toEqual([]);
  expect(called.jobs.build!.actions).toEqual(['actions/checkout', REPOSITORY]);
  expect(called.jobs.publish!.actions).toEqual([REPOSITORY]);

  const verify = (digest: string, builder?: string) =>
    callWorkflow(lab, {
      ...{ file: 'verify.yml', event: TAG(), checkout, envOf, secrets: { DOCKER_CONFIG: logins() } },
      with: {
        images: lab.registries.map(({ host }) => `${host}/acme/called@${digest}`).join('\n'),
        ...(builder !== undefined && { builder }),
      },
      more: { verify: { 'trusted-root': trust['trusted-root']! } },
    });
  const verified = await verify(outputs.digest!);
  expectGreen(verified.jobs.verify!.runs[0]!);
  expect(verified.outputs).toMatchObject({ digest: outputs.digest });
  const other = await verify(outputs.digest!, `${REPOSITORY}/.github/workflows/publish.yml@refs/tags/v2`);
  expect([other.jobs.verify!.result, other.outputs.digest]).toEqual(['failure', '']);
});

test('a pull request of a fork is built and tested without a review, and nothing is published', async () => {
  const event = events.pullRequest({ fork: 'stranger/api', sha: checkout.sha, repository: 'acme/api' });
  const called = await publish('forked', event, { secrets: {} });
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'success 2', publish: 'skipped 0' });
  for (const run of called.jobs.build!.runs) expectGreen(run);
  expect(called.outputs).toMatchObject({ pushed: 'false', signed: 'false', digest: '' });
  expect(called.outputs.reason).toContain('this run belongs to a fork');
  expect(service.artifacts()).toEqual([]);
  await expectNoTag('forked');
});

test('a dry run only plans', async () => {
  const called = await publish('dry', TAG(), { with: { 'dry-run': true } });
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'skipped 0', publish: 'skipped 0' });
  expect(called.outputs).toMatchObject({ pushed: 'false', version: '1.4.2' });
  expect(called.outputs.tags!.split('\n')).toContain(`${lab.registries[0]!.host}/acme/dry:1.4.2`);
});

fullTest('one runner is enough for platforms that have the same one', async () => {
  const runners = '"**": [self-hosted, big]';
  const called = await publish('alone', TAG(), { with: { runners, test: 'docker run --rm "$IMAGE"' } });
  for (const { runs } of Object.values(called.jobs)) for (const run of runs) expectGreen(run);
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'success 1', publish: 'success 1' });
  expect(called.outputs).toMatchObject({ pushed: 'true', signed: 'true' });
  expect(service.artifacts()).toHaveLength(1);
  await expectPlatforms(lab.registries[0]!, 'acme/alone', called.outputs.digest!, ['linux/amd64', 'linux/arm64']);
});

fullTest('several images, one of which is for fewer platforms: each part counts for its own image', async () => {
  const builds = '- {name: api}\n- {name: worker, platforms: linux/amd64}';
  const called = await publish('{{target}}', TAG(), { with: { images: 'acme/some-{{target}}', builds, scan: '' } });
  for (const { runs } of Object.values(called.jobs)) for (const run of runs) expectGreen(run);
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'success 2', publish: 'success 1' });
  const results = JSON.parse(called.outputs['images-result']!) as Record<string, { digest: string }>;
  const [a] = lab.registries;
  await expectPlatforms(a!, 'acme/some-api', results.api!.digest, ['linux/amd64', 'linux/arm64']);
  await expectPlatforms(a!, 'acme/some-worker', results.worker!.digest, ['linux/amd64']);
});

fullTest('a test that fails on one runner: nothing is published', async () => {
  const called = await publish('failing', TAG(), {
    with: { scan: 'test "$(docker image inspect -f "{{.Architecture}}" "$IMAGE")" != arm64' },
  });
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'failure 2', publish: 'skipped 0' });
  expect(called.outputs.pushed).toBe('false');
  await expectNoTag('failing');
});

test('a part that another job of the run has handed over is not signed', async () => {
  // Every job of a run may write artifacts: this one builds the wrong thing, and hands it over as a later attempt.
  const evil = await lab.workspace({ Dockerfile: 'FROM busybox\nCOPY hello /hello\n', hello: 'mutiny\n' });
  const before = async (job: string) => {
    if (job !== 'publish') return;
    const { time } = readArtifactName(service.artifacts()[0]!.name)!;
    const part = { part: 'linux/amd64', 'hand-over': 'artifact', time: new Date(time * 1000).toISOString() };
    const env = { ...service.env(), GITHUB_RUN_ATTEMPT: '2' };
    expectGreen(await lab.publish(evil, { ...inputsOf('planted'), ...part }, { event: TAG(), job: { env } }));
  };
  // The failed job of the first attempt is run again.
  const again = (place: Place) => ({ ...envOf(place), ...(place.job === 'publish' && { GITHUB_RUN_ATTEMPT: '2' }) });
  const called = await publish('planted', TAG(), { before, envOf: again });
  expect(service.artifacts()).toHaveLength(3);
  expect(conclusions(called)).toEqual({ plan: 'success 1', build: 'success 2', publish: 'failure 1' });
  expect(annotationsOf(called.jobs.publish!.runs[0]!, 'error').at(-1)).toContain('is not among `part-digests`');
  await expectNoTag('planted');
});
