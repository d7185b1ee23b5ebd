import { messageOf } from '../host/errors.ts';
import type { Log, Now, Sleep } from '../host/ports.ts';
import type { DockerAccess } from './docker-access.ts';
import type { Credentials, Resolved } from './resolve.ts';

/** Docker's logins that take requests to get, and those that run out. */
export type FreshLogins = Readonly<{
  /** Settled when every host has its first login. @throws whatever the first of them that is needed met */
  ready: Promise<void>;
  /** No login is renewed any more. */
  stop(): void;
}>;

/** @throws the error, where the run cannot do without the login */
export type OnFailure = (host: string, error: unknown) => void;

export type FreshPorts = Readonly<{ log: Pick<Log, 'warning'>; now: Now; sleep: Sleep; signal: AbortSignal }>;

/** Docker may never be asked to write its config more often than this. Milliseconds. */
const LEAST_PAUSE = 1000;
/** Before a login that could not be renewed is asked for again. Milliseconds. */
const AGAIN = 60_000;

/**
 * Has the private Docker config hold a good login for each of these hosts, from when it was exchanged until `stop`:
 * a build may take longer than a login lives.
 *
 * @param onFailure decides what a host without its first login means: it throws, or goes on without
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
