import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { type Shaper, startShaper } from '../../scripts/bench/shaper.ts';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { JobResult } from '../../scripts/harness/types.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { createLimit } from '../../src/host/limit.ts';
import { type ArtifactService, startArtifactService } from '../fakes/artifact-service.ts';
import { fullTest } from '../full.ts';
import { expectGreen, writesTo } from './support/checks.ts';
import {
  actionWithoutPost,
  missingFrom,
  processesOf,
  type Signal,
  settled,
  shootMain,
  tagsNow,
} from './support/death-bench.ts';
import { type Front, openFront } from './support/front.ts';
import { ACTION, type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

/** Rounds of each way; `DEATHS=40` tries more after changing hand-over, merge or clean-up. */
const DEATHS = Number(process.env.DEATHS ?? 4);
/** Chooses the moments. `SEED=…` repeats those of an earlier run. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));
const SIGNALS: readonly Signal[] = ['SIGKILL', 'SIGINT', 'SIGTERM'];
const TAGS = ['1.0.0', 'latest'];
const TOKEN = 'ghs_harnessTokenOfTheJob';
/** Nothing runs in it, so it can be built for any platform. */
const DOCKERFILE = 'FROM scratch\nCOPY cargo /cargo\n';

let lab: Lab;
let service: ArtifactService;
let shapers: Shaper[];
let distant: Front[];
/**
 * What the running job has done so far, as others see it: lines of its log, and requests, noted before they are
 * answered. Moments are counted in these, not in seconds: so they fall into the run on a machine of any speed.
 */
let marks: string[] = [];
let onMark: (() => void) | undefined;
const mark = (what: string) => {
  marks.push(what);
  onMark?.();
};

beforeAll(async () => {
  [lab, service] = await Promise.all([openLab(), startArtifactService(method => mark(`artifacts: ${method}`))]);
  // Without latency, tags are written within a few milliseconds, which no random moment would ever hit.
  shapers = await Promise.all(lab.registries.map(({ host }) => startShaper(host, { latency: 30, rate: 4_000_000 })));
  const fronts = lab.registries.map((registry, at) =>
    openFront({ ...registry, host: shapers[at]!.host }, ({ line }) => void mark(line)),
  );
  distant = await Promise.all(fronts);
});
afterAll(async () => {
  await Promise.all((distant ?? []).map(front => front.close()));
  await Promise.all((shapers ?? []).map(shaper => shaper.stop()));
  await Promise.all([lab?.close(), service?.close()]);
});

const ours = (temp: string) => readdirSync(temp).filter(name => /^slipway-\d+\./.test(name));
const secrets = () => [TOKEN, ...lab.registries.map(registry => registry.password)];

/** A self-hosted runner on which one part is built repeatedly, and merged with an existing one. */
type Runner = Readonly<{ root: string; temp: string; workspace: string; sha: string; name: string; way: string }> & {
  attempt: number;
};

async function openRunner(way: string): Promise<Runner> {
  const { folder, sha } = await lab.workspace({ Dockerfile: DOCKERFILE, cargo: '' });
  const root = join(folder, '..', `runner-${way}`);
  mkdirSync(join(root, 'home'), { recursive: true });
  return { root, temp: join(root, '_temp'), workspace: folder, sha, name: `acme/parts-death-${way}`, way, attempt: 1 };
}

function job(runner: Runner, share: Inputs, uses = ACTION): Promise<JobResult> {
  const { root, workspace, sha, name, way, attempt } = runner;
  const open = share.merge === 'true' || way === 'registry';
  const shut = distant.map(registry => ({ ...registry, username: '', password: '' }));
  const inputs: Inputs = {
    ...{ images: name, registries: registriesInput(open ? distant : shut), 'hand-over': way, ...share },
    ...{ tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'), platforms: 'linux/amd64,linux/arm64' },
    scan: 'docker image inspect "$IMAGE" && echo scanned',
  };
  const env = { GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_RUN_ATTEMPT: String(attempt), ...service.env() };
  marks = [];
  const shell = { root, workspace, event: events.push({ sha }), token: TOKEN, env, onLine: mark };
  return runJob(shell, [{ uses, with: inputs }]);
}

/** Rebuilds the part with other bytes, like a re-run of its job. */
function leg(runner: Runner, uses = ACTION): Promise<JobResult> {
  runner.attempt++;
  writeFileSync(join(runner.workspace, 'cargo'), randomBytes(400_000));
  return job(runner, { part: 'linux/amd64' }, uses);
}

const merge = (runner: Runner, uses = ACTION) => job(runner, { merge: 'true' }, uses);

/** The marks of a job that succeeded, without its post step. */
async function marksOf(running: Promise<JobResult>): Promise<number> {
  const { steps } = await well(running);
  return marks.length - steps[0]!.post!.log.split('\n').length;
}

/** The job, which must have succeeded. */
async function well(running: Promise<JobResult>): Promise<JobResult> {
  const done = await running;
  expect(done.conclusion === 'success' ? '' : done.log).toBe('');
  return done;
}

/** A finished run waits for its post step; a day later the next run considers it dead. */
function ageFinished(temp: string): void {
  const yesterday = Date.now() / 1000 - 25 * 60 * 60;
  for (const folder of ours(temp).map(name => join(temp, name))) {
    if (existsSync(join(folder, 'finished'))) utimesSync(folder, yesterday, yesterday);
  }
}

/** One job of the run dies at this mark; its re-run and the merge work as if nothing had happened. */
async function round(runner: Runner, which: 'leg' | 'merge', signal: Signal, at: number): Promise<boolean> {
  const tags = () => tagsNow(lab.registries, runner.name, TAGS);
  const ghost = actionWithoutPost(join(runner.root, `ghost-${randomBytes(4).toString('hex')}`));
  const built = which === 'merge' ? await well(leg(runner)) : undefined;
  const before = tags();
  let hit: string | undefined;
  onMark = () => {
    if (marks.length === at + 1 && shootMain(runner.temp, signal)) hit = marks[at];
  };
  const dying = await (which === 'leg' ? leg : merge)(runner, signal === 'SIGKILL' ? ghost : ACTION);
  onMark = undefined;
  const what = `seed ${SEED}: ${which}, ${signal} at mark ${at} (${hit ?? 'too late'})\n${dying.log}`;
  const now = await settled(tags);
  const moved = now.filter((digest, at) => digest !== before[at]);
  if (which === 'leg') expect([what, moved]).toEqual([what, []]);
  const images = [...new Set(moved)].filter(digest => digest !== undefined);
  const missing = images.flatMap(digest => lab.registries.map(registry => missingFrom(registry, runner.name, digest)));
  expect([what, (await Promise.all(missing)).flat(), moved.includes(undefined)]).toEqual([what, [], false]);
  if (signal !== 'SIGKILL') {
    expect([what, ours(runner.temp), leaksInFolder(secrets(), runner.root)]).toEqual([what, [], []]);
    expect([what, moved.length === 0 || moved.length === now.length]).toEqual([what, true]);
  }
  ageFinished(runner.temp);

  const newest = built ?? (await well(leg(runner)));
  const last = await merge(runner);
  const again = `${what}\n--- the next run:\n${last.log}`;
  const { digest } = last.steps[0]!.main!.outputs;
  expect([again, last.conclusion, tags()]).toEqual([again, 'success', tags().map(() => digest)]);
  // The part of the last attempt, and not of one that died.
  const tested = newest.steps[0]!.main!.outputs['tested-digest'];
  for (const registry of lab.registries) {
    const { manifests = [] } = (await manifest(registry, runner.name, digest!))!.json;
    expect([again, manifests.map(one => one.digest)]).toEqual([again, expect.arrayContaining([tested])]);
  }
  expect([again, ours(runner.temp), processesOf(runner.temp)]).toEqual([again, [], []]);
  return hit !== undefined;
}

/** Numbers from 0 to 1 that only depend on the seed and the position (a hash). */
function chance(position: string): number {
  return createHash('sha256').update(`${SEED} ${position}`).digest().readUInt32BE() / 2 ** 32;
}

fullTest.each(['registry', 'artifact'])(
  `a leg and a merge die at random moments (seed ${SEED}), handed over by %s: no tag names half an image, and re-runs are well`,
  async way => {
    const runner = await openRunner(way);
    // The other platform's part is always there: its first attempt counts.
    await well(job(runner, { part: 'linux/arm64' }));
    const whole = { leg: await marksOf(leg(runner)), merge: await marksOf(merge(runner)) };
    expect(tagsNow(lab.registries, runner.name, TAGS)).not.toContain(undefined);
    const hits = { leg: 0, merge: 0 };
    for (let at = 0; at < DEATHS; at++) {
      const which = at % 2 === 0 ? 'leg' : 'merge';
      const when = Math.floor(((at + chance(`${way} ${at}`)) / DEATHS) * whole[which]);
      if (await round(runner, which, SIGNALS[at % SIGNALS.length]!, when)) hits[which]++;
    }
    // Each kind has a moment in its first half, when no process can have ended.
    expect([SEED, hits, hits.leg > 0, hits.merge > 0]).toEqual([SEED, hits, true, true]);
  },
  (DEATHS + 4) * 90_000,
);

fullTest(
  'twenty platforms from twenty jobs are one image',
  async () => {
    const platforms = [
      ...['amd64', 'amd64/v2', 'amd64/v3', '386', 'arm64', 'arm/v5', 'arm/v6', 'arm/v7', 'ppc64le', 'ppc64'],
      ...['s390x', 'riscv64', 'mips', 'mipsle', 'mips64', 'mips64le', 'loong64'],
    ]
      .map(name => `linux/${name}`)
      .concat('windows/amd64', 'freebsd/amd64', 'freebsd/arm64');
    expect(platforms).toHaveLength(20);
    service.clear();
    const workspace = await lab.workspace({ Dockerfile: DOCKERFILE, cargo: 'tea' });
    const run = (share: Inputs, env: Record<string, string> = {}): Promise<Run> =>
      lab.publish(
        workspace,
        {
          ...{ images: 'acme/twenty', registries: registriesInput(lab.registries), provenance: 'mode=max' },
          ...{ tags: 'type=raw,value=1', platforms: platforms.join(','), 'hand-over': 'artifact', ...share },
        },
        { job: { env: { ...service.env(), ...env } } },
      );
    const limit = createLimit(3);
    const legs = await Promise.all(platforms.map(platform => limit(() => run({ part: platform }))));
    for (const one of legs) expectGreen(one);
    expect(service.artifacts()).toHaveLength(20);
    const merged = await run(
      { merge: 'true', 'part-digests': legs.map(({ main }) => main.outputs.digest).join(' ') },
      { DOCKER_HOST: 'unix:///nowhere', PATH: '/nowhere' },
    );
    expectGreen(merged);
    for (const registry of lab.registries) {
      const index = (await manifest(registry, 'acme/twenty', '1'))!;
      expect(index.digest).toBe(merged.main.outputs.digest);
      const named = index.json.manifests!.slice(0, 20).map(({ platform: its }) => {
        const { os, architecture, variant } = its as { os: string; architecture: string; variant?: string };
        return [os, architecture, variant].filter(Boolean).join('/');
      });
      expect(named).toEqual(platforms);
      expect(index.json.manifests).toHaveLength(40);
      expect(await missingFrom(registry, 'acme/twenty', index.digest)).toEqual([]);
      expect(writesTo(registry, 'acme/twenty').filter(line => line.includes('/manifests/1 '))).toHaveLength(1);
    }
  },
  600_000,
);
