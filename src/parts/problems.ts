import type { ErrorCode } from '../host/error-codes.ts';
import { ActionError, commonCode } from '../host/errors.ts';
import type { ImagePlan } from '../plan/terms/types.ts';

/** Limits of a message: anybody who can write artifacts in this run decides how much there is to say. */
const [LINES, CHARACTERS] = [300, 1000];

/** A problem with one of several images names the image. */
export function ofImage({ name }: ImagePlan, problem: string): string {
  return name === '' ? problem : `${name}: ${problem}`;
}

/** All problems of all parts of all images, one per line. */
export function partsInvalid(problems: readonly string[]): ActionError {
  return new ActionError(
    'PARTS_INVALID',
    `The parts of the image cannot be merged; no tag was changed:\n${lines(problems)}`,
    {
      hint: 'Re-run the jobs that build these parts, with the same inputs as this one.',
    },
  );
}

/** The parts may be fine: whatever has them did not hand them out. */
export function partsUnavailable(problems: readonly string[], failures: readonly ActionError[]): ActionError {
  const [cause] = failures;
  const message = `The parts of the image cannot be read; no tag was changed:\n${lines(problems)}`;
  return new ActionError(commonCode(failures), message, { hint: cause?.hint, cause, verdict: cause?.verdict });
}

function lines(problems: readonly string[]): string {
  const shown = problems
    .slice(0, LINES)
    .map(one => (one.length > CHARACTERS ? `${one.slice(0, CHARACTERS).toWellFormed()}…` : one));
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n');
}

/** Failures that say that a part is bad, rather than that it can't be reached. */
const BAD: readonly ErrorCode[] = ['NOT_FOUND', 'LAYOUT_INVALID', 'DIGEST_MISMATCH', 'IMAGE_INVALID'];

export function isBad({ code }: ActionError): boolean {
  return BAD.includes(code);
}
