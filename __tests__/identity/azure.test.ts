import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ambientOf } from '../../src/identity/exchange/ambient.ts';
import { HOSTS } from '../fakes/cloud/cloud.ts';
import { cloudRig, wordsOf } from './rig.ts';

const { cloud, exchange } = cloudRig();
const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '99999999-8888-7777-6666-555555555555';
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';
const USER = '00000000-0000-0000-0000-000000000000';
const identity = { kind: 'azure', client: CLIENT, tenant: TENANT } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-azure-'));
  const { azure } = cloud();
  azure.clients.set(CLIENT, { tenant: TENANT, subject: SUBJECT, mayPush: true });
  azure.state.lacksRegistries = false;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('an application', () => {
  test.each([
    ['a tenant that knows the registries', false],
    ['one that does not, by a token for Azure Resource Manager', true],
  ])('gets a login in %s', async (_, lacks) => {
    const { azure, github } = cloud();
    azure.state.lacksRegistries = lacks;
    const { granted, masked, error } = await exchange(HOSTS.azure, identity);
    expect(error).toBeUndefined();
    expect(granted).toMatchObject({ username: USER, life: 10_800 });
    expect(azure.vault.takes(USER, granted?.password ?? '')).toBe(true);
    expect(github.audiences.at(-1)).toBe('api://AzureADTokenExchange');
    // Id token, Entra's token, the registry's.
    expect(new Set(masked).size).toBe(3);
  });

  test.each([
    ['acme.azurecr.cn', 'login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
    ['acme.azurecr.us', 'login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
  ])("gets a login to %s from its own cloud's services", async (registry, entra, audience) => {
    const { azure, github, requests } = cloud();
    for (const lacks of [false, true]) {
      azure.state.lacksRegistries = lacks;
      const before = requests.length;
      const { granted, error } = await exchange(registry, identity);
      expect(error).toBeUndefined();
      expect(azure.vault.takes(USER, granted?.password ?? '')).toBe(true);
      expect(github.audiences.at(-1)).toBe(audience);
      const asked = requests.slice(before).filter(request => request.startsWith('POST '));
      expect([...new Set(asked)]).toEqual([
        `POST https://${entra}/${TENANT}/oauth2/v2.0/token`,
        `POST https://${registry}/oauth2/exchange`,
      ]);
    }
  });

  test.each([
    [
      'subject',
      () => {
        cloud().github.state.subject = 'repo:acme@1/api@2:environment:production';
      },
      identity,
      /Entra ID refused the id token for 1{8}\S+ \(401 invalid_client: AADSTS700213: No matching federated identity record found/,
      /federated credential with exactly these: issuer https:\/\/token\.actions\.githubusercontent\.com, subject repo:acme@1\/api@2:environment:production, audience api:\/\/AzureADTokenExchange\..*Since 2026-07-15/,
    ],
    ['tenant', () => {}, { ...identity, tenant: 'other.example' }, /AADSTS90002/, /Check `tenant-id`/],
    ['application', () => {}, { ...identity, client: TENANT }, /AADSTS700016/, /Check `client-id` and `tenant-id`/],
    [
      'right to push',
      () => {
        cloud().azure.clients.set(CLIENT, { tenant: TENANT, subject: SUBJECT, mayPush: false });
      },
      identity,
      /the registry refused the token of Entra ID \(401 .*retrieving permissions failed/,
      /AcrPush/,
    ],
  ])('with a wrong %s is reported with what to do', async (_, prepare, wanted, message, hint) => {
    prepare();
    const tried = await exchange(HOSTS.azure, wanted);
    expect(tried.error?.message).toMatch(message);
    expect(tried.error?.hint).toMatch(hint);
    expect(tried.error?.hint).toMatch(/The id token has sub "repo:\S+" and aud "api:\/\/AzureADTokenExchange"\./);
    expect(wordsOf(tried)).not.toContain('eyJ');
  });
});

describe('a login by azure/login', () => {
  const cache = (tokens: Record<string, object>) => {
    writeFileSync(join(folder, 'msal_token_cache.json'), JSON.stringify({ AccessToken: tokens }));
    return { env: { ...cloud().proxy, AZURE_CONFIG_DIR: folder } };
  };
  const token = (more: object = {}) => ({
    credential_type: 'AccessToken',
    secret: cloud().azure.managementToken(CLIENT, TENANT),
    environment: 'login.microsoftonline.com',
    realm: TENANT,
    client_id: CLIENT,
    target: 'https://management.core.windows.net//.default',
    expires_on: String(Math.floor(Date.now() / 1000) + 3600),
    ...more,
  });
  const ambient = { kind: 'azure' } as const;

  test('is a token that the registry accepts, the longest-lived of the matching ones', async () => {
    const soon = token({ secret: 'stale', expires_on: String(Math.floor(Date.now() / 1000) + 10) });
    const { granted, masked, error } = await exchange(HOSTS.azure, ambient, cache({ a: soon, b: token() }));
    expect(error).toBeUndefined();
    expect(cloud().azure.vault.takes(USER, granted?.password ?? '')).toBe(true);
    expect(masked).toHaveLength(2);
  });

  test.each<readonly [string, () => Record<string, object>]>([
    ['is for another service', () => ({ a: token({ target: 'https://vault.azure.net/.default' }) })],
    ['is of another cloud', () => ({ a: token({ environment: 'login.microsoftonline.us' }) })],
    ['is none', () => ({})],
    ['is not a token', () => ({ a: token({ secret: 'a\nb' }) })],
  ])('is not used when it %s', async (_, tokens) => {
    const { error } = await exchange(HOSTS.azure, ambient, cache(tokens()));
    expect(error?.message).toMatch(/azure\/login left no usable token/);
    expect(error?.hint).toMatch(/Give `client-id` and `tenant-id`/);
  });

  const expired = () => ({ a: token({ expires_on: '1000' }) });
  const entries = (fields: object) =>
    writeFileSync(join(folder, 'service_principal_entries.json'), JSON.stringify([{ client_id: CLIENT, ...fields }]));

  test('is replaced when it has expired, if azure/login used an id token', async () => {
    entries({ tenant: TENANT, client_assertion: 'eyJ.old' });
    const env = { ...cache(expired()).env, ...cloud().env };
    const { granted, error } = await exchange(HOSTS.azure, ambient, { env });
    expect(error).toBeUndefined();
    expect(cloud().azure.vault.takes(USER, granted?.password ?? '')).toBe(true);
  });

  test.each<readonly [string, object, boolean]>([
    ['by a secret', { tenant: TENANT, client_secret: 'x' }, true],
    ['to another directory', { tenant: 'other', client_assertion: 'x' }, true],
    ['by an id token, and this job may not have one', { tenant: TENANT, client_assertion: 'x' }, false],
    ['in an unknown way', {}, true],
  ])('has expired and is reported where azure/login logged in %s', async (_, fields, mayAsk) => {
    entries(fields);
    const env = { ...(mayAsk && cloud().env), ...cache(expired()).env };
    const { error } = await exchange(HOSTS.azure, ambient, { env });
    expect(error?.message).toMatch(/the token that azure\/login left has expired, and cannot be renewed here/);
    expect(error?.hint).toMatch(/Give `client-id` and `tenant-id`/);
  });

  test.each<readonly [string, (home: string) => Readonly<Record<string, string>>, boolean]>([
    ['below HOME', home => ({ HOME: home }), true],
    ['in AZURE_CONFIG_DIR', home => ({ AZURE_CONFIG_DIR: join(home, '.azure') }), true],
    ['where there is no HOME', () => ({}), false],
    ['where HOME is empty', () => ({ HOME: '' }), false],
    ['where HOME is relative', () => ({ HOME: '.' }), false],
    ['where AZURE_CONFIG_DIR is relative', home => ({ HOME: home, AZURE_CONFIG_DIR: '.azure' }), false],
  ])('is looked for %s, and never in the code that was checked out', (_, env, isFound) => {
    mkdirSync(join(folder, '.azure'));
    writeFileSync(join(folder, '.azure', 'msal_token_cache.json'), '{}');
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(ambientOf(HOSTS.azure, env(folder), existsSync) !== undefined).toBe(isFound);
    } finally {
      process.chdir(before);
    }
  });
});
