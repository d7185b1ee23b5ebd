import type { Environment } from './environment.ts';

/** What the runner tells this step alone. Texts are '' by default. */
type StepVariables = Readonly<{
  /** The step's `id`, or a generated one. */
  id: string;
  /** `owner/name` of a downloaded action, and its ref as in `uses:`. */
  actionRepository: string;
  actionRef: string;
}>;

/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function stepVariables(env: Environment): StepVariables {
  return {
    id: env.GITHUB_ACTION ?? '',
    actionRepository: env.GITHUB_ACTION_REPOSITORY ?? '',
    actionRef: env.GITHUB_ACTION_REF ?? '',
  };
}

/** The variable of an input: the name in upper case, spaces as `_`, hyphens kept. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/**
 * An input as given; undefined: absent. The runner sets the default in action.yml only for absent inputs.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function inputIn(env: Environment, name: string): string | undefined {
  return env[inputVariable(name)];
}

/** Files for reporting to the runner, each named by an environment variable. */
export type CommandFile = 'GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_ENV' | 'GITHUB_STEP_SUMMARY';

/**
 * The path of a command file; '' if the runner has none.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
export function commandFile(env: Environment, file: CommandFile): string {
  return env[file] ?? '';
}

/** Whether there is a post step, which gets what this step saves. Some runners have neither. */
export function hasPostStep(env: Environment): boolean {
  return commandFile(env, 'GITHUB_STATE') !== '';
}

/** What the main step leaves to the post step. Each is '' by default. */
export type StepState = Readonly<{
  /** The run's folder; '' if the main step has changed nothing. */
  folder: string;
  /** The journal's entries, as JSON. */
  undo: string;
  /** Path of the buildx that was installed for the run; '' for the machine's. */
  buildx: string;
  /** The layer caches to save, as JSON. */
  cache: string;
  /** The cache mounts to save, as JSON. */
  mounts: string;
}>;

/**
 * The state in the post step's environment.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
 */
export function stateIn(env: Environment): StepState {
  return {
    folder: env.STATE_folder ?? '',
    undo: env.STATE_undo ?? '',
    buildx: env.STATE_buildx ?? '',
    cache: env.STATE_cache ?? '',
    mounts: env.STATE_mounts ?? '',
  };
}
