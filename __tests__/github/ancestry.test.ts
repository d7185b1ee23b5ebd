import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from '../../src/event/context.ts';
import { type Ancestry, ancestryOf } from '../../src/github/ancestry.ts';
import { ActionError } from '../../src/host/errors.ts';
import { type Checkout, fetched, newRepository, removeFolders } from '../fakes/checkout.ts';
import { recordingLog } from '../fakes/log.ts';

// a ─ b ─ c (main)
//  └─ d
let full: Checkout;
let shallow: Checkout;
let a = '';
let b = '';
let c = '';
let d = '';
beforeAll(async () => {
  full = await newRepository();
  a = await full.commit('a');
  await full.sh('branch', 'side');
  b = await full.commit('b');
  c = await full.commit('c');
  await full.sh('checkout', '--quiet', 'side');
  d = await full.commit('d');
  shallow = await fetched(full, 1, '+refs/heads/main:refs/remotes/origin/main', '--detach', 'refs/remotes/origin/main');
});
afterAll(removeFolders);

let asked: string[];
let log: ReturnType<typeof recordingLog>;
beforeEach(() => {
  asked = [];
  log = recordingLog();
});

function ancestry(sha: string, { git }: Checkout, answer: Json | ActionError = {}, payload: Json = {}): Ancestry {
  const api = async (path: string): Promise<Json> => {
    asked.push(path);
    if (answer instanceof ActionError) throw answer;
    return answer;
  };
  return ancestryOf({ sha, repository: 'acme/api', payload }, { git, api, log });
}

describe('by the history of the checkout', () => {
  test('a commit descends from its ancestors, and from nothing else', async () => {
    const descends = ancestry(b, full);
    expect(await Promise.all([c, a, b].map(descends))).toEqual([true, false, false]);
    expect(asked).toEqual([]);
  });
});

describe('by the API, if the checkout lacks the history', () => {
  test.each<[string, boolean | undefined]>([
    ['ahead', true],
    ['behind', false],
    ['diverged', false],
    ['identical', false],
  ])('%s: %s', async (status, expected) => {
    const descends = ancestry(c, shallow, { status });
    const later = 'e'.repeat(40);
    expect(await descends(later)).toBe(expected);
    expect(await descends(later)).toBe(expected);
    expect(asked).toEqual([`/repos/acme/api/compare/${c}...${later}?per_page=1&page=2`]);
  });

  test('divergent histories are left to the API: a shallow checkout may lack the path', async () => {
    expect(await ancestry(b, full, { status: 'diverged' })(d)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['an unknown commit', new ActionError('NOT_FOUND', 'the GitHub API answered 404'), 0],
    ['an answer without status', {}, 0],
    ['no answer', new ActionError('NETWORK_ERROR', 'the GitHub API does not answer'), 1],
    ['a refusal', new ActionError('AUTH_DENIED', 'the GitHub API answered 403'), 1],
  ])('%s: not known; warnings: %s', async (_what, answer, warnings) => {
    expect(await ancestry(c, shallow, answer)('e'.repeat(40))).toBeUndefined();
    expect(log.lines.filter(line => line.startsWith('warning: Could not determine whether'))).toHaveLength(warnings);
  });
});

describe('without any request', () => {
  test.each(['', 'main', '--output=x', `${'e'.repeat(40)}\n`, '../../x', 'E'.repeat(40)])(
    '%j is no commit',
    async text => {
      expect(await ancestry(c, shallow)(text)).toBeUndefined();
      expect(asked).toEqual([]);
    },
  );

  test('a commit that was pushed over is older, unless by a forced push', async () => {
    const before = 'e'.repeat(40);
    const payload = { before, after: c, forced: false };
    expect(await ancestry(c, shallow, {}, payload)(before)).toBe(false);
    expect(asked).toEqual([]);
    expect(await ancestry(c, shallow, { status: 'ahead' }, { ...payload, forced: true })(before)).toBe(true);
    expect(asked).toHaveLength(1);
  });
});
