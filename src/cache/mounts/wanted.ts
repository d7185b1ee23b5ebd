import { type BuildFacts, type Found, findMounts, mayHaveMounts } from '../../dockerfile/find.ts';
import type { CacheMount } from '../../dockerfile/mount.ts';
import { localDockerfile } from '../../dockerfile/place.ts';
import { untrustedBecause } from '../../event/unmerged.ts';
import { messageOf } from '../../host/errors.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Machine } from '../../host/machine.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { architectureOfNode } from '../../oci/platforms.ts';
import { isCall } from '../../plan/call.ts';
import { childEnv } from '../../runner/child-env.ts';
import { serviceIn } from '../service/service.ts';
import { runnerStays } from '../situation.ts';
import { scopeFor } from '../store/scope.ts';

/** The cache mounts that this run keeps. */
export type Wanted = Readonly<{
  mounts: readonly CacheMount[];
  /** Distinguishes this image's mounts from those of others. */
  scope: string;
  /** Why this run fills the mounts but does not save them; undefined when it saves. */
  readOnly: string | undefined;
}>;

/**
 * Decides from the inputs, the Dockerfile and the runner.
 *
 * @returns undefined when there is nothing to keep; a reason when there is, but it cannot be kept
 */
export async function wantedMounts(
  { inputs, context, plan }: Job,
  { env, log, now }: Machine,
): Promise<Wanted | string | undefined> {
  const { cacheMounts: setting, build } = inputs;
  if (setting === 'none' || isCall(inputs)) return undefined;
  const path = localDockerfile(build, context);
  const text = path === undefined ? undefined : readIfThere(path);
  if (path === undefined || text === undefined)
    return 'nothing is saved because the Dockerfile is not in the workspace';
  const native = `linux/${architectureOfNode(process.arch)}`;
  const found = find(text, { ...build, env: childEnv(env), native });
  if (typeof found === 'string') return found;
  const mounts = setting === 'all' ? found.mounts : found.mounts.filter(({ id }) => setting.includes(id));
  const problem = problems(setting, found);
  if (problem !== '') log.notice(`cache-mounts: ${problem}`);
  if (mounts.length === 0) return undefined;
  const service = serviceIn(env, now());
  if (service.version === 0) return `nothing is saved because ${service.why}`;
  if (runnerStays(context.env)) {
    log.info(
      'This may be a persistent runner, whose builder keeps its cache mounts anyway. They are saved all the same.',
    );
  }
  return {
    mounts,
    scope: scopeFor(inputs, context, plan.images[0]?.destinations[0]?.name ?? '', native),
    readOnly: untrustedBecause(context) ?? service.readOnly,
  };
}

function find(text: string, facts: BuildFacts): Found | string {
  if (!mayHaveMounts(text)) return { mounts: [], unkept: [] };
  try {
    return findMounts(text, facts);
  } catch (error) {
    return `nothing is saved because the Dockerfile cannot be read: ${messageOf(error)}`;
  }
}

/** Requested mounts that cannot be kept, in words; '' for none. */
function problems(setting: Inputs['cacheMounts'], { mounts, unkept }: Found): string {
  const lost = unkept.map(({ name, why }) => `\`${name}\` is not saved because ${why}.`);
  const known = mounts.map(({ id }) => id);
  const ids = setting === 'all' || setting === 'none' ? [] : setting;
  const missing = ids.filter(id => !known.includes(id) && !unkept.some(({ name }) => name === id));
  const there = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].map(id => `\`${id}\``).join(', ')}`;
  const absent = missing.map(id => `The Dockerfile has no cache mount \`${id}\` (${there}).`);
  return [...lost, ...absent].join(' ');
}
