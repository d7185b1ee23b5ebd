import { messageOf } from '../host/errors.ts';
import type { Log, Now, Sleep } from '../host/ports.ts';
import type { DockerAccess } from './docker-access.ts';
import type { Credentials, Resolved } from './resolve.ts';

/** Docker's logins that require requests, and those that expire. */
type FreshLogins = Readonly<{
  /** Resolves when every host has its first login. @throws the first error of a required login */
  ready: Promise<void>;
  /** Stops renewing. */
  stop(): void;
}>;

/** @throws the error, if the run needs the login */
export type OnFailure = (host: string, error: unknown) => void;

type FreshPorts = Readonly<{ log: Pick<Log, 'warning'>; now: Now; sleep: Sleep; signal: AbortSignal }>;

/** Minimum interval between writes of Docker's config. Milliseconds. */
const LEAST_PAUSE = 1000;
/** Pause before a failed renewal is retried. Milliseconds. */
const AGAIN = 60_000;

/**
 * Keeps a valid login for each of these hosts in the private Docker config until `stop`: a build may outlive a login.
 *
 * @param onFailure handles a host without its first login: throws, or continues without it
 */
export function keepFresh(
  hosts: readonly string[],
  credentials: Credentials,
  { docker, onFailure }: Readonly<{ docker: Pick<DockerAccess, 'login'>; onFailure: OnFailure }>,
  { log, now, sleep, signal }: FreshPorts,
): FreshLogins {
  const end = new AbortController();
  const until = AbortSignal.any([signal, end.signal]);
  const login = async (host: string): Promise<Resolved | undefined> => {
    const resolved = await credentials.resolve(host);
    if (resolved === undefined || end.signal.aborted) return undefined;
    await docker.login(new Map([[host, resolved.credential]]));
    return resolved;
  };
  const follow = async (host: string, first: Resolved | undefined): Promise<void> => {
    let renewAt = first?.lifetime?.renewAt;
    let isReported = false;
    while (renewAt !== undefined) {
      try {
        await sleep(Math.max(LEAST_PAUSE, renewAt - now()), until);
      } catch {
        return;
      }
      try {
        renewAt = (await login(host))?.lifetime?.renewAt;
      } catch (error) {
        if (until.aborted) return;
        if (!isReported)
          log.warning(`Docker's login to ${host} has expired and was not renewed yet: ${messageOf(error)}`);
        isReported = true;
        renewAt = now() + AGAIN;
      }
    }
  };
  const begin = async (host: string): Promise<void> => {
    try {
      const first = await login(host);
      void follow(host, first);
    } catch (error) {
      onFailure(host, error);
    }
  };
  return { ready: Promise.all(hosts.map(begin)).then(() => {}), stop: () => end.abort() };
}
