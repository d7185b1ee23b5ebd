import { expect, test } from '@jest/globals';
import { read } from './env.ts';

const [A, B, C] = ['a', 'b', 'c'].map(letter => `sha256:${letter.repeat(64)}`) as [string, string, string];
const BASE = { images: 'ghcr.io/acme/api', merge: 'true', platforms: 'linux/amd64,linux/arm64' };
const listed = (text: string) => read({ ...BASE, 'part-digests': text }).parts.digests;

test('digests in any form', () => {
  const both = [{ digest: A }, { digest: B }];
  for (const text of [`${A} ${B}`, `${A}\n${B}`, JSON.stringify({ 'part-0': A, 'part-1': B, 'part-2': '' })]) {
    expect(listed(text)).toEqual(both);
  }
});

test('results of several images count for the image that they name, and only their digests', () => {
  const result = JSON.stringify({
    api: { digest: A, 'tested-digest': C },
    worker: { digest: B },
    none: { digest: '' },
  });
  const parts = [
    { image: 'api', digest: A },
    { image: 'worker', digest: B },
  ];
  expect(listed(result)).toEqual(parts);
  expect(listed(`${JSON.stringify({ api: { digest: A } })}\n${JSON.stringify({ worker: { digest: B } })}\n`)).toEqual(
    parts,
  );
  // All outputs of a job: each is a text.
  expect(listed(JSON.stringify({ 'part-0': result, 'part-1': '' }))).toEqual(parts);
});
