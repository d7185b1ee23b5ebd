import { createContext, Script } from 'node:vm';
import { errnoOf } from '../../host/errno.ts';
import { quote } from '../../host/text/quote.ts';
import { refuse } from './problems.ts';

/** How long a regular expression may take for one text, in milliseconds. */
const LONGEST = 1000;
/** On texts up to this length no expression takes long. In characters. */
const SHORT = 8;

const SCRIPT = 'work()';
let sandbox: Readonly<{ script: Script; context: { work: () => unknown } }> | undefined;

/**
 * Applies a regular expression of the workflow to `text`. One such as `(a+)+$` takes for ever on some texts, and a text
 * that comes from the event (a branch, a title) is chosen by others. Nothing else would run meanwhile, not even the
 * handler of a signal: Node has to end it.
 *
 * @throws ActionError INPUT_INVALID if it takes longer than a second, and what `work` throws
 */
export function inTime<T>(pattern: string, text: string, work: () => T): T {
  if (text.length <= SHORT) return work();
  sandbox ??= { script: new Script(SCRIPT), context: createContext({ work }) as { work: () => unknown } };
  const { script, context } = sandbox;
  context.work = work;
  try {
    return script.runInContext(context, { timeout: LONGEST }) as T;
  } catch (error) {
    if (errnoOf(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return refuse(
      `has a regular expression that takes too long: ${quote(pattern)}, applied to ${quote(text)}`,
      'Write it without a repetition inside another one: a+ in place of (a+)+',
    );
  }
}
