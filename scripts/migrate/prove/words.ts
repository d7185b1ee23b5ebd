import type { Outcome } from './planned.ts';

/** An outcome in a few words. */
export function wordsFor(outcome: Outcome): string {
  if ('error' in outcome) return `cannot be planned: ${outcome.error}`;
  if ('left' in outcome) return `not run: if: ${outcome.left}`;
  return `${outcome.push ? 'pushed' : 'not pushed'}: ${outcome.tags.join(', ') || 'no tag'}`;
}

/** The labels of an outcome that are not in the row above: `org.opencontainers.image.` is left out of their names. */
export function labelWords(outcome: Outcome, above: Outcome | undefined): string {
  const of = (one: Outcome | undefined) => (one !== undefined && 'labels' in one ? one.labels : []);
  const others = of(outcome).filter(label => !of(above).includes(label));
  return others.map(label => label.replace(/^org\.opencontainers\.image\./, '')).join(', ');
}

/** What is no longer the same, one line each: how it is published, and every label. */
export function differences(before: Outcome, after: Outcome): readonly string[] {
  const ordered = (one: Outcome) => wordsFor('tags' in one ? { ...one, tags: one.tags.toSorted() } : one);
  const isAlike = ordered(before) === ordered(after);
  const labels = 'labels' in before && 'labels' in after ? labelChanges(before.labels, after.labels) : [];
  return [...(isAlike ? [] : [`now: ${wordsFor(after)}`]), ...labels];
}

function labelChanges(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter(label => !after.includes(label)).map(nameAndValue);
  const added = after.filter(label => !before.includes(label)).map(nameAndValue);
  const names = new Set([...gone, ...added].map(({ name }) => name));
  const values = (name: string, of: typeof gone) => {
    const own = of.filter(one => one.name === name).map(({ value }) => value || 'empty');
    return own.length === 0 ? 'not set' : own.join(' and ');
  };
  return [...names].map(name => `${name} was ${values(name, gone)}, and is ${values(name, added)}`);
}

/** Platforms and what bake is given are compared like labels: `platforms: linux/amd64`. */
function nameAndValue(label: string): Readonly<{ name: string; value: string }> {
  const [, other, value = ''] = /^(platforms|bake \w+): (.*)$/s.exec(label) ?? [];
  if (other !== undefined) return { name: other, value };
  const at = label.indexOf('=');
  return { name: `its label ${label.slice(0, at)}`, value: label.slice(at + 1) };
}
