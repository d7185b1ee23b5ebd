/** When to renew a login that expires, and when it becomes unusable: milliseconds since the epoch. */
export type Lifetime = Readonly<{ renewAt: number; end: number }>;

/** BuildKit keeps a login for up to five minutes (session/auth/authprovider), so it must never get an older one. */
const AHEAD = 330_000;
/** How long to keep using a login whose renewal failed, before the next attempt. Milliseconds. */
const PAUSE = 60_000;

/** A longer-lived login is renewed anyway: timers are limited to 24 days. Milliseconds. */
const LONGEST = 86_400_000;
/** How long to use a login whose stated lifetime makes no sense. Milliseconds. */
const UNKNOWN = 60_000;

/**
 * @param asked when the login was requested, by our clock: the server's may differ
 * @param life seconds, as stated by the server; if invalid, the login is tried for a minute
 */
export function lifetimeOf(asked: number, life: number): Lifetime {
  const length = life > 0 ? Math.min(LONGEST, life * 1000) : UNKNOWN;
  return { renewAt: asked + length - Math.min(AHEAD, length / 4), end: asked + length };
}

/** The lifetime after a failed renewal. Undefined if the login has expired. */
export function putOff({ end }: Lifetime, now: number): Lifetime | undefined {
  return now < end ? { renewAt: Math.min(end, now + PAUSE), end } : undefined;
}
