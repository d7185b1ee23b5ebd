/** One element of a pattern: which characters it takes, whether again and again, and how far on one may go without. */
export type Element = Readonly<{ takes: (char: string) => boolean; repeats: boolean; skips: readonly number[] }>;

/** `**`, and `*`: any characters, and any but a slash. */
export const ANYTHING: Element = { takes: () => true, repeats: true, skips: [1] };
export const NO_SLASH: Element = { takes: c => c !== '/', repeats: true, skips: [1] };
/** Before `**` and a slash: both may be passed over. */
export const FORK: Element = { takes: () => false, repeats: false, skips: [1, 3] };

export function once(takes: (char: string) => boolean): Element {
  return { takes, repeats: false, skips: [] };
}

/**
 * Walks the value once with the set of all positions in the pattern that may be reached (Thompson's construction), so
 * the time is at most length × length whatever the pattern: a RegExp could be made to backtrack for ever.
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
