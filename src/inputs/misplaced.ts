import { ActionError, messageOf, type Problem } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { parseReference } from '../oci/reference.ts';
import { fieldsOf } from '../plan/rules/fields.ts';
import { isPresets, missedPreset } from '../plan/rules/presets.ts';
import { hasHost } from '../plan/targets.ts';
import type { Field } from '../plan/terms/field.ts';
import { outsideTemplates } from '../plan/terms/template-text.ts';

/** What is wrong with a name in `images`, and which input its extra parts belong to. */
export function nameProblem(name: string, error: unknown): Problem {
  const [scheme] = /^[a-z]+:\/\//i.exec(name) ?? [];
  if (scheme !== undefined) {
    const fix = `Remove \`${scheme}\`: write \`${name.slice(scheme.length)}\`.`;
    return { input: 'images', problem: `takes names without a scheme, but ${quote(name)} has one`, fix };
  }
  const reference = tagged(name);
  if (reference !== undefined) {
    const fix = `Write \`${reference.name}\`, and put \`${reference.tag}\` in \`tags\`.`;
    return { input: 'images', problem: `takes names without a tag, but ${quote(name)} has one`, fix };
  }
  const hint = error instanceof ActionError ? error.hint : undefined;
  return { input: 'images', problem: `has an invalid name: ${messageOf(error)}`, fix: hint ?? 'Write `acme/api`.' };
}

/**
 * A line of `tags` with a whole reference where a rule is expected: its `/` and `:` would become `-`, publishing the
 * image as `acme/api:acme-api-nightly`.
 */
export function strayReference(line: string, images: readonly string[]): Problem | undefined {
  const found = valuesOf(line).flatMap(({ key, value }) => {
    const reference = tagged(value);
    if (reference === undefined) return images.includes(value.toLowerCase()) ? [{ name: value, tag: 'latest' }] : [];
    const isMeant = key === undefined || hasHost(reference.name) || images.includes(reference.name.toLowerCase());
    return isMeant ? [reference] : [];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const split = `Write \`${first.tag}\` in \`tags\` and \`${first.name}\` in \`images\``;
  const or =
    images.length === 0 || line.includes('{{')
      ? ''
      : ', or remove `images` and write only complete references in `tags`';
  const problem =
    images.length === 0
      ? `has a complete reference with a template: ${quote(line)}`
      : `has a complete reference beside \`images\`: ${quote(line)}`;
  return { input: 'tags', problem, fix: `${split}${or}.` };
}

/** A message for a plain tag that is nearly a preset. A whole sentence. */
export function nearlyPreset(line: string): string | undefined {
  const preset = missedPreset(fieldsIn(line));
  if (preset === undefined) return undefined;
  return `\`tags\` has the plain tag ${quote(line)}. Did you mean the preset \`${preset}\`? For a tag of that name, write \`type=raw,value=${line}\`.`;
}

/**
 * A line of `tags` or `flavor` whose prefix is a repository: `prefix=ghcr.io/acme/api:` would publish
 * `acme/api:ghcr.io-acme-api-nightly`.
 */
export function strayPrefix(input: 'tags' | 'flavor', line: string, images: readonly string[]): Problem | undefined {
  const prefixes = fieldsIn(line).filter(({ key }) => key === 'prefix');
  const [name] = prefixes.flatMap(({ value }) => tagged(`${value}x`)?.name ?? []);
  if (name === undefined || !(hasHost(name) || images.includes(name.toLowerCase()))) return undefined;
  const problem = `has a complete reference in a prefix: ${quote(line)}`;
  return { input, problem, fix: `Put \`${name}\` in \`images\`, and remove it from the prefix.` };
}

/** The source of a line's tags, if it has no type or `type=raw`. */
function valuesOf(line: string): readonly Field[] {
  const fields = fieldsIn(line);
  if (isPresets(fields)) return [];
  const type = fields.find(({ key }) => key === 'type')?.value ?? 'raw';
  return type === 'raw' ? fields.filter(({ key }) => key === undefined || key === 'value') : [];
}

/** Lines that don't parse are reported elsewhere. */
function fieldsIn(line: string): readonly Field[] {
  try {
    return fieldsOf(line);
  } catch {
    return [];
  }
}

/** The halves of `name:tag`, where the tag may be a template; undefined for anything else. */
function tagged(text: string): Readonly<{ name: string; tag: string }> | undefined {
  const plain = outsideTemplates(text, 'x');
  try {
    const { name, tag, digest } = parseReference(plain.toLowerCase());
    if (tag === undefined && digest === undefined) return undefined;
    const { length } = name.text;
    return { name: text.slice(0, length), tag: text.slice(length + 1) };
  } catch {
    return undefined;
  }
}
