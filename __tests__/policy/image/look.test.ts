import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../src/oci/digest.ts';
import { OCI_INDEX } from '../../../src/oci/manifest.ts';
import type { Descriptor, Manifest } from '../../../src/oci/types.ts';
import { lookAt, type Stage } from '../../../src/policy/image/look.ts';
import { recordingLog } from '../../fakes/log.ts';

const IMAGE = 'application/vnd.oci.image.manifest.v1+json';

/** A fake image: its content, and the blobs that were read. */
function draft() {
  const manifests: Manifest[] = [];
  const blobs = new Map<string, Buffer>();
  const read: string[] = [];
  const blob = (bytes: Buffer, more: Partial<Descriptor> = {}): Descriptor => {
    const digest = sha256(bytes);
    blobs.set(digest, bytes);
    return { mediaType: 'application/octet-stream', digest, size: bytes.length, ...more };
  };
  const put = (mediaType: string, json: object): Descriptor => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...json }));
    const manifest = { mediaType, digest: sha256(bytes), bytes };
    manifests.push(manifest);
    return { mediaType, digest: manifest.digest, size: bytes.length };
  };
  return {
    read,
    blobs,
    /** @param config as text: keys may be duplicated */
    image: (config: string, more: Readonly<{ layer?: string; subject?: Descriptor }> = {}) => {
      const { layer: mediaType = 'application/vnd.oci.image.layer.v1.tar', subject } = more;
      const layers = [blob(Buffer.alloc(1000), { mediaType })];
      return put(IMAGE, { config: blob(Buffer.from(config)), layers, subject });
    },
    attestation: (...types: readonly string[]) =>
      put(IMAGE, {
        config: blob(Buffer.from('{"os":"unknown","architecture":"unknown","config":{}}')),
        layers: types.map(type =>
          blob(Buffer.from(type), {
            mediaType: 'application/vnd.in-toto+json',
            annotations: { 'in-toto.io/predicate-type': type },
            ...(type.endsWith('huge') && { size: 9 * 1024 ** 2 }),
          }),
        ),
      }),
    index: (...children: readonly Descriptor[]) => put(OCI_INDEX, { manifests: children }),
    stage: (async to => {
      for (const manifest of manifests) {
        const json = JSON.parse(manifest.bytes.toString()) as { config?: Descriptor; layers?: Descriptor[] };
        for (const one of [json.config, ...(json.layers ?? [])].filter(each => each !== undefined)) {
          const open = () => {
            read.push(one.digest);
            return Readable.from([blobs.get(one.digest)!], { objectMode: false });
          };
          await to.upload(one, { open, replayable: true });
        }
        await to.manifest(manifest);
      }
      return { root: manifests.at(-1)!, manifests };
    }) satisfies Stage,
  };
}

const look = (stage: Stage) => lookAt(stage, recordingLog());
const CONFIG = '{"os":"linux","architecture":"amd64","config":{"User":"7","Labels":{"a":"b"}}}';
const AMD64 = { os: 'linux', architecture: 'amd64' };
const UNKNOWN = { os: 'unknown', architecture: 'unknown' };

test('an image without an index; its layers are not read', async () => {
  const { image, stage, read } = draft();
  const { digest } = image(CONFIG);
  expect(await look(stage)).toEqual([
    {
      ...{ platform: 'linux/amd64', digest, size: 1000 + CONFIG.length, attested: [], provenance: [] },
      ...{ config: { user: '7', labels: { a: 'b' } }, ownPlatform: 'linux/amd64', isHidden: false },
    },
  ]);
  expect(read).toEqual([sha256(Buffer.from(CONFIG))]);
});

test('each platform of an index, with its attestations', async () => {
  const { image, attestation, index, stage } = draft();
  const one = image(CONFIG);
  const other = image(CONFIG.replace('amd64', 'arm64').replace('"7"', '"0"'));
  const said = attestation('https://slsa.dev/provenance/v0.2', 'https://spdx.dev/Document');
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': one.digest,
  };
  index(
    { ...one, platform: AMD64 },
    { ...other, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    { ...said, platform: UNKNOWN, annotations },
  );
  const found = await look(stage);
  expect(
    found.map(({ platform, config, attested, provenance }) => [platform, config?.user, attested.length, provenance]),
  ).toEqual([
    ['linux/amd64', '7', 2, ['https://slsa.dev/provenance/v0.2']],
    ['linux/arm64', '0', 0, []],
  ]);
});

test('an oversized statement makes the others worthless', async () => {
  const { image, attestation, index, stage } = draft();
  const one = image(CONFIG);
  const said = attestation('https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/huge');
  const annotations = { 'vnd.docker.reference.digest': one.digest };
  index({ ...one, platform: AMD64 }, { ...said, platform: UNKNOWN, annotations });
  expect((await look(stage)).map(({ provenance }) => provenance)).toEqual([[]]);
});

