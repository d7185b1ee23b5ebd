import { at, type Context, type Json } from '../../event/context.ts';
import { refuseDoubledBackslash } from '../terms/foreign.ts';
import { inTime } from '../terms/in-time.ts';
import type { ReadWorkspaceFile } from '../terms/metadata-types.ts';
import { refuse } from '../terms/problems.ts';
import { pullOf } from '../terms/refs.ts';
import { shortSha } from '../terms/switches.ts';
import { guardedEnv } from './guarded-env.ts';
import type { Scope } from './template.ts';

/** Helpers that metadata-action lacks. */
export function moreHelpers(subject: Context, readWorkspaceFile: ReadWorkspaceFile | undefined): Scope {
  const { sha, env, payload } = subject;
  const read = (path: unknown): string => {
    if (readWorkspaceFile === undefined) return refuse('reads a file, which is not possible here', 'Leave it out');
    return readWorkspaceFile(insideWorkspace(textOf(path)));
  };
  return {
    short_sha: (length: unknown) => (isOptions(length) ? shortSha(sha, env) : sha.slice(0, lengthOf(length))),
    run_number: () => subject.runNumber,
    run_attempt: () => subject.runAttempt,
    pr_number: () => String(at(payload, 'pull_request', 'number') ?? pullOf(subject.ref)),
    head_ref: () => subject.headRef,
    actor: () => subject.actor,
    env: (name: unknown) => guardedEnv(env, textOf(name)),
    lower: (value: unknown) => textOf(value).toLowerCase(),
    slug: (value: unknown) => slug(textOf(value)),
    regex_replace: (value: unknown, pattern: unknown, replacement: unknown) => {
      const [text, source, by] = [textOf(value), textOf(pattern), textOf(replacement)];
      const expression = regExpOf(source);
      return inTime(source, text, () => text.replaceAll(expression, by));
    },
    file: (path: unknown) => read(path).trim(),
    json: (path: unknown, key: unknown) => jsonValue(read(path), textOf(path), textOf(key)),
  };
}

/** Lower case, every run of characters other than letters and digits replaced by `-`, at most 63, none at the ends. */
function slug(value: string): string {
  const dashed = value
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return dashed.slice(0, 63).replace(/-$/, '');
}

/** Handlebars passes its options object last, so it arrives in place of a missing argument. */
function isOptions(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hash' in value;
}

function textOf(value: unknown): string {
  // A bare name as an argument, as in {{lower branch}}, arrives as its function.
  const plain: unknown = typeof value === 'function' ? value({ hash: {} }) : value;
  if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') return String(plain);
  return plain === undefined || plain === null
    ? ''
    : refuse('lacks an argument of a helper', "Write, for example, {{lower branch}} or {{file 'VERSION'}}");
}

function lengthOf(value: unknown): number {
  const length = Number(textOf(value));
  if (Number.isInteger(length) && length > 0) return length;
  return refuse('asks short_sha for a length that is not a whole number above 0', 'Write {{short_sha 12}}');
}

function regExpOf(pattern: string): RegExp {
  refuseDoubledBackslash(pattern);
  try {
    return new RegExp(pattern, 'g');
  } catch {
    return refuse(`has an invalid regular expression "${pattern}"`, 'Use the syntax of JavaScript');
  }
}

function insideWorkspace(path: string): string {
  const parts = path.split(/[\\/]/);
  if (path !== '' && !/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..')) return path;
  return refuse(`reads "${path}", which is not below the workspace`, 'Give a path relative to the workspace');
}

function jsonValue(content: string, path: string, key: string): string {
  let json: Json;
  try {
    json = JSON.parse(content);
  } catch {
    return refuse(`reads "${path}", which is not JSON`, 'Name a JSON file');
  }
  const value = at(json, key) ?? at(json, ...key.split('.'));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuse(`finds no value "${key}" in "${path}"`, 'Name a key whose value is a text or number; dots go deeper');
}
