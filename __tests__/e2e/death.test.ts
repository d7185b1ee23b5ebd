import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Shaper, startShaper } from '../../scripts/bench/shaper.ts';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { JobResult, Step } from '../../scripts/harness/types.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { FULL } from '../full.ts';
import { writesTo } from './support/checks.ts';
import {
  actionWithoutPost,
  armSniper,
  missingFrom,
  processesOf,
  type Signal,
  settled,
  stageOf,
  tagsNow,
} from './support/death-bench.ts';
import { dockerfile, listImages } from './support/images.ts';
import { ACTION, type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

/**
 * Points in time of one publish, evenly spread with a random shift each, so that no stage is missed. Different in each
 * run; `DEATHS=40` tries more after changing the clean-up.
 */
const MOMENTS = Number(process.env.DEATHS ?? (FULL ? 6 : 2));
/** More of them, just after the first tag has moved. */
const TAGGING = Math.ceil(MOMENTS / 4);
/** And one while a password is on the disk: no other moment is sure to be. */
const ALL = MOMENTS + TAGGING + 1;
const SIGNALS: readonly Signal[] = ['SIGKILL', 'SIGINT', 'SIGKILL', 'SIGTERM'];
/** Rounds at a time, each with a RUNNER_TEMP and a separate repository. */
const LANES = 2;
const TAGS = ['1.0.0', 'latest'];
/** Distinguishes our images from those of concurrent tests. */
const LABEL = randomBytes(6).toString('hex');
const TOKEN = 'ghs_harnessTokenOfTheJob';

let lab: Lab;
let shapers: Shaper[];
let distant: LocalRegistry[];
let ghost: string;
beforeAll(async () => {
  lab = await openLab();
  // Without latency, tags are written within a few milliseconds, which no random moment would ever hit.
  shapers = await Promise.all(lab.registries.map(({ host }) => startShaper(host, { latency: 30, rate: 4_000_000 })));
  distant = lab.registries.map((registry, at) => ({ ...registry, host: shapers[at]!.host }));
});
afterAll(async () => {
  await Promise.all((shapers ?? []).map(shaper => shaper.stop()));
  await lab?.close();
});

const secrets = () => [TOKEN, ...lab.registries.map(registry => registry.password)];
const ours = (temp: string) => readdirSync(temp).filter(name => /^slipway-\d+\./.test(name));

/** Whether a password is in one of our folders. */
function isExposed(temp: string): boolean {
  try {
    return ours(temp).some(name => leaksInFolder(secrets(), join(temp, name)).length > 0);
  } catch {
    return false; // The folder is not there yet, or a file has just gone.
  }
}

/** One self-hosted runner: its jobs share everything. */
type Lane = Readonly<{ root: string; temp: string; workspace: string; name: string; sha: string }> & {
  /** Milliseconds that the last complete main step took: others use this machine too. */
  whole: number;
};

async function openLane(at: number): Promise<Lane> {
  const name = `acme/death-${at}`;
  const { folder, sha } = await lab.workspace({ Dockerfile: dockerfile('COPY cargo /cargo'), cargo: '' });
  const root = join(folder, '..', `lane-${at}`);
  mkdirSync(join(root, 'home'), { recursive: true });
  return { root, temp: join(root, '_temp'), workspace: folder, name, sha, whole: 0 };
}

function job(lane: Lane, uses: string, step: Partial<Step> = {}, script = 'sleep 0.2'): Promise<JobResult> {
  writeFileSync(join(lane.workspace, 'cargo'), randomBytes(400_000));
  const inputs: Inputs = {
    images: lane.name,
    registries: registriesInput(distant),
    tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'),
    'build-contexts': `busybox=${lab.busybox}`,
    test: script,
    labels: `death=${LABEL}`,
  };
  const { root, workspace, sha } = lane;
  const env = { GITHUB_API_URL: 'http://127.0.0.1:9' };
  return runJob({ root, workspace, event: events.push({ sha }), token: TOKEN, env }, [{ ...step, uses, with: inputs }]);
}

/** A finished run waits for its post step; a day later the next run considers it dead. */
function ageFinished(temp: string): void {
  const yesterday = Date.now() / 1000 - 25 * 60 * 60;
  for (const folder of ours(temp).map(name => join(temp, name))) {
    if (existsSync(join(folder, 'finished'))) utimesSync(folder, yesterday, yesterday);
  }
}

type Row = readonly (string | number | undefined)[];

async function round(lane: Lane, signal: Signal, when: number | 'tagging' | 'logged in'): Promise<Row> {
  const tags = () => tagsNow(lab.registries, lane.name, TAGS);
  const before = tags();
  const uploads = () => lab.registries.flatMap(registry => writesTo(registry, lane.name)).length;
  const sentBefore = uploads();
  const killed = signal === 'SIGKILL';
  let sniper: ReturnType<typeof armSniper> | undefined;
  const dying = await job(lane, killed ? ghost : ACTION, {
    before: () => {
      const tagging = { after: Math.random() * 40, once: () => tags().some((digest, at) => digest !== before[at]) };
      const loggedIn = { after: 0, once: () => isExposed(lane.temp) };
      const named = when === 'tagging' ? tagging : loggedIn;
      sniper = armSniper(lane.temp, signal, typeof when === 'number' ? { after: when * lane.whole } : named);
    },
  });
  sniper?.disarm();

  const { main, post } = dying.steps[0]!;
  const hit = sniper?.hit();
  const now = await settled(tags);
  const moved = now.filter((digest, at) => digest !== before[at]);
  const left = { folders: ours(lane.temp).length, leaks: leaksInFolder(secrets(), lane.root).length };
  const ended = `${main!.exitCode} ${main!.signal} outputs ${Object.keys(main!.outputs)} state ${Object.keys(main!.state)}`;
  const what = `${signal} after ${hit ?? 'the end'} of ${main!.milliseconds} ms: ${ended}\n${dying.log}`;

  // No tag points to an image that any registry does not have completely.
  const images = [...new Set(moved)].filter(digest => digest !== undefined);
  const missing = images.flatMap(digest => lab.registries.map(registry => missingFrom(registry, lane.name, digest)));
  expect([what, (await Promise.all(missing)).flat()]).toEqual([what, []]);
  expect([what, images.length <= 1, moved.includes(undefined)]).toEqual([what, true, false]);
  if (!killed) {
    // Before our handlers are installed, and after they are removed, a signal ends node itself: nothing or everything is done then.
    const { pushed = 'false', digest } = main!.outputs;
    // All or nothing, also when cancelled between two tags: there is time to restore moved tags.
    const truth = moved.length === 0 ? 'false' : now.every(one => one === digest) ? 'true' : 'half';
    expect([what, pushed, post?.exitCode]).toEqual([what, truth, 0]);
    expect([what, left, dying.leftProcesses]).toEqual([what, { folders: 0, leaks: 0 }, []]);
  } else {
    if (hit !== undefined) expect([what, main!.signal]).toEqual([what, 'SIGKILL']);
    ageFinished(lane.temp);
  }

  const stage = stageOf(dying.log, uploads() > sentBefore, moved.length, now.length, hit === undefined);
  const last = await job(lane, ACTION);
  const { outputs, milliseconds } = last.steps[0]!.main!;
  lane.whole = milliseconds;
  const again = `${what}\n--- the next run:\n${last.log}`;
  expect([again, last.conclusion, tags()]).toEqual([again, 'success', tags().map(() => outputs.digest)]);
  expect([again, ours(lane.temp), leaksInFolder(secrets(), lane.root)]).toEqual([again, [], []]);
  expect([again, processesOf(lane.temp)]).toEqual([again, []]);
  return [signal, hit, stage, `${moved.length}/${now.length}`, left.folders, left.leaks, last.conclusion];
}

test(
  `death at ${ALL} moments: nothing is left, no tag points to an incomplete image, and the next run succeeds`,
  async () => {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, at) => openLane(at)));
    ghost = actionWithoutPost(join(lanes[0]!.root, 'ghost'));
    for (const _ of ['cold', 'warm']) {
      const first = await Promise.all(lanes.map(lane => job(lane, ACTION)));
      expect(first.map(({ conclusion, log }) => (conclusion === 'success' ? '' : log))).toEqual(lanes.map(() => ''));
      for (const [at, { steps }] of first.entries()) lanes[at]!.whole = steps[0]!.main!.milliseconds;
    }

    const rows: Row[] = [];
    // The first is during node's start: its post step must not mistake itself for main.
    const moments = Array.from({ length: MOMENTS }, (_, at) => (at === 0 ? 0.003 : (at + Math.random()) / MOMENTS));
    const all = [...moments, ...Array.from({ length: TAGGING }, () => 'tagging' as const)].toReversed();
    const queue: [Signal, Parameters<typeof round>[2]][] = [
      ['SIGKILL', 'logged in'],
      ...all.map((after, at): [Signal, (typeof all)[number]] => [SIGNALS[at % SIGNALS.length]!, after]),
    ];
    await Promise.all(
      lanes.map(async lane => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) rows.push(await round(lane, ...next));
      }),
    ).finally(() => process.stdout.write(table(rows)));

    expect(rows).toHaveLength(ALL);
    // The test is meaningful: at least one died with credentials on the disk.
    const wasExposed = ([signal, , , , folders, leaks]: Row) => signal === 'SIGKILL' && folders === 1 && leaks !== 0;
    expect(rows.some(wasExposed)).toBe(true);
    expect(await listImages('--quiet', '--filter', `label=death=${LABEL}`)).toBe('');
  },
  ALL * 120_000,
);

