import { prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';

/**
 * An entry of a command file, as @actions/core writes it, with its line end. The delimiter is random, so that no value
 * can end itself early and forge another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function fileEntry(name: string, value: string): string {
  return `${prepareKeyValueMessage(name, value)}\n`;
}
