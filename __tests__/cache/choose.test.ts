import { describe, expect, test } from '@jest/globals';
import { chooseCache, type Situation } from '../../src/cache/choose.ts';
import type { CacheInputs } from '../../src/inputs/build/cache.ts';

const SERVICE = { version: 2, url: 'https://results.test/', token: 't', readOnly: undefined } as const;
const NO_SERVICE = { version: 0, why: 'the runner offers no cache service' } as const;
const DOCKER = { driver: 'docker', created: false, remote: false };

type Change = Partial<Omit<Situation, 'setting'>> & { setting?: Partial<CacheInputs> };

function choose({ setting, ...rest }: Change = {}) {
  return chooseCache({
    setting: { backend: 'auto', mode: 'max', scope: '', ref: '', keyFiles: [], maxSize: 1e9, ...setting },
    raw: false,
    noCache: false,
    isCall: false,
    untrusted: undefined,
    builder: DOCKER,
    runnerStays: false,
    service: SERVICE,
    ...rest,
  });
}

describe('auto', () => {
  test.each<[string, Change, string, RegExp]>([
    ['a hosted runner with a service', {}, 'gha', /^ephemeral runner with a cache service/],
    ['a hosted runner without one', { service: NO_SERVICE }, 'none', /offers no cache service; `cache-ref` names/],
    ['a persistent machine', { runnerStays: true }, 'none', /Docker Engine of this machine keeps its cache/],
    [
      'a builder of a machine that stays',
      { runnerStays: true, builder: { ...DOCKER, driver: 'docker-container' } },
      'none',
      /the builder of this machine keeps/,
    ],
    [
      'a builder made for this run, even there',
      { runnerStays: true, builder: { ...DOCKER, driver: 'docker-container', created: true } },
      'gha',
      /^temporary builder with a cache service/,
    ],
    [
      'a builder elsewhere',
      { builder: { ...DOCKER, driver: 'remote', remote: true } },
      'none',
      /another machine \(remote\)/,
    ],
    [
      'a builder elsewhere, named by this run',
      { builder: { driver: 'remote', created: true, remote: true } },
      'none',
      /another machine \(remote\)/,
    ],
    ['a reference in a registry', { setting: { ref: 'ghcr.io/acme/api:cache' } }, 'registry', /`cache-ref`/],
    ['a folder', { setting: { ref: '~/cache' } }, 'local', /`cache-ref`/],
    ['no-cache', { noCache: true }, 'none', /`no-cache`/],
    ['a call', { isCall: true }, 'none', /no image/],
    ['raw inputs', { raw: true, setting: { ref: '/x' } }, 'raw', /`cache-from`/],
  ])('%s', (_name, change, backend, reason) => {
    const choice = choose(change);
    expect([choice.backend, choice.notice]).toEqual([backend, undefined]);
    expect(choice.reason).toMatch(reason);
  });
});

test.each(['gha', 'registry', 'actions', 'local', 'inline', 'none'] as const)(
  '%s is had where it is asked for',
  asked => {
    const choice = choose({ setting: { backend: asked }, runnerStays: true });
    expect(choice).toEqual({ backend: asked, reason: `\`cache: ${asked}\``, readOnly: undefined, notice: undefined });
  },
);

test.each(['gha', 'actions'] as const)('%s without a service is left out with a notice', asked => {
  const choice = choose({ setting: { backend: asked }, service: NO_SERVICE });
  expect(choice.backend).toBe('none');
  expect(choice.notice).toBe(`\`cache: ${asked}\` is skipped: the runner offers no cache service`);
});

test.each(['auto', 'gha', 'registry', 'actions', 'local', 'inline'] as const)(
  'untrusted code never writes (%s)',
  asked => {
    const choice = choose({ setting: { backend: asked }, untrusted: 'this run belongs to a pull request' });
    expect(choice.readOnly).toBe('this run belongs to a pull request');
  },
);

test('a read-only token only affects the service', () => {
  const service = { ...SERVICE, readOnly: "this job's token may only read caches" };
  expect(choose({ service }).readOnly).toBe("this job's token may only read caches");
  expect(choose({ service, setting: { backend: 'local' } }).readOnly).toBeUndefined();
});
