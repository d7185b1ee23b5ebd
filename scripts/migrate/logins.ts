import type { FileStep } from './steps.ts';

/**
 * A login of the new step, as an item of `registry-auth`; '' if the job's token is enough.
 *
 * @param isKept later steps need it too
 */
export function loginItem(step: FileStep, isKept: boolean): string {
  const given = Object.fromEntries(step.with.map(({ key, value }) => [key, value ?? '']));
  const { registry = '', username = '', password = '' } = given;
  const identity = IDENTITIES.some(key => key in given);
  if (identity) return item(Object.entries(given));
  if (registry === 'ghcr.io' && JOB_TOKEN.test(password) && !isKept) return '';
  return item([
    ['registry', registry || 'docker.io'],
    ['username', username],
    ['password', password],
  ]);
}

/** Identities in place of a password. In docker's action, only those that `withIdentities` wrote. */
const IDENTITIES = ['role-to-assume', 'workload-identity-provider', 'client-id'];

/** An item of `registry-auth`. */
export function item(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([key, value], at) => `${at === 0 ? '- ' : '  '}${key}: ${scalar(value)}\n`).join('');
}

const JOB_TOKEN = /^\$\{\{\s*(secrets\.GITHUB_TOKEN|github\.token)\s*\}\}$/i;

/**
 * GitHub evaluates expressions before the YAML is parsed, so they are quoted: by GitHub, where a value is only an
 * expression, because a secret may have quotes and lines. One that is missing is null, which would be a text.
 */
function scalar(value: string): string {
  const body = /^\$\{\{((?:(?!\$\{\{|\}\}).)*)\}\}$/s.exec(value.trim())?.[1];
  if (body !== undefined && /\b(secrets|steps|needs|inputs|event|head_ref)\b/.test(body) && !JOB_TOKEN.test(value))
    return `\${{ toJSON(${body.trim()} || '') }}`;
  // Single quotes would fold lines.
  if (value.includes('\n') && body === undefined && !value.includes('${{')) return JSON.stringify(value);
  return /^[\w.-]+$/.test(value)
    ? value
    : `'${value.replace(/'/g, (quote, at) => (inExpression(value, at) ? quote : "''"))}'`;
}

function inExpression(value: string, at: number): boolean {
  return value.lastIndexOf('${{', at) > value.lastIndexOf('}}', at);
}

/**
 * Why a login cannot move into the new step; undefined when it can.
 *
 * @param user an earlier step that may need it
 */
export function whyStays(login: FileStep, user: FileStep | undefined): string | undefined {
  const given = Object.fromEntries(login.with.map(({ key, value }) => [key, value ?? '']));
  if (IDENTITIES.some(key => key in given)) return user && `"${title(user)}" may need it`;
  const isAccessKey = /ACCESS_KEY/i.test(given.username ?? '') && !login.keys.some(({ key }) => key === 'env');
  const isEcr = /\.dkr\.ecr\./.test(given.registry ?? '') && !isAccessKey;
  if (given.ecr === 'true' || isEcr) return 'it exchanges AWS credentials for a password';
  if (given.logout === 'false') return '`logout: false` keeps the login for later';
  for (const key of Object.keys(given)) {
    if (!['registry', 'username', 'password', 'logout', 'ecr'].includes(key))
      return `its input \`${key}\` has no equivalent`;
  }
  return user && `"${title(user)}" may need it`;
}

/** Programs that push or pull with the user's Docker config. */
const PROGRAMS = /\b(docker|buildx|cosign|crane|skopeo|oras|helm|regctl|trivy|grype|syft|podman|ko)\b/;

/** Programs that may run any other: scripts of the repository, and what builds and deploys. */
const RUNNERS =
  /(?:^|[\s;&|(])(?:\.{1,2}\/[\w./-]+|make|just|task|mage|bazel|earthly|gradle|mvn|mvnw|sbt|bash|sh|npx?|yarn|pnpm|bun|deno|node|python3?|ruby|rake|go run|cargo|dagger|goreleaser|terraform|pulumi|skaffold|kaniko|flux|act)(?=\s|$)/m;

/** Actions that never use it. Of any other, nobody knows. */
const HARMLESS =
  /^(actions\/(?!attest|github-script)|aws-actions\/|azure\/|google-github-actions\/|github\/|sigstore\/cosign-installer|codecov\/|dorny\/|peter-evans\/|slackapi\/|softprops\/action-gh-release|step-security\/harden-runner)/;

/** Whether a remaining step may push or pull with the user's Docker config. */
export function usesLogins({ action, run }: FileStep): boolean {
  return action === '' ? PROGRAMS.test(run) || RUNNERS.test(run) : !HARMLESS.test(action);
}

/** A step's name in messages. */
export function title({ keys, id, action, run }: FileStep): string {
  return keys.find(({ key }) => key === 'name')?.value ?? id ?? (action || run.split('\n')[0] || 'a step');
}
