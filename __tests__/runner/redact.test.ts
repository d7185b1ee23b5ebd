import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFinder } from '../../src/runner/finder.ts';
import { createRedactor } from '../../src/runner/redact.ts';

/** A text that no other contains by chance. */
const random = (bytes: number) => randomBytes(bytes).toString('base64');
const lines = (count: number, bytes: number) => Array.from({ length: count }, () => random(bytes)).join('\n');

describe('the finder', () => {
  test('finds what separate searches find, joined where they overlap', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\0'), minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), fc.array(letters, { maxLength: 12 }), (wanted, pieces) => {
        const finder = createFinder();
        for (const each of wanted) finder.add(each);
        const text = pieces.join('');
        const covered = new Set<number>();
        for (const each of wanted) {
          for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + 1)) {
            for (let offset = 0; offset < each.length; offset++) covered.add(at + offset);
          }
        }
        const found = finder.find(text);
        const inside = [...text].flatMap((_, at) =>
          found.some(([start, end]) => start <= at && at < end) ? [at] : [],
        );
        expect(new Set(inside)).toEqual(covered);
        expect(found.every(([start], at) => at === 0 || start >= found[at - 1]![1])).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('texts of many lengths with the same beginning', () => {
    const finder = createFinder();
    const all = Array.from({ length: 300 }, (_, at) => `token-${'a'.repeat(at)}${at}`);
    for (const each of all) finder.add(each);
    for (const each of all) expect(finder.find(`x ${each} y`)).toEqual([[2, 2 + each.length]]);
  });

  test('a text in which thousands of texts could begin at every position costs a few comparisons for each', () => {
    const finder = createFinder();
    for (let length = 4; length < 4000; length += 1) finder.add(`${'a'.repeat(length)}b`);
    // Trying every length at every position would take minutes here.
    expect(finder.find('a'.repeat(1_000_000))).toEqual([]);
    expect(finder.find(`${'a'.repeat(100_000)}bc`)).toEqual([[100_000 - 3999, 100_001]]);
  }, 60_000);

  test('a text that is added later is found even if its beginning was looked up before', () => {
    const finder = createFinder();
    finder.add('harbour-master');
    expect(finder.find('harbour-mast')).toEqual([]);
    finder.add('harbour');
    expect(finder.find('harbour-mast')).toEqual([[0, 7]]);
    expect(finder.find('harbour-master')).toEqual([[0, 14]]);
  });
});

describe('secrets of any size are hidden', () => {
  test.each<[name: string, secrets: readonly string[]]>([
    ['25 KB', [random(19_000)]],
    ['30 KB of punctuation and letters that are not ASCII', ['$^*(é)[}\\|'.repeat(3_000) + random(9)]],
    ['a key of 40 KB, in lines', [lines(640, 48)]],
    ['400 of 200 bytes', Array.from({ length: 400 }, () => random(150))],
    ['500 KB', Array.from({ length: 20 }, () => random(18_750))],
    ['one with the halves of a character', [`\ud800${random(30)}\udc00`]],
  ])('%s', (_, secrets) => {
    const redactor = createRedactor();
    for (const secret of secrets) redactor.add(secret);
    for (const line of secrets.flatMap(secret => secret.split('\n'))) {
      const base64 = Buffer.from(`user:${line}`).toString('base64');
      expect(redactor.redact(`a ${line} b`)).toBe('a *** b');
      expect(redactor.redact(JSON.stringify([line]))).toBe('["***"]');
      expect(redactor.redact(base64).length).toBeLessThan(20);
    }
    expect(redactor.redact(secrets.join(' '))).not.toMatch(/[A-Za-z0-9+/]{8}/);
  });

  test('in multi-line secrets, a short line is hidden if it may be a password', () => {
    const redactor = createRedactor();
    redactor.add('{\n  "on": true,\n  main\nhunt3r\n}\n');
    expect(redactor.redact('{ main hunt3r true }')).toBe('{ main *** true }');
  });

  test.each([
    [
      'a key of a service account',
      '{"type":"service_account","project_id":"tides-4711","private_key_id":"0a1b2c3d4e","n":{"x":1}}',
      '0a1b2c3d4e',
    ],
    ['an .env file', 'DEBUG=1\nDB_PASSWORD="hunter2-and-more"\n', 'hunter2-and-more'],
    ['an .npmrc', '//registry.npmjs.org/:_authToken=npm_0123456789\n', 'npm_0123456789'],
    ['a .netrc in one line', 'machine a.test login ada password 0123456789ab', '0123456789ab'],
    ['YAML', "db:\n  password: 'correct-horse-battery'\n", 'correct-horse-battery'],
  ])('each value that %s marks as secret is hidden', (_, secret, value) => {
    const redactor = createRedactor();
    redactor.add(secret);
    expect(redactor.redact(`it is ${value}, of tides-4711`)).toBe('it is ***, of tides-4711');
  });

  test('names of secrets are not secret', () => {
    const redactor = createRedactor();
    redactor.add('{"secretName":"my-app","token":true,"password":null,"other":"0123456789"}');
    const line = 'my-app true 0123456789';
    expect(redactor.redact(line)).toBe(line);
  });

  test('secrets that overlap leave nothing of either', () => {
    const redactor = createRedactor();
    redactor.add('anchor-chain');
    redactor.add('chain-locker');
    expect(redactor.redact('the anchor-chain-locker!')).toBe('the ***!');
  });

  test('text that cannot be searched is not shown', () => {
    const redactor = createRedactor();
    redactor.add('harbour-secret');
    redactor.add(undefined as unknown as string);
    expect(redactor.redact('harbour-secret')).toMatch(/^\*\*\* /);
  });
});
