/**
 * Small types for the side effects of the stages. `runner/this-machine.ts` creates the real ones; tests pass others.
 */

/** Output for people. Every method defuses untrusted text: it cannot forge a workflow command. */
export type Log = Readonly<{
  info(text: string): void;
  debug(text: string): void;
  notice(text: string, at?: Place): void;
  warning(text: string, at?: Place): void;
  error(text: string, at?: Place): void;
  /** Runs `body` inside a foldable group. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Opens a foldable group for output that arrives in pieces; the returned function closes it. */
  open(title: string): () => void;
  /** Registers text for the runner to mask in logs. */
  mask(secret: string): void;
  /** The text with known secrets as `***`, for output outside the log. */
  redact(text: string): string;
}>;

/** A place in a file of the repository, for annotations. Lines count from 1. */
export type Place = Readonly<{ title?: string; file?: string; line?: number; endLine?: number }>;

export type RunOptions = Readonly<{
  /** The child's complete environment: nothing is inherited. */
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** Written to stdin, which is then closed. Without it stdin is /dev/null. */
  input?: string;
  /** On abort the child's process group gets SIGINT, then SIGTERM, then SIGKILL. */
  signal?: AbortSignal;
  /** Milliseconds until the process group is ended as on abort. */
  timeout?: number;
  /** Called for each full line, without its line end, as it arrives. */
  onStdout?: (line: string) => void;
  onStderr?: (line: string) => void;
}>;

/** How a child ended. `stdout`/`stderr` hold at most the last 4 MiB of each stream. */
export type RunResult = Readonly<{
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}>;

/**
 * Runs a command without a shell. Rejects when it cannot be started (ENOENT, EACCES), with the signal's reason when
 * already aborted, and with whatever a line callback throws.
 */
export type Run = (command: string, args: readonly string[], options: RunOptions) => Promise<RunResult>;

/** Milliseconds since the epoch. */
export type Now = () => number;
/** Resolves after `ms`; rejects with the signal's reason when aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
