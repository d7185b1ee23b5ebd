/** One element of a pattern: which characters it matches, whether it repeats, and how much can be skipped. */
export type Element = Readonly<{ takes: (char: string) => boolean; repeats: boolean; skips: readonly number[] }>;

/** `**` matches any characters, `*` any but a slash. */
export const ANYTHING: Element = { takes: () => true, repeats: true, skips: [1] };
export const NO_SLASH: Element = { takes: c => c !== '/', repeats: true, skips: [1] };
/** Before `**` and a slash, both of which can be skipped. */
export const FORK: Element = { takes: () => false, repeats: false, skips: [1, 3] };

export function once(takes: (char: string) => boolean): Element {
  return { takes, repeats: false, skips: [] };
}

/**
 * Walks the value once with the set of all reachable positions in the pattern (Thompson's construction), so the time is
 * at most length × length for any pattern. A RegExp could backtrack forever.
 */
export function matches(elements: readonly Element[], value: string): boolean {
  let reached = skipOptional(elements, [0]);
  for (const char of value) {
    const next: number[] = [];
    for (const at of reached) {
      const element = elements[at];
      if (element?.takes(char)) next.push(...(element.repeats ? [at, at + 1] : [at + 1]));
    }
    reached = skipOptional(elements, next);
    if (reached.size === 0) return false;
  }
  return reached.has(elements.length);
}

function skipOptional(elements: readonly Element[], positions: readonly number[]): Set<number> {
  const reached = new Set<number>();
  const visit = (at: number): void => {
    if (reached.has(at)) return;
    reached.add(at);
    for (const skip of elements[at]?.skips ?? []) visit(at + skip);
  };
  positions.forEach(visit);
  return reached;
}
