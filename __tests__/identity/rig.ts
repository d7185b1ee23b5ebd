import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import type { Granted } from '../../src/identity/exchange/ports.ts';
import { createIdentities } from '../../src/identity/identities.ts';
import type { Identity } from '../../src/plan/identity/types.ts';
import { type Cloud, startCloud } from '../fakes/cloud/cloud.ts';
import { recordingLog } from '../fakes/log.ts';

/** The result of one exchange, and its messages. */
export type Tried = Readonly<{
  granted: Granted | undefined;
  error: ActionError | undefined;
  lines: readonly string[];
  masked: readonly string[];
  /** The pauses before further attempts, in milliseconds. */
  slept: readonly number[];
}>;

export type Attempt = Readonly<{
  env?: Readonly<Record<string, string>>;
  serverUrl?: string;
  signal?: AbortSignal;
  /** Runs between a first login and a second, whose result is returned. */
  meanwhile?: () => void;
}>;

export type Rig = Readonly<{
  cloud(): Cloud;
  /** Exchanges an identity with the services at their real addresses behind a proxy. Never really waits. */
  exchange(registry: string, identity: Identity, attempt?: Attempt): Promise<Tried>;
}>;

/** One cloud for a test file. */
export function cloudRig(): Rig {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud();
    // As an administrator of a runner would do with NODE_EXTRA_CA_CERTS.
    setDefaultCACertificates([...getCACertificates('default'), cloud.ca]);
  });
  afterEach(() => {
    cloud.clock.now = undefined;
    cloud.github.state.subject = 'repo:acme/api:ref:refs/heads/main';
  });
  afterAll(() => cloud.close());
  return {
    cloud: () => cloud,
    async exchange(registry, identity, { env = cloud.env, serverUrl = 'https://github.com', signal, meanwhile } = {}) {
      const log = recordingLog();
      const [masked, slept]: [string[], number[]] = [[], []];
      const identities = createIdentities(
        {
          ...{ serverUrl, runId: '42', runAttempt: '2', caOf: () => cloud.ca },
          policy: { retries: 3, base: 500, cap: 2000, deadline: 60_000 },
        },
        {
          env,
          log: { ...log, mask: secret => void masked.push(secret) },
          now: () => cloud.clock.now ?? Date.now(),
          sleep: async ms => void slept.push(ms),
          signal: signal ?? new AbortController().signal,
        },
      );
      try {
        if (meanwhile !== undefined) {
          await identities.exchange(registry, identity);
          meanwhile();
        }
        const granted = await identities.exchange(registry, identity);
        return { granted, error: undefined, lines: log.lines, masked, slept };
      } catch (error) {
        return { granted: undefined, error: error as ActionError, lines: log.lines, masked, slept };
      } finally {
        identities.close();
      }
    },
  };
}

/** An id token of the job's, as a file may hold one. */
export function tokenOf({ github }: Cloud, audience: string): string {
  const url = new URL(`${github.env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${audience}`);
  const headers = { authorization: `Bearer ${github.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
  const reply = github.double({ method: 'GET', url, headers, body: '' });
  return (JSON.parse(reply?.body ?? '{}') as { value: string }).value;
}

/** Everything that a person can see of an attempt. */
export function wordsOf({ error, lines }: Tried): string {
  return [error?.message, error?.hint, ...lines].join('\n');
}
