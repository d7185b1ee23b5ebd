import { join } from 'node:path';
import { type CacheService, startCacheService } from '../../../__tests__/fakes/cache-service.ts';
import { attempt } from '../../command.ts';
import { push } from '../../harness/events.ts';
import { runJob } from '../../harness/job.ts';
import { say } from '../../say.ts';
import { type CacheApp, createCacheApp, packagesFor } from '../cache-app.ts';
import { type FreshEngine, startFreshEngine } from '../fresh-engine.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { clock, median, settle } from '../measure.ts';
import { duration, forTheRecord, notMeasured, type Result } from '../result.ts';

const ACTION = join(import.meta.dirname, '../../..');
const PHASES = ['cold', 'warm', 'one file changed'] as const;
const PLAIN = 'plain gha';

/** The cost of one build: milliseconds, and the cache service's requests and bytes. */
type Cost = Readonly<{ ms: number; requests: number; bytes: number }>;

/** A way to build on a machine without state from former builds, except from a cache. */
type Way = Readonly<{
  name: string;
  mounts: boolean;
  /** Builds once. */
  build(app: CacheApp): Promise<Cost>;
}>;

type Bench = Readonly<{
  lab: Lab;
  service: CacheService;
  engine: FreshEngine;
  inputs: (of: string) => Promise<Inputs>;
}>;
type Inputs = Readonly<Record<string, string>>;

/**
 * A two-stage application of 60 MB in 9000 files: cold, then on a new machine with nothing changed, then on another one
 * with one source file changed. The cache service and the registry are 30 ms and 50 MB/s away.
 */
export async function caches(lab: Lab): Promise<readonly Result[]> {
  if (process.getuid?.() !== 0) return [notMeasured('layer caches', 'only root may start an engine of its own')];
  const distance = { latency: 30, bandwidth: 50e6 };
  const service = await startCacheService(distance);
  const engine = await startFreshEngine(lab.folder('engine'));
  try {
    const bench = { lab, service, engine, inputs: inputsOf(lab) };
    const ways = [
      plainGha(bench),
      ...['auto', 'gha', 'actions', 'registry', 'local', 'inline', 'none'].map(name => slipway(bench, name, false)),
      ...['auto', 'none'].map(name => slipway(bench, name, true)),
    ];
    const costs = await measure(bench, ways);
    return PHASES.flatMap((phase, at) => resultsOf(phase, ways, way => costs.get(way)!.map(run => run[at]!)));
  } finally {
    await engine.stop();
    await service.close();
  }
}

/** For each way, the costs of all phases in each round. */
async function measure({ lab, service, engine }: Bench, ways: readonly Way[]) {
  const costs = new Map<Way, Cost[][]>(ways.map(way => [way, []]));
  const packages = packagesFor(lab.folder('packages'), lab.quick ? 20 : 1);
  for (let round = 0; round < lab.rounds(3); round++) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      service.clear();
      const app = await createCacheApp(lab.folder('app'), packages, way.mounts);
      const run: Cost[] = [];
      for (const phase of PHASES) {
        if (phase === 'one file changed') app.change();
        await engine.forget();
        await settle();
        run.push(await way.build(app));
        say(`${way.name}, ${phase}: ${words(run.at(-1)!)}`);
      }
      costs.get(way)!.push(run);
    }
  }
  return costs;
}

