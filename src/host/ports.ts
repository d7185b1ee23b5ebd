/**
 * The effects that the stages need, as small types. Production values are made in `action.ts`; tests pass their own
 * only where a process or the network begins.
 */

/** Where lines for people go. Every method makes untrusted text harmless: it cannot forge a workflow command. */
export type Log = Readonly<{
  info(text: string): void;
  debug(text: string): void;
  notice(text: string, at?: Place): void;
  warning(text: string, at?: Place): void;
  error(text: string, at?: Place): void;
  /** Runs `body` inside a foldable group. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Opens a foldable group for output that comes in pieces; the answer closes it. */
  open(title: string): () => void;
  /** Tells the runner to mask this text in logs. */
  mask(secret: string): void;
  /** The text with what is known to be secret as `***`: for what is shown elsewhere than in the log. */
  redact(text: string): string;
}>;

/** A place in a file of the repository, for annotations. Lines count from 1. */
export type Place = Readonly<{ title?: string; file?: string; line?: number; endLine?: number }>;

export type RunOptions = Readonly<{
  /** The child's whole environment; nothing is inherited silently. */
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
 * Runs a command without a shell. Rejects when it cannot be started at all (ENOENT, EACCES), with the signal's reason
 * when that is aborted already, and with whatever a line callback throws.
 */
export type Run = (command: string, args: readonly string[], options: RunOptions) => Promise<RunResult>;

/** Milliseconds since the epoch. */
export type Now = () => number;
/** Resolves after `ms`; rejects with the signal's reason when aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
