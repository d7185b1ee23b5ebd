import { types } from 'node:util';

/**
 * What kind of failure this is. The code picks the job's advice and the tests' expectations; messages may change.
 */
export type ErrorCode =
  | 'INPUT' // a bad input or a contradiction between inputs
  | 'ENGINE' // docker or buildx missing, not reachable, or unable
  | 'BUILD' // the build itself failed
  | 'GATE' // a test or scan failed
  | 'AUTH' // a registry refused the credentials
  | 'DENIED' // credentials are good but lack the permission
  | 'NOT_FOUND' // a repository, manifest or blob is missing
  | 'RATE_LIMIT' // a registry asked for fewer requests and went on asking
  | 'REGISTRY' // any other answer of a registry
  | 'NETWORK' // no answer: DNS, refused, reset, time-out, TLS
  | 'PUBLISH' // some registry did not get what it should have
  | 'VERIFY' // what was read back is not what was written
  | 'CANCELLED'; // the job was cancelled

/** An error that a person can act on: what went wrong (`message`), what to do (`hint`), and what lies below (`cause`). */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ActionError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** One thing wrong with one input. Validation collects them all and throws once. */
export type Problem = Readonly<{
  /** The input's name as in action.yml, with a path for structured ones: `registries[1].password`. */
  input: string;
  /** What was wrong, as a clause after the input's name: `is empty`. */
  problem: string;
  /** How to fix it, as a sentence. */
  fix: string;
  /** The value is none that the input takes: `problem` is the value as it may be shown, `fix` what was expected. */
  kind?: 'value';
}>;

/** The one form that complaints about inputs have. */
function sentenceOf({ input, kind, ...problem }: Problem): string {
  const [what, fix] = [clip(problem.problem), clip(problem.fix)];
  return kind === 'value' ? `Invalid \`${input}\`: ${what}; expected ${fix}.` : `\`${input}\` ${what}. ${fix}`;
}

/** How many problems a message tells, and how many characters of each: a generated input may be wrong in every line. */
const SHOWN = 30;
const LONGEST = 500;

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}

/** Every bad input of a run, in one error (code `INPUT`). Its message is bounded, `problems` has them all. */
export class InputError extends ActionError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const told = problems.slice(0, SHOWN).map(sentenceOf);
    const rest = problems.length - told.length;
    super('INPUT', [...told, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** The message of anything thrown, for logs. */
export function messageOf(error: unknown): string {
  // An error of another realm (a test's sandbox) is no instance of ours; a library's own need not be native.
  return error instanceof Error || types.isNativeError(error) ? error.message : String(error);
}
