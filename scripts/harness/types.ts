import type { Json } from '../../src/event/context.ts';

/** What started the workflow, as the runner's `github` context tells it. Made by `events.ts`. */
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
  /** A folder of the caller's, for RUNNER_TEMP (`_temp`), HOME (`home`) and the tool cache. The caller removes it. */
  root: string;
  /** GITHUB_WORKSPACE and the steps' working directory. */
  workspace: string;
  event: GithubEvent;
  /** `github.token`; masked from the start, as the runner does. */
  token?: string;
  /** Values of `secrets.*`: masked from the start. */
  secrets?: readonly string[];
  /** Added to every step's environment; wins over what the runner sets. */
  env?: Readonly<Record<string, string>>;
  /** Command files that this runner does not have: the variables are not set. */
  lacks?: readonly ('GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_STEP_SUMMARY')[];
  /** RUNNER_DEBUG=1. */
  debug?: boolean;
  /** Called with every line as it would show in the job's log (masked). */
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
  /** Like `if: always()`: run although an earlier step failed. */
  always?: boolean;
  continueOnError?: boolean;
  /** Cancels the job while this step's main runs. */
  cancel?: CancelTrigger;
  /** Runs just before the step: another step's work, or a look at what the last one left. */
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

/** A workflow command that a modern action never writes: its text came from somewhere else. */
export type Forged = Readonly<{ command: string; properties: Readonly<Record<string, string>>; data: string }>;

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** One process of a step: its `main` or its `post`. */
export type PhaseResult = Readonly<{
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  cancelled: boolean;
  /** As people see it: masked, commands shown the way the runner shows them. */
  log: string;
  /** As the process wrote it, unmasked, without its `add-mask` lines: what a leak would show up in. */
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
  /** Everything that was masked, as given. */
  masks: readonly string[];
  /** Command lines of processes that outlived the job (Linux only). */
  leftProcesses: readonly string[];
  runnerTemp: string;
  home: string;
}>;
