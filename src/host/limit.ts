/** Runs `body` once a slot is free, in order of arrival. */
export type Limit = <T>(body: () => Promise<T>) => Promise<T>;

/** At most `max` at a time. */
export function createLimit(max: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async body => {
    if (running >= max) await new Promise<void>(resolve => waiting.push(resolve));
    else running++;
    try {
      return await body();
    } finally {
      // The slot is handed over directly, so that no later caller can take it.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
