import type { Context } from '../../event/context.ts';
import { refuse } from './problems.ts';

type Env = Context['env'];

const trueWords = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falseWords = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** `DOCKER_METADATA_PR_HEAD_SHA`: pull requests count as builds of their head commit, not of the merge commit. */
export function wantsHeadSha(env: Env): boolean {
  return /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? '');
}

/** `DOCKER_METADATA_ANNOTATIONS_LEVELS`: comma separated, `manifest` by default. */
export function annotationLevels(env: Env): readonly string[] {
  return (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(',');
}

/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
export function setsOutputEnv(env: Env): boolean {
  const word = env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true';
  if (trueWords.includes(word)) return true;
  if (falseWords.includes(word)) return false;
  return refuse(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}

/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
export function shortSha(sha: string, env: Env): string {
  const given = env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7';
  const length = Number(given);
  if (Number.isNaN(length)) {
    refuse(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
  }
  return sha.substring(0, length);
}
