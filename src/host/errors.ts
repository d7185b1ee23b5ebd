import { types } from 'node:util';
import { errnoOf, reasonOf } from './errno.ts';
import type { ErrorCode } from './error-codes.ts';

/** Whether trying again can help. `retryAfter`: milliseconds that the other side asked to wait. */
export type Verdict = 'settled' | Readonly<{ retryAfter?: number | undefined }>;

/** What an error has besides its code and message. `verdict`: 'settled' by default. */
export type ErrorOptions = Readonly<{
  hint?: string | undefined;
  output?: readonly string[] | undefined;
  cause?: unknown;
  verdict?: Verdict | undefined;
}>;

/**
 * An error that a person can act on: what went wrong (`message`), what to do (`hint`), the last lines that the failed
 * program wrote (`output`), and what lies below (`cause`).
 */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly output: readonly string[];
  /** Whether the same attempt may succeed in a moment. */
  readonly verdict: Verdict;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ActionError';
    this.code = code;
    this.hint = options.hint;
    this.output = options.output ?? [];
    this.verdict = options.verdict ?? 'settled';
  }
}

/** The one code that all these errors share, or else PUBLISH_FAILED. */
export function commonCode(errors: readonly unknown[]): ErrorCode {
  const codes = new Set(errors.map(error => (error instanceof ActionError ? error.code : 'PUBLISH_FAILED')));
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : 'PUBLISH_FAILED';
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

/** How many problems a message lists, and how many characters of each: a generated input may be wrong in every line. */
const SHOWN = 30;
const LONGEST = 500;

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}

/** Every bad input of a run, in one error (code `INPUT`). Its message is bounded, `problems` has them all. */
export class InputError extends ActionError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, SHOWN).map(sentenceOf);
    const rest = problems.length - shown.length;
    super('INPUT_INVALID', [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** The message of anything thrown, for logs. */
export function messageOf(error: unknown): string {
  // An error of another realm (a test's sandbox) is no instance of ours; a library's own need not be native.
  return error instanceof Error || types.isNativeError(error) ? error.message : String(error);
}

/** What a machine has run out of, by the code of the system error. */
const EXHAUSTED: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free space before this step, or use a runner with a larger disk.',
  EDQUOT: "The disk quota of the runner's user is used up.",
  EROFS: "The file system is read-only. Make the runner's folders writable.",
  EMFILE: 'Too many files are open: raise the limit (`ulimit -n`) of the runner.',
  ENFILE: 'Too many files are open on this machine.',
  ENOMEM: 'The machine has no memory left.',
};

/** A system error of a machine that has run out of something (a full disk, say), as RUNNER_UNUSABLE; undefined for any other. */
export function exhaustion(error: unknown): ActionError | undefined {
  const hint = EXHAUSTED[errnoOf(error) ?? ''];
  return hint === undefined ? undefined : new ActionError('RUNNER_UNUSABLE', reasonOf(error), { hint, cause: error });
}

/**
 * Anything that a run ended with, as an error that has a code: unexpected ones are `INTERNAL`, those of a full disk and
 * the like `RUNNER_UNUSABLE`, and whatever broke because the job was cancelled `CANCELLED`. Never throws.
 */
export function toActionError(error: unknown, signal: AbortSignal): ActionError {
  if (error instanceof ActionError) return error;
  if (signal.aborted) return new ActionError('CANCELLED', 'the job was cancelled', { cause: error });
  return exhaustion(error) ?? new ActionError('INTERNAL', `unexpected error: ${messageOf(error)}`, { cause: error });
}
