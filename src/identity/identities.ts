import { existsSync } from 'node:fs';
import { issuerOf } from '../event/forge.ts';
import { idTokens } from '../github/id-token.ts';
import { ActionError } from '../host/errors.ts';
import { readText } from '../host/files/regular-file.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import { againLine, type RetryPolicy, retry } from '../host/retry.ts';
import { serviceVariables } from '../host/variables/services.ts';
import { createTransport, type Transport } from '../http/transport.ts';
import { type Identity, needsIdToken } from '../plan/identity/types.ts';
import { networkError } from '../registry/errors/errors.ts';
import { ambientOf } from './exchange/ambient.ts';
import { createAsk } from './exchange/ask.ts';
import { fetchIdToken } from './exchange/id-token.ts';
import type { Granted, IdentityPorts } from './exchange/ports.ts';

/** Passwordless logins. */
export type Identities = Readonly<{
  /**
   * A new login to a registry for an identity; undefined if the job may not get the required id token, as in a fork's
   * run. Temporary failures are retried, each time with a fresh id token.
   *
   * @throws ActionError AUTH_FAILED when it is refused; NETWORK_ERROR, … when a service does not answer
   */
  exchange(registry: string, identity: Identity): Promise<Granted | undefined>;
  /** The identity at a registry from the environment's own credentials, if there are any. */
  ambient(registry: string): Identity | undefined;
  /** Closes connections. */
  close(): void;
}>;

type IdentityOptions = Readonly<{
  serverUrl: string;
  runId: string;
  runAttempt: string;
  policy: RetryPolicy;
  /** PEM certificates for a registry's services, trusted in addition to the usual ones. */
  caOf(registry: string): string | undefined;
}>;

export function createIdentities(
  options: IdentityOptions,
  machine: Pick<Machine, 'env' | 'log' | 'now' | 'sleep' | 'signal'>,
): Identities {
  const { serverUrl, runId, runAttempt, policy, caOf } = options;
  const { env, log, now, signal } = machine;
  const tokens = idTokens(env, { ...retryPorts(machine), policy, signal, proxyEnv: env, mask: log.mask });
  const issuer = issuerOf(serverUrl);
  const granted = new Set<string>();
  const transports = new Map<string, Transport>();
  const transportFor = (registry: string) => (isLoopback: boolean) => {
    const ca = caOf(registry);
    const key = `${isLoopback} ${ca ?? ''}`;
    const made = transports.get(key) ?? createTransport({ ca, proxyEnv: isLoopback ? undefined : env });
    transports.set(key, made);
    return made;
  };
  const portsFor = (registry: string): IdentityPorts => {
    const ask = createAsk({ registry, transport: transportFor(registry), signal, now });
    const { mask } = log;
    return {
      ...{ registry, ask, env, mask, now },
      hasCa: caOf(registry) !== undefined,
      isRenewal: granted.has(registry),
      idToken: audience => fetchIdToken(registry, { fetch: tokens, issuer }, audience),
      readFile: path => readText(path, { follow: true }),
      runName: `slipway-${runId || '0'}-${runAttempt || '1'}`,
    };
  };
  return {
    async exchange(registry, identity) {
      if (needsIdToken(identity) && !serviceVariables(env).offersIdTokens) {
        log.info(`No login to ${registry}: this job may not ask GitHub for an id token.`);
        return undefined;
      }
      const ports = portsFor(registry);
      try {
        const login = await retry(() => exchangeOnce(identity, ports), {
          ...{ policy, ports: retryPorts(machine), signal },
          onRetry: event => log.info(againLine(event)),
        });
        granted.add(registry);
        return login;
      } catch (error) {
        if (!signal.aborted || error instanceof ActionError) throw error;
        const doing = { host: registry, path: '', what: 'logging in', anonymous: false };
        throw networkError(doing, error, signal);
      }
    },
    ambient: registry => ambientOf(registry, env, existsSync),
    close: () => {
      for (const transport of transports.values()) transport.close();
    },
  };
}

/** Each kind is loaded on demand. */
async function exchangeOnce(identity: Identity, ports: IdentityPorts): Promise<Granted> {
  switch (identity.kind) {
    case 'aws':
      return (await import('./aws/login.ts')).awsLogin(identity, ports);
    case 'google':
      return (await import('./google/login.ts')).googleLogin(identity, ports);
    case 'azure':
      return (await import('./azure/login.ts')).azureLogin(identity, ports);
    case 'dockerhub':
      return (await import('./dockerhub.ts')).dockerHubLogin(identity, ports);
    case 'quay':
      return (await import('./quay.ts')).quayLogin(identity, ports);
    case 'jfrog':
      return (await import('./jfrog.ts')).jfrogLogin(identity, ports);
  }
}
