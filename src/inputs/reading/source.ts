import { resolve } from 'node:path';
import type { Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import type { Environment } from '../../host/variables/environment.ts';
import { inputIn } from '../../host/variables/step.ts';
import { runVariables } from '../../host/variables/workflow-run.ts';
import { type ListOptions, list } from '../../plan/terms/list.ts';
import { DEFAULTS, type InputName } from './defaults.ts';
import { VERIFY_DEFAULTS, type VerifyInputName } from './verify-defaults.ts';

/** An input of either action. */
export type AnyInputName = InputName | VerifyInputName;

const ALL: Readonly<Record<AnyInputName, string>> = { ...VERIFY_DEFAULTS, ...DEFAULTS };

/** Access to input values, and where problems are reported. */
export type Source = Readonly<{
  /** The value as given; the default when it is absent or ''. */
  raw(name: AnyInputName): string;
  /** Whether it was given but is empty. The runner sets the default only for absent inputs. */
  isBlank(name: AnyInputName): boolean;
  /** The trimmed value; the default if it is empty. */
  text(name: AnyInputName): string;
  /** The step's environment, for other actions' settings. */
  env: Environment;
  report(input: string, problem: string, fix: string): void;
  /** An invalid value: in a form that may be shown, with the expected form, without a full stop. */
  invalid(input: string, shown: string, expected: string): void;
  add(problem: Problem): void;
  /** For accepted input that may be a mistake. A whole sentence. */
  warn(text: string): void;
  /** `owner/name` of the run's repository; '' outside of GitHub. */
  repository: string;
  /** Whether a file or folder exists at this path of the workspace. */
  exists(path: string): boolean;
}>;

export function sourceOf(
  env: Environment,
  problems: Problem[],
  warnings: string[],
  exists: (path: string) => boolean,
): Source {
  const given = (name: AnyInputName) => inputIn(env, name);
  const { repository, workspace } = runVariables(env);
  const raw = (name: AnyInputName) => given(name) || ALL[name];
  return {
    raw,
    text: name => raw(name).trim() || ALL[name],
    isBlank: name => given(name)?.trim() === '',
    env,
    report: (input, problem, fix) => problems.push({ input, problem, fix }),
    invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
    add: problem => problems.push(problem),
    warn: text => warnings.push(text),
    repository,
    exists: path => exists(resolve(workspace, path)),
  };
}

/** A single line of text: no line breaks or control characters. */
export function line(source: Source, name: InputName): string {
  const value = source.text(name);
  if (!/\p{Cc}/u.test(value)) return value;
  source.report(name, 'has a line break or a control character', 'Give it on one line.');
  return '';
}

/** `true` or `false` as in YAML 1.2's core schema and @actions/core. */
export function boolean(source: Source, name: InputName): boolean {
  return booleanAt(source, name, source.text(name));
}

/** The same for a value inside an input; `at` names it in messages. '' is false. */
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

/** The same for a value inside an input; `at` names it in messages. */
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
