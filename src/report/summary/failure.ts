import { ERROR_CODES } from '../../host/error-codes.ts';
import type { ActionError } from '../../host/errors.ts';
import { details, paragraph, preformatted } from './markup.ts';

/** In a log, messages follow a colon; here they begin a paragraph. */
function sentence(message: string): string {
  return message.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase());
}

/** The failed program's last lines that are shown. */
const LINES = 20;

function title(lines: number): string {
  return lines === 1 ? 'The last line of its output' : `The last ${lines} lines of its output`;
}

/**
 * The error, what to do about it, a link for more, and the output that led to it. @param help address of its section
 */
export function failureSection({ code, message, hint, output }: ActionError, help: string): string {
  const lines = output.slice(-LINES);
  return [
    paragraph('What happened', sentence(message)),
    paragraph('What to do', hint ?? ERROR_CODES[code].remedy),
    `More about [\`${code}\`](${help})`,
    ...(lines.length > 0 ? [details(title(lines.length), preformatted(lines), true)] : []),
  ].join('\n\n');
}