test('a test script that was left running ends when the next run starts', async () => {
  const lane = await openLane(LANES);
  const script = 'echo "at anchor"; (setsid sleep 4321 &) ; sleep 4321';
  const naps = () => processesOf(lane.temp).filter(({ line }) => line === 'sleep 4321').length;
  const sniper = armSniper(lane.temp, 'SIGKILL', { after: 0, once: () => naps() === 2 });
  const dying = await job(lane, actionWithoutPost(join(lane.root, 'ghost')), {}, script);
  sniper.disarm();
  expect([dying.steps[0]!.main!.signal, naps()]).toEqual(['SIGKILL', 2]);
  const next = await job(lane, ACTION);
  expect([next.conclusion, processesOf(lane.temp)]).toEqual(['success', []]);
});

function table(rows: readonly Row[]): string {
  const head = ['signal', 'after ms', 'during', 'tags moved', 'folders left', 'leaks left', 'next run'];
  const sorted = rows.toSorted(([, a], [, b]) => Number(a ?? 1e9) - Number(b ?? 1e9));
  const cells = [head, ...sorted].map(row => row.map((cell, at) => String(cell ?? '-').padEnd(head[at]!.length + 2)));
  return `${cells.map(row => `  ${row.join('')}`.trimEnd()).join('\n')}\n`;
}
