import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/host/errors.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { Identity } from '../../src/plan/identity/types.ts';
import { envOf } from './env.ts';

const ID_TOKENS = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a.example', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer' };
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const ROLE = 'arn:aws:iam::123456789012:role/publish';
const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/github/providers/acme';
const UUID = '11111111-2222-3333-4444-555555555555';

/** One entry in YAML's flow style, which includes JSON. */
function inputsOf(entry: object, env: Record<string, string> = ID_TOKENS, input = 'registries') {
  return { ...envOf({ images: 'acme/api', [input]: JSON.stringify([entry]) }), ...env };
}

function readEntry(entry: object, env?: Record<string, string>) {
  const { registries, missing, logins } = readInputs(inputsOf(entry, env), () => false);
  return { entry: registries[0], missing, logins };
}

function complaints(entry: object, env?: Record<string, string>): string[] {
  try {
    readEntry(entry, env);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n');
  }
}

test.each<readonly [object, Identity]>([
  [
    { registry: ECR, 'role-to-assume': ROLE },
    { kind: 'aws', role: ROLE, sessionName: '', seconds: 3600 },
  ],
  [
    { registry: 'public.ecr.aws', 'role-to-assume': ROLE, 'role-session-name': 'me@acme', 'role-duration': '15m' },
    { kind: 'aws', role: ROLE, sessionName: 'me@acme', seconds: 900 },
  ],
  [
    { registry: 'europe-docker.pkg.dev/acme/images', 'workload-identity-provider': `//iam.googleapis.com/${PROVIDER}` },
    { kind: 'google', provider: PROVIDER, serviceAccount: undefined },
  ],
  [
    { registry: 'gcr.io', 'workload-identity-provider': PROVIDER, 'service-account': 'p@acme.iam.gserviceaccount.com' },
    { kind: 'google', provider: PROVIDER, serviceAccount: 'p@acme.iam.gserviceaccount.com' },
  ],
  [
    { registry: 'acme.azurecr.io', 'client-id': UUID, 'tenant-id': UUID },
    { kind: 'azure', client: UUID, tenant: UUID },
  ],
  [
    { registry: 'docker.io', username: 'acme', 'connection-id': UUID },
    { kind: 'dockerhub', connection: UUID, organization: 'acme', seconds: 3600 },
  ],
  [
    { registry: 'quay.io', username: 'acme+publisher', 'robot-federation': 'true' },
    { kind: 'quay', robot: 'acme+publisher', audience: '' },
  ],
  [
    { registry: 'acme.jfrog.io', 'oidc-provider': 'github', 'oidc-audience': 'jfrog-github' },
    { kind: 'jfrog', provider: 'github', audience: 'jfrog-github', username: '' },
  ],
  [
    { registry: ECR, username: 'AKIAIOSFODNN7EXAMPLE', password: 'wJalr' },
    { kind: 'aws', key: { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalr' } },
  ],
])('%j', (given, identity) => {
  const { entry, missing } = readEntry(given);
  expect(entry).toMatchObject({ username: '', password: '', identity });
  expect(missing).toEqual([]);
});

describe('hosts of a cloud', () => {
  const fits = (registry: string, keys: object) => complaints({ registry, ...keys }).length === 0;
  const china = ROLE.replace('arn:aws:', 'arn:aws-cn:');
  const gov = ROLE.replace('arn:aws:', 'arn:aws-us-gov:');

  test.each([
    [ECR, ROLE],
    ['123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', ROLE],
    ['123456789012.dkr-ecr.us-west-2.on.aws', ROLE],
    ['123456789012.dkr.ecr.ap-southeast-4.amazonaws.com', ROLE],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', china],
    ['123456789012.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn', china],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', gov],
    ['public.ecr.aws', ROLE],
  ])('%s is Amazon’s', (host, role) => expect(complaints({ registry: host, 'role-to-assume': role })).toEqual([]));

  test.each([
    `${ECR}.evil.example`,
    `evil.example.${ECR.slice(13)}`,
    `x${ECR}`,
    ECR.replace('123456789012', '12345678901'),
    ECR.replace('eu-west-1', 'evil'),
    ECR.replace('amazonaws.com', 'amazonaws.com.evil'),
    ECR.replace('amazonaws.com', 'constructor'),
    ECR.replace('.dkr', ''),
    `${ECR}:8443`,
    'amazonaws.com',
    'public.ecr.aws.evil.example',
    'ghcr.io',
    'localhost:5000',
  ])('%s is not', host => expect(fits(host, { 'role-to-assume': ROLE })).toBe(false));

  test.each(['docker.pkg.dev.evil.example', 'evil-gcr.io', 'evil.gcr.io', 'xdocker.pkg.dev', 'europe.docker.pkg.dev'])(
    '%s is not Google’s',
    host => expect(fits(host, { 'workload-identity-provider': PROVIDER })).toBe(false),
  );

  test.each(['azurecr.io', 'acme.azurecr.io.evil.example', 'acme.azurecr.de', 'a.b.azurecr.io', 'xazurecr.io'])(
    '%s is not Azure’s',
    host => expect(fits(host, { 'client-id': UUID, 'tenant-id': UUID })).toBe(false),
  );

  test.each(['acme.azurecr.cn', 'acme.azurecr.us', 'acme-h3x1.azurecr.io'])('%s is', host =>
    expect(fits(host, { 'client-id': UUID, 'tenant-id': UUID })).toBe(true),
  );

  test.each([
    [{ registry: 'quay.io', username: 'acme', 'connection-id': UUID }, 'Docker Hub'],
    [{ registry: 'docker.io', username: 'acme+x', 'robot-federation': 'true' }, 'Quay'],
    [{ registry: 'ghcr.io', 'oidc-provider': 'github' }, 'JFrog Artifactory'],
    [{ registry: ECR, 'oidc-provider': 'github' }, 'JFrog Artifactory'],
  ])('%j is refused', (entry, name) => expect(complaints(entry).join()).toContain(`is for ${name}`));
});

test.each<readonly [object, RegExp]>([
  [
    { registry: ECR, 'role-to-assume': 'publish' },
    /^Invalid `registries\[0\]\.role-to-assume`: "publish"; expected the ARN of a role/,
  ],
  [{ registry: ECR, 'role-to-assume': 'arn:aws:iam::123456789012:user/me' }, /expected the ARN of a role/],
  [
    { registry: ECR, 'role-to-assume': ROLE.replace('aws', 'aws-cn') },
    /is a role of the partition "aws-cn", and \S+ is in "aws"\. .*`arn:aws:`/,
  ],
  [
    { registry: ECR, 'role-to-assume': ROLE, 'role-session-name': 'a b' },
    /role-session-name`: "a b"; expected 2 to 64/,
  ],
  [
    { registry: ECR, 'role-to-assume': ROLE, 'role-duration': '5m' },
    /role-duration`: "5m"; expected a duration from `15m` to `12h`/,
  ],
  [{ registry: ECR, 'role-to-assume': ROLE, 'role-duration': 'long' }, /role-duration`: "long"/],
  [
    { registry: ECR, 'role-session-name': 'me' },
    /has `role-session-name` but no `role-to-assume`\. Add `role-to-assume:`/,
  ],
  [
    { registry: ECR, 'role-to-assume': ROLE, username: 'AWS', password: 'p' },
    /has both a password and `role-to-assume`\. Keep one/,
  ],
  [
    { registry: ECR, 'role-to-assume': ROLE, 'client-id': UUID, 'tenant-id': UUID },
    /has more than one identity: `role-to-assume` and `client-id`/,
  ],
  [
    { registry: ECR, 'role-to-assume': ROLE, 'oidc-audience': 'x' },
    /oidc-audience` has no effect with `role-to-assume`/,
  ],
  [
    { registry: 'gcr.io', 'workload-identity-provider': PROVIDER.replace('123456789', 'acme-prod') },
    /has the project's id "acme-prod" instead of its number\. .*`gcloud projects describe acme-prod --format='value\(projectNumber\)'`/,
  ],
  [
    { registry: 'gcr.io', 'workload-identity-provider': PROVIDER.replace('/providers/acme', '') },
    /is a pool, not a provider\. Add `\/providers\/`/,
  ],
  [{ registry: 'gcr.io', 'workload-identity-provider': PROVIDER.toLowerCase() }, /with upper and lower case as here/],
  [
    { registry: 'gcr.io', 'workload-identity-provider': PROVIDER, 'service-account': 'publisher' },
    /service-account`: "publisher"; expected the service account's address/,
  ],
  [{ registry: 'acme.azurecr.io', 'client-id': UUID }, /has `client-id` but no `tenant-id`/],
  [{ registry: 'acme.azurecr.io', 'client-id': 'my-app', 'tenant-id': 'x' }, /client-id`: "my-app"/],
  [
    { registry: 'docker.io', 'connection-id': UUID },
    /has a connection but no `username`\. Add `username:`, the name of the organization/,
  ],
  [
    { registry: 'docker.io', username: 'acme', 'connection-id': 'x' },
    /connection-id`: "x"; expected the id of the OIDC connection/,
  ],
  [{ registry: 'quay.io', 'robot-federation': 'true' }, /username`: none; expected the name of the robot/],
  [
    { registry: 'quay.io', username: 'acme', 'robot-federation': 'true' },
    /username`: "acme"; expected the name of the robot/,
  ],
  [
    { registry: 'quay.io', username: 'a+b', 'robot-federation': 'yes' },
    /robot-federation`: "yes"; expected `true` or `false`/,
  ],
  [
    { registry: 'quay.io', 'oidc-audience': 'x' },
    /oidc-audience` needs `robot-federation` or `oidc-provider` in the same entry/,
  ],
  [
    { registry: 'quay.example', username: 'acme+ci', 'robot-federation': 'true', insecure: 'true' },
    /insecure` is true beside `robot-federation`: an id token/,
  ],
])('%j is reported at once', (entry, message) => {
  expect(complaints(entry)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
});

test('all errors are reported together, in dry runs too', () => {
  const entries = [
    { registry: 'ghcr.io', 'role-to-assume': ROLE },
    { registry: 'gcr.io', 'workload-identity-provider': 'x' },
    { registry: 'acme.azurecr.io', 'client-id': 'x', 'tenant-id': '' },
  ];
  const env = { ...envOf({ images: 'acme/api', registries: JSON.stringify(entries), 'dry-run': 'true' }) };
  expect(() => readInputs(env, () => false)).toThrow(
    /registries\[0\]\.role-to-assume[\s\S]*registries\[1\]\.workload[\s\S]*registries\[2\]\.client-id[\s\S]*registries\[2\]\.tenant-id/,
  );
});

test('missing values are an error only if something is pushed', () => {
  const { missing, entry } = readEntry({ registry: ECR, 'role-to-assume': ROLE }, {});
  expect(entry?.identity?.kind).toBe('aws');
  expect(missing).toEqual([
    expect.objectContaining({
      registry: ECR,
      input: 'registries[0].role-to-assume',
      fix: expect.stringContaining('`id-token: write`'),
    }),
  ]);
  const empty = readEntry({ registry: ECR, 'role-to-assume': '' });
  expect(empty.entry?.identity).toBeUndefined();
  expect(empty.missing).toEqual([expect.objectContaining({ problem: expect.stringContaining('is empty') })]);
});

describe('login-action’s switches for Docker Hub', () => {
  const env = { ...ID_TOKENS, DOCKERHUB_OIDC_CONNECTIONID: UUID };
  const identity = { kind: 'dockerhub', connection: UUID, organization: 'acme', seconds: 3600 };

  test.each([
    [{ registry: 'docker.io', username: 'acme' }],
    [{ registry: 'docker.io', username: 'acme', password: '' }],
    [{ registry: 'dhi.io', username: 'acme', password: '' }],
  ])('%j', entry => expect(readEntry(entry, env).entry?.identity).toEqual(identity));

  test('the inputs `username` and `registry-auth`', () => {
    const shorthand = readInputs({ ...envOf({ images: 'acme/api', username: 'acme' }), ...env }, () => false);
    expect(shorthand.logins).toEqual([expect.objectContaining({ registry: 'docker.io', identity })]);
    expect(shorthand.missing).toEqual([]);
    const list = readInputs(inputsOf({ username: 'acme' }, env, 'registry-auth'), () => false);
    expect(list.logins).toEqual([expect.objectContaining({ registry: 'docker.io', identity })]);
  });

  test('a password takes precedence, and does not affect other registries', () => {
    const withPassword = readEntry({ registry: 'docker.io', username: 'acme', password: 'p' }, env);
    expect(withPassword.entry).toMatchObject({ username: 'acme', password: 'p' });
    expect(readEntry({ registry: 'quay.io', username: 'acme', password: '' }, env).missing).toHaveLength(1);
  });

  test('the token’s lifetime', () => {
    const lives = (seconds: string) =>
      readEntry({ registry: 'docker.io', username: 'acme' }, { ...env, DOCKERHUB_OIDC_EXPIREIN: seconds });
    expect(lives('600').entry?.identity).toMatchObject({ seconds: 600 });
    for (const bad of ['299', '3601', 'x']) expect(() => lives(bad)).toThrow(/DOCKERHUB_OIDC_EXPIREIN`: /);
    expect(() =>
      readEntry({ registry: 'docker.io', username: 'acme' }, { ...env, DOCKERHUB_OIDC_CONNECTIONID: 'x' }),
    ).toThrow(/Invalid `DOCKERHUB_OIDC_CONNECTIONID`: "x"/);
  });
});

test('an entry of `registry-auth` that only names a cloud’s registry uses the credentials in the environment', () => {
  const list = [{ registry: ECR }, { registry: 'quay.io' }];
  const { logins } = readInputs(envOf({ images: 'acme/api', 'registry-auth': JSON.stringify(list) }), () => false);
  expect(logins.map(login => login.registry)).toEqual([ECR]);
});

test('two entries of one registry may not have two identities', () => {
  const entry = (prefix: string, role: string) => ({ registry: `${ECR}/${prefix}`, 'role-to-assume': role });
  const both = (one: string, other: string) =>
    readInputs(
      {
        ...envOf({ images: 'acme/api', registries: JSON.stringify([entry('a', one), entry('b', other)]) }),
        ...ID_TOKENS,
      },
      () => false,
    );
  expect(both(ROLE, ROLE).registries).toHaveLength(2);
  expect(() => both(ROLE, `${ROLE}2`)).toThrow(/has another login than/);
});
