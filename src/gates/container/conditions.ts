import type { ContainerState } from '../../engine/containers.ts';
import { ActionError } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import type { Condition } from '../../inputs/gates/container-test.ts';
import { type Place, type ProbeResult, probeHttp, probePort } from './probe.ts';

/** A condition whose port is known. */
export type Settled = Exclude<Condition, { kind: 'http' }> | (Extract<Condition, { kind: 'http' }> & { port: number });

/**
 * Gives `http` conditions without a port the only port that the image exposes.
 *
 * @throws ActionError INPUT_INVALID when it exposes none or several
 */
export async function settle(
  conditions: readonly Condition[],
  exposed: () => Promise<readonly number[]>,
): Promise<readonly Settled[]> {
  if (!conditions.some(condition => condition.kind === 'http' && condition.port === undefined)) {
    return conditions as readonly Settled[];
  }
  const named = conditions.flatMap(condition => (condition.kind === 'port' ? [condition.port] : []));
  const ports = named.length > 0 ? named : await exposed();
  const [port] = ports;
  if (port === undefined || ports.length > 1) {
    const what = named.length > 0 ? '`port` names' : 'the image exposes';
    throw new ActionError(
      'INPUT_INVALID',
      `container-test.http has no port, but ${what} ${ports.join(', ') || 'none'}`,
      {
        hint: 'Specify one: `http: {path: /healthz, port: 8080}`.',
      },
    );
  }
  return conditions.map(condition =>
    condition.kind === 'http' ? { ...condition, port: condition.port ?? port } : condition,
  );
}

/** The container ports that must be reachable. */
export function portsOf(conditions: readonly Settled[]): readonly number[] {
  return [...new Set(conditions.flatMap(each => (each.kind === 'port' || each.kind === 'http' ? [each.port] : [])))];
}

/** The condition in words. */
export function inWords(condition: Settled): string {
  switch (condition.kind) {
    case 'port':
      return `port ${condition.port}`;
    case 'http':
      return `${condition.path} on port ${condition.port}`;
    case 'healthy':
      return 'HEALTHCHECK';
    case 'log':
      return `the log line ${quote(condition.text)}`;
    case 'exit':
      return `exit code ${condition.code}`;
  }
}

/** Where a port of the container is reachable: at its address in `network`, or where it is published. */
function placeOf(state: ContainerState, port: number, network: string | undefined): Place | undefined {
  if (network !== undefined) {
    const host = state.addresses.get(network);
    return host ? { host, port, proxied: false } : undefined;
  }
  const published = state.published.get(port);
  return published === undefined ? undefined : { host: '127.0.0.1', port: published, proxied: true };
}

/** One check from outside. `log` and `exit` are excluded: they follow from the container's output and exit. */
export async function probeCondition(
  condition: Settled,
  state: ContainerState,
  network: string | undefined,
  signal: AbortSignal,
): Promise<ProbeResult> {
  switch (condition.kind) {
    case 'port':
    case 'http': {
      const place = placeOf(state, condition.port, network);
      if (place === undefined) return 'not reachable';
      return condition.kind === 'port' ? probePort(place, signal) : probeHttp(place, condition, signal);
    }
    case 'healthy':
      return state.health === 'healthy' || (state.health ?? 'the image has none');
    case 'log':
      return 'not seen';
    case 'exit':
      return 'still running';
  }
}
