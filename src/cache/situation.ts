import type { Builder } from '../builder/builder.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Context } from '../event/context.ts';
import { untrustedBecause } from '../event/unmerged.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import type { Environment } from '../host/variables/environment.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import { isLoopbackAddress } from '../oci/reference.ts';
import { isCall } from '../plan/call.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Situation } from './choose.ts';
import type { Service } from './service/service.ts';

/** The builder, and the engine of this machine. */
type BuilderSite = Readonly<{
  builder: Pick<Builder, 'name' | 'driver' | 'created'>;
  engine: Pick<LocalEngine, 'socket'>;
}>;

/** Drivers whose BuildKit is remote and outlives the job. */
const ELSEWHERE = ['remote', 'cloud'];

export function situationOf({ inputs, context, plan }: Job, site: BuilderSite, service: Service): Situation {
  const { builder } = site;
  const { build, cache } = inputs;
  const several = build.partCaches !== undefined;
  const hasOwn = ({ name }: ImagePlan) => build.partCaches?.has(name) === true;
  return {
    setting: cache,
    raw: build.cacheFrom.length > 0 || build.cacheTo.length > 0 || (several && plan.images.every(hasOwn)),
    noCache: build.noCache,
    isCall: isCall(inputs),
    // Caches are shared: output of a pull request or fork must not end up in an image of the default branch.
    untrusted: untrustedBecause(context),
    builder: {
      driver: builder.driver,
      created: builderGoes(builder, inputs),
      remote: isElsewhere(context, site),
    },
    runnerStays: runnerStays(context.env),
    service,
  };
}

/** Whether BuildKit is on another machine than this job. */
function isElsewhere({ env }: Pick<Context, 'env'>, { builder, engine }: BuilderSite): boolean {
  // An engine beside the job (dind) counts as local.
  const isHere = engine.socket !== undefined || isLoopbackAddress(dockerVariables(env).host);
  return ELSEWHERE.includes(builder.driver) || (builder.driver === 'docker' && !isHere);
}

/** Whether the builder's state outlives this run: on another machine it does. */
export function builderStays(
  inputs: Pick<Inputs, 'builder' | 'build'>,
  { env }: Pick<Context, 'env'>,
  site: BuilderSite,
): boolean {
  const { builder } = site;
  if (builderGoes(builder, inputs)) return false;
  return runnerStays(env) || isElsewhere({ env }, site) || builder.driver === 'kubernetes';
}

/**
 * Whether this run created the builder, and the next one will not find it. A persistent one is found by its name only.
 */
export function builderGoes(
  { name, created }: Pick<Builder, 'name' | 'created'>,
  { builder: { keepState, cleanup }, build }: Pick<Inputs, 'builder' | 'build'>,
): boolean {
  return created && !(name === build.builder && (keepState || !cleanup));
}

/**
 * Whether the runner's disk is kept for the next job. An unidentified runner (Gitea, a person's machine) counts as
 * persistent.
 */
export function runnerStays(env: Environment): boolean {
  const { isGithubHosted, isEphemeral } = runnerVariables(env);
  return !isGithubHosted && !isEphemeral;
}
