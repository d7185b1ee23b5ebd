import { types } from 'node:util';
import { errnoOf, reasonOf } from './errno.ts';
import type { ErrorCode } from './error-codes.ts';

/** Whether a retry can help. `retryAfter`: milliseconds that the server asked to wait. */
export type RetryVerdict = 'settled' | Readonly<{ retryAfter?: number | undefined }>;

/** Details of an error. `verdict`: 'settled' by default. */
export type ErrorOptions = Readonly<{
  hint?: string | undefined;
  output?: readonly string[] | undefined;
  cause?: unknown;
  verdict?: RetryVerdict | undefined;
}>;

/**
 * An error for users: what went wrong (`message`), what to do (`hint`), the last lines of the failed program's output
 * (`output`), and its `cause`.
 */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly output: readonly string[];
  /** Whether a retry may succeed. */
  readonly verdict: RetryVerdict;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ActionError';
    this.code = code;
    this.hint = options.hint;
    this.output = options.output ?? [];
    this.verdict = options.verdict ?? 'settled';
  }
}

/** The code that all these errors share, or else PUBLISH_FAILED. */
export function commonCode(errors: readonly unknown[]): ErrorCode {
  const codes = new Set(errors.map(error => (error instanceof ActionError ? error.code : 'PUBLISH_FAILED')));
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : 'PUBLISH_FAILED';
}

/** One problem with one input. Validation collects all of them and throws once. */
export type Problem = Readonly<{
  /** The input's name, with a path for structured inputs: `registries[1].password`. */
  input: string;
  /** The problem, as a clause after the input's name: `is empty`. */
  problem: string;
  /** How to fix it, as a sentence. */
  fix: string;
  /** The value is invalid: `problem` is the quoted value, `fix` the expected form. */
  kind?: 'value';
}>;

/** The problem with an image's input. @param image '' for the only one */
export function ofImage(problem: Problem, image: string): Problem {
  return image === '' ? problem : { ...problem, input: `${problem.input} (${image})` };
}

function sentenceOf({ input, kind, ...problem }: Problem): string {
  const [what, fix] = [clip(problem.problem), clip(problem.fix)];
  return kind === 'value' ? `Invalid \`${input}\`: ${what}; expected ${fix}.` : `\`${input}\` ${what}. ${fix}`;
}

/** Limits on problems per message and characters per problem: every line of a generated input may be invalid. */
const SHOWN = 30;
const LONGEST = 500;

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}

/** All invalid inputs of a run in one error. The message is bounded; `problems` has each of them once. */
export class InputError extends ActionError {
  readonly problems: readonly Problem[];

  /**
   * @param all one that several readers or images have found is reported once
   * @param hint default: the remedy of the code, which is for the main action
   */
  constructor(all: readonly Problem[], hint?: string) {
    const problems = [...new Map(all.map(one => [JSON.stringify([one.input, one.problem, one.fix]), one])).values()];
    const shown = problems.slice(0, SHOWN).map(sentenceOf);
    const rest = problems.length - shown.length;
    super('INPUT_INVALID', [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n'), { hint });
    this.name = 'InputError';
    this.problems = problems;
  }
}

/**
 * Runs something for one of a run's images: its errors name the image.
 *
 * @param image '' for the only one
 */
export async function forImage<T>(image: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (image === '' || !(error instanceof ActionError) || error.code === 'CANCELLED') throw error;
    const { code, message, hint, output, verdict } = error;
    throw new ActionError(code, `${image}: ${message}`, { hint, output, verdict, cause: error });
  }
}

/** The message of anything thrown, for logs. */
export function messageOf(error: unknown): string {
  // An error of another realm (a test's sandbox) is not an instance of Error here; a library's need not be native.
  return error instanceof Error || types.isNativeError(error) ? error.message : String(error);
}

/** Exhausted resources, by system error code. */
const EXHAUSTED: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free space before this step, or use a runner with a larger disk.',
  EDQUOT: "The disk quota of the runner's user is used up.",
  EROFS: "The file system is read-only. Make the runner's folders writable.",
  EMFILE: 'Too many files are open: raise the limit (`ulimit -n`) of the runner.',
  ENFILE: 'Too many files are open on this machine.',
  ENOMEM: 'The machine has no memory left.',
};

/**
 * A system error for an exhausted resource (such as a full disk), as RUNNER_UNUSABLE; undefined for any other error.
 */
export function exhaustion(error: unknown): ActionError | undefined {
  const hint = EXHAUSTED[errnoOf(error) ?? ''];
  return hint === undefined ? undefined : new ActionError('RUNNER_UNUSABLE', reasonOf(error), { hint, cause: error });
}

/**
 * Any thrown value as an error with a code: `CANCELLED` if the job was cancelled, `RUNNER_UNUSABLE` for an exhausted
 * resource, otherwise `INTERNAL`. Never throws.
 */
export function toActionError(error: unknown, signal: AbortSignal): ActionError {
  if (error instanceof ActionError) return error;
  if (signal.aborted) return new ActionError('CANCELLED', 'the job was cancelled', { cause: error });
  return exhaustion(error) ?? new ActionError('INTERNAL', `unexpected error: ${messageOf(error)}`, { cause: error });
}
