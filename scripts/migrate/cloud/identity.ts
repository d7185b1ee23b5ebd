import { title } from '../logins.ts';
import { mentions } from '../reads.ts';
import { mapAt, type Place, plain, withEnv } from '../spread/raw.ts';
import type { FileStep } from '../steps.ts';

/** Steps that log in to a cloud's registry, and the equivalent keys of a Slipway step. */
export type CloudLogin = Readonly<{
  /** The removed steps. */
  steps: readonly FileStep[];
  /** The keys of an entry of `registry-auth`: the registry, and the identity. */
  keys: Readonly<Record<string, string>>;
  /** Results that later steps read, by step `id`. */
  results: Readonly<Record<string, Readonly<Record<string, string>>>>;
}>;

/** The cloud logins of a job; a text says why one stays. */
export function cloudLogins(place: Place): readonly (CloudLogin | string)[] {
  return [aws(place), google(place), azure(place)].filter(one => one !== undefined);
}

const is = (action: string) => (step: FileStep) => step.action === action;

/** An input with the workflow's own variables resolved; '' when it is not given. */
function reader({ raw, workflowEnv }: Place) {
  const env = { ...workflowEnv, ...mapAt(raw, 'env') };
  return (step: FileStep, name: string) => withEnv(step.with.find(({ key }) => key === name)?.value?.trim() ?? '', env);
}

/** Inputs without an equivalent, except irrelevant ones. */
function odd({ with: entries, action }: FileStep, known: readonly string[]): string | undefined {
  const found = entries.find(({ key, value }) => !known.includes(key) || value === undefined);
  return found && `the input \`${found.key}\` of ${action} has no equivalent`;
}

/** configure-aws-credentials and amazon-ecr-login, or login-action without a password. */
function aws(place: Place): CloudLogin | string | undefined {
  const { steps } = place.job;
  const [configure, again] = steps.filter(is('aws-actions/configure-aws-credentials'));
  const input = reader(place);
  const logins = steps.filter(
    step =>
      is('aws-actions/amazon-ecr-login')(step) ||
      (is('docker/login-action')(step) &&
        /\.dkr\.ecr\./.test(input(step, 'registry')) &&
        input(step, 'username') === ''),
  );
  const [login, other] = logins;
  if (configure === undefined || login === undefined) return undefined;
  const stays = `"${title(login)}" stays`;
  if (again !== undefined || other !== undefined) return `${stays}: there are several logins to Amazon ECR`;
  const strange =
    odd(configure, [
      'role-to-assume',
      'aws-region',
      'role-session-name',
      'role-duration-seconds',
      'mask-aws-account-id',
    ]) ?? odd(login, ['registry', 'mask-password', 'skip-logout', 'ecr', 'logout']);
  if (strange !== undefined) return `${stays}: ${strange}`;
  const role = input(configure, 'role-to-assume');
  if (role === '') return `${stays}: no role is assumed with GitHub's id token`;
  const [, account] = /^arn:aws:iam::(\d{12}):role\//.exec(role) ?? [];
  const region = input(configure, 'aws-region');
  const own = account !== undefined && /^[a-z0-9-]+$/.test(region) ? `${account}.dkr.ecr.${region}.amazonaws.com` : '';
  const isRead = login.id !== undefined && mentions(restOf(place, [login]), login.id);
  const named = input(login, 'registry') || (isRead ? own : (ecrHost(place) ?? own));
  if (named === '') return `${stays}: which account's registry it logs in to cannot be seen`;
  const [name, seconds] = ['role-session-name', 'role-duration-seconds'].map(key => input(configure, key));
  return {
    steps: [configure, login],
    keys: {
      registry: named,
      'role-to-assume': role,
      ...(name && { 'role-session-name': name }),
      ...(seconds && { 'role-duration': seconds }),
    },
    results: login.id === undefined ? {} : { [login.id]: { registry: named } },
  };
}

/** The only ECR registry that a job names. */
function ecrHost(place: Place): string | undefined {
  const { raw, workflowEnv } = place;
  const text = withEnv(place.job.steps.map(({ source }) => source).join(''), { ...workflowEnv, ...mapAt(raw, 'env') });
  const hosts = new Set(
    text.match(/(?:\d{12}|\$\{\{[^}]*\}\})\.dkr\.ecr\.(?:[a-z0-9-]+|\$\{\{[^}]*\}\})\.amazonaws\.com/g),
  );
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

/** google-github-actions/auth, whose token is the password of a login-action. */
function google(place: Place): CloudLogin | string | undefined {
  const { steps } = place.job;
  const [auth, again] = steps.filter(is('google-github-actions/auth'));
  if (auth === undefined) return undefined;
  const input = reader(place);
  const tokens = ['access_token', 'auth_token'].map(name => `{{steps.${auth.id}.outputs.${name}}}`);
  const [login, other] = steps.filter(
    step => is('docker/login-action')(step) && tokens.includes(plain(input(step, 'password'))),
  );
  if (login === undefined) return undefined;
  const stays = `"${title(login)}" stays`;
  if (again !== undefined || other !== undefined) return `${stays}: there are several logins to Google`;
  const known = [
    'workload_identity_provider',
    'service_account',
    'token_format',
    'project_id',
    'access_token_lifetime',
  ];
  const strange =
    odd(auth, [...known, 'create_credentials_file', 'export_environment_variables']) ??
    odd(login, ['registry', 'username', 'password', 'logout']);
  if (strange !== undefined) return `${stays}: ${strange}`;
  const [provider, account] = ['workload_identity_provider', 'service_account'].map(key => input(auth, key));
  if (!provider) return `${stays}: no workload identity provider is given`;
  return {
    steps: [auth, login],
    keys: {
      registry: input(login, 'registry'),
      'workload-identity-provider': provider,
      ...(account && { 'service-account': account }),
    },
    results: {},
  };
}

/** azure/login and `az acr login`. */
function azure(place: Place): CloudLogin | string | undefined {
  const { steps } = place.job;
  const [login, again] = steps.filter(is('azure/login'));
  const forms = /^az acr login (?:--name|-n)[ =]["']?([\w.-]+|\$\{\{[^}]*\}\})["']?$/;
  const [into, other] = steps.filter(({ run }) => /\baz acr login\b/.test(run));
  if (login === undefined || into === undefined) return undefined;
  const input = reader(place);
  const stays = `"${title(into)}" stays`;
  if (again !== undefined || other !== undefined) return `${stays}: there are several logins to Azure`;
  const strange = odd(login, ['client-id', 'tenant-id', 'subscription-id', 'allow-no-subscriptions']);
  if (strange !== undefined) return `${stays}: ${strange}`;
  const [, name] = forms.exec(withEnv(into.run.trim(), { ...place.workflowEnv, ...mapAt(place.raw, 'env') })) ?? [];
  if (name === undefined) return `${stays}: it does more than log in`;
  return {
    steps: [login, into],
    keys: {
      registry: name.endsWith('.azurecr.io') ? name : `${name}.azurecr.io`,
      'client-id': input(login, 'client-id'),
      'tenant-id': input(login, 'tenant-id'),
    },
    results: {},
  };
}

/** A job's steps, outputs and environment as a text, without some steps. */
export function restOf({ job, raw }: Place, without: readonly FileStep[]): string {
  const steps = job.steps.filter(step => !without.includes(step)).map(({ source }) => source);
  return [...steps, JSON.stringify([raw.outputs ?? '', raw.environment ?? ''])].join('\n');
}
