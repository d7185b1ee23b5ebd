import { parse } from 'yaml';
import { shift } from '../lines.ts';
import { item } from '../logins.ts';
import { type JobKey, NotTaken } from '../steps.ts';

/**
 * The secrets of a call of publish.yml: the logins as the content of a Docker config.
 *
 * @returns lines that begin in column 0; [] if the job's token is enough
 * @throws NotTaken
 */
export function callSecrets(secrets: JobKey | undefined): readonly string[] {
  const needed = neededLogins(secrets);
  if (needed.length === 0) return [];
  const auths = needed.map(
    ({ registry, username, password }) =>
      `  ${JSON.stringify(registry)}: {"username": ${json(username)}, "password": ${json(password)}}`,
  );
  return [`DOCKER_CONFIG: |\n${shift(`{"auths": {\n${auths.join(',\n')}\n}}\n`, 2)}`];
}

/** The same as items of `registry-auth`. @throws NotTaken */
export function stepLogins(secrets: JobKey | undefined): string {
  return neededLogins(secrets)
    .map(login => item(Object.entries(login)))
    .join('');
}

/** Logins that the job's token does not cover. */
function neededLogins(secrets: JobKey | undefined): readonly Login[] {
  if (secrets === undefined) return [];
  if (secrets.value !== undefined)
    throw new NotTaken(`\`secrets: ${secrets.value}\` does not say which logins there are`);
  const odd = secrets.entries.find(({ key }) => key !== 'registry-auths');
  if (odd) throw new NotTaken(`the secret \`${odd.key}\` has no equivalent`);
  const text = secrets.entries[0]?.value ?? '';
  const logins = loginsIn(text);
  const hosts = logins.map(({ registry }) => registry);
  if (new Set(hosts).size < hosts.length) throw new NotTaken('`registry-auths` has two logins for one registry');
  return logins.filter(({ registry, password }) => registry !== 'ghcr.io' || !JOB_TOKEN.test(password));
}

const JOB_TOKEN = /^\$\{\{\s*(secrets\.GITHUB_TOKEN|github\.token)\s*\}\}$/i;

type Login = Readonly<{ registry: string; username: string; password: string }>;

function loginsIn(text: string): readonly Login[] {
  if (/^\s*\$\{\{/.test(text))
    throw new NotTaken('`registry-auths` is a secret as a whole, so its logins cannot be seen');
  let list: unknown;
  try {
    list = parse(text);
  } catch {
    throw new NotTaken('`registry-auths` is not valid YAML');
  }
  if (!Array.isArray(list)) throw new NotTaken('`registry-auths` is no list');
  return list.map((item: unknown) => {
    const fields = Object.entries((item ?? {}) as Readonly<Record<string, unknown>>);
    const odd = fields.find(
      ([key, value]) => !['registry', 'username', 'password'].includes(key) || typeof value !== 'string',
    );
    if (odd) throw new NotTaken(`\`${odd[0]}\` in \`registry-auths\` has no equivalent`);
    const { registry = 'docker.io', username = '', password = '' } = Object.fromEntries(fields) as Partial<Login>;
    if (registry.includes('${{')) throw new NotTaken('a registry in `registry-auths` is an expression');
    if (/\.dkr\.ecr\./.test(registry))
      throw new NotTaken('the login for Amazon ECR exchanges AWS credentials for a password');
    return { registry, username, password };
  });
}

/** A value in JSON: GitHub quotes the results of expressions. */
function json(value: string): string {
  const body = /^\$\{\{((?:(?!\$\{\{).)*)\}\}$/s.exec(value)?.[1];
  if (body !== undefined) return `\${{ toJSON(${body.trim()}) }}`;
  if (value.includes('${{')) throw new NotTaken('a login in `registry-auths` is a text with an expression in it');
  return JSON.stringify(value);
}
