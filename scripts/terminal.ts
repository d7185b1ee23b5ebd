import { readFileSync } from 'node:fs';
import { messageOf } from '../src/host/errors.ts';
import { endUnread, red } from './say.ts';
import { visible } from './workflow/visible.ts';

/** What a command has of its caller. */
export type Terminal = Readonly<{
  /** The caller's folder, which relative paths start from. */
  here: string;
  /** All of standard input. */
  input(): string;
  out(text: string): void;
  error(text: string): void;
}>;

/** A command: its exit code. What it throws is shown, with exit code 2. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Runs a command in another process's place. */
export async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await command(args, terminal);
  } catch (error) {
    terminal.error(`${red(visible(messageOf(error)))}\n`);
    return 2;
  }
}

/** Runs a command as this process. */
export async function runAsProcess(command: Command): Promise<void> {
  endUnread();
  process.exitCode = await runCommand(command, process.argv.slice(2), {
    // npm runs scripts in the project's folder; relative paths are the user's.
    here: process.env.INIT_CWD ?? process.cwd(),
    input: () => readFileSync(0, 'utf8'),
    out: text => void process.stdout.write(text),
    error: text => void process.stderr.write(text),
  });
}
