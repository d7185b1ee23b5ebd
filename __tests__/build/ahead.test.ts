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
    found: async () => {},
    name: digest => naming.promise.then(() => did.push(`name ${digest}`)),
    stage: async (digest, { named }) => {
      did.push(`ask for ${digest}`);
      await named();
      did.push(`stage ${digest}`);
      return contentOf(digest);
    },
  });
  ahead.begin(FIRST);
  expect(did).toEqual([`ask for ${FIRST}`]);
  naming.resolve();
  expect(await ahead.isHeld(FIRST)).toBe(true);
  expect((await ahead.stage(FIRST)?.())?.root.digest).toBe(FIRST);
  expect(did).toEqual([`ask for ${FIRST}`, `name ${FIRST}`, `stage ${FIRST}`]);
});

test('a build that finally produced another image is not the staged one', async () => {
  const ahead = stagingAhead({
    expect: () => {},
    prepare: () => {},
    found: async () => {},
    name: async () => {},
    stage: async digest => contentOf(digest),
  });
  expect(await ahead.isHeld(undefined)).toBe(false);
  ahead.begin(FIRST);
  for (const digest of [OTHER, undefined]) {
    expect(await ahead.isHeld(digest)).toBe(false);
    expect(ahead.stage(digest)).toBeUndefined();
  }
});

test('a name that cannot be assigned fails the build; a failed upload only fails the publish', async () => {
  const taken = stagingAhead({
    expect: () => {},
    prepare: () => {},
    found: async () => {},
    name: () => Promise.reject(new Error('another run took the name')),
    stage: async (digest, { named }) => named().then(() => contentOf(digest)),
  });
  taken.begin(FIRST);
  await expect(taken.isHeld(FIRST)).rejects.toThrow('another run took the name');
  const refused = stagingAhead({
    expect: () => {},
    prepare: () => {},
    found: async () => {},
    name: async () => {},
    stage: () => Promise.reject(new Error('denied')),
  });
  refused.begin(FIRST);
  expect(await refused.isHeld(FIRST)).toBe(true);
  await expect(refused.stage(FIRST)?.()).rejects.toThrow('denied');
});

test('another run may take the name as soon as everything was read, long before it is uploaded', async () => {
  const uploaded = Promise.withResolvers<Content>();
  let read = () => {};
  const found: Digest[] = [];
  const ahead = stagingAhead({
    expect: () => {},
    prepare: () => {},
    found: async digest => void found.push(digest),
    name: async () => {},
    stage: (_digest, holding) => {
      read = holding.read;
      return uploaded.promise;
    },
  });
  ahead.begin(FIRST);
  let isHeld = false;
  const holding = ahead.isHeld(FIRST).then(held => {
    isHeld = held;
  });
  await new Promise(resolve => setImmediate(resolve));
  expect([isHeld, found]).toEqual([false, [FIRST]]);
  read();
  await holding;
  expect(isHeld).toBe(true);
  uploaded.resolve(contentOf(FIRST));
});

test('an image that waits for others is noted as soon as the engine has it, once', () => {
  const found: Digest[] = [];
  const ahead = () =>
    stagingAhead({
      expect: () => {},
      prepare: () => {},
      found: async digest => void found.push(digest),
      name: async () => {},
      stage: async digest => contentOf(digest),
    });
  const [one, two] = begunTogether([ahead(), ahead()]);
  one?.begin(FIRST);
  expect(found).toEqual([FIRST]);
  two?.begin(OTHER);
  expect(found).toEqual([FIRST, OTHER]);
});

test('several images are staged when the last one is there, and none if one of them is not staged ahead', () => {
  const staged: Digest[] = [];
  const ahead = () =>
    stagingAhead({
      expect: () => {},
      prepare: () => {},
      found: async () => {},
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
