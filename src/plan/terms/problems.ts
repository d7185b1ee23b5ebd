import { ActionError, InputError, messageOf, type Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';

/** An error with its remedy, thrown where it is found and collected by the caller, who knows the input's name. */
export function refuse(problem: string, fix: string): never {
  throw new ActionError('INPUT_INVALID', problem, { hint: fix });
}

/** Collects the problems of the inputs, so that all of them are reported at once. */
export type Collector = Readonly<{
  problems: readonly Problem[];
  add(problem: Problem): void;
  /** Runs `body`. What it throws becomes a problem of `input`, prefixed with `place` (the offending line). */
  attempt<T>(input: string, place: string, body: () => T): T | undefined;
  /** Throws an InputError if there is any problem. */
  settle(): void;
}>;

export function collector(): Collector {
  const problems: Problem[] = [];
  // One line may stand for several rules with the same mistake.
  const add = (problem: Problem): void => {
    const isKnown = problems.some(one => one.input === problem.input && one.problem === problem.problem);
    if (!isKnown) problems.push(problem);
  };
  return {
    problems,
    add,
    attempt(input, place, body) {
      try {
        return body();
      } catch (error) {
        add({ input, problem: `${quote(place)} ${messageOf(error)}`, fix: fixOf(error) });
        return undefined;
      }
    },
    settle() {
      if (problems.length > 0) throw new InputError(problems);
    },
  };
}

function fixOf(error: unknown): string {
  const fix = (error instanceof ActionError ? error.hint : undefined) ?? 'Correct this line';
  return fix.endsWith('.') ? fix : `${fix}.`;
}
