import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BuildStats, Step } from '../../../src/build/progress/steps.ts';
import { openMounts } from '../../../src/cache/mounts/keep.ts';
import type { MountSite } from '../../../src/cache/mounts/types.ts';
import { readContext } from '../../../src/event/context.ts';
import type { Run, RunResult } from '../../../src/host/ports.ts';
import { run as realRun } from '../../../src/host/process.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import { repoFactsFromEvent } from '../../../src/plan/metadata/facts.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { runtimeToken } from '../../fakes/cache-token.ts';
import { recordingLog } from '../../fakes/log.ts';
import { builderInUse, localEngine } from '../../fakes/values.ts';
import { envOf } from '../../inputs/env.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-keep-'));
  for (const name of ['workspace', 'kept']) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const MOUNT = 'FROM scratch\nRUN --mount=type=cache,id=a,target=/x true\n';
const WELL: RunResult = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

type Setting = Readonly<{
  dockerfile?: string;
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  site?: Partial<MountSite>;
  /** How the request to the cache service fails, if it does. */
  carried?: RunResult | undefined;
  /** What docker answers. */
  answer?: (args: readonly string[]) => Partial<RunResult>;
}>;

/** A mount cache on a hosted runner with an archive of an earlier run, its docker calls and its messages. */
async function keeper(setting: Setting = {}) {
  const { dockerfile = MOUNT, inputs: given = {}, env: more = {}, site: chosen, carried, answer } = setting;
  const workspace = join(root, 'workspace');
  writeFileSync(join(workspace, 'Dockerfile'), dockerfile);
  const env = {
    PATH: process.env.PATH ?? '',
    ...envOf({ 'cache-mounts': 'true', images: 'acme/api', timeout: '10m', ...given }),
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
  const calls: { args: readonly string[]; timeout: number | undefined }[] = [];
  let clock = 0;
  const run: Run = async (command, args, options) => {
    if (command === process.execPath) return carried ?? restore(JSON.parse(args[1]!), options);
    if (command !== 'docker') return realRun(command, args, options);
    calls.push({ args, timeout: options.timeout });
    // Each takes four of the ten minutes.
    clock += 240_000;
    return { ...WELL, ...answer?.(args) };
  };
  const machine = { env, log, run, signal: new AbortController().signal, now: () => clock, sleep: async () => {} };
  const kept = await openMounts({ inputs, context, plan }, mkdtempSync(join(root, 'run-')), machine);
  const site = { builder: builderInUse({}, env), engine: localEngine(), ...chosen };
  return { kept, site, calls, lines: log.lines };
}

/** The cache service's part: an archive with one file in the mount. */
function restore({ verb, path, keys }: Record<string, never>, { cwd, onStdout }: Parameters<Run>[2]): RunResult {
  if (verb !== 'restore') throw new Error('nothing else was expected');
  const folder = join(cwd!, path!);
  mkdirSync(folder);
  writeFileSync(join(root, 'kept/file'), 'x');
  execFileSync('tar', ['-cf', join(folder, '0.tar'), '-C', join(root, 'kept'), '.']);
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ mounts: [{ identity: 'a', file: '0.tar' }] }));
  onStdout?.(`RESULT ${JSON.stringify({ key: `${keys![0]}1-1` })}`);
  return WELL;
}

const verbs = (calls: readonly { args: readonly string[] }[]) => calls.map(({ args }) => args[1]);
const told = (lines: readonly string[]) => lines.filter(line => /^(?:notice|warning|error): /.test(line));

const STEP: Step = {
  ...{ name: '[1/1] RUN true', ofDockerfile: true, stage: '' },
  ...{ cached: false, started: 1, completed: 2, error: undefined },
};
const stats = (...steps: readonly Partial<Step>[]): BuildStats => ({
  steps: steps.map(step => ({ ...STEP, ...step })),
  cachedSteps: 0,
  totalSteps: steps.length,
});

describe('the content of the mounts is saved after a build', () => {
  async function taken(...attempts: readonly BuildStats[]): Promise<boolean> {
    const { kept, site, calls } = await keeper();
    for (const attempt of attempts) kept.observe(attempt);
    kept.save(site);
    await kept.end();
    return calls.length > 0;
  }

  test('if a step ran in any of its attempts', async () => {
    expect(await taken(stats({}))).toBe(true);
    expect(await taken(stats({ completed: undefined }), stats({ cached: true }))).toBe(true);
    expect(await taken(stats({ error: 'killed' }), stats({ cached: true }))).toBe(true);
  });

  test('if that is unknown', async () => {
    expect(await taken()).toBe(true);
    expect(await taken(stats({ ofDockerfile: false }))).toBe(true);
  });

  test('not if no step ran', async () => {
    expect(await taken(stats({ cached: true }))).toBe(false);
    expect(await taken(stats({ cached: true }, { ofDockerfile: false }), stats({ started: undefined }))).toBe(false);
  });
});

