import { spawn } from 'node:child_process';

export type CommandResult = Readonly<{ code: number; stdout: string; stderr: string }>;
export type CommandOptions = Readonly<{
  cwd?: string;
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>;
  input?: string;
  /** Milliseconds until the process is killed. */
  timeout?: number;
}>;

/** Runs a command to its end, successful or not. A nonexistent command has code 127, as in a shell. */
export function attempt(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout: options.timeout ?? 0,
    });
    const out: string[] = ['', ''];
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (out[0] += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (out[1] += text));
    const done = (code: number) => resolve({ code, stdout: out[0]!, stderr: out[1]! });
    child.once('error', error => {
      out[1] += String(error);
      done(127);
    });
    child.once('close', code => done(code ?? 1));
    child.stdin?.on('error', () => {}).end(options.input);
  });
}

/** Runs a command that must succeed, and returns its stdout without the final newline. */
export async function command(name: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await attempt(name, args, options);
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} failed (${code}):\n${stderr || stdout}`);
  return stdout.trimEnd();
}
