import { resolve } from 'node:path';
import { ActionError, messageOf } from '../../host/errors.ts';
import { readText } from '../../host/files/regular-file.ts';
import { quote } from '../../host/text/quote.ts';
import type { Claim, Subject } from '../bundle/statement.ts';

/** GitHub's limit. Bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * A statement with a user-defined predicate from a file, which the build or a gate may have written.
 *
 * @throws ActionError SIGN_FAILED when the file is missing or not JSON
 */
export function predicateFrom(
  { type, path }: Readonly<{ type: string; path: string }>,
  subjects: readonly Subject[],
  workspace: string,
): Claim {
  try {
    const text = readText(resolve(workspace, path), { follow: true, largest: LARGEST });
    return { predicateType: type, predicate: JSON.parse(text) as unknown, subjects };
  } catch (error) {
    const problem = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
    throw new ActionError('SIGN_FAILED', `\`attest\`: cannot read ${quote(path)}: ${problem}`, {
      hint: 'Give the path of a JSON file in the workspace; the build, a gate or an earlier step may write it.',
    });
  }
}