describe('failures', () => {
  test('mounts that could not be filled are not saved', async () => {
    const { kept, site, calls, lines } = await keeper({
      answer: () => ({ code: 1, stderr: 'ERROR: failed to solve: no space left on device' }),
    });
    await kept.restore(site);
    kept.observe(stats({}));
    kept.save(site);
    await kept.end();
    expect(verbs(calls)).toEqual(['build']);
    expect(told(lines)).toEqual(['warning: cache-mounts: the cache mounts were not restored: no space left on device']);
    expect(lines).toContain('The cache mounts are not saved, because they were not restored.');
  });

  test.each([
    ['that a build emptied', { lose: true }, false],
    ['that there was no time to fetch', { late: true }, false],
    ['whose archive is corrupt', {}, true],
  ])(
    'mounts %s are taken: %p',
    async (_, { lose = false, late = false }: { lose?: boolean; late?: boolean }, isTaken) => {
      const carried = lose ? undefined : { ...WELL, timedOut: late, stdout: '', stderr: 'corrupt' };
      const { kept, site, calls } = await keeper({ carried });
      await kept.restore(site);
      const filled = calls.length;
      kept.observe(stats({}));
      if (lose) kept.drop();
      kept.save(site);
      await kept.end();
      expect(calls.length > filled).toBe(isTaken);
    },
  );

  test('a builder of another architecture is a notice', async () => {
    const { kept, site, lines } = await keeper({ answer: () => ({ code: 1, stderr: 'exec format error' }) });
    await kept.restore(site);
    await kept.end();
    expect(told(lines)).toEqual([
      "notice: cache-mounts: the cache mounts were not restored because the builder's architecture differs from this runner's",
    ]);
  });

  test('a builder of several nodes is a notice, and one of them is filled', async () => {
    const fill = async (...names: readonly string[]) => {
      const nodes = names.map(name => ({ name, endpoint: '' }));
      const builder = builderInUse({ name: 'far', driver: 'remote' }, {}, nodes);
      const { kept, site, lines } = await keeper({ site: { builder } });
      await kept.restore(site);
      expect(lines.filter(line => line.startsWith('Restored cache mounts'))).toHaveLength(1);
      return told(lines);
    };
    expect(await fill('one')).toEqual([]);
    expect(await fill('one', 'two')).toEqual([
      'notice: cache-mounts: only the cache mounts of one of the 2 nodes of builder "far" are saved: each node has separate ones',
    ]);
  });
});

describe('a persistent builder', () => {
  const builder = builderInUse({ name: 'far', driver: 'remote' });

  test('keeps its mounts and nothing else; everything shares one deadline', async () => {
    const { kept, site, calls } = await keeper({ site: { builder } });
    await kept.restore(site);
    expect(verbs(calls)).toEqual(['build', 'prune']);
    expect(calls.map(({ timeout }) => timeout)).toEqual([600_000, 360_000]);
    const { args } = calls[1]!;
    const filters = args.filter((_, at) => args[at - 1] === '--filter');
    expect(filters).toEqual([
      expect.stringMatching(/^description~=slipway-mounts-[0-9a-f]{16}$/),
      'type!=exec.cachemount',
    ]);
  });

  test('is cleaned up on an ephemeral runner; an ephemeral builder on a persistent runner is not', async () => {
    const ours = { ...builder, driver: 'docker-container', created: true };
    const { kept, site, calls } = await keeper({
      env: { RUNNER_ENVIRONMENT: 'self-hosted' },
      site: { builder: ours },
    });
    await kept.restore(site);
    expect(verbs(calls)).toEqual(['build']);
  });
});

test.each([
  ['BUILDKIT_CACHE_MOUNT_NS=team', ['BUILDKIT_CACHE_MOUNT_NS=team']],
  ['BUILDKIT_CACHE_MOUNT_NS', ['BUILDKIT_CACHE_MOUNT_NS']],
  ['BUILDKIT_CACHE_MOUNT_NSX=1', []],
])('the build argument %s: %j', async (arg, passed) => {
  const { kept, site, calls } = await keeper({ inputs: { 'build-args': `${arg}\nVERSION=1` } });
  await kept.restore(site);
  const { args } = calls[0]!;
  expect(args.filter((_, at) => args[at - 1] === '--build-arg')).toEqual(passed);
});
