import { nearest } from '../../terms/nearest.ts';
import { refuse } from '../../terms/problems.ts';
import { refuseGoActions } from '../go-actions.ts';
import { goFieldNames } from '../go-fields.ts';
import { checkMeta } from '../plan-names.ts';
import { mustachePath, namesIn, type Scope } from '../template.ts';

/** Helpers that take arguments. */
const helpers = ['short_sha', 'env', 'lower', 'slug', 'regex_replace', 'file', 'json', 'date', 'commit_date'];
/** Words of Go and Jinja that can stand alone between braces. */
const keywords = new Set(['end', 'else', 'break', 'continue', 'endif', 'endfor']);

/**
 * Whether the text between two braces is one of our templates. Helm, Jinja, Go and GitHub use the same braces, and
 * theirs are left alone. `inBlock`: within one of our `{{#if …}}`.
 *
 * @throws ActionError for one of ours with an unknown name
 */
export function isOurs(inner: string, scope: Scope, inBlock: boolean): boolean {
  const body = withFields(inner.replaceAll(/^[-~&\s]+|[-~\s]+$/g, ''));
  if (/^(?:[/^]|else\b)/.test(body)) return inBlock;
  if (body.startsWith('#')) return opensOurBlock(body, scope);
  if (/^\.[A-Za-z_]/.test(body)) return isOurField(body);
  const path = mustachePath(body);
  if (path === undefined) return isBrokenCall(body);
  const [head, ...rest] = path;
  if (head === 'meta') {
    checkMeta(`{{${body}}}`);
    return true;
  }
  if (head === undefined) return inBlock;
  return rest.length === 0 && isOurName(head, body, scope);
}

/** Rewrites Codeship's fields among a helper's arguments so that they parse. Others stay, and don't parse. */
function withFields(body: string): string {
  return body.replaceAll(/(?<=[\s(=])\.(\w+)(?=[\s)]|$)/g, (text, name: string) =>
    goFieldNames.some(field => field === name) ? `[.${name}]` : text,
  );
}

/** Whether a block's opening tag is one of ours: `#if tag`. */
export function opensOurBlock(body: string, scope: Scope): boolean {
  const [, word = '', condition = ''] = /^#\s*(if|unless|each|with)\s+(.*)$/s.exec(body) ?? [];
  if (word === '') return false;
  const names = [...namesIn(`{{x (y ${condition.replace(/\sas\s*\|.*$/s, '')})}}`)].slice(2);
  const unknown = names.find(name => !Object.hasOwn(scope, name));
  if (unknown === undefined) return names.length > 0;
  return word === 'if' || word === 'unless' ? refuseName(unknown, Object.keys(scope)) : false;
}

/** `.CommitID` is Codeship's, `.Values.image` is Helm's. */
function isOurField(body: string): boolean {
  const [, name = '', rest = ''] = /^\.(\w+)(.*)$/s.exec(body) ?? [];
  if (goFieldNames.some(field => field === name)) return true;
  if (rest.trim() !== '') return false;
  // Short names resemble those of every other language.
  const fields = goFieldNames.filter(field => field.length > 6);
  const near = nearest(
    name,
    fields.map(field => field.toLowerCase()),
  );
  const field = goFieldNames.find(each => each.toLowerCase() === (near ?? name.toLowerCase()));
  return field === undefined
    ? false
    : refuse(`uses the unknown field .${name}`, `Did you mean {{ .${field} }}? ${literal}`);
}

function isOurName(name: string, body: string, scope: Scope): boolean {
  const others = [...namesIn(`{{${body}}}`)].filter(other => other !== name && other !== 'undefined');
  const known = others.filter(other => Object.hasOwn(scope, other));
  const names = Object.keys(scope);
  if (Object.hasOwn(scope, name)) {
    const unknown = others.find(other => !known.includes(other));
    return unknown === undefined ? true : refuseName(unknown, names);
  }
  if (body === name) return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name) ? refuseName(name, names) : false;
  const hasField = /\[\.\w+\]/.test(body);
  if (known.length === 0 && !hasField && nearest(name, helpers) === undefined) return false;
  refuseGoActions(`{{ ${body.replaceAll(/\[(\.\w+)\]/g, '$1')} }}`);
  return refuseName(name, helpers);
}

/** Text that doesn't parse belongs to another language, unless it begins with one of our helpers and has no filter. */
function isBrokenCall(body: string): boolean {
  const [, name = ''] = /^(\w+)\s/.exec(body) ?? [];
  if (!helpers.includes(name) || body.includes('|')) return false;
  return refuse(`has a {{${name} …}} that is not a valid template`, `Put texts in single quotes. ${literal}`);
}

const literal = 'For the braces themselves write \\{{';

function refuseName(name: string, names: readonly string[]): never {
  const near = nearest(
    name,
    names.filter(each => !each.startsWith('.')),
  );
  const meant = near === undefined ? '' : `Did you mean {{${near}}}? `;
  return refuse(`uses the unknown name {{${name}}}`, `${meant}${literal}; docs/templates.md lists the names`);
}