describe('images that try to hide content', () => {
  const usersOf = async (stage: Stage) => (await look(stage)).map(({ platform, config }) => [platform, config?.user]);

  test('an image in an index in an index', async () => {
    const { image, index, stage } = draft();
    const inner = index({ ...image(CONFIG.replace('"7"', '"0"')), platform: AMD64 });
    index({ ...image(CONFIG), platform: AMD64 }, { ...inner, platform: AMD64 });
    expect(await usersOf(stage)).toEqual([
      ['linux/amd64', '7'],
      ['linux/amd64', '0'],
    ]);
  });

  test('an image that claims to be an attestation, and has a platform', async () => {
    const { image, index, stage } = draft();
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
    index({ ...image(CONFIG.replace('"7"', '"0"')), platform: AMD64, annotations });
    expect(await usersOf(stage)).toEqual([['linux/amd64', '0']]);
  });

  describe('images that no tag leads to', () => {
    const ROOT = CONFIG.replace('"7"', '"0"');
    const NAMELESS = '{"config":{"User":"0"}}';
    const annotations = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': `sha256:${'a'.repeat(64)}`,
    };
    const hiddenIn = async (stage: Stage) =>
      (await look(stage)).filter(({ isHidden }) => isHidden).map(({ platform, config }) => [platform, config?.user]);

    test.each<[string, config: string, layer: string | undefined, platform: string, user: string | undefined]>([
      ['an image', ROOT, undefined, 'linux/amd64', '0'],
      ['one whose layers have the type of statements', ROOT, 'application/vnd.in-toto+json', 'linux/amd64', '0'],
      ['one without a platform of its own', NAMELESS, undefined, 'unknown', undefined],
      ['one for an unknown platform', ROOT.replace('linux', 'unknown'), undefined, 'unknown/amd64', '0'],
      ['one with types in capitals', NAMELESS, 'application/vnd.OCI.image.layer.v1.tar', 'unknown', undefined],
    ])('as an attestation: %s', async (_, config, layer, platform, user) => {
      const { image, index, stage } = draft();
      const child = image(config, layer === undefined ? {} : { layer });
      index({ ...image(CONFIG), platform: AMD64 }, { ...child, platform: UNKNOWN, annotations });
      expect(await hiddenIn(stage)).toEqual([[platform, user]]);
    });

    test('as an attestation whose config is too large to be read', async () => {
      const { image, index, stage } = draft();
      const child = image(ROOT.replace('"0"', `"0","Env":["PAD=${'x'.repeat(8 * 1024 * 1024)}"]`));
      index({ ...image(CONFIG), platform: AMD64 }, { ...child, platform: UNKNOWN, annotations });
      expect(await hiddenIn(stage)).toEqual([['unknown', undefined]]);
    });

    test('in an index for an unknown platform', async () => {
      const { image, index, stage } = draft();
      const inner = index({ ...image(ROOT), platform: AMD64 });
      index({ ...image(CONFIG), platform: AMD64 }, { ...inner, platform: UNKNOWN });
      expect(await hiddenIn(stage)).toEqual([['linux/amd64', '0']]);
    });

    test('as a referrer', async () => {
      const { image, stage } = draft();
      image(ROOT, { subject: image(CONFIG.replace('amd64', 'arm64')) });
      image(CONFIG);
      expect(await hiddenIn(stage)).toContainEqual(['linux/amd64', '0']);
    });

    test.each([
      ['a signature', NAMELESS, 'application/vnd.dev.cosign.simplesigning.v1+json'],
      ['an artifact with an empty config', '{}', undefined],
    ])('not %s', async (_, config, layer) => {
      const { image, index, stage } = draft();
      const child = image(config, layer === undefined ? {} : { layer });
      index({ ...image(CONFIG), platform: AMD64 }, { ...child, platform: UNKNOWN, annotations });
      expect(await hiddenIn(stage)).toEqual([]);
    });
  });

  test.each([
    ['a second key in other letters', '{"os":"linux","architecture":"amd64","config":{"User":"7","user":"0"}}'],
    [
      'a key with the long s, which Go takes for s',
      '{"os":"linux","architecture":"amd64","config":{"User":"7","U\u017fer":"0"}}',
    ],
    ['a second configuration', '{"os":"linux","architecture":"amd64","config":{"User":"7"},"Config":{"User":"0"}}'],
    ['a user that is no text', '{"os":"linux","architecture":"amd64","config":{"User":7}}'],
    ['what is no image', '{"User":"7"}'],
    ['what is no JSON', 'User: 7'],
  ])('%s', async (_, config) => {
    const { image, stage } = draft();
    image(config);
    expect((await look(stage)).map(one => one.config)).toEqual([undefined]);
  });

  test('the last of two equal keys counts, as in Go', async () => {
    const { image, stage } = draft();
    image('{"os":"linux","architecture":"amd64","config":{"User":"7","User":"0"}}');
    expect(await usersOf(stage)).toEqual([['linux/amd64', '0']]);
  });

  test('a configuration that does not match its digest', async () => {
    const { image, stage, blobs } = draft();
    image(CONFIG);
    blobs.set(sha256(Buffer.from(CONFIG)), Buffer.from(CONFIG.replace('7', '9')));
    await expect(look(stage)).rejects.toThrow(/the content of sha256:[0-9a-f]{64} does not match that digest/);
  });
});

test.each(['{"Labels":null}', 'null', '{}'])('an image without a user: %s', async config => {
  const { image, stage } = draft();
  image(`{"os":"linux","architecture":"arm64","config":${config}}`);
  expect((await look(stage))[0]?.config).toEqual({ user: '', labels: {} });
});
