import { messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { hasOwnService, isGha } from '../../runner/child-env.ts';
import type { Service } from '../service/service.ts';
import { caches } from '../store/caches.ts';
import { type BuilderRouteSite, routeFromBuilder } from './builder-route.ts';
import { permitFor } from './permit.ts';
import type { Relay } from './relay.ts';

/** The relay of one run. */
export type UsedRelay = Readonly<{
  /** The variables that replace the service in a build's environment. */
  env: Readonly<Record<string, string>>;
  /** What is wrong with the service, in words. */
  failure(): string | undefined;
  /** Waits until accepted content is stored. @param warned a warning about this cache was already logged */
  end(warned: boolean): Promise<void>;
}>;

/** A service that was silent for this long counts as lost. Milliseconds. */
const SILENCE = 15_000;
const PROGRESS = 10_000;

/** A relay for a build that uses the cache service with a builder that can reach us; otherwise undefined. */
export async function relayFor(
  inputs: Inputs,
  site: BuilderRouteSite,
  service: Service,
  machine: Machine,
): Promise<UsedRelay | undefined> {
  const specs = caches(inputs).filter(isGha);
  if (service.version !== 2 || specs.length === 0 || specs.some(hasOwnService)) return undefined;
  const opened = openFor(site, service, inputs, machine);
  const relay = await opened.catch(error => machine.log.debug(`no relay to the cache service: ${messageOf(error)}`));
  if (relay === undefined) return undefined;
  return {
    env: { ACTIONS_RESULTS_URL: relay.url, ACTIONS_RUNTIME_TOKEN: relay.token },
    failure: relay.failure,
    async end(warned) {
      const { log, signal } = machine;
      const timer = setInterval(() => log.info(`Cache: ${Math.ceil(relay.held() / 1e6)} MB still to upload`), PROGRESS);
      await relay.close().finally(() => clearInterval(timer));
      const failure = relay.failure();
      if (failure === undefined || signal.aborted) return;
      log[warned ? 'info' : 'warning'](`The cache could not be saved: ${failure}`);
    },
  };
}

/** A relay that the builder can reach. */
async function openFor(
  site: BuilderRouteSite,
  service: Extract<Service, { url: string }>,
  inputs: Inputs,
  machine: Machine,
): Promise<Relay | undefined> {
  const route = await routeFromBuilder(site, machine);
  if (route === undefined) return undefined;
  const { openRelay } = await import('./relay.ts');
  const { retry } = inputs;
  const permit = permitFor(inputs, service.readOnly !== undefined);
  const idle = Math.min(SILENCE, retry.deadline);
  const relay = await openRelay({ ...service, permit }, route.address, { retry, idle }, machine);
  if (await route.reaches(relay.greeting).catch(() => false)) return relay;
  await relay.close();
  throw new Error(`the builder does not reach ${relay.url}`);
}
