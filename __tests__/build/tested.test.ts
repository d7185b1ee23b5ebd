import { describe, expect, test } from '@jest/globals';
import type { Built } from '../../src/build/built.ts';
import { loadedImage, unlikeKept } from '../../src/build/tested.ts';
import { connectEngine } from '../../src/engine/engine.ts';
import { sha256 } from '../../src/oci/digest.ts';
import type { Digest, Manifest } from '../../src/oci/types.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const tested = (...letters: string[]) => letters.map(letter => ({ platform: 'linux/amd64', digest: digest(letter) }));

test.each([
  ['nothing tested', '', 'ab', ''],
  ['the same', 'a', 'a', ''],
  ['one platform of two', 'b', 'ab', ''],
  ['another', 'c', 'ab', digest('c')],
  ['one of two differs', 'bc', 'ab', digest('c')],
])('%s', (_, own, kept, told) => {
  const said = unlikeKept(tested(...own), { image: { platforms: [...kept].map(digest) } });
  if (told === '') expect(said).toBe('');
  else expect(said).toContain(`(${told}), another image of the same commit`);
});

describe('the image in an engine, and the one that a promotion publishes', () => {
  const json = (mediaType: string, value: object): Manifest => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...value }));
    return { mediaType, digest: sha256(bytes), bytes };
  };
  const image = (letter: string) => {
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digest(letter), size: 1 };
    return json('application/vnd.oci.image.manifest.v1+json', { config, layers: [] });
  };
  const [amd, arm] = [image('a'), image('b')];
  const child = ({ mediaType, digest, bytes }: Manifest, architecture: string) => ({
    ...{ mediaType, digest, size: bytes.length, platform: { os: 'linux', architecture } },
  });
  const root = json('application/vnd.oci.image.index.v1+json', {
    manifests: [child(arm, 'arm64'), child(amd, 'amd64')],
  });
  const stats = { steps: [], cachedSteps: 0, totalSteps: 0 };
  const built = (of: Manifest, manifests: readonly Manifest[]): Built => ({
    result: { digest: of.digest, configDigest: undefined, metadata: '', stats, checks: [] },
    local: 'a/b:run',
    layout: undefined,
    content: { root: of, manifests },
  });
  const index = built(root, [arm, amd, root]);
  const within = (id: string | undefined, platform = 'linux/amd64') => {
    const found = id === undefined ? undefined : { id, references: [], size: 1, layers: ['sha256:x'] };
    const any = { ...connectEngine('/nowhere'), image: async () => found };
    return { any, platform };
  };

  test.each<[string, Built, string, string, object[]]>([
    ['the containerd store', index, root.digest, 'linux/amd64', [child(arm, 'arm64'), child(amd, 'amd64')]],
    ['the classic store', index, digest('a'), 'linux/amd64', [child(amd, 'amd64')]],
    ['the classic store of another machine', index, digest('b'), 'linux/s390x', [child(arm, 'arm64')]],
    ['the classic store, of one platform', built(amd, [amd]), digest('a'), 'linux/amd64', [child(amd, 'amd64')]],
  ])('%s', async (_, what, id, platform, wanted) => {
    const loaded = await loadedImage(what, within(id, platform));
    const platforms = (wanted as ReturnType<typeof child>[]).map(({ digest, platform: { os, architecture } }) => ({
      ...{ platform: `${os}/${architecture}`, digest },
    }));
    expect(loaded).toEqual({ id, platforms });
  });

  test.each([
    ['another image', digest('c'), digest('c')],
    ['another platform of the image', digest('b'), digest('b')],
    ['nothing', undefined, 'gone'],
  ])('%s is refused', async (_, id, told) => {
    await expect(loadedImage(index, within(id))).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
      message: expect.stringContaining(`a/b:run is ${told}`),
    });
  });
});
