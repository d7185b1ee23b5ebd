import { expect, test } from '@jest/globals';
import { ConfigProblem, readSigningConfig } from '../../src/signing/services/sigstore.ts';

const NOW = new Date('2026-11-30T00:00:00Z');
const service = (url: string, majorApiVersion: number, operator = 'one') => ({ url, majorApiVersion, operator });
const config = (more: object): string =>
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service('https://fulcio.example', 1)],
    rekorTlogUrls: [service('https://r1.example', 1), service('https://r2.example', 2), service('https://o', 1, 'two')],
    ...more,
  });
const rekors = (selector: object) =>
  readSigningConfig(config({ rekorTlogConfig: selector }), NOW).rekors.map(({ url }) => url.host);

test('the newest log of each operator, as many as the selector says', () => {
  expect(rekors({})).toEqual(['r2.example']);
  expect(rekors({ selector: 'ANY' })).toEqual(['r2.example']);
  expect(rekors({ selector: 'ALL' })).toEqual(['r2.example', 'o']);
  expect(rekors({ selector: 'EXACT', count: 2 })).toEqual(['r2.example', 'o']);
  expect(rekors({ selector: 'EXACT', count: '1' })).toEqual(['r2.example']);
});

test.each([
  [{ selector: 'EXACT', count: 3 }],
  [{ selector: 'EXACT' }],
  [{ selector: 'EXACT', count: 0 }],
  [{ selector: 'EXACT', count: 'x' }],
  [{ selector: 'SOME' }],
  [{ selector: 3 }],
])('%j never means no log', selector => {
  expect(() => rekors(selector)).toThrow(ConfigProblem);
});

test('a service that is not in use yet, or any more, is left out', () => {
  const at = (start: string, end?: string) => ({
    rekorTlogUrls: [{ ...service('https://r.example', 2), validFor: { start, end } }],
  });
  const hosts = (more: object) => readSigningConfig(config(more), NOW).rekors.map(({ url }) => url.host);
  expect(hosts(at('2026-01-01T00:00:00Z'))).toEqual(['r.example']);
  expect(hosts(at('2026-12-01T00:00:00Z'))).toEqual([]);
  expect(hosts(at('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'))).toEqual([]);
  expect(hosts(at('soon'))).toEqual([]);
});
