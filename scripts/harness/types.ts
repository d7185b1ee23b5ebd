import type { Json } from '../../src/event/context.ts';

/** The workflow's trigger, as in the runner's `github` context. Made by `events.ts`. */
export type GithubEvent = Readonly<{
  name: string;
  payload: Json;
  ref: string;
  sha: string;
  baseRef: string;
  headRef: string;
  actor: string;
  /** `owner/name`. */
  repository: string;
}>;

/** A job: everything that its steps share. */
export type Job = Readonly<{
  /** The caller's folder for RUNNER_TEMP (`_temp`), HOME (`home`) and the tool cache. The caller removes it. */
  root: string;
  /** GITHUB_WORKSPACE and the steps' working directory. */
  workspace: string;
  event: GithubEvent;
  /** `github.token`; masked from the start, as the runner does. */
  token?: string;
  /** Values of `secrets.*`: masked from the start. */
  secrets?: readonly string[];
  /** Added to every step's environment; overrides the runner's values. */
  env?: Readonly<Record<string, string>>;
  /** Command files that this runner doesn't have: their variables are unset. */
  lacks?: readonly ('GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_STEP_SUMMARY')[];
  /** RUNNER_DEBUG=1. */
  debug?: boolean;
  /** Called with every (masked) line of the job's log. */
  onLine?: (line: string) => void;
}>;

/** When to cancel the job: on the first log line that matches, after so many milliseconds, or from outside. */
export type CancelTrigger = RegExp | number | AbortSignal;

export type Step = Readonly<{
  id?: string;
  /** The folder that holds action.yml. */
  uses: string;
  with?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
  /** Like `if: always()`: runs even if an earlier step failed. */
  always?: boolean;
  continueOnError?: boolean;
  /** Cancels the job while this step's main runs. */
  cancel?: CancelTrigger;
  /** Runs just before the step: another step's work, or a check of the last one's results. */
  before?: () => void | Promise<void>;
}>;

export type Annotation = Readonly<{
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
  endLine?: number;
}>;

/** A workflow command that a modern action never writes: its text came from elsewhere. */
export type Forged = Readonly<{ command: string; properties: Readonly<Record<string, string>>; data: string }>;

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** One process of a step: its `main` or its `post`. */
export type PhaseResult = Readonly<{
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  cancelled: boolean;
  /** As in GitHub's log: masked, with commands rendered. */
  log: string;
  /** As written by the process, unmasked, without its `add-mask` lines: where leaks would show. */
  raw: string;
  outputs: Readonly<Record<string, string>>;
  state: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string>>;
  paths: readonly string[];
  summary: string;
  annotations: readonly Annotation[];
  forged: readonly Forged[];
  milliseconds: number;
}>;

export type StepResult = Readonly<{
  id: string;
  conclusion: Conclusion;
  main: PhaseResult | undefined;
  post: PhaseResult | undefined;
}>;

export type JobResult = Readonly<{
  conclusion: Exclude<Conclusion, 'skipped'>;
  steps: readonly StepResult[];
  log: string;
  /** Everything that was masked, unencoded. */
  masks: readonly string[];
  /** Command lines of processes that outlived the job (Linux only). */
  leftProcesses: readonly string[];
  runnerTemp: string;
  home: string;
}>;
