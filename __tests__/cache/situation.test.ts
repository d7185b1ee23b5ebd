import { describe, expect, test } from '@jest/globals';
import { serviceIn } from '../../src/cache/service/service.ts';
import { builderGoes, builderStays, runnerStays, situationOf } from '../../src/cache/situation.ts';
import { readContext } from '../../src/event/context.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { runtimeToken } from '../fakes/cache-token.ts';
import { builderInUse, localEngine } from '../fakes/values.ts';
import { read } from '../inputs/env.ts';

const NOW = Date.now();

function offer(env: Record<string, string> = {}) {
  return serviceIn(
    {
      ACTIONS_RUNTIME_TOKEN: runtimeToken('id', [{ ref: 'refs/heads/main', permission: 'both' }]),
      ACTIONS_RESULTS_URL: 'https://results.test',
      ACTIONS_CACHE_URL: 'https://cache.test/',
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ...env,
    },
    NOW,
  );
}

describe('the cache service', () => {
  test('is at the results URL (version 2) or the cache URL (version 1)', () => {
    expect(offer()).toMatchObject({ version: 2, url: 'https://results.test/', readOnly: undefined });
    expect(offer({ ACTIONS_CACHE_SERVICE_V2: '' })).toMatchObject({ version: 1, url: 'https://cache.test/' });
    expect(offer({ GITHUB_SERVER_URL: 'https://github.corp.test' })).toMatchObject({ version: 1 });
    expect(offer({ GITHUB_SERVER_URL: 'https://acme.ghe.com' })).toMatchObject({ version: 2 });
  });

  test.each([
    [{ ACTIONS_RESULTS_URL: '' }, /offers no cache service/],
    [{ ACTIONS_RUNTIME_TOKEN: '' }, /gave no token/],
    [{ ACTIONS_CACHE_MODE: 'none' }, /forbids caches/],
    [{ ACTIONS_RUNTIME_TOKEN: runtimeToken('id', [], 1_000) }, /has expired/],
  ])('%j: there is none', (env, why) => {
    expect(offer(env)).toEqual({ version: 0, why: expect.stringMatching(why) });
  });

  test('may be read-only', () => {
    const token = runtimeToken('id', [{ ref: 'refs/heads/main', permission: 'read' }]);
    expect(offer({ ACTIONS_RUNTIME_TOKEN: token })).toMatchObject({ readOnly: expect.stringMatching(/may only read/) });
    expect(offer({ ACTIONS_CACHE_MODE: 'read' })).toMatchObject({
      readOnly: expect.stringMatching(/only read caches/),
    });
  });

  test('is not written by a merge queue, whose branch is deleted afterwards', () => {
    const ref = 'refs/heads/gh-readonly-queue/main/pr-7-abc';
    expect(offer({ GITHUB_REF: ref })).toMatchObject({ readOnly: expect.stringMatching(/merge queue/) });
    expect(offer({ GITHUB_REF: 'refs/heads/main' })).toMatchObject({ readOnly: undefined });
  });

  test('accepts a token of an unknown form', () => {
    expect(offer({ ACTIONS_RUNTIME_TOKEN: 'opaque' })).toMatchObject({ version: 2, readOnly: undefined });
  });
});

test.each([
  ['tcp://127.0.0.1:2375', false],
  ['tcp://localhost:2376', false],
  ['tcp://192.0.2.1:2375', true],
])('an engine at %s is remote: %p', (host, remote) => {
  const env = { DOCKER_HOST: host, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' };
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const inputs = read({});
  const plan = makePlan(inputs, context, {}, {});
  const site = { builder: builderInUse(), engine: { socket: undefined } };
  const service = { version: 0, why: '' } as const;
  const found = situationOf({ inputs, context, plan }, site, service);
  expect(found.builder.remote).toBe(remote);
});

test.each([
  [{ RUNNER_ENVIRONMENT: 'github-hosted' }, false],
  [{ RUNNER_ENVIRONMENT: 'self-hosted' }, true],
  [{ RUNNER_ENVIRONMENT: 'self-hosted', RUNNER_EPHEMERAL: 'true' }, false],
  [{ RUNNER_ENVIRONMENT: 'self-hosted', ACTIONS_RUNNER_POD_NAME: 'p' }, false],
  [{}, true],
])('a runner with %j is persistent: %s', (env, stays) => {
  expect(runnerStays(env)).toBe(stays);
});

describe('a builder is removed with the run that created it', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['ci', { builder: 'ci' }, true],
    ['ci', { builder: 'ci', driver: 'docker-container', 'keep-state': 'true' }, false],
    ['ci', { builder: 'ci', driver: 'docker-container', cleanup: 'false' }, false],
    // It is kept, and the next run creates another one.
    ['slipway-1', { driver: 'docker-container', cleanup: 'false' }, true],
  ])('%s with %j: %s', (name, given, goes) => {
    expect(builderGoes({ name, created: true }, read(given))).toBe(goes);
    expect(builderGoes({ name, created: false }, read(given))).toBe(false);
  });
});

describe('a builder is kept for later runs', () => {
  const hosted = { env: { RUNNER_ENVIRONMENT: 'github-hosted' } };
  const own = { env: { RUNNER_ENVIRONMENT: 'self-hosted' } };
  const withDriver = (driver: string, created = false, near = true) => ({
    builder: { name: 'ci', driver, path: 'layout', isNear: false, created } as const,
    engine: { socket: near ? localEngine().socket : undefined },
  });

  test.each<[string, typeof hosted, ReturnType<typeof withDriver>, boolean]>([
    ['the engine of a hosted runner', hosted, withDriver('docker'), false],
    ['the engine of a persistent runner', own, withDriver('docker'), true],
    ['a remote engine', hosted, withDriver('docker', false, false), true],
    ['a container on a hosted runner', hosted, withDriver('docker-container'), false],
    ['a container on a persistent runner', own, withDriver('docker-container'), true],
    ['a container of this run', own, withDriver('docker-container', true), false],
    ['a remote one', hosted, withDriver('remote'), true],
    ["Docker's cloud", hosted, withDriver('cloud'), true],
    ['pods', hosted, withDriver('kubernetes'), true],
    ['pods of this run', hosted, withDriver('kubernetes', true), false],
  ])('%s', (_, context, site, stays) => {
    expect(builderStays(read({ builder: 'ci' }), context, site)).toBe(stays);
  });
});
