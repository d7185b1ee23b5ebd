import { metadataSwitches } from '../../host/variables/docker-actions.ts';
import type { Environment } from '../../host/variables/environment.ts';
import { refuse } from './problems.ts';

const trueWords = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falseWords = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
export function setsOutputEnv(env: Environment): boolean {
  const word = metadataSwitches(env).setOutputEnv;
  if (trueWords.includes(word)) return true;
  if (falseWords.includes(word)) return false;
  return refuse(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}

/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
export function shortSha(sha: string, env: Environment): string {
  const given = metadataSwitches(env).shortShaLength;
  const length = Number(given);
  if (Number.isNaN(length)) {
    refuse(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
  }
  return sha.substring(0, length);
}
