import { fieldsOf } from '../../src/plan/rules/fields.ts';
import { isPresets } from '../../src/plan/rules/presets.ts';
import { splitComment } from '../../src/plan/terms/template-text.ts';
import { shift } from './lines.ts';
import { type Entry, NotTaken } from './steps.ts';
import type { ValuesOf } from './values.ts';

/**
 * A list of metadata-action's `tags` for Slipway, where a bare `release`, `branch`, `tag`, `pr` or `sha` stands for
 * rules: in metadata-action it is that tag, and of several in a line the last one counts.
 */
export function literalTags(tags: string, values: ValuesOf = text => ({ known: [text], isOpen: false })): string {
  return tags
    .split('\n')
    .map(line => (line.includes('${{') ? literalExpression(line, values) : literalTag(line)))
    .join('\n');
}

/** A line whose expressions may give such a word is the tag that it gives. @throws NotTaken if it may be more */
function literalExpression(line: string, values: ValuesOf): string {
  const all = values(line).known;
  const preset = all.flatMap(value => value.split('\n')).find(value => literalTag(value) !== value);
  if (preset === undefined) return literalTag(line);
  const isWord = (value: string) => /^[^\s,=#"]+$/.test(value.trim());
  if (all.every(isWord) && /^\S*\$\{\{[^}]*\}\}\S*$/.test(line.trim())) return `type=raw,value=${line.trim()}`;
  throw new NotTaken(`\`${line.trim()}\` may give the tag \`${preset.trim()}\`, which stands for rules here`);
}

/** The lines that are nothing but an expression whose values only the run knows. */
export function unknownTags(tags: string, values: ValuesOf): readonly string[] {
  const lines = tags.split('\n').map(line => line.trim());
  return lines.filter(line => /^\$\{\{(?:(?!\}\}).)*\}\}$/.test(line) && values(line).isOpen);
}

function literalTag(line: string): string {
  const { text, comment } = splitComment(line.trim());
  const fields = fieldsIn(text);
  if (!isPresets(fields)) return line;
  const bare = fields.filter(({ key, value }) => key === undefined && value !== '').at(-1)!;
  const own = fields.flatMap(({ key, value }) => (key === undefined ? [] : [quoted(`${key}=${value}`)]));
  return [['type=raw', `value=${bare.value}`, ...own].join(','), comment].filter(part => part !== '').join(' ');
}

function fieldsIn(text: string): ReturnType<typeof fieldsOf> {
  try {
    return text.startsWith('#') ? [] : fieldsOf(text);
  } catch {
    // What metadata-action reads in another way is no list of presets.
    return [];
  }
}

function quoted(field: string): string {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** An input of metadata-action with its tags as Slipway understands them. */
export function literalEntry(entry: Entry, values?: ValuesOf): Entry {
  const { key, value } = entry;
  const literal = key === 'tags' && value !== undefined ? literalTags(value, values) : value;
  if (literal === undefined || literal === value) return entry;
  return blockEntry(key, literal);
}

/** An input as a block of lines. */
export function blockEntry(key: string, value: string): Entry {
  const text = `${value.replace(/\n+$/, '')}\n`;
  return { key, value: text, source: `${key}: |\n${shift(text, 2)}` };
}

/** Double braces, and expressions, which stay. */
const BRACES = /\$\{\{.*?\}\}|\{\{/gs;

const guard = (found: string) => (found === '{{' ? '\\{{' : found);

/** A text in which Slipway would render templates, and docker's action renders none. @throws NotTaken */
export function withoutTemplates(text: string, key: string): string {
  const plain = text.replaceAll(/\$\{\{.*?\}\}/gs, '');
  if (/\{\{\{|\\\{\{/.test(plain)) throw new NotTaken(`\`${key}\` has braces that would be a template`);
  return text.replaceAll(BRACES, guard);
}

/** The same for an input as it is written. @throws NotTaken */
export function escapedEntry(entry: Entry): Entry {
  const { key, value = '', source } = entry;
  const escaped = withoutTemplates(value, key);
  if (escaped === value) return entry;
  // In double quotes, YAML would read the backslash.
  return /^\s*(["']?)[\w-]+\1:\s*"/.test(source)
    ? blockEntry(key, escaped)
    : { key, value: escaped, source: source.replaceAll(BRACES, guard) };
}
