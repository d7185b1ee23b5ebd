import type { Context } from '../../event/context.ts';
import { namedVariable } from '../../host/variables/environment.ts';
import { refuse } from '../terms/problems.ts';

const secretName =
  /(^|_)(TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|PAT|KEYS?|APIKEY|CREDENTIALS?|CREDS?|AUTH|JWT|COOKIE|PRIVATE|CERT|DSN)(_|$)/i;
// Without separators, as in GITHUB_TOKENS or NPMTOKEN.
const secretPart = /token|secret|passw|credential/i;
/** The environment contains the inputs of every step, including passwords, and the runner's own tokens. */
const runnerName = /^(INPUT|STATE|ACTIONS)_/i;
const secretValue = /:\/\/[^/@\s]+@|^(gh[a-z]_|github_pat_|glpat-|dckr_pat_|xox[a-z]-|eyJ|AKIA|-----BEGIN )/;

/**
 * An environment variable for `{{env}}`, '' when it is not set.
 *
 * @throws ActionError when its name or content looks like a credential: a tag or label is public
 */
export function guardedEnv(env: Context['env'], name: string): string {
  const value = namedVariable(env, name) ?? '';
  const bad = secretName.test(name) || secretPart.test(name) || runnerName.test(name) || secretValue.test(value);
  if (bad && name !== 'PWD') {
    refuse(
      `reads the environment variable ${name}, which looks like a credential`,
      'Tags, labels and annotations are public: copy what is harmless into a variable with another name',
    );
  }
  return value;
}
