import { expect, test } from '@jest/globals';
import { keepFresh } from '../../src/credentials/keep-fresh.ts';
import type { Credentials, Resolved } from '../../src/credentials/resolve.ts';
import { ActionError } from '../../src/host/errors.ts';
import { recordingLog } from '../fakes/log.ts';

const MINUTE = 60_000;

/**
 * Logins that live for an hour, and a clock that only moves in `sleep`. `until` ends the test's time; from
 * `refusedFrom` on there are no more logins.
 */
function harbour(
  until: number,
  given: Partial<Record<string, 'fixed' | 'none' | 'refused'>> = {},
  refusedFrom = Number.POSITIVE_INFINITY,
  refusedUntil = Number.POSITIVE_INFINITY,
) {
  const clock = { now: 0 };
  const log = recordingLog();
  const logins: string[] = [];
  const slept: number[] = [];
  const end = new AbortController();
  const resolve = async (host: string): Promise<Resolved | undefined> => {
    if (given[host] === 'refused' || (clock.now >= refusedFrom && clock.now < refusedUntil))
      throw new ActionError('AUTH_FAILED', `${host} refuses`);
    if (given[host] === 'none') return undefined;
    const password = `pw-${Math.floor(clock.now / MINUTE)}`;
    const lifetime = { renewAt: clock.now + 50 * MINUTE, end: clock.now + 60 * MINUTE };
    const credential = { kind: 'basic', username: 'u', password } as const;
    return { credential, source: 'test', ...(given[host] !== 'fixed' && { lifetime }) };
  };
  const credentials: Credentials = { resolve, mayRunOut: () => true, hosts: [] };
  const docker = {
    login: async (more: ReadonlyMap<string, { kind: string; password?: string }>) => {
      for (const [host, login] of more) logins.push(`${host} ${login.password}`);
    },
  };
  const sleep = async (ms: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    slept.push(ms);
    clock.now += ms;
    if (clock.now >= until) end.abort(new Error('over'));
    end.signal.throwIfAborted();
  };
  const onFailure = (host: string, error: unknown) => {
    if (!host.startsWith('pushed.')) throw error;
  };
  const start = (...hosts: string[]) =>
    keepFresh(hosts, credentials, { docker, onFailure }, { log, now: () => clock.now, sleep, signal: end.signal });
  return { start, logins, slept, log };
}

/** Lets everything finish that only waits for promises. */
const settled = () => new Promise(resolve => setImmediate(resolve));

test('logs in once a login is available, and again each time it is due', async () => {
  const { start, logins, slept, log } = harbour(120 * MINUTE);
  const { ready } = start('a.example');
  await ready;
  await settled();
  expect(logins).toEqual(['a.example pw-0', 'a.example pw-50', 'a.example pw-100']);
  expect(slept).toEqual([50, 50, 50].map(minutes => minutes * MINUTE));
  expect(log.lines).toEqual([]);
});

test('logs in once with a login that never expires, and not at all without one', async () => {
  const { start, logins, slept } = harbour(MINUTE, { 'a.example': 'fixed', 'b.example': 'none' });
  await start('a.example', 'b.example').ready;
  await settled();
  expect([logins, slept]).toEqual([['a.example pw-0'], []]);
});

test('reports a failed login, unless publishing there reports it', async () => {
  const { start } = harbour(MINUTE, { 'pushed.example': 'refused', 'base.example': 'refused' });
  await start('pushed.example').ready;
  await expect(start('base.example').ready).rejects.toThrow('base.example refuses');
});

test('a failed renewal gives one warning and is retried every minute', async () => {
  const { start, logins, log } = harbour(110 * MINUTE, {}, 100 * MINUTE, 105 * MINUTE);
  await start('a.example').ready;
  await settled();
  expect(logins).toEqual(['a.example pw-0', 'a.example pw-50', 'a.example pw-105']);
  expect(log.lines).toEqual([
    "warning: Docker's login to a.example has expired and was not renewed yet: a.example refuses",
  ]);
});

test('nothing is renewed after the end', async () => {
  const { start, logins } = harbour(1000 * MINUTE);
  const fresh = start('a.example');
  fresh.stop();
  await fresh.ready;
  await settled();
  expect(logins).toEqual([]);
});
