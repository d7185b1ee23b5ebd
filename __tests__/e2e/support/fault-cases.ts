import type { Bench, Injection, Mode, Path } from './fault-bench.ts';
import type { Passing } from './fault-proxy.ts';
import { describe, type Ending, judge } from './fault-verdict.ts';
import { FAULTS, fits } from './faults.ts';

/**
 * Every position × every fault × these modes. The registries are identical and so are their requests, so each combination
 * is tried at one of the two alternately; with `both` at both.
 */
export function injections(clean: readonly Passing[], path: Path, modes: readonly Mode[], both = false): Injection[] {
  const keys = new Set(clean.map(({ key }) => key));
  const positions = clean.filter(({ key }) => key.startsWith('a ') && keys.has(`b${key.slice(1)}`));
  return positions.flatMap((position, p) =>
    FAULTS.flatMap((fault, f) =>
      modes.flatMap((mode, m) => {
        if (!fits(fault, position)) return [];
        const sides = both ? ['a', 'b'] : [(p + f + m) % 2 === 0 ? 'a' : 'b'];
        return sides.map(side => ({ path, fault, mode, key: `${side}${position.key.slice(1)}` }));
      }),
    ),
  );
}

/**
 * Of equivalent positions (the blobs of an image, its platforms, the opened uploads), one for each fault and
 * mode, a different one each time: every fault occurs at every kind of request. `npm run fuzz -- --all` tries
 * every position.
 */
export function oneOfEachKind(all: readonly Injection[]): Injection[] {
  const alike = Map.groupBy(all, ({ key, fault, mode }) => `${likenessOf(key)}, ${fault.name}, ${mode}`);
  return [...alike.values()].map((group, at) => group[at % group.length]!);
}

/** The purpose of a request. The very first one has no token. */
function likenessOf(key: string): string {
  // Of several images, one stands for all.
  const request = key.slice(2).replace(/^(\w+) \w+\/(?=blobs|manifests)/, '$1 ');
  if (request === 'HEAD manifests/1.2.3 #1') return 'without a token';
  if (/^HEAD manifests\/(?:1\.2\.3 #2|1\.2 #1|latest #1)$/.test(request)) return 'a tag before';
  if (/^HEAD manifests\/(?:1\.2\.3 #3|1\.2 #2|latest #2)$/.test(request)) return 'a tag afterwards';
  return request
    .replace(/^(POST .*) #\d+$/, '$1')
    .replace(/\b(?:amd64|arm64)\b/, 'platform')
    .replace(/\b(?:platform\.(?:config|layer|about|provenance)|base)\b/, 'blob');
}

/** Every nth, spread so that no position, fault or mode is favored: the step shares no factor with their numbers. */
export function everyNth<T>(n: number, all: readonly T[]): T[] {
  return all.filter((_, at) => at % n === 0);
}

/** The results of many publishes. `wrong`: one text for each that broke the promise, with everything needed to see why. */
export type Tally = {
  injected: number;
  /** The request was not made, in several tries: which requests there are depends a little on timing. */
  missed: number;
  readonly endings: Record<Ending, number>;
  readonly wrong: string[];
};

const LANES = 6;

/** Runs and judges publishes, a few at a time, until `ended` returns true. */
export async function runAll(bench: Bench, cases: Iterable<Injection>, ended = () => false): Promise<Tally> {
  const tally: Tally = {
    injected: 0,
    missed: 0,
    endings: { published: 0, untouched: 0, partial: 0, unverified: 0 },
    wrong: [],
  };
  const queue = cases[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && !ended(); next = queue.next()) await runOne(bench, next.value, tally);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return tally;
}

const TRIES = 3;

async function runOne(bench: Bench, injection: Injection, tally: Tally, tries = TRIES): Promise<void> {
  const run = await bench.run(injection.path, injection);
  const { roots } = bench;
  if (!run.seen.some(({ fault }) => fault !== undefined)) {
    if (tries > 1) return runOne(bench, injection, tally, tries - 1);
    tally.missed++;
    return;
  }
  tally.injected++;
  const { ending, wrong } = judge(run, roots, injection);
  if (ending !== undefined) tally.endings[ending]++;
  if (wrong.length === 0) return;
  const { path, key, fault, mode } = injection;
  tally.wrong.push(`${path}: ${fault.name}, ${mode}, at ${key}: ${wrong.join('; ')}\n    ${describe(run, roots)}`);
}

/** A readable summary in one line. */
export function sayTally(title: string, { injected, missed, endings, wrong }: Tally): string {
  const ends = Object.entries(endings).map(([ending, count]) => `${count} ${ending}`);
  const notes = [
    ...(missed > 0 ? [`${missed} not reached`] : []),
    ...(wrong.length > 0 ? [`${wrong.length} WRONG`] : []),
  ];
  return `${title}: ${injected} faults injected: ${[...ends, ...notes].join(', ')}\n`;
}
