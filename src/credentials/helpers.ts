import type { Json } from '../event/context.ts';
import { text } from '../event/context.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { firstLine } from '../host/text/first-line.ts';
import { quote } from '../host/text/quote.ts';
import { says } from '../host/tool-messages.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { defuse } from '../runner/sanitize.ts';
import { configKey } from './config-key.ts';
import { toCredential } from './docker-config.ts';

type AskOptions = Readonly<{
  run: Run;
  env: Readonly<Record<string, string>>;
  /** Milliseconds; default 30 s. A keychain may wait for user input. */
  deadline?: number;
  signal?: AbortSignal;
}>;

const DEADLINE = 30_000;

function broken(program: string, host: string, why: string, cause?: unknown): ActionError {
  return new ActionError('AUTH_FAILED', `the credential helper ${program}, asked for ${host}, ${why}`, {
    hint: `Fix the helper, remove it from the Docker config (credHelpers, credsStore), or give username and password for ${host}.`,
    cause,
  });
}

/** The helper's error message. Helpers write it to stdout, where JSON would be the secret: that is never quoted. */
function messageIn(stdout: string, stderr: string): string {
  const output = [stdout, stderr].map(each => each.trim()).find(each => each !== '' && !each.startsWith('{'));
  return output === undefined ? '' : `: ${defuse(firstLine(output)).slice(0, 200)}`;
}

function parseAnswer(stdout: string): { username: string; secret: string } | undefined {
  try {
    const answer = JSON.parse(stdout) as Json;
    const [username, secret] = [text(answer, 'Username'), text(answer, 'Secret')];
    return username === undefined || secret === undefined ? undefined : { username, secret };
  } catch {
    return undefined;
  }
}

/**
 * Runs `docker-credential-<helper> get`, with the registry on stdin (docker/docker-credential-helpers). Undefined if
 * the helper has no login.
 *
 * @param helper the part after `docker-credential-`, from `credHelpers` or `credsStore`
 * @throws ActionError `AUTH_FAILED`, naming the helper, if it is missing, fails, returns an invalid answer or times out
 */
export async function askHelper(helper: string, host: string, options: AskOptions): Promise<Credential | undefined> {
  const { run, env, signal, deadline = DEADLINE } = options;
  const program = `docker-credential-${helper}`;
  if (!/^[\w.+-]+$/.test(helper)) throw broken(quote(program), host, 'has an invalid name');
  const result = await run(program, ['get'], {
    env,
    input: configKey(host),
    timeout: deadline,
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw broken(program, host, `cannot be started: ${messageOf(error)}`, error);
  });
  signal?.throwIfAborted();
  if (result.timedOut) throw broken(program, host, `did not answer within ${deadline / 1000} s`);
  if (result.code !== 0) {
    if (says(`${result.stdout}\n${result.stderr}`, 'noCredentials')) return undefined;
    const how = result.signal === null ? `exit code ${result.code}` : `signal ${result.signal}`;
    throw broken(program, host, `failed (${how})${messageIn(result.stdout, result.stderr)}`);
  }
  const answer = parseAnswer(result.stdout);
  if (answer === undefined) throw broken(program, host, 'returned something that is not a login');
  return answer.secret === '' ? undefined : toCredential(answer.username, answer.secret);
}
