import { render, type Scope } from '../templates/template.ts';
import { unknownNames } from '../templates/unknown-names.ts';
import { EVENT_NAMES } from './event-names.ts';

/** A text without gaps, or why there is none. */
export type Complete = Readonly<{ text: string }> | Incomplete;
type Incomplete = Readonly<{ why: string; isIncomplete: true }>;

type AnyFunction = (...given: unknown[]) => unknown;

/** Names whose value somebody else sets, or nobody: a variable, a file, the rest of a text. */
const OTHERS: readonly string[] = ['env', 'file', 'json', 'slug'];

/**
 * Renders a template for a tag. An empty part makes a tag that nobody chose: `{{branch}}-{{sha}}` on a git tag.
 * Conditions (`{{#if tag}}`) may name what the event lacks. An unknown name leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
export function complete(template: string, scope: Scope): Complete {
  const missing = new Map<string, string>();
  const watched: Record<string, unknown> = { ...scope };
  for (const [name, value] of Object.entries(scope)) {
    if (template.includes(name) && isWatched(name) && isFunction(value)) watched[name] = watch(name, value, missing);
  }
  const text = render(template, watched, scope);
  const unknown = unknownNames(template, scope, { conditions: false });
  if (unknown.length > 0) return { why: `no template knows the name ${unknown.join(', ')}`, isIncomplete: true };
  return missing.size === 0 ? { text } : { why: whyIncomplete([...missing]), isIncomplete: true };
}

/** Codeship's fields begin with a dot. */
function isWatched(name: string): boolean {
  return EVENT_NAMES.includes(name) || OTHERS.includes(name) || name.startsWith('.');
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** If something is empty because its argument is (`{{slug branch}}`), only the argument is reported. */
function watch(name: string, value: AnyFunction, missing: Map<string, string>) {
  return (...given: unknown[]): unknown => {
    const before = missing.size;
    const result = value(...given);
    const isOwn = missing.size === before && given[0] !== '';
    if (result === '' && isOwn) missing.set(written(name, given), name);
    return result;
  };
}

/** As in the template: `{{branch}}`, `{{ .Branch }}`, `{{env 'VERSION'}}`. */
function written(name: string, given: readonly unknown[]): string {
  if (name.startsWith('.')) return `{{ ${name} }}`;
  const texts = given.filter(argument => typeof argument === 'string').map(argument => ` '${argument}'`);
  return `{{${name}${texts.join('')}}}`;
}

function whyIncomplete(missing: readonly (readonly [written: string, name: string])[]): string {
  const all = missing.map(([text]) => text).join(' and ');
  const forEvent = missing.every(([, name]) => !OTHERS.includes(name)) ? ' for this event' : '';
  return `${all} ${missing.length === 1 ? 'is' : 'are'} empty${forEvent}`;
}