function slipway({ lab, service, engine, inputs }: Bench, cache: string, mounts: boolean): Way {
  let given: Inputs = {};
  let last: CacheApp | undefined;
  return {
    name: mounts ? `${cache} + mounts` : cache,
    mounts,
    async build(app) {
      // For each application, that is in each round, everything is new.
      if (app !== last) given = await inputs(cache);
      last = app;
      const { workspace, contexts } = app;
      const run = service.run();
      const job = {
        root: lab.folder('job'),
        workspace: workspace.folder,
        event: push({ branch: 'main', sha: workspace.sha }),
        env: {
          ...run.env,
          GITHUB_API_URL: 'http://127.0.0.1:9',
          GITHUB_RUN_ID: String(++runs),
          DOCKER_HOST: engine.host,
        },
      };
      const common = {
        'build-contexts': contexts.join('\n'),
        images: 'bench/cached',
        tags: 'type=raw,value=1',
        push: 'false',
      };
      const step = { uses: ACTION, with: { ...common, cache, 'cache-mounts': String(mounts), ...given } };
      const { conclusion, log, steps } = await runJob(job, [step]);
      if (conclusion !== 'success') throw new Error(`the action failed with ${cache}:\n${log}`);
      const [only] = steps;
      return { ms: only!.main!.milliseconds + only!.post!.milliseconds, ...usage(run.counts) };
    },
  };
}

let runs = 5_000_000_000;

/** The inputs added for a backend. Its registry and folder are new, like the service. */
function inputsOf(lab: Lab): (cache: string) => Promise<Inputs> {
  return async cache => {
    if (cache === 'local') return { 'cache-ref': lab.folder('cache') };
    if (cache !== 'registry' && cache !== 'inline') return {};
    const registry = await lab.registry({ latency: 30, rate: 50e6 });
    const login = { registries: registriesInput([registry]) };
    return cache === 'registry'
      ? { ...login, 'cache-ref': `${registry.host}/bench/cache:1` }
      : { ...login, push: 'true' };
  };
}

function plainGha({ service, engine }: Bench): Way {
  return {
    name: PLAIN,
    mounts: false,
    async build({ workspace, contexts }) {
      const run = service.run();
      const caches = ['--cache-from', 'type=gha,scope=plain', '--cache-to', 'type=gha,scope=plain,mode=max'];
      const given = contexts.flatMap(context => ['--build-context', context]);
      const flags = [...given, '--output', 'type=docker,name=bench/plain:1', '--progress', 'plain'];
      const env = { ...run.env, DOCKER_HOST: engine.host };
      const ms = await clock(async () => {
        const args = ['buildx', 'build', ...caches, ...flags, '.'];
        const { code, stderr } = await attempt('docker', args, { cwd: workspace.folder, env });
        if (code !== 0) throw new Error(`plain buildx failed:\n${stderr}`);
      });
      return { ms, ...usage(run.counts) };
    },
  };
}

function usage({ requests, read, written }: Readonly<{ requests: number; read: number; written: number }>) {
  return { requests, bytes: read + written };
}

function resultsOf(phase: string, ways: readonly Way[], costsOf: (way: Way) => readonly Cost[]): readonly Result[] {
  const middle = (way: Way): Cost => {
    const of = (key: keyof Cost): number => median(costsOf(way).map(cost => cost[key]));
    return { ms: of('ms'), requests: of('requests'), bytes: of('bytes') };
  };
  const plain = middle(ways.find(way => way.name === PLAIN)!);
  const ours = ways.filter(way => way.name !== PLAIN);
  const rivals = ours.filter(way => !NO_RIVALS.has(way.name) && !way.mounts).map(way => middle(way).ms);
  const best = Math.min(plain.ms, ...rivals);
  return ours.map(way => {
    const cost = middle(way);
    const line = forTheRecord(`${phase}, ${way.name}`, words(cost), `${PLAIN} ${words(plain)}`);
    const figure = `× ${(cost.ms / plain.ms).toFixed(2)}`;
    if (way.name !== 'auto') return { ...line, figure };
    return { ...line, figure, target: '≤ 1.1 × best', met: cost.ms <= best * 1.1 && cost.ms <= plain.ms * 1.02 };
  });
}

/** A folder that doesn't exist on a new machine, for builds that leave nothing to the next. */
const NO_RIVALS: ReadonlySet<string> = new Set(['local', 'none']);

function words({ ms, requests, bytes }: Cost): string {
  return requests === 0 ? duration(ms) : `${duration(ms)}, ${requests} requests, ${Math.round(bytes / 1e6)} MB`;
}
