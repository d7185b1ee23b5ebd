import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';

/**
 * Appends `name=value` to one of the runner's command files (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV). The delimiter
 * is random, so that no value can end itself early and forge another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export async function writeCommandFile(file: string, values: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(values).map(([name, value]) => {
    const delimiter = `ghadelimiter_${randomUUID()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  if (file !== '' && entries.length > 0) await appendFile(file, entries.join(''));
}
