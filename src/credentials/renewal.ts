/** When a login that runs out is replaced, and when it can be used no longer: milliseconds since the epoch. */
export type Lifetime = Readonly<{ renewAt: number; end: number }>;

/** BuildKit keeps a login for up to five minutes (session/auth/authprovider there), so it may never get an older one. */
const AHEAD = 330_000;
/** How long a login that could not be renewed is used further before the next attempt. Milliseconds. */
const PAUSE = 60_000;

/** A login that lives longer is renewed all the same: timers know no time beyond 24 days. Milliseconds. */
const LONGEST = 86_400_000;
/** How long a login is used that by the other side's clock has run out already. Milliseconds. */
const UNKNOWN = 60_000;

/**
 * @param asked when the login was asked for, by our clock: the other side's may differ
 * @param life seconds, as the other side says; where that makes no sense, the login is tried for a minute
 */
export function lifetimeOf(asked: number, life: number): Lifetime {
  const length = life > 0 ? Math.min(LONGEST, life * 1000) : UNKNOWN;
  return { renewAt: asked + length - Math.min(AHEAD, length / 4), end: asked + length };
}

/** The same login after a renewal that failed. Undefined when it has run out. */
export function putOff({ end }: Lifetime, now: number): Lifetime | undefined {
  return now < end ? { renewAt: Math.min(end, now + PAUSE), end } : undefined;
}
