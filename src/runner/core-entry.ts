import { prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';

/**
 * An entry of a command file, as @actions/core writes it, with its line end. The random delimiter keeps a value from
 * ending itself early and forging another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function fileEntry(name: string, value: string): string {
  return `${prepareKeyValueMessage(name, value)}\n`;
}
