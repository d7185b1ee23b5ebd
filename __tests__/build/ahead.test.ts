import { expect, test } from '@jest/globals';
import { begunTogether, stagingAhead } from '../../src/build/ahead.ts';
import type { Content } from '../../src/oci/content.ts';
import { sha256 } from '../../src/oci/digest.ts';
import type { Digest } from '../../src/oci/types.ts';

const [FIRST, OTHER] = ['first', 'other'].map(text => sha256(Buffer.from(text))) as [Digest, Digest];
const contentOf = (digest: Digest): Content => ({
  root: { mediaType: 'application/vnd.oci.image.index.v1+json', digest, bytes: Buffer.from('{}') },
  manifests: [],
});

test('an exported image is staged while it gets its name, and is told when it has it', async () => {
  const did: string[] = [];
  const naming = Promise.withResolvers<void>();
  const ahead = stagingAhead({
    expect: () => {},
    prepare: () => {},
    name: digest => naming.promise.then(() => did.push(`name ${digest}`)),
    stage: async (digest, named) => {
      did.push(`ask for ${digest}`);
      await named();
      did.push(`stage ${digest}`);
      return contentOf(digest);
    },
  });
  ahead.begin(FIRST);
  expect(did).toEqual([`ask for ${FIRST}`]);
  naming.resolve();
  expect(await ahead.isNamed(FIRST)).toBe(true);
  expect((await ahead.stage(FIRST)?.())?.root.digest).toBe(FIRST);
  expect(did).toEqual([`ask for ${FIRST}`, `name ${FIRST}`, `stage ${FIRST}`]);
});

test('a build that finally produced another image is not the staged one', async () => {
  const ahead = stagingAhead({
    expect: () => {},
    prepare: () => {},
    name: async () => {},
    stage: async digest => contentOf(digest),
  });
  expect(await ahead.isNamed(undefined)).toBe(false);
  ahead.begin(FIRST);
  for (const digest of [OTHER, undefined]) {
    expect(await ahead.isNamed(digest)).toBe(false);
    expect(ahead.stage(digest)).toBeUndefined();
  }
});

test('a name that cannot be assigned fails the build; a failed upload only fails the publish', async () => {
  const taken = stagingAhead({
    expect: () => {},
    prepare: () => {},
    name: () => Promise.reject(new Error('another run took the name')),
    stage: async digest => contentOf(digest),
  });
  taken.begin(FIRST);
  await expect(taken.isNamed(FIRST)).rejects.toThrow('another run took the name');
  const refused = stagingAhead({
    expect: () => {},
    prepare: () => {},
    name: async () => {},
    stage: () => Promise.reject(new Error('denied')),
  });
  refused.begin(FIRST);
  expect(await refused.isNamed(FIRST)).toBe(true);
  await expect(refused.stage(FIRST)?.()).rejects.toThrow('denied');
});

test('several images are staged when the last one is there, and none if one of them is not staged ahead', () => {
  const staged: Digest[] = [];
  const ahead = () =>
    stagingAhead({
      expect: () => {},
      prepare: () => {},
      name: async () => {},
      stage: async digest => {
        staged.push(digest);
        return contentOf(digest);
      },
    });
  const [one, two] = begunTogether([ahead(), ahead()]);
  two?.begin(OTHER);
  expect(staged).toEqual([]);
  one?.begin(FIRST);
  expect(staged).toEqual([OTHER, FIRST]);
  expect(begunTogether([ahead(), undefined])).toEqual([]);
});
