import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HOSTS } from '../fakes/cloud/cloud.ts';
import { cloudRig, tokenOf, wordsOf } from './rig.ts';

const { cloud, exchange } = cloudRig();
const ROLE = 'arn:aws:iam::123456789012:role/ci/publish';
const identity = { kind: 'aws', role: ROLE, sessionName: '', seconds: 3600 } as const;
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';

let role: { subject: string; longest: number; mayPush: boolean };
beforeEach(() => {
  role = { subject: SUBJECT, longest: 43_200, mayPush: true };
  cloud().aws.roles.set(ROLE, role);
  Object.assign(cloud().aws.state, { dark: 0, throttled: 0, life: 43_200, audience: 'sts.amazonaws.com' });
});

describe('a role', () => {
  test.each([
    [HOSTS.ecr, ['sts eu-west-1', 'api.ecr eu-west-1']],
    [HOSTS.ecrPublic, ['sts us-east-1', 'api.ecr-public us-east-1']],
  ])('gets a password for %s, all of it masked', async (host, services) => {
    const { aws, github } = cloud();
    const before = aws.asked.length;
    const { granted, masked } = await exchange(host, identity);

    expect(aws.vault.takes('AWS', granted?.password ?? '')).toBe(true);
    expect(granted?.username).toBe('AWS');
    expect(Math.round((granted?.life ?? 0) / 60)).toBe(720);
    expect(aws.asked.slice(before)).toEqual(services);
    expect(github.audiences.at(-1)).toBe('sts.amazonaws.com');
    // Id token, secret key, session token, password.
    expect(masked).toHaveLength(4);
    expect(masked).toEqual(expect.arrayContaining([github.tokens.at(-1), granted?.password]));
  });

  test.each([
    [
      '.dkr.ecr.cn-north-1.amazonaws.com.cn',
      'aws-cn',
      ['sts.cn-north-1.amazonaws.com.cn', 'api.ecr.cn-north-1.amazonaws.com.cn'],
    ],
    [
      '.dkr.ecr.us-gov-west-1.amazonaws.com',
      'aws-us-gov',
      ['sts.us-gov-west-1.amazonaws.com', 'api.ecr.us-gov-west-1.amazonaws.com'],
    ],
    [
      '.dkr.ecr-fips.us-gov-west-1.amazonaws.com',
      'aws-us-gov',
      ['sts.us-gov-west-1.amazonaws.com', 'ecr-fips.us-gov-west-1.amazonaws.com'],
    ],
    [
      '.dkr.ecr-fips.us-west-2.amazonaws.com',
      'aws',
      ['sts-fips.us-west-2.amazonaws.com', 'ecr-fips.us-west-2.amazonaws.com'],
    ],
    ['.dkr-ecr.eu-west-1.on.aws', 'aws', ['sts.eu-west-1.api.aws', 'ecr.eu-west-1.api.aws']],
  ])('gets a password for an account’s %s in %s only from the services there', async (host, partition, services) => {
    const { aws, requests } = cloud();
    const arn = `arn:${partition}:iam::123456789012:role/ci/abroad`;
    aws.roles.set(arn, role);
    const before = requests.length;
    const { granted, error } = await exchange(`123456789012${host}`, { ...identity, role: arn });
    expect(error).toBeUndefined();
    expect(aws.vault.takes('AWS', granted?.password ?? '')).toBe(true);
    const asked = requests.slice(before).filter(request => request.startsWith('POST '));
    expect(asked).toEqual(services.map(service => `POST https://${service}/`));
  });

  test('gets the required trust policy when STS refuses it', async () => {
    role.subject = 'repo:acme/other:ref:refs/heads/main';
    const tried = await exchange(HOSTS.ecr, identity);
    expect(tried.error?.code).toBe('AUTH_FAILED');
    expect(tried.error?.message).toBe(
      `${HOSTS.ecr}: AWS STS refused to assume ${ROLE} (403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity)`,
    );
    expect(tried.error?.hint).toContain(`The id token has sub "${SUBJECT}" and aud "sts.amazonaws.com".`);
    const condition = `{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com","token.actions.githubusercontent.com:sub":"${SUBJECT}"}}`;
    expect(tried.error?.hint).toContain(condition);
    expect(tried.error?.hint).not.toContain('2026-07-15');
    expect(wordsOf(tried)).not.toMatch(/octocat|eyJ/);
    expect(tried.slept).toEqual([]);
  });

  test('the form that `sub` has since 2026 is explained', async () => {
    cloud().github.state.subject = 'repo:acme@4711/api@8150:ref:refs/heads/main';
    const { error } = await exchange(HOSTS.ecr, identity);
    expect(error?.hint).toContain('sub "repo:acme@4711/api@8150:ref:refs/heads/main"');
    expect(error?.hint).toMatch(/Since 2026-07-15 .* a policy for "repo:acme\/api:…" does not match it\./);
  });

  test.each([
    ['https://acme.ghe.com', 'token.actions.acme.ghe.com:sub'],
    ['https://git.example.com', 'git.example.com/_services/token:sub'],
  ])('of %s has a condition that names its own issuer', async (serverUrl, key) => {
    role.subject = 'another';
    expect((await exchange(HOSTS.ecr, identity, { serverUrl })).error?.hint).toContain(key);
  });

  test('of a provider that does not list the audience gets the value to add', async () => {
    cloud().aws.state.audience = 'https://github.com/acme';
    const { error } = await exchange(HOSTS.ecr, identity);
    expect(error?.message).toMatch(/\(400 InvalidIdentityToken: Incorrect token audience\)/);
    expect(error?.hint).toMatch(/Add sts\.amazonaws\.com to the audiences of the identity provider/);
    expect(error?.hint).toContain(
      '--open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com --client-id sts.amazonaws.com`',
    );
  });

  test('with a shorter maximum session than requested is reported as such', async () => {
    role.longest = 3600;
    const { error } = await exchange(HOSTS.ecr, { ...identity, seconds: 7200 });
    expect(error?.message).toMatch(/DurationSeconds exceeds the MaxSessionDuration/);
    expect(error?.hint).toMatch(/`role-duration`.*7200 seconds/);
    expect(error?.hint).toContain(`sub "${SUBJECT}" and aud "sts.amazonaws.com"`);
  });

  test.each([
    [HOSTS.ecr, /a policy of the role has to allow ecr:GetAuthorizationToken/i],
    [HOSTS.ecrPublic, /ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken/],
  ])('that may not get a password from %s is reported as such', async (host, hint) => {
    role.mayPush = false;
    const { error } = await exchange(host, identity);
    expect(error?.message).toMatch(/refused a login to arn:\S+ \(400 AccessDeniedException: User: arn:aws:sts::/);
    expect(error?.hint).toMatch(hint);
    expect(error?.hint).toMatch(/\{"Effect":"Allow","Action":\["ecr[^}]*"Resource":"\*"\}/);
    expect(error?.hint).toContain(`sub "${SUBJECT}" and aud "sts.amazonaws.com"`);
  });

  test('throttling and unavailable services are retried, with a new id token', async () => {
    const { aws, github } = cloud();
    Object.assign(aws.state, { throttled: 1, dark: 1 });
    const before = github.tokens.length;
    const { granted, slept, lines } = await exchange(HOSTS.ecr, identity);
    expect(granted?.username).toBe('AWS');
    expect(slept).toHaveLength(2);
    expect(github.tokens.length - before).toBe(3);
    expect(lines).toEqual([
      expect.stringMatching(/AWS STS could not be asked for a login \(503 Service Unavailable\); trying again in/),
      expect.stringMatching(/\(400 Throttling: Rate exceeded\); trying again in/),
    ]);
  });

  test('an unavailable service is reported as such after the last attempt', async () => {
    cloud().aws.state.dark = 99;
    const { error, slept } = await exchange(HOSTS.ecr, identity);
    expect(error?.message).toMatch(/AWS STS could not be asked for a login \(503/);
    expect(slept).toHaveLength(3);
  });
});

describe('the environment’s key', () => {
  test.each([
    ['temporary', true],
    ['lasting', false],
  ])('that is %s gets a password without an id token', async (_, isTemporary) => {
    const { aws, github, proxy } = cloud();
    const before = github.tokens.length;
    const key = aws.key(isTemporary);
    const { granted, masked } = await exchange(HOSTS.ecr, { kind: 'aws' }, { env: { ...proxy, ...key } });
    expect(aws.vault.takes('AWS', granted?.password ?? '')).toBe(true);
    expect(github.tokens).toHaveLength(before);
    expect(masked).toEqual(expect.arrayContaining([key.AWS_SECRET_ACCESS_KEY, granted?.password]));
  });

  test('that has expired, or is wrong, is reported as such', async () => {
    const { aws, proxy, clock } = cloud();
    const key = aws.key(true);
    const wrong = { ...key, AWS_SECRET_ACCESS_KEY: 'hunter2' };
    const first = await exchange(HOSTS.ecr, { kind: 'aws' }, { env: { ...proxy, ...wrong } });
    expect(first.error?.message).toMatch(/InvalidSignatureException: The request signature we calculated/);
    expect(first.error?.hint).toMatch(/clock right\?.*secret access key is wrong/);
    const unknown = { ...key, AWS_SESSION_TOKEN: 'another' };
    const second = await exchange(HOSTS.ecr, { kind: 'aws' }, { env: { ...proxy, ...unknown } });
    expect(second.error?.hint).toMatch(/AWS_SESSION_TOKEN is unknown to AWS/);
    clock.now = Date.now() + 3_700_000;
    const third = await exchange(HOSTS.ecr, { kind: 'aws' }, { env: { ...proxy, ...key } });
    expect(third.error?.message).toMatch(/ExpiredTokenException/);
    expect(third.error?.hint).toMatch(/has expired; .*how to renew it\. Run aws-actions\/configure-aws-credentials/);
  });

  test("a key in the entry does not use another key's session token", async () => {
    const { aws, proxy } = cloud();
    const lasting = aws.key(false);
    const key = { id: lasting.AWS_ACCESS_KEY_ID ?? '', secret: lasting.AWS_SECRET_ACCESS_KEY ?? '' };
    const env = { ...proxy, ...aws.key(true) };
    expect((await exchange(HOSTS.ecr, { kind: 'aws', key }, { env })).granted?.username).toBe('AWS');
    const temporary = aws.key(true);
    const own = { id: temporary.AWS_ACCESS_KEY_ID ?? '', secret: temporary.AWS_SECRET_ACCESS_KEY ?? '' };
    const beside = await exchange(HOSTS.ecr, { kind: 'aws', key: own }, { env: { ...proxy, ...temporary } });
    expect(beside.granted?.username).toBe('AWS');
  });
});

describe('a role whose token is in a file, as in EKS pods,', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-eks-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const inFile = (text: string) => {
    const path = join(folder, 'token');
    writeFileSync(path, text);
    return { ...cloud().proxy, AWS_WEB_IDENTITY_TOKEN_FILE: path, AWS_ROLE_ARN: ROLE };
  };
  const ambient = { kind: 'aws' } as const;

  test('gets a password, and later another one with the then current token', async () => {
    const { aws, clock } = cloud();
    const env = inFile(`${tokenOf(cloud(), 'sts.amazonaws.com')}\n`);
    let next = '';
    const { granted, masked, error } = await exchange(HOSTS.ecr, ambient, {
      env,
      meanwhile() {
        clock.now = Date.now() + 3_600_000;
        next = tokenOf(cloud(), 'sts.amazonaws.com');
        inFile(next);
      },
    });
    expect(error).toBeUndefined();
    expect(aws.vault.takes('AWS', granted?.password ?? '')).toBe(true);
    expect(masked).toContain(next);
  });

  test('does not replace a key', async () => {
    const { aws } = cloud();
    const before = aws.asked.length;
    const env = { ...inFile('none'), ...aws.key(true) };
    expect((await exchange(HOSTS.ecr, ambient, { env })).error).toBeUndefined();
    expect(aws.asked.slice(before)).toEqual(['api.ecr eu-west-1']);
  });

  test.each([
    ['a wrong subject', () => inFile(tokenOf(cloud(), 'sts.amazonaws.com')), /refused to assume/, /issuer|provider/],
    [
      'no token',
      () => inFile('a b'),
      /the file that AWS_WEB_IDENTITY_TOKEN_FILE names holds no token/,
      /role-to-assume/,
    ],
    [
      'no file',
      () => ({ ...inFile(''), AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'none') }),
      /names cannot be read \(ENOENT/,
      /role-to-assume/,
    ],
  ])('with %s is reported as such', async (_, env, message, hint) => {
    role.subject = 'system:serviceaccount:ci:runner';
    const tried = await exchange(HOSTS.ecr, ambient, { env: env() });
    expect(tried.error?.message).toMatch(message);
    expect(tried.error?.hint).toMatch(hint);
    expect(wordsOf(tried)).not.toContain('eyJ');
  });
});

describe('AWS endpoints', () => {
  test.each([
    ['AWS_ENDPOINT_URL_STS', 'https://evil.example', true],
    ['AWS_ENDPOINT_URL', 'https://evil.example', true],
    ['AWS_ENDPOINT_URL_S3', 'https://evil.example', false],
  ])('%s is set by the user', async (name, url, isHeeded) => {
    const { strays, env } = cloud();
    const before = strays.length;
    const { error } = await exchange(HOSTS.ecr, identity, { env: { ...env, [name]: url } });
    expect(strays.length > before).toBe(isHeeded);
    if (isHeeded) expect(error?.message).toMatch(/^evil\.example: getting a login for/);
  });

  test.each([
    ['http://sts.example', /at sts\.example does not use https, so nothing was sent to it/],
    ['sts.example', /AWS_ENDPOINT_URL_STS is not an address/],
  ])('%s is sent nothing', async (url, message) => {
    const { env, github } = cloud();
    const tried = await exchange(HOSTS.ecr, identity, { env: { ...env, AWS_ENDPOINT_URL_STS: url } });
    expect(tried.error?.message).toMatch(message);
    expect(wordsOf(tried)).not.toContain(github.tokens.at(-1));
  });

  test('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS disables all of them', async () => {
    const env = {
      ...cloud().env,
      AWS_ENDPOINT_URL: 'https://evil.example',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    };
    expect((await exchange(HOSTS.ecr, identity, { env })).granted?.username).toBe('AWS');
  });
});
