import { stripVTControlCharacters } from 'node:util';
import { type Command, runCommand } from '../../scripts/terminal.ts';

export type CommandEnd = Readonly<{ status: number; stdout: string; stderr: string }>;

/** Runs a command of `scripts/` without a process: what it printed, without colors, and its exit code. */
export async function called(
  command: Command,
  args: readonly string[],
  { here = '/', input = '' }: Readonly<{ here?: string; input?: string }> = {},
): Promise<CommandEnd> {
  const [out, error]: [string[], string[]] = [[], []];
  const status = await runCommand(command, args, {
    here,
    input: () => input,
    out: text => void out.push(text),
    error: text => void error.push(text),
  });
  const shown = (texts: readonly string[]) => stripVTControlCharacters(texts.join(''));
  return { status, stdout: shown(out), stderr: shown(error) };
}
