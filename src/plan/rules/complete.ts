import { render, type Scope } from '../templates/template.ts';
import { unknownNames } from '../templates/unknown-names.ts';
import { EVENT_NAMES } from './event-names.ts';

/** A text in which nothing is missing, or why there is none. */
export type Complete = Readonly<{ text: string }> | Incomplete;
export type Incomplete = Readonly<{ why: string; isIncomplete: true }>;

type AnyFunction = (...given: unknown[]) => unknown;

/** Names that give what somebody else has put there, or nothing: a variable, a file, what is left of a text. */
const OTHERS: readonly string[] = ['env', 'file', 'json', 'slug'];

/**
 * Renders a template for a tag, which nobody chose when a part of it is empty: `{{branch}}-{{sha}}` on a git tag. A
 * condition (`{{#if tag}}`) may ask for what the event lacks. A name that no template knows leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
export function complete(template: string, scope: Scope): Complete {
  const missing = new Map<string, string>();
  const watched = Object.entries(scope).map(([name, value]) => {
    return [name, isWatched(name) && isFunction(value) ? watch(name, value, missing) : value] as const;
  });
  const text = render(template, Object.fromEntries(watched), scope);
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

/** What is empty because an argument is (`{{slug branch}}`) is reported for that alone. */
function watch(name: string, value: AnyFunction, missing: Map<string, string>) {
  return (...given: unknown[]): unknown => {
    const before = missing.size;
    const result = value(...given);
    const isOwn = missing.size === before && given[0] !== '';
    if (result === '' && isOwn) missing.set(written(name, given), name);
    return result;
  };
}

/** As the template has it: `{{branch}}`, `{{ .Branch }}`, `{{env 'VERSION'}}`. */
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
