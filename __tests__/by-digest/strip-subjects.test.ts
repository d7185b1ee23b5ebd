import { describe, expect, test } from '@jest/globals';
import { mergePlatforms } from '../../src/by-digest/merge-platforms.ts';
import { checkPlatforms, type Pushed } from '../../src/by-digest/pushed.ts';
import { manifestOf, stripSubject, stripSubjects } from '../../src/by-digest/strip-subjects.ts';
import { sha256 } from '../../src/oci/digest.ts';
import type { Descriptor, Digest, Manifest } from '../../src/oci/types.ts';
import { type IndexAnnotations, indexAnnotations } from '../../src/plan/index-annotations.ts';

const OCI = 'application/vnd.oci.image';
const digestOf = (text: string): Digest => sha256(Buffer.from(text));

/** BuildKit's push of one platform under `name`: an index of an image and its attestations. */
function pushed(name: string, architecture: string, { bare = false } = {}): Pushed {
  const image = manifestOf(`${OCI}.manifest.v1+json`, { schemaVersion: 2, of: architecture });
  const platform = { architecture, os: 'linux' };
  const head = describeIt(image, { platform });
  if (bare) return { root: image, children: [{ descriptor: head, manifest: image }], blobs: new Map() };
  const hex = image.digest.slice('sha256:'.length);
  const purl = `pkg:docker/${name}@latest?platform=linux%2F${architecture}`;
  const subject = JSON.stringify([{ name: purl, digest: { sha256: hex } }]);
  const rest = `"predicate":{"of":"${architecture}","big":12345678901234567890,"escaped":"\\u003c\\u003e"}}`;
  const type = '"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2"';
  const statement = Buffer.from(`{${type},"subject":${subject},${rest}`);
  const config = Buffer.from(JSON.stringify({ os: 'unknown', rootfs: { diff_ids: [sha256(statement)] } }));
  const attestation = manifestOf(`${OCI}.manifest.v1+json`, {
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: { mediaType: `${OCI}.config.v1+json`, digest: sha256(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.in-toto+json', digest: sha256(statement), size: statement.length }],
  });
  const annotations = { 'vnd.docker.reference.digest': image.digest };
  const about = describeIt(attestation, { annotations, platform: { architecture: 'unknown', os: 'unknown' } });
  const mediaType = `${OCI}.index.v1+json`;
  const root = manifestOf(mediaType, { schemaVersion: 2, mediaType, manifests: [head, about] });
  const children = [
    { descriptor: head, manifest: image },
    { descriptor: about, manifest: attestation },
  ];
  return {
    root,
    children,
    blobs: new Map([
      [sha256(statement), statement],
      [sha256(config), config],
    ]),
  };
}

function describeIt({ mediaType, digest, bytes }: Manifest, more: Partial<Descriptor>): Descriptor {
  return { mediaType, digest, size: bytes.length, ...more };
}

const PLAIN: IndexAnnotations = { index: {}, entries: [] };

const json = (manifest: Manifest) => JSON.parse(manifest.bytes.toString());

describe('the names that an image was pushed under', () => {
  test('are removed: what two registries received becomes one image', () => {
    const [here, there] = ['ghcr.io/acme/api', 'registry.internal/secret/api'].map(name => pushed(name, 'amd64'));
    expect(here!.root.digest).not.toBe(there!.root.digest);
    const one = stripSubjects(here!);
    expect(stripSubjects(there!)).toEqual(one);
    const texts = [...one.blobs.values(), ...one.content.manifests.map(({ bytes }) => bytes)].join('\n');
    expect(texts).not.toMatch(/ghcr|acme|secret|latest/);
  });

  test('every digest and size in it matches the content it names', () => {
    const { content, blobs } = stripSubjects(pushed('ghcr.io/acme/api', 'arm64'));
    const held = new Map([...content.manifests.map(({ digest, bytes }) => [digest, bytes] as const), ...blobs]);
    for (const [digest, bytes] of held) expect(sha256(bytes)).toBe(digest);
    const [image, attestation, index] = content.manifests;
    expect(content.root).toBe(index);
    const named = [...json(index!).manifests, json(attestation!).config, ...json(attestation!).layers] as Descriptor[];
    for (const { digest, size } of named) expect(held.get(digest)?.length).toBe(size);
    expect(json(index!).manifests[1].annotations['vnd.docker.reference.digest']).toBe(image!.digest);
    const config = JSON.parse(blobs.get(json(attestation!).config.digest)!.toString());
    expect(config.rootfs.diff_ids).toEqual([json(attestation!).layers[0].digest]);
  });

  test('an image without attestations stays as it is', () => {
    const bare = pushed('x/y', 'amd64', { bare: true });
    expect(stripSubjects(bare)).toEqual({ content: { root: bare.root, manifests: [bare.root] }, blobs: new Map() });
  });
});

describe('the subject of a statement', () => {
  const image = digestOf('image');
  const hex = image.slice('sha256:'.length);
  const statement = (subject: string) =>
    Buffer.from(`{"_type":"t","predicateType":"p","subject":${subject},"predicate":{"subject":[1]}}`);
  const empty = statement('[]').toString();

  test.each([
    ['the image, once', `[{"name":"a","digest":{"sha256":"${hex}"}}]`, true],
    ['the image, twice', `[{"name":"a","digest":{"sha256":"${hex}"}},{"name":"b","digest":{"sha256":"${hex}"}}]`, true],
    ['a name with brackets and quotes', `[{"name":"a\\"]}[","digest":{"sha256":"${hex}"}}]`, true],
    ['nothing', '[]', true],
    ['a file', `[{"name":"a","digest":{"sha256":"${'0'.repeat(64)}"}}]`, false],
    ['the image and a file', `[{"name":"a","digest":{"sha256":"${hex}"}},{"name":"f","digest":{}}]`, false],
    ['something else', '[null]', false],
  ])('%s', (_, subject, emptied) => {
    const before = statement(subject);
    expect(stripSubject(before, image).toString()).toBe(emptied ? empty : before.toString());
  });

  test.each(['', 'not JSON', '{"subject":[{"digest":{}}]}', '{"_type":"t","predicateType":"p","subject":[{'])(
    'of %j is left as it is',
    text => expect(stripSubject(Buffer.from(text), image).toString()).toBe(text),
  );
});

describe('the parts of several nodes', () => {
  test('form one index: images first, then their attestations', () => {
    const parts = ['amd64', 'arm64'].map(architecture => pushed('x/y', architecture));
    const merged = mergePlatforms(parts, { ...PLAIN, index: { harbour: 'north' } });
    const index = json(merged.root);
    expect(index.manifests.map((child: Descriptor) => child.platform?.architecture)).toEqual([
      'amd64',
      'arm64',
      'unknown',
      'unknown',
    ]);
    expect(index.annotations).toEqual({ harbour: 'north' });
    expect(merged.blobs.size).toBe(4);
    expect(stripSubjects(merged).content.manifests).toHaveLength(5);
  });

  test('without attestations too', () => {
    const parts = ['amd64', 'arm64'].map(architecture => pushed('x/y', architecture, { bare: true }));
    const { root } = mergePlatforms(parts, PLAIN);
    expect(root.mediaType).toBe(`${OCI}.index.v1+json`);
    expect(json(root).manifests.map((child: Descriptor) => child.platform)).toEqual([
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux' },
    ]);
    expect(json(root)).not.toHaveProperty('annotations');
  });

  test.each([false, true])('get the annotations of their entries; attestations do not (single manifests: %s)', bare => {
    const parts = ['amd64', 'arm64'].map(architecture => pushed('x/y', architecture, { bare }));
    const annotations = indexAnnotations(
      ['manifest-descriptor:port=north', 'manifest-descriptor[linux/arm64/v8]:port=south'],
      { 'annotation-manifest-descriptor[linux/amd64].ship': 'tide' },
    );
    const merged = mergePlatforms(parts, annotations);
    for (const index of [merged.root, stripSubjects(merged).content.root]) {
      const [amd, arm, ...attestations] = json(index).manifests as Descriptor[];
      expect(amd).toMatchObject({ annotations: { port: 'north', ship: 'tide' } });
      expect(arm!.annotations).toEqual({ port: 'south' });
      expect(attestations).toHaveLength(bare ? 0 : 2);
      for (const one of attestations) expect(Object.keys(one.annotations!)).toEqual(['vnd.docker.reference.digest']);
    }
  });
});

describe('the resulting platforms', () => {
  const both = mergePlatforms([pushed('x/y', 'amd64'), pushed('x/y', 'arm64')], PLAIN);

  test.each([
    [both, []],
    [both, ['linux/amd64', 'linux/arm64/v8']],
    [both, ['linux/amd64', 'local']],
    [pushed('x/y', 'amd64'), ['linux/x86_64']],
    [pushed('x/y', 'arm64', { bare: true }), ['linux/amd64']],
  ])('are the requested ones (%#)', (image, requested) => {
    expect(() => checkPlatforms(image, requested)).not.toThrow();
  });

  test.each([
    [pushed('x/y', 'amd64'), ['linux/amd64', 'linux/arm64']],
    [pushed('x/y', 'arm64'), ['linux/amd64']],
    [both, ['linux/amd64']],
    [
      mergePlatforms(
        ['arm64', 'arm64'].map(of => pushed('x/y', of, { bare: true })),
        PLAIN,
      ),
      ['linux/amd64', 'linux/arm64'],
    ],
  ])('are not (%#)', (image, requested) => {
    expect(() => checkPlatforms(image, requested)).toThrow(
      expect.objectContaining({ code: 'DIGEST_MISMATCH', message: expect.stringContaining('was asked for') }),
    );
  });
});
