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

test('of the outputs of a job, only what it handed over counts', () => {
  const outputs = {
    ...{ digest: A, 'tested-digest': B, 'arm-tested-digest': B, imageid: C, version: '1.2.0', pushed: 'false' },
    image: `ghcr.io/acme/api@${C}`,
    refs: JSON.stringify([`ghcr.io/acme/api:1.2.0@${C}`]),
    result: JSON.stringify({ 'ghcr.io/acme/api': { '1.2.0': { digest: C } } }),
    json: JSON.stringify({ labels: { base: C } }),
  };
  expect(listed(JSON.stringify(outputs, null, 2))).toEqual([{ digest: A }]);
  expect(listed(JSON.stringify({ build: { result: 'success', outputs }, plan: { outputs: { time: 'x' } } }))).toEqual([
    { digest: A },
  ]);
  const results = JSON.stringify({ api: { digest: A, 'tested-digest': C }, none: { digest: '' } });
  expect(listed(JSON.stringify({ 'images-result': results, 'tested-digest': C }))).toEqual([
    { image: 'api', digest: A },
  ]);
});

test.each(['- A\n- B', '["A", "B"]', "'A', B", 'A;B', '\n A \n\n B \n'])('the list %j', text => {
  expect(listed(text.replace('A', A).replace('B', B))).toEqual([{ digest: A }, { digest: B }]);
});

test('JSON that is nested too deeply', () => {
  const nested = (depth: number) => `${'{"build":{"outputs":'.repeat(depth)}{"digest":"${A}"}${'}}'.repeat(depth)}`;
  expect(listed(nested(1))).toEqual([{ digest: A }]);
  for (const depth of [2, 20_000]) expect(() => listed(nested(depth))).toThrow('Invalid `part-digests`');
});

test.each([
  `ghcr.io/acme/api@${A}`,
  `${A} latest`,
  `${A}\n${B.slice(0, -1)}`,
  `${A}0`,
  JSON.stringify({ 'tested-digest': A }),
  '[]',
  '{"a": {"b": {"digest": "x"}}}',
  `{"digest": "${A}"`,
])('%j is refused', text => {
  expect(() => listed(text)).toThrow('Invalid `part-digests`');
});
