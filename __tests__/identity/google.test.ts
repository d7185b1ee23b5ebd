import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HOSTS } from '../fakes/cloud/cloud.ts';
import { cloudRig, tokenOf, wordsOf } from './rig.ts';

const { cloud, exchange } = cloudRig();
const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/github/providers/acme';
const ACCOUNT = 'publisher@acme.iam.gserviceaccount.com';
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';
const identity = { kind: 'google', provider: PROVIDER } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-google-'));
  const { google } = cloud();
  google.providers.set(PROVIDER, { subject: SUBJECT, audience: `https://iam.googleapis.com/${PROVIDER}` });
  google.accounts.set(ACCOUNT, { provider: PROVIDER });
  google.state.life = 3600;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An environment in which Google's variable names this file. */
function withFile(content: unknown, env = cloud().env, name = 'GOOGLE_APPLICATION_CREDENTIALS') {
  const path = join(folder, 'gha-creds.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { env: { ...env, [name]: path } };
}

describe('a workload identity provider', () => {
  test.each([
    ['itself', undefined, 2],
    ['as a service account', ACCOUNT, 3],
  ])('gets a login %s', async (_, serviceAccount, secrets) => {
    const { google, github } = cloud();
    const { granted, masked } = await exchange(HOSTS.google, { ...identity, serviceAccount });
    expect(granted?.username).toBe('oauth2accesstoken');
    expect(google.vault.takes('oauth2accesstoken', granted?.password ?? '')).toBe(true);
    expect(Math.round(granted?.life ?? 0)).toBeGreaterThan(3590);
    expect(github.audiences.at(-1)).toBe(`https://iam.googleapis.com/${PROVIDER}`);
    expect(new Set(masked).size).toBe(secrets);
    expect(masked).toContain(granted?.password);
  });

  test.each([
    [
      'a subject that its condition rejects',
      () => {
        cloud().github.state.subject = 'repo:acme@1/api@2:ref:refs/heads/main';
      },
      identity,
      /unauthorized_client: The given credential is rejected by the attribute condition/,
      /assertion\.sub == "repo:acme@1\/api@2:.*Since 2026-07-15/,
    ],
    [
      'an audience that it does not allow',
      () => {
        cloud().google.providers.set(PROVIDER, { subject: SUBJECT, audience: 'another' });
      },
      identity,
      /invalid_grant: The audience in ID Token/,
      /Add https:\/\/iam\.googleapis\.com\/projects\S+ to the provider's allowed audiences.*assertion\.sub == "repo:acme/,
    ],
    [
      'a provider that is not there',
      () => {},
      { ...identity, provider: PROVIDER.replace('acme', 'other') },
      /invalid_target/,
      /providers\/other exists, is enabled.*five minutes/,
    ],
    [
      'an account that is not granted to it',
      () => {},
      { ...identity, serviceAccount: 'other@acme.iam.gserviceaccount.com' },
      /Google IAM Credentials refused a token for other@acme\S+ \(403 PERMISSION_DENIED: Permission 'iam/,
      new RegExp(
        `^The id token has sub "${SUBJECT}" and aud "https://iam\\.googleapis\\.com/${PROVIDER}"\\. Grant roles/iam\\.workloadIdentityUser on other@acme\\S+ to principal://iam\\.googleapis\\.com/projects/123456789/locations/global/workloadIdentityPools/github/subject/${SUBJECT} `,
      ),
    ],
  ])('%s is reported with a remedy', async (_, prepare, wanted, message, hint) => {
    prepare();
    const tried = await exchange(HOSTS.google, wanted);
    expect(tried.error?.code).toBe('AUTH_FAILED');
    expect(tried.error?.message).toMatch(message);
    expect(tried.error?.hint).toMatch(hint);
    expect(tried.error?.hint).toMatch(
      /^The id token has sub "repo:\S+" and aud "https:\/\/iam\.googleapis\.com\/projects\S+"\./,
    );
    expect(wordsOf(tried)).not.toMatch(/eyJ|ya29/);
  });
});

describe('a login by google-github-actions/auth', () => {
  const external = (more: object = {}) => ({
    type: 'external_account',
    audience: `//iam.googleapis.com/${PROVIDER}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: {
      url: `${cloud().env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(`https://iam.googleapis.com/${PROVIDER}`)}`,
      headers: { Authorization: `Bearer ${cloud().env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
    ...more,
  });
  const ambient = { kind: 'google' } as const;
  const impersonation = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${ACCOUNT}:generateAccessToken`;

  test.each([
    ['external_account', () => external()],
    [
      'external_account that acts as a service account',
      () => external({ service_account_impersonation_url: impersonation }),
    ],
    ['service_account', () => cloud().google.key],
  ])('a file of type %s', async (_, content) => {
    for (const name of ['GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE']) {
      const { granted, error } = await exchange(HOSTS.google, ambient, withFile(content(), cloud().env, name));
      expect(error).toBeUndefined();
      expect(cloud().google.vault.takes('oauth2accesstoken', granted?.password ?? '')).toBe(true);
    }
  });

  test('a file whose id token is in another file', async () => {
    const token = join(folder, 'token');
    const value = tokenOf(cloud(), `https://iam.googleapis.com/${PROVIDER}`);
    writeFileSync(token, `${value}\n`);
    const { granted, masked } = await exchange(
      HOSTS.google,
      ambient,
      withFile(external({ credential_source: { file: token } })),
    );
    expect(granted?.username).toBe('oauth2accesstoken');
    expect(masked).toContain(value);
  });

  test('an access token is the login, before any file', async () => {
    const env = { ...withFile('no JSON').env, CLOUDSDK_AUTH_ACCESS_TOKEN: 'ya29.given' };
    const { granted, masked } = await exchange(HOSTS.google, ambient, { env });
    expect(granted).toEqual({ username: 'oauth2accesstoken', password: 'ya29.given', life: 3600 });
    expect(masked).toContain('ya29.given');
  });

  test('a used access token is replaced with the help of the file; without a file that is reported', async () => {
    const token = { CLOUDSDK_AUTH_ACCESS_TOKEN: 'ya29.given' };
    const env = { ...withFile(external()).env, ...token };
    const { granted } = await exchange(HOSTS.google, ambient, { env, meanwhile() {} });
    expect(cloud().google.vault.takes('oauth2accesstoken', granted?.password ?? '')).toBe(true);
    const alone = { env: { ...cloud().env, ...token } };
    expect((await exchange(HOSTS.google, ambient, alone)).granted?.life).toBe(86_400);
    const { error } = await exchange(HOSTS.google, ambient, { ...alone, meanwhile() {} });
    expect(error?.message).toMatch(/CLOUDSDK_AUTH_ACCESS_TOKEN is no longer accepted, and cannot be renewed/);
    expect(error?.hint).toMatch(/workload-identity-provider/);
  });

  test.each<readonly [string, () => unknown, RegExp]>([
    [
      'another token service',
      () => external({ token_url: 'https://sts.googleapis.com.evil.example/v1/token' }),
      /a token service that is not Google's; nothing was sent to it/,
    ],
    [
      'a token service on plain http',
      () => external({ token_url: 'http://sts.googleapis.com/v1/token' }),
      /a token service that is not Google's/,
    ],
    [
      'another credentials service',
      () => external({ service_account_impersonation_url: 'https://evil.example/x' }),
      /a credentials service that is not Google's/,
    ],
    [
      'another source of tokens',
      () => external({ credential_source: { url: 'https://evil.example/token' } }),
      /from an address other than the one that GitHub gave this job/,
    ],
    [
      'a program as its source',
      () => external({ credential_source: { executable: { command: 'sh -c id' } } }),
      /neither from GitHub nor from a file/,
    ],
    [
      'a key for another token service',
      () => ({ ...cloud().google.key, token_uri: 'https://evil.example/token' }),
      /a token service that is not Google's/,
    ],
    ['an invalid key', () => ({ ...cloud().google.key, private_key: 'x' }), /an invalid `private_key`/],
    ['a user’s login', () => ({ type: 'authorized_user' }), /is of type "authorized_user", and only/],
    ['no JSON', () => 'hello', /is of type ""/],
  ])('%s is refused, and nothing is sent to it', async (_, content, message) => {
    const { requests } = cloud();
    const before = requests.length;
    const { error } = await exchange(HOSTS.google, ambient, withFile(content()));
    expect(error?.message).toMatch(message);
    expect(error?.message).toContain('the file that GOOGLE_APPLICATION_CREDENTIALS names');
    expect(requests).toHaveLength(before);
  });

  test('a file whose account is not an address is reported, with the value defused', async () => {
    const account = impersonation.replace(ACCOUNT, 'a%zz\u0000::error::b');
    const tried = await exchange(
      HOSTS.google,
      ambient,
      withFile(external({ service_account_impersonation_url: account })),
    );
    expect(tried.error?.code).toBe('AUTH_FAILED');
    expect(tried.error?.message).toMatch(/Google IAM Credentials refused a token for /);
    expect(tried.error?.message).not.toMatch(/\p{Cc}/u);
  });

  test('a missing file is reported', async () => {
    const env = { ...cloud().env, GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'none.json') };
    expect((await exchange(HOSTS.google, ambient, { env })).error?.message).toMatch(/cannot be read \(ENOENT/);
  });
});
