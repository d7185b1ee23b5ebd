import { randomBytes } from 'node:crypto';
import { type CacheRun, type CacheService, startCacheService } from '../../fakes/cache-service.ts';
import { expectGreen } from './checks.ts';
import { pruneCache } from './engine-api.ts';
import { type Inputs, type JobOptions, openLab, type Run } from './lab.ts';

/** Options of a run besides its Dockerfile. */
export type MountOptions = Readonly<{
  run?: CacheRun;
  inputs?: Inputs;
  event?: JobOptions['event'];
  env?: Readonly<Record<string, string>>;
  home?: JobOptions['home'];
  /** Called with every line of the log. */
  onLine?: (line: string) => void;
}>;

/** A lab with a cache service, for builds whose cache mounts are saved. */
export type MountLab = Readonly<{
  service: CacheService;
  /** The folder that `COPY --from=busybox` copies. */
  busybox: string;
  /** Part of the name of every mount and step of one test, and of no others. `renew` changes it. */
  id(): string;
  renew(): void;
  /** A Dockerfile that prints the mounts' content and adds a line to each. A new `turn` reruns its step. */
  dockerfile(turn: number, mounts: readonly string[], more?: string): string;
  /** Builds on a hosted runner, unless `env` says otherwise. */
  build(text: string, options?: MountOptions): Promise<Run & { service: CacheRun }>;
  /** As if the builder were new: removes the mounts of this test, including those that the action itself filled. */
  cold(): Promise<void>;
  close(): Promise<void>;
}>;

/** @param host the engine, unless it is the one that all suites share */
export async function openMountLab(host?: string): Promise<MountLab> {
  const engine: Readonly<Record<string, string>> = host === undefined ? {} : { DOCKER_HOST: host };
  const [lab, service] = await Promise.all([openLab([]), startCacheService()]);
  const ids: string[] = [];
  let id = '';
  let count = 0;
  const renew = (): void => {
    id = `slipwaymount${randomBytes(4).toString('hex')}`;
    ids.push(id);
    service.clear();
  };
  renew();
  return {
    service,
    busybox: lab.busybox,
    id: () => id,
    renew,
    dockerfile(turn, mounts, more = '') {
      const targets = mounts.map((_, at) => `/m${at}`);
      const flags = mounts.map((options, at) => `--mount=type=cache,target=/m${at},${options}`).join(' ');
      const look = targets.map(
        to => `echo "seen ${to}: $(cat ${to}/log 2>/dev/null | tr '\\n' ' ')$(stat -c %u:%g:%a ${to})"`,
      );
      const add = targets.map(to => `echo turn${turn} >> ${to}/log`);
      const commands = [`: ${id} ${turn}`, ...look, ...(more === '' ? add : [more])].join('; ');
      return ['FROM scratch', 'COPY --from=busybox / /', `RUN ${flags} ${commands}`, ''].join('\n');
    },
    async build(text, { run = service.run(), inputs = {}, event, env = {}, home, onLine } = {}) {
      const workspace = await lab.workspace({ Dockerfile: text });
      const given = { images: `acme/${id}`, push: 'false', cache: 'none', 'cache-mounts': 'true', ...inputs };
      const runId = String(4_300_000_000 + ++count);
      const job = { env: { ...run.env, GITHUB_RUN_ID: runId, ...engine, ...env }, ...(onLine && { onLine }) };
      const result = await lab.publish(workspace, given, { ...(event && { event }), ...(home && { home }), job });
      expectGreen(result);
      return { ...result, service: run };
    },
    // A mount is described by its id, whoever made it. Others on this engine must keep theirs.
    cold: () => pruneCache(new RegExp(id), host),
    async close() {
      await pruneCache(new RegExp(ids.join('|')), host);
      await Promise.all([lab.close(), service.close()]);
    },
  };
}

/** A run's messages besides its log. */
export const warnings = (run: Run): string[] =>
  [...run.main.annotations, ...run.post.annotations].map(({ level, message }) => `${level}: ${message}`);
