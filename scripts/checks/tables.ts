import { isMap, isScalar, parseDocument } from 'yaml';
import { between, cell, code, markdownTable } from '../docs/between.ts';
import type { Room } from './rooms.ts';

type Entry = Readonly<{ description?: string; default?: string }>;

/** The README with its tables made anew from action.yml, between `<!-- inputs -->` and `<!-- /inputs -->` etc. */
export function withTables(readme: string, actionYml: string): string {
  const inputs = sections(actionYml, 'inputs').map(({ title, entries }) => {
    const rows = entries.map(([name, { description, default: value }]) => [code(name), cell(description), code(value)]);
    return `${title === '' ? '' : `**${title}**\n\n`}${markdownTable([['Input', 'Meaning', 'Default'], ...rows])}`;
  });
  const outputs = sections(actionYml, 'outputs').map(({ entries }) =>
    markdownTable([
      ['Output', 'Meaning'],
      ...entries.map(([name, { description }]) => [code(name), cell(description)]),
    ]),
  );
  return between(between(readme, 'inputs', inputs.join('\n\n')), 'outputs', outputs.join('\n\n'));
}

/** CONTRIBUTING.md with its map of the house made anew, between `<!-- rooms -->` and `<!-- /rooms -->`. */
export function withRooms(contributing: string, rooms: readonly Room[]): string {
  const rows = rooms.map(({ name, what, imports }) => [
    name === '' ? '`main.ts`, `post-main.ts`' : `\`${name}/\``,
    what,
    // The last but one room knows them all: a list of every name says less.
    imports.length === rooms.length - 2 ? 'every room above' : imports.join(' '),
  ]);
  return between(contributing, 'rooms', markdownTable([['Room', 'What is in it', 'May import'], ...rows]));
}

type Section = { title: string; entries: [string, Entry][] };

/** The entries under a key, in order, cut where a comment line in action.yml heads a new section. */
function sections(actionYml: string, key: string): Section[] {
  const node = parseDocument(actionYml).get(key);
  if (!isMap(node)) throw new Error(`action.yml has no ${key}`);
  const found: Section[] = [];
  // A comment before the first entry belongs to the mapping, one before another entry to its key.
  let title = node.commentBefore?.trim();
  for (const pair of node.items) {
    if (!isScalar(pair.key) || !isMap(pair.value)) throw new Error(`action.yml: ${key} is not a map of maps`);
    title = pair.key.commentBefore?.trim() ?? title;
    if (title !== undefined || found.length === 0) found.push({ title: title ?? '', entries: [] });
    found.at(-1)!.entries.push([String(pair.key.value), pair.value.toJSON() as Entry]);
    title = undefined;
  }
  return found;
}
