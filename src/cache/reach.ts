import type { LocalEngine } from '../engine/local-engine.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { parseReference } from '../oci/reference.ts';
import { isCall } from '../plan/call.ts';
import { apiOrigin } from '../registry/origin.ts';
import { hasOwnService, isGha } from '../runner/child-env.ts';
import { probeRegistry, probeService } from './probe.ts';
import { type Service, serviceIn } from './service/service.ts';
import { caches, mapCaches } from './store/caches.ts';
import type { Choice } from './store/types.ts';

/** The cache service, and whether it answers; checked in the background. */
export type ServiceProbe = Readonly<{ service: Service; trouble: Promise<string | undefined> }>;

export function lookForService(inputs: Inputs, { env, now }: Machine): ServiceProbe {
  const service = serviceIn(env, now());
  const mayUse = ['auto', 'gha', 'actions'].includes(inputs.cache.backend) || caches(inputs).some(usesRunner);
  const builds = inputs.source === undefined && !isCall(inputs);
  const asked = service.version !== 0 && mayUse && builds ? probeService(service, env) : undefined;
  return { service, trouble: asked?.catch(messageOf) ?? Promise.resolve(undefined) };
}

/** Why the chosen cache cannot be reached; undefined when it can. BuildKit would hang or fail. */
export async function unreachable(
  { backend }: Choice,
  {
    inputs,
    engine,
    serviceProbe,
  }: Readonly<{ inputs: Inputs; engine: Pick<LocalEngine, 'socket'>; serviceProbe: ServiceProbe }>,
  machine: Pick<Machine, 'env'>,
): Promise<string | undefined> {
  if (backend === 'gha' || backend === 'actions') return serviceProbe.trouble;
  // What a remote builder can reach is unknown here.
  if (backend !== 'registry' || engine.socket === undefined) return undefined;
  const { registry } = parseReference(inputs.cache.ref).name;
  const origin = apiOrigin(registry);
  return origin === undefined ? undefined : probeRegistry([origin], machine.env);
}

/** Why the user's caches on the runner's service cannot be reached; undefined when they can, or there are none. */
export async function serviceTrouble(inputs: Inputs, { service, trouble }: ServiceProbe): Promise<string | undefined> {
  if (!caches(inputs).some(usesRunner)) return undefined;
  return service.version === 0 ? `\`type=gha\` is skipped: ${service.why}` : trouble;
}

/** Whether it is a cache on the runner's service, not on the user's own. */
export function usesRunner(spec: string): boolean {
  return isGha(spec) && !hasOwnService(spec);
}

/** The user's caches without those on the unreachable service. */
export function withoutGha(inputs: Inputs): Inputs {
  const rest = (specs: readonly string[]) => specs.filter(spec => !usesRunner(spec));
  return mapCaches(inputs, rest, rest);
}
