type Raw = Readonly<Record<string, unknown>>;

/** One job of a matrix: its values by name. */
export type Leg = Readonly<Record<string, unknown>>;

/**
 * The jobs of a matrix, by GitHub's rules: every combination without those in `exclude`; an item of `include` adds to
 * the combinations that it doesn't contradict, or is a separate job. One empty leg without a matrix.
 *
 * @returns undefined for a matrix that is only known at run time
 * @throws Error for one that is too large for GitHub
 */
export function legsOf(job: Raw): readonly Leg[] | undefined {
  const { strategy } = job;
  if (strategy === undefined || strategy === null) return [{}];
  const matrix = isMap(strategy) ? strategy.matrix : strategy;
  if (matrix === undefined || matrix === null) return [{}];
  if (!isMap(matrix)) return undefined;
  const { include = [], exclude = [], ...dimensions } = matrix;
  if (!isListOfMaps(include) || !isListOfMaps(exclude)) return undefined;
  let legs: Leg[] = Object.keys(dimensions).length === 0 ? [] : [{}];
  for (const [key, values] of Object.entries(dimensions)) {
    if (!Array.isArray(values)) return undefined;
    // Some of these combinations may be excluded.
    if (legs.length * values.length > 40 * MOST_LEGS) throw tooLarge();
    legs = legs.flatMap(leg => values.map(value => ({ ...leg, [key]: value })));
  }
  const kept = legs.filter(
    leg => !exclude.some(one => Object.entries(one).every(([key, value]) => same(leg[key], value))),
  );
  const more: Leg[] = [];
  const added: Record<string, unknown>[] = kept.map(leg => ({ ...leg }));
  for (const item of include) {
    const own = Object.entries(item).filter(([key]) => key in dimensions);
    const fitting = kept.flatMap((leg, at) => (own.every(([key, value]) => same(leg[key], value)) ? [added[at]!] : []));
    if (fitting.length === 0) more.push(item);
    for (const leg of fitting) Object.assign(leg, item);
  }
  if (added.length + more.length > MOST_LEGS) throw tooLarge();
  return [...added, ...more];
}

/** GitHub starts no larger matrix. */
const MOST_LEGS = 256;

function tooLarge(): Error {
  return new Error(`a matrix has more than ${MOST_LEGS} jobs, and GitHub starts none of that size`);
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isListOfMaps(value: unknown): value is readonly Raw[] {
  return Array.isArray(value) && value.every(isMap);
}

function isMap(value: unknown): value is Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
