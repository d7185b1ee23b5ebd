import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { wantedMounts } from '../../../src/cache/mounts/wanted.ts';
import { readContext } from '../../../src/event/context.ts';
import { run } from '../../../src/host/process.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import { repoFactsFromEvent } from '../../../src/plan/metadata/facts.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { runtimeToken } from '../../fakes/cache-token.ts';
import { recordingLog } from '../../fakes/log.ts';
import { envOf } from '../../inputs/env.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-wanted-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const TWO = 'FROM scratch\nRUN --mount=type=cache,id=a,target=/x --mount=type=cache,target=/b true\n';

/** The mounts to keep with these inputs on a hosted runner, and the log. */
async function wanted(given: Record<string, string>, more: Record<string, string> = {}) {
  const env = {
    ...envOf({ 'cache-mounts': 'true', images: 'acme/api', ...given }),
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RESULTS_URL: 'https://results.test/',
    ACTIONS_RUNTIME_TOKEN: runtimeToken('id', [{ ref: 'refs/heads/main', permission: 'both' }]),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/api',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: workspace,
    RUNNER_ENVIRONMENT: 'github-hosted',
    ...more,
  };
  const inputs = readInputs(env, () => true);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const plan = makePlan(inputs, context, repoFactsFromEvent(context), {});
  const log = recordingLog();
  const signal = new AbortController().signal;
  const found = await wantedMounts(
    { inputs, context, plan },
    {
      env,
      log,
      run,
      signal,
      now: Date.now,
      sleep: async () => {},
    },
  );
  return { found, lines: log.lines };
}

const ids = (found: Awaited<ReturnType<typeof wanted>>['found']) =>
  typeof found === 'object' ? found.mounts.map(({ id }) => id) : found;

describe('which cache mounts are kept', () => {
  test('none unless requested; the Dockerfile is not even read', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    expect((await wanted({ 'cache-mounts': '' })).found).toBeUndefined();
    expect((await wanted({ 'cache-mounts': 'false' })).found).toBeUndefined();
    expect((await wanted({ call: 'check' })).found).toBeUndefined();
  });

  test('all, or those with the listed ids', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    expect(ids((await wanted({})).found)).toEqual(['a', '/b']);
    const { found, lines } = await wanted({ 'cache-mounts': '/b, c' });
    expect(ids(found)).toEqual(['/b']);
    expect(lines).toEqual(['notice: cache-mounts: The Dockerfile has no cache mount `c` (it has `a`, `/b`).']);
  });

  test('those of the Dockerfile that is built', async () => {
    mkdirSync(join(workspace, 'app'));
    writeFileSync(join(workspace, 'app/Dockerfile'), TWO);
    writeFileSync(join(workspace, 'other'), 'FROM scratch\nRUN --mount=type=cache,target=/other true\n');
    expect(ids((await wanted({ context: 'app' })).found)).toEqual(['a', '/b']);
    expect(ids((await wanted({ context: 'app', file: 'other' })).found)).toEqual(['/other']);
  });

  test("with a build argument's value from the environment, as buildx sees it", async () => {
    const lines = ['FROM scratch', 'ARG V=1', 'ARG INPUT_V=1', 'RUN --mount=type=cache,id=$V-$INPUT_V,target=/x true'];
    writeFileSync(join(workspace, 'Dockerfile'), lines.join('\n'));
    const given = { 'build-args': 'V\nINPUT_V' };
    expect(ids((await wanted(given)).found)).toEqual(['1-1']);
    expect(ids((await wanted(given, { V: '2', INPUT_V: '3' })).found)).toEqual(['2-1']);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{}, /the Dockerfile is not in the workspace/],
    [{ context: 'https://example.test/x.git' }, /not in the workspace/],
    [{ context: '{{defaultContext}}:app' }, /not in the workspace/],
    [{ file: 'https://example.test/Dockerfile' }, /not in the workspace/],
  ])('%j: nothing, and why', async (given, why) => {
    expect((await wanted(given)).found).toMatch(why);
  });

  test('a text that is not a Dockerfile', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), '--mount=type=cache');
    expect((await wanted({})).found).toMatch(/cannot be read: it has no FROM/);
  });

  test('a Dockerfile without mounts gives no warning, not even on a runner without a cache service', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n');
    expect(await wanted({}, { ACTIONS_RUNTIME_TOKEN: '' })).toEqual({ found: undefined, lines: [] });
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    expect((await wanted({}, { ACTIONS_RUNTIME_TOKEN: '' })).found).toMatch(/gave no token/);
  });

  test('a run of a pull request reads', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    expect((await wanted({})).found).toMatchObject({ readOnly: undefined });
    const pull = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };
    expect((await wanted({}, pull)).found).toMatchObject({ readOnly: 'this run belongs to a pull request' });
  });

  test('on a permanent runner, a message says that the builder keeps them anyway', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    const { found, lines } = await wanted({}, { RUNNER_ENVIRONMENT: 'self-hosted' });
    expect(ids(found)).toEqual(['a', '/b']);
    expect(lines).toEqual([expect.stringMatching(/may be a persistent runner/)]);
  });

  test('images, Dockerfiles, targets and platforms have separate ones', async () => {
    writeFileSync(join(workspace, 'Dockerfile'), TWO);
    const scope = async (given: Record<string, string>) => {
      const { found } = await wanted(given);
      return typeof found === 'object' ? found.scope : '';
    };
    writeFileSync(join(workspace, 'b.Dockerfile'), TWO);
    const scopes = [
      {},
      { file: 'b.Dockerfile' },
      { images: 'acme/web' },
      { target: 'x' },
      { platforms: 'linux/arm64' },
      { 'cache-scope': 's' },
    ];
    const all = await Promise.all(scopes.map(scope));
    expect(new Set(all).size).toBe(scopes.length);
    expect(all.at(-1)).toMatch(/^s-linux_/);
  });
});
