import { describe, expect, test } from '@jest/globals';
import { isImmutable, judge, revisionOf, type Tagged } from '../../src/plan/immutable.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const tagged = (reference: string, revision: string | undefined, digest: string, ...platforms: string[]): Tagged => ({
  reference,
  revision,
  digest: `sha256:${digest}`,
  platforms: platforms.map(platform => `sha256:${platform}` as const),
});

describe('isImmutable', () => {
  test.each([
    [[], '1.2.3', false],
    [['v?[0-9]+.[0-9]+.[0-9]+*', 'sha-*'], '1.2.3', true],
    [['v?[0-9]+.[0-9]+.[0-9]+*', 'sha-*'], 'v1.2.3-rc.1', true],
    [['v?[0-9]+.[0-9]+.[0-9]+*', 'sha-*'], '1.2', false],
    [['v?[0-9]+.[0-9]+.[0-9]+*', 'sha-*'], 'sha-1234567', true],
    [['*', '!latest'], 'latest', false],
  ])('%j: %s is %j', (patterns, tag, immutable) => {
    expect(isImmutable(patterns, tag)).toBe(immutable);
  });
});

describe('judge', () => {
  test.each<[string, Tagged[], string, string | undefined, string[], (string | RegExp)[]]>([
    ['no image', [], A, undefined, [], []],
    ['this commit, everywhere', [tagged('x:1', A, '1', 'p'), tagged('y:1', A, '1', 'p')], A, 'x:1', [], []],
    ['other attestations', [tagged('x:1', A, '1', 'p'), tagged('y:1', A, '2', 'p')], A, 'x:1', ['y:1'], []],
    ['other platforms', [tagged('x:1', A, '1', 'p'), tagged('y:1', A, '2', 'q')], A, 'x:1', [], [/y:1 .* than x:1/]],
    [
      'another commit',
      [tagged('x:1', B, '1', 'p')],
      A,
      undefined,
      [],
      ['x:1 already exists for commit bbbbbbbbbbbb; `immutable-tags` forbids moving it to aaaaaaaaaaaa'],
    ],
    ['no commit', [tagged('x:1', undefined, '1', 'p')], A, undefined, [], [/already exists without a commit/]],
    ['a run without a commit', [tagged('x:1', '', '1', 'p')], '', undefined, [], [/to another image/]],
    ['odd words', [tagged('x:1', 'a\n::set', '1', 'p')], A, undefined, [], [/for commit "a\\n::set"/]],
    ['both kinds', [tagged('x:1', B, '1', 'p'), tagged('y:1', A, '2', 'q')], A, 'y:1', [], [/^x:1 /]],
  ])('%s', (_what, found, revision, keep, same, conflicts) => {
    const check = judge(found, revision);
    expect(check.keep?.reference).toBe(keep);
    expect(check.same.map(({ reference }) => reference)).toEqual(same);
    const told = check.conflicts.map(({ tagged: { reference }, why }) => `${reference} ${why}`);
    expect(told).toEqual(conflicts.map(each => (typeof each === 'string' ? each : expect.stringMatching(each))));
  });
});

describe('the commit that an image of this plan will name', () => {
  const KEY = 'org.opencontainers.image.revision';
  const labels = [`${KEY}.x=no`, `${KEY}=${A}`];

  test.each<[string, readonly string[], string]>([
    ['no annotation', [], A],
    ['one of the manifest', [`manifest:${KEY}=${B}`], B],
    ['one without a level', [`${KEY}=${B}`], B],
    ['one of the index before one of the manifest', [`manifest:${KEY}=no`, `index:${KEY}=${B}`], B],
    ['one for both', [`index,manifest:${KEY}=${B}`], B],
    ['one of the manifest of a platform', [`manifest[linux/amd64]:${KEY}=${B}`], B],
    ['one that is empty', [`manifest:${KEY}=`, `index:${KEY}=`], A],
    ['others', [`manifest-descriptor:${KEY}=no`, `index-descriptor:${KEY}=no`, `manifest:${KEY}.x=no`], A],
  ])('%s', (_, annotations, revision) => {
    expect(revisionOf({ labels, annotations })).toBe(revision);
  });

  test('none', () => {
    expect(revisionOf({ labels: [], annotations: [] })).toBe('');
  });
});
