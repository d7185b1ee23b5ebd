import { expect, test } from '@jest/globals';
import type { Digest } from '../../src/registry/types.ts';
import { unlikeKept } from '../../src/stages/tested.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const tested = (...letters: string[]) => letters.map(letter => ({ platform: 'linux/amd64', digest: digest(letter) }));

test.each([
  ['nothing tested', '', 'ab', ''],
  ['the same', 'a', 'a', ''],
  ['one platform of two', 'b', 'ab', ''],
  ['another', 'c', 'ab', digest('c')],
  ['one of two is another', 'bc', 'ab', digest('c')],
])('%s', (_, own, kept, told) => {
  const said = unlikeKept(tested(...own), { image: { platforms: [...kept].map(digest) } });
  if (told === '') expect(said).toBe('');
  else expect(said).toContain(`(${told}), which is another image of this commit`);
});
