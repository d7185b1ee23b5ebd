import { tmpdir } from 'node:os';
import type { Environment } from './environment.ts';

/** What the runner tells every step about itself and its machine. Texts are '' by default. */
type RunnerVariables = Readonly<{
  /** A step of a workflow, not a program that somebody started. */
  isActions: boolean;
  /** A runner of Gitea or Forgejo. Both offer GitHub's artifact service, and no id tokens by default. */
  isGitea: boolean;
  /** A machine of GitHub's, which is gone after the job. */
  isGithubHosted: boolean;
  /** A self-hosted machine or pod for one job, as Actions Runner Controller marks it. */
  isEphemeral: boolean;
  /** The user asked for debug output. */
  isDebug: boolean;
  /** `X64`, `ARM64`. */
  arch: string;
  /** A folder that is emptied after the job; the system's by default. */
  temp: string;
  /** The folder of tools that outlive the job. */
  toolCache: string;
}>;

/**
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://github.com/go-gitea/gitea/issues/24038 (GITEA_ACTIONS)
 * @see https://github.com/actions/actions-runner-controller (RUNNER_EPHEMERAL, ACTIONS_RUNNER_POD_NAME)
 */
export function runnerVariables(env: Environment): RunnerVariables {
  return {
    isActions: env.GITHUB_ACTIONS === 'true',
    isGitea: env.GITEA_ACTIONS === 'true' || env.FORGEJO_ACTIONS === 'true',
    isGithubHosted: env.RUNNER_ENVIRONMENT === 'github-hosted',
    isEphemeral: /^(?:1|true)$/i.test(env.RUNNER_EPHEMERAL ?? '') || (env.ACTIONS_RUNNER_POD_NAME ?? '') !== '',
    isDebug: env.RUNNER_DEBUG === '1',
    arch: env.RUNNER_ARCH ?? '',
    temp: env.RUNNER_TEMP || tmpdir(),
    toolCache: env.RUNNER_TOOL_CACHE ?? '',
  };
}
