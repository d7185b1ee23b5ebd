import type { OwnComment } from './comments.ts';
import { indentOf, shift } from './lines.ts';
import type { FileStep } from './steps.ts';

/** What becomes of a step. `lines`: its inputs; `comments`: those about its other keys. */
export type NewStep = Readonly<{
  id: string | undefined;
  uses: string;
  lines: readonly string[];
  comments: readonly OwnComment[];
}>;

type Key = { name: string; text: string; isOwn: boolean; above: string[]; below: string[] };

/** The lines of a new step in place of an old one, and the comments that have to stand above it. */
export function render(step: FileStep, now: NewStep): Readonly<{ text: string; above: readonly string[] }> {
  const keys = keysOf(step, now);
  const above: string[] = [];
  for (const { text, part, place } of now.comments) {
    const key = keys.find(({ name }) => name === part);
    if (key === undefined) above.push(text);
    else if (place !== 'behind') key[place].push(`${text}\n`);
    else if (key.isOwn) continue;
    else if (/^uses: \S+\n$|^with:\n/.test(key.text)) key.text = key.text.replace('\n', () => ` ${text}\n`);
    else above.push(text);
  }
  // Nothing stands between `-` and the first key.
  above.push(...(keys[0]?.above.splice(0) ?? []).map(text => text.trimEnd()));
  const lines = keys.map(({ text, above: over, below }) => [...over, text, ...below].join('')).join('');
  const body = shift(lines, step.column + 2);
  return { text: `${' '.repeat(step.column)}- ${body.slice(step.column + 2)}`, above };
}

function keysOf(step: FileStep, { id, uses, lines }: NewStep): readonly Key[] {
  const key = (name: string, text: string, isOwn = false): Key => ({ name, text, isOwn, above: [], below: [] });
  const own = ({ key: name, source }: FileStep['keys'][number]) => [
    key(name, ended(shift(source, -indentOf(source))), true),
  ];
  const named = (name: string) => step.keys.filter(one => one.key === name).flatMap(own);
  return [
    ...named('name'),
    ...(id === step.id ? named('id') : [key('id', `id: ${id}\n`)]),
    ...named('if'),
    key('uses', `uses: ${uses}\n`),
    key('with', `with:\n${shift(lines.map(ended).join(''), 2)}`),
    ...step.keys.filter(one => !['name', 'id', 'if'].includes(one.key)).flatMap(own),
  ];
}

const ended = (line: string) => (line.endsWith('\n') ? line : `${line}\n`);
