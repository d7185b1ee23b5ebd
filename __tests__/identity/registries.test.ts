import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Identity } from '../../src/plan/identity/types.ts';
import { HOSTS } from '../fakes/cloud/cloud.ts';
import { cloudRig, wordsOf } from './rig.ts';

const { cloud, exchange } = cloudRig();
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';
const CONNECTION = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const hub = { kind: 'dockerhub', connection: CONNECTION, organization: 'acme', seconds: 3600 } as const;
const quay = { kind: 'quay', robot: 'acme+publisher', audience: '' } as const;
const jfrog = { kind: 'jfrog', provider: 'github', audience: '', username: '' } as const;

beforeEach(() => {
  const all = cloud();
  all.dockerHub.connections.set(CONNECTION, { organization: 'acme', subject: SUBJECT });
  all.quay.robots.set('acme+publisher', { subject: SUBJECT, audience: 'https://quay.io' });
  all.jfrog.providers.set('github', { subject: SUBJECT, audience: undefined, user: 'ci-bot' });
  all.dockerHub.state.limited = 0;
});

const services = { dockerHub: () => cloud().dockerHub, quay: () => cloud().quay, jfrog: () => cloud().jfrog };

test.each<readonly [keyof typeof services, string, Identity, string, string]>([
  ['dockerHub', HOSTS.dockerHub, hub, 'acme', 'https://identity.docker.com'],
  ['quay', HOSTS.quay, quay, 'acme+publisher', 'https://quay.io'],
  ['jfrog', HOSTS.jfrog, jfrog, 'ci-bot', 'https://github.com/acme'],
])('%s gives a login to %s', async (name, host, identity, user, audience) => {
  const { granted, masked, error } = await exchange(host, identity);
  expect(error).toBeUndefined();
  expect(granted?.username).toBe(user);
  expect(Math.round(granted?.life ?? 0)).toBeGreaterThan(3590);
  expect(services[name]().vault.takes(user, granted?.password ?? '')).toBe(true);
  expect(cloud().github.audiences.at(-1)).toBe(audience);
  expect(masked).toEqual([cloud().github.tokens.at(-1), granted?.password]);
});

test.each<readonly [string, string, Identity, RegExp, RegExp]>([
  [
    'Docker Hub',
    HOSTS.dockerHub,
    hub,
    /Docker's identity service refused the id token \(403 no ruleset/,
    /The connection a{8}\S+ of acme needs a rule that matches the subject "repo:acme@1/,
  ],
  [
    'Quay',
    HOSTS.quay,
    quay,
    /Quay refused the id token for the robot acme\+publisher \(401 Token does not match robot\)/,
    /exactly the issuer https:\/\/token\.actions\S+ and the subject repo:acme@1/,
  ],
  [
    'JFrog',
    HOSTS.jfrog,
    jfrog,
    /JFrog refused the id token for github \(403 .*Identity mapping not found/,
    /identity mapping whose claims match: \{"sub":"repo:acme@1/,
  ],
])('%s refuses a subject that it does not know', async (_, host, identity, message, hint) => {
  cloud().github.state.subject = 'repo:acme@1/api@2:ref:refs/heads/main';
  const tried = await exchange(host, identity);
  expect(tried.error?.message).toMatch(message);
  expect(tried.error?.hint).toMatch(hint);
  expect(tried.error?.hint).toMatch(/sub "repo:acme@1\/api@2:ref:refs\/heads\/main" and aud .*Since 2026-07-15/);
  expect(wordsOf(tried)).not.toContain('eyJ');
});

test('Docker Hub’s rate limit is waited for, as long as it requests', async () => {
  cloud().dockerHub.state.limited = 2;
  const { granted, slept } = await exchange(HOSTS.dockerHub, hub);
  expect(granted?.username).toBe('acme');
  expect(slept.every(pause => pause >= 1000)).toBe(true);
  expect(slept).toHaveLength(2);
});

test('Quay and JFrog can have custom audiences', async () => {
  cloud().quay.robots.set('acme+publisher', { subject: SUBJECT, audience: 'registry' });
  cloud().jfrog.providers.set('github', { subject: SUBJECT, audience: 'jfrog-github', user: 'ci-bot' });
  expect((await exchange(HOSTS.quay, quay)).error?.hint).toContain('`oidc-audience`');
  expect((await exchange(HOSTS.quay, { ...quay, audience: 'registry' })).error).toBeUndefined();
  expect((await exchange(HOSTS.jfrog, jfrog)).error?.hint).toContain('`oidc-audience`');
  const named = { ...jfrog, audience: 'jfrog-github', username: 'ci-bot' };
  expect((await exchange(HOSTS.jfrog, named)).granted?.username).toBe('ci-bot');
});

describe('GitHub’s id token', () => {
  test('is not requested if the job may not have one', async () => {
    const { requests, proxy } = cloud();
    const before = requests.length;
    const { granted, error, lines } = await exchange(HOSTS.quay, quay, { env: proxy });
    expect([granted, error]).toEqual([undefined, undefined]);
    expect(lines).toEqual(['No login to quay.io: this job may not ask GitHub for an id token.']);
    expect(requests).toHaveLength(before);
  });

  test('is requested again when GitHub is temporarily unavailable', async () => {
    cloud().github.state.away = 2;
    const { granted, slept } = await exchange(HOSTS.quay, quay);
    expect(granted?.username).toBe('acme+publisher');
    expect(slept).toHaveLength(2);
  });

  test('is requested as often as `retries` says, and not again for each login attempt', async () => {
    cloud().github.state.away = 100;
    const { error, slept } = await exchange(HOSTS.quay, quay);
    cloud().github.state.away = 0;
    expect([error?.code, slept.length]).toEqual(['NETWORK_ERROR', 3]);
  });

  test('fails with the permission that the job lacks', async () => {
    const env = { ...cloud().env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another-secret' };
    const tried = await exchange(HOSTS.quay, quay, { env });
    expect(tried.error?.message).toMatch(/^quay\.io: no id token: GitHub's token service answered 401$/);
    expect(tried.error?.hint).toMatch(/`id-token: write`/);
    expect(wordsOf(tried)).not.toContain('another-secret');
  });

  test.each(['', 'null', '[]', '{"value":""}', '{"value":7}', '<html>'])('%j is none', async body => {
    cloud().github.state.broken = body;
    const { error } = await exchange(HOSTS.quay, quay);
    cloud().github.state.broken = undefined;
    expect(error?.message).toMatch(/^quay\.io: no id token: /);
  });
});

test('a cancelled run makes no more requests', async () => {
  const signal = AbortSignal.abort(new Error('stop'));
  expect((await exchange(HOSTS.quay, quay, { signal })).error).toMatchObject({ code: 'CANCELLED' });
});
