import { resolve } from 'node:path';
import type { Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import { type ListOptions, list } from '../../plan/terms/list.ts';
import { DEFAULTS, type InputName } from './defaults.ts';
import { VERIFY_DEFAULTS, type VerifyInputName } from './verify-defaults.ts';

/** An input of either action. */
export type AnyInputName = InputName | VerifyInputName;

const ALL: Readonly<Record<AnyInputName, string>> = { ...VERIFY_DEFAULTS, ...DEFAULTS };

/** Where input values come from and where what is wrong with them goes. */
export type Source = Readonly<{
  /** The value as given; the default when it is absent or ''. */
  raw(name: AnyInputName): string;
  /** Whether it was given, and nothing is in it. The runner puts the default where nothing is given at all. */
  isBlank(name: AnyInputName): boolean;
  /** The value without the spaces around it; the default when nothing is left. */
  text(name: AnyInputName): string;
  /** A variable of the environment, for other actions' switches; '' when it is not set. */
  variable(name: string): string;
  report(input: string, problem: string, fix: string): void;
  /** A value that the input does not take: as it may be shown, and what was expected, without a full stop. */
  invalid(input: string, shown: string, expected: string): void;
  add(problem: Problem): void;
  /** For what is taken, though its author may have meant something else. A whole sentence. */
  warn(text: string): void;
  /** `owner/name` of the run's repository; '' outside of GitHub. */
  repository: string;
  /** Whether there is a file or folder at this path of the workspace. */
  exists(path: string): boolean;
}>;

/** Reads `INPUT_*` as the runner sets them: the name in upper case, spaces as `_`, hyphens kept. */
export function sourceOf(
  env: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
  warnings: string[],
  exists: (path: string) => boolean,
): Source {
  const given = (name: AnyInputName) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
  const raw = (name: AnyInputName) => given(name) || ALL[name];
  return {
    raw,
    text: name => raw(name).trim() || ALL[name],
    isBlank: name => given(name)?.trim() === '',
    variable: name => env[name] ?? '',
    report: (input, problem, fix) => problems.push({ input, problem, fix }),
    invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
    add: problem => problems.push(problem),
    warn: text => warnings.push(text),
    repository: env.GITHUB_REPOSITORY ?? '',
    exists: path => exists(resolve(env.GITHUB_WORKSPACE ?? '.', path)),
  };
}

/** A line of text: no line breaks or control characters, which no name, path or option has. */
export function line(source: Source, name: InputName): string {
  const value = source.text(name);
  if (!/\p{Cc}/u.test(value)) return value;
  source.report(name, 'has a line break or a control character', 'Give it on one line.');
  return '';
}

/** `true` or `false` as in YAML 1.2's core schema, which is also what @actions/core takes. */
export function boolean(source: Source, name: InputName): boolean {
  return booleanAt(source, name, source.text(name));
}

/** The same of a value inside an input; `at` names it in messages. '' is false. */
export function booleanAt(source: Source, at: string, text: string): boolean {
  const value = text === '' ? false : parseBoolean(text);
  if (value === undefined) source.invalid(at, quote(text), BOOLEAN);
  return value ?? false;
}

const BOOLEAN = '`true` or `false`';

/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}

/** The items of a list input. */
export function items(source: Source, name: AnyInputName, options: ListOptions = {}): string[] {
  return itemsAt(source, name, source.raw(name), options);
}

/** The same of a value inside an input; `at` names it in messages. */
export function itemsAt(source: Source, at: string, text: string, options: ListOptions): string[] {
  try {
    return list(text, options);
  } catch {
    // csv-parse's message is left out: it may quote the text, which may be a secret.
    source.report(
      at,
      'has a quotation mark that is never closed',
      'Close it on its line, or write a quotation mark inside a quoted item twice ("").',
    );
    return [];
  }
}
