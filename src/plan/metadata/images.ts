import { booleanOf, fieldsOf } from '../rules/fields.ts';
import { collector, refuse } from '../terms/problems.ts';

/** An entry of `images`. `name` is lower case and may lack a registry. */
export type ImageEntry = Readonly<{ name: string; enable: boolean }>;

/**
 * Parses the `images` input in metadata-action's syntax: `name`, `name=…,enable=true|false`, or, in a single line,
 * several names separated by commas.
 *
 * @throws InputError with every bad line
 */
export function parseImages(lines: readonly string[]): ImageEntry[] {
  const problems = collector();
  const entries = lines.flatMap(line => problems.attempt('images', line, () => entriesOf(line, lines.length)) ?? []);
  problems.settle();
  return entries;
}

function entriesOf(line: string, lineCount: number): ImageEntry[] {
  const fields = fieldsOf(line);
  if (lineCount === 1 && fields.every(field => field.key === undefined)) {
    return fields.filter(field => field.value !== '').map(field => ({ name: field.value.toLowerCase(), enable: true }));
  }
  let name = '';
  let enable = true;
  for (const { key, value } of fields) {
    if (key === undefined || key === 'name') name = value.toLowerCase();
    else if (key === 'enable') enable = booleanOf(key, value);
    else refuse(`has an unknown attribute "${key}"`, 'An image takes `name` and `enable`');
  }
  if (name === '') refuse('has no name', 'Write `name=acme/api` or just `acme/api`');
  return [{ name, enable }];
}
