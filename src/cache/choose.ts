import type { CacheInputs } from '../inputs/build/cache.ts';
import { isFolder } from '../inputs/build/cache.ts';
import type { Service } from './service/service.ts';
import type { Backend, Choice } from './store/types.ts';

/** Everything that decides on a run's cache. */
export type Situation = Readonly<{
  setting: CacheInputs;
  /** `cache-from` or `cache-to` is set. */
  raw: boolean;
  noCache: boolean;
  /** The build makes no image (`call`). */
  isCall: boolean;
  /** Why this run must not write shared caches; undefined when it may. */
  untrusted: string | undefined;
  builder: BuilderFacts;
  /** The runner's disk is kept for the next job. */
  runnerStays: boolean;
  service: Service;
}>;

type BuilderFacts = Readonly<{
  driver: string;
  /** Created for this run and removed afterwards. */
  created: boolean;
  /** The engine or builder runs on another machine than this job. */
  remote: boolean;
}>;

type Pick = readonly [backend: Backend, reason: string];

/** Chooses the cache. Pure: the same situation always gives the same choice, with the reason in words. */
export function chooseCache(situation: Situation): Choice {
  const { setting, service } = situation;
  const [wanted, reason] = pick(situation);
  const [backend, notice] = attainable(wanted, service);
  const mayWrite = service.version !== 0 && (backend === 'gha' || backend === 'actions') ? service.readOnly : undefined;
  const writes = backend !== 'none' && backend !== 'raw';
  return {
    backend,
    reason: notice === undefined ? reason : `\`cache: ${setting.backend}\` is not available here`,
    readOnly: writes ? (situation.untrusted ?? mayWrite) : undefined,
    notice,
  };
}

function pick(situation: Situation): Pick {
  const { setting, raw, isCall } = situation;
  if (raw) return ['raw', '`cache-from` or `cache-to` is set'];
  if (isCall) return ['none', 'no image is built'];
  if (setting.backend !== 'auto') return [setting.backend, `\`cache: ${setting.backend}\``];
  if (situation.noCache) return ['none', '`no-cache` is true'];
  if (setting.ref !== '') return [isFolder(setting.ref) ? 'local' : 'registry', '`cache-ref` is set'];
  return automatic(situation);
}

/** A cache where the build runs is best; otherwise the runner's service. Never an unrequested tag. */
function automatic({ builder, runnerStays, service }: Situation): Pick {
  const kept = keptBy(builder, runnerStays);
  if (kept !== undefined) return ['none', kept];
  if (service.version === 0) return ['none', `${service.why}; \`cache-ref\` names a registry to use instead`];
  return ['gha', runnerStays ? 'temporary builder with a cache service' : 'ephemeral runner with a cache service'];
}

/** Why the builder keeps its own cache until the next run; undefined if it does not. */
function keptBy({ driver, created, remote }: BuilderFacts, runnerStays: boolean): string | undefined {
  // For a remote builder, buildx creates and removes only its name.
  if (remote) return `the builder is on another machine (${driver}) and keeps its own cache`;
  if (created || !runnerStays) return undefined;
  const owner = driver === 'docker' ? 'the Docker Engine' : 'the builder';
  return `${owner} of this machine keeps its cache between runs`;
}

/** The replacement for an unavailable cache, and a notice. */
function attainable(wanted: Backend, service: Service): readonly [Backend, string | undefined] {
  if ((wanted === 'gha' || wanted === 'actions') && service.version === 0) {
    return ['none', `\`cache: ${wanted}\` is skipped: ${service.why}`];
  }
  return [wanted, undefined];
}
