import { unknownNames } from '../templates/plan-names.ts';
import { namesIn, render, type Scope } from '../templates/template.ts';
import { EVENT_NAMES } from './event-names.ts';

/** A text in which nothing is missing, or why there is none. */
export type Complete = Readonly<{ text: string }> | Incomplete;
export type Incomplete = Readonly<{ why: string; isIncomplete: true }>;

type AnyFunction = (...given: unknown[]) => unknown;

/**
 * Renders a template for a tag, which nobody chose when half of it is empty: `{{branch}}-{{sha}}` on a git tag. A
 * condition (`{{#if tag}}`) may ask for what the event lacks. A name that no template knows leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
export function complete(template: string, scope: Scope): Complete {
  const missing = new Set<string>();
  const watched = Object.entries(scope).map(([name, value]) => {
    return [name, isOfEvents(name) && isFunction(value) ? watch(name, value, missing) : value] as const;
  });
  const text = render(template, Object.fromEntries(watched));
  const unknown = unknownNames(template, scope);
  if (unknown.length > 0) return { why: `no template knows the name ${unknown.join(', ')}`, isIncomplete: true };
  const shown = namesIn(template, { conditions: false });
  const names = [...missing].filter(name => shown.has(name));
  return names.length === 0 ? { text } : { why: whyIncomplete(names), isIncomplete: true };
}

/** Codeship's fields begin with a dot. */
function isOfEvents(name: string): boolean {
  return EVENT_NAMES.includes(name) || name.startsWith('.');
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function watch(name: string, value: AnyFunction, missing: Set<string>) {
  return (...given: unknown[]): unknown => {
    const result = value(...given);
    // Handlebars calls a condition's function without arguments, and one to be shown with its options; but a field's,
    // for the dot in its name, without any.
    const isShown = (given.length > 0 || name.startsWith('.')) && !isBlock(given.at(-1));
    if (result === '' && isShown) missing.add(name);
    return result;
  };
}

function isBlock(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'fn' in options;
}

function whyIncomplete(names: readonly string[]): string {
  const written = names.map(name => (name.startsWith('.') ? `{{ ${name} }}` : `{{${name}}}`));
  return `${written.join(' and ')} ${names.length === 1 ? 'is' : 'are'} empty for this event`;
}
