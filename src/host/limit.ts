/** Runs `body` once fewer than the limit are running; first come, first served. */
export type Limit = <T>(body: () => Promise<T>) => Promise<T>;

/** A limit of `max` at once. */
export function createLimit(max: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async body => {
    if (running >= max) await new Promise<void>(resolve => waiting.push(resolve));
    else running++;
    try {
      return await body();
    } finally {
      // The place is handed on, not given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
