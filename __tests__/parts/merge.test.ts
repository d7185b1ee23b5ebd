import { describe, expect, test } from '@jest/globals';
import { parseDescriptor } from '../../src/oci/descriptor.ts';
import { sha256 } from '../../src/oci/digest.ts';
import { OCI_INDEX } from '../../src/oci/manifest.ts';
import type { Descriptor, Digest, Manifest } from '../../src/oci/types.ts';
import { mergeParts, problemsOfPart, problemsOfParts } from '../../src/parts/merge.ts';
import type { Child, OpenPart } from '../../src/parts/open-part.ts';
import { type IndexAnnotations, indexAnnotations } from '../../src/plan/index-annotations.ts';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const ATTESTED = 'vnd.docker.reference.digest';

function manifestOf(mediaType: string, value: object): Manifest {
  const bytes = Buffer.from(JSON.stringify(value));
  return { mediaType, digest: sha256(bytes), bytes };
}

/** A change to an entry of a part's index. */
type Change = Readonly<{ annotations?: Record<string, string>; platform?: object; subject?: object | string }>;

/** A part as buildx creates it: an image for each platform, and its attestations. */
function part(platforms: readonly string[], tested: readonly Digest[] = [], change: Change = {}): OpenPart {
  const children = platforms.flatMap((platform): Child[] => {
    const [os = '', architecture = '', variant] = platform.split('/');
    const image = manifestOf(OCI_MANIFEST, { platform });
    const { subject, ...entry } = change;
    const said = manifestOf(OCI_MANIFEST, { about: platform, subject });
    const sizeOf = ({ mediaType, digest, bytes }: Manifest) => ({ mediaType, digest, size: bytes.length });
    const own = { os, architecture, ...(variant !== undefined && { variant }) };
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', [ATTESTED]: image.digest };
    return [
      { descriptor: { ...sizeOf(image), platform: own }, manifest: image },
      {
        descriptor: parseDescriptor(
          { ...sizeOf(said), platform: { os: 'unknown', architecture: 'unknown' }, annotations, ...entry },
          'a test',
        ),
        manifest: said,
      },
    ];
  });
  const root = manifestOf(OCI_INDEX, { manifests: children.map(({ descriptor }) => descriptor) });
  const name = `slipway-part-${platforms.join('_')}`;
  return {
    received: {
      name,
      folder: '/nowhere',
      record: {
        schema: 1,
        repository: 'acme/tides',
        commit: 'abc',
        run: '1',
        attempt: 1,
        time: 1793610000,
        plan: 'p',
        stated: [],
        platforms,
        root: root.digest,
        gates: [],
        tested,
        places: ['ghcr.io/acme/tides'],
        handOver: 'registry',
      },
    },
    root,
    children,
    blobs: [],
    leftOut: new Set(),
    from: undefined,
    open: () => {
      throw new Error('nothing is read');
    },
  };
}

type Index = {
  manifests: { platform: { architecture: string }; annotations?: Record<string, string>; digest: string }[];
  annotations?: object;
};
const read = (root: Manifest) => JSON.parse(root.bytes.toString()) as Index;

const PLAIN: IndexAnnotations = { index: {}, entries: [] };

describe('one index', () => {
  const parts = [part(['linux/arm64']), part(['linux/s390x', 'linux/amd64'])];
  const wanted = ['linux/amd64', 'linux/arm64', 'linux/s390x'];

  test('has the images in the order of `platforms`, then their attestations in the same order', () => {
    const { manifests } = read(mergeParts(parts, wanted, PLAIN).root);
    expect(manifests.map(({ platform }) => platform.architecture)).toEqual([
      ...['amd64', 'arm64', 's390x'],
      ...['unknown', 'unknown', 'unknown'],
    ]);
    const images = manifests.slice(0, 3).map(({ digest }) => digest);
    expect(manifests.slice(3).map(({ annotations }) => annotations?.[ATTESTED])).toEqual(images);
  });

  test('does not depend on the order of the parts, and has the annotations', () => {
    const annotations = { ...PLAIN, index: { harbour: 'north' } };
    const [one, other] = [parts, parts.toReversed()].map(list => mergeParts(list, wanted, annotations).root);
    expect(one!.digest).toBe(other!.digest);
    expect(read(one!).annotations).toEqual(annotations.index);
  });

  test('has the annotations of its entries that the parts lack, and keeps those that they have', () => {
    const [amd, arm] = [part(['linux/amd64']), part(['linux/arm64'])];
    const own = { port: 'south', build: '7' };
    const children = arm.children.map((child, at) =>
      at === 0 ? { ...child, descriptor: { ...child.descriptor, annotations: own } } : child,
    );
    const given = indexAnnotations(
      ['manifest-descriptor:port=north', 'manifest-descriptor[linux/arm64]:ship=tide'],
      {},
    );
    const { manifests } = read(mergeParts([amd, { ...arm, children }], wanted, given).root);
    expect(manifests.slice(0, 2).map(({ annotations }) => annotations)).toEqual([
      { port: 'north' },
      { ...own, ship: 'tide' },
    ]);
    expect(manifests.slice(2).flatMap(({ annotations }) => Object.keys(annotations!))).not.toContain('port');
  });

  test('has the type of its parts: of Docker only if all are, whichever is listed first', () => {
    const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
    const [amd, arm] = [part(['linux/amd64']), part(['linux/arm64'])];
    const dockers = (given: OpenPart): OpenPart => ({ ...given, root: { ...given.root, mediaType: LIST } });
    const typeOf = (parts: readonly OpenPart[]) =>
      mergeParts(parts, ['linux/amd64', 'linux/arm64'], PLAIN).root.mediaType;
    expect(typeOf([dockers(amd), dockers(arm)])).toBe(LIST);
    for (const parts of [
      [dockers(amd), arm],
      [arm, dockers(amd)],
    ])
      expect(typeOf(parts)).toBe(OCI_INDEX);
  });

  test('is written last', () => {
    const { root, manifests } = mergeParts(parts, wanted, PLAIN);
    expect(manifests).toHaveLength(7);
    expect(manifests.at(-1)).toBe(root);
  });
});

describe('parts that do not make up the image', () => {
  const problems = (parts: readonly OpenPart[], wanted: readonly string[]): string =>
    [
      ...parts.flatMap(one => problemsOfPart(one).map(problem => `${one.received.name}: ${problem}`)),
      ...problemsOfParts(parts, wanted),
    ].join('\n');

  test('are all named at once', () => {
    const said = problems([part(['linux/amd64']), part(['linux/amd64', 'linux/386'])], ['linux/amd64', 'linux/arm64']);
    expect(said).toContain(
      'linux/amd64: handed over by slipway-part-linux/amd64 and slipway-part-linux/amd64_linux/386',
    );
    expect(said).toContain(
      'linux/arm64: no part was handed over; check that the job that builds it is among `needs`, ran and succeeded',
    );
    expect(said).toContain(
      'linux/386: slipway-part-linux/amd64_linux/386 contains it, but `platforms` does not list it',
    );
  });

  test('one of which was tested as something else', () => {
    const other: Digest = `sha256:${'ab'.repeat(32)}`;
    expect(problems([part(['linux/amd64'], [other])], ['linux/amd64'])).toContain(`its tests ran on ${other}`);
  });

  describe('one that says something about another image', () => {
    const victim = part(['linux/amd64']).children[0]!.manifest.digest;
    const withChange = (change: Change) => problems([part(['linux/arm64'], [], change)], ['linux/arm64']);

    test('as an attestation, which the merging job might sign', () => {
      const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', [ATTESTED]: victim };
      expect(withChange({ annotations })).toContain(`it attests ${victim}, which is not in it`);
    });

    test('as an attestation of nothing', () => {
      expect(withChange({ annotations: {} })).toContain('it attests no image');
    });

    test('as an attestation of a text, which makes no line of its own', () => {
      const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', [ATTESTED]: 'x\nlinux/amd64: forged' };
      expect(withChange({ annotations })).toContain('it attests "x\\nlinux/amd64: forged", which is not in it');
    });

    test('as its referrer, which registries list beside it', () => {
      expect(withChange({ subject: { mediaType: OCI_MANIFEST, digest: victim, size: 2 } })).toContain(
        `it refers to ${victim}, which is not in it`,
      );
    });
  });

  test.each<[string, object | string]>([
    ['an object', {}],
    ['one with a digest of `null`', { mediaType: OCI_MANIFEST, digest: null, size: 2 }],
    ['text', 'sha256'],
  ])('a subject that hides an earlier one from this check, but not from a registry: %s', (_, subject) => {
    const said = problems([part(['linux/arm64'], [], { subject })], ['linux/arm64']);
    expect(said).toMatch(/it refers to something without a digest \(sha256:/);
  });

  test('one that contains the image of another, and could attest it', () => {
    const [mine, other] = [part(['linux/arm64']), part(['linux/amd64'])];
    const [stolen] = other.children;
    const withStolen = (platform: NonNullable<Descriptor['platform']>) => ({
      ...mine,
      children: [...mine.children, { ...stolen!, descriptor: { ...stolen!.descriptor, platform } }],
    });
    const twice = withStolen({ os: 'linux', architecture: 'amd64', variant: 'v2' });
    const platforms = ['linux/amd64', 'linux/arm64'];
    expect(problemsOfParts([other, withStolen({ os: 'linux', architecture: 'amd64' })], platforms)).toEqual([
      'linux/amd64: handed over by slipway-part-linux/amd64 and slipway-part-linux/arm64; let one job build it',
    ]);
    expect(problemsOfParts([other, twice], platforms)).toContainEqual(
      `slipway-part-linux/amd64 and slipway-part-linux/arm64: both contain the image ${stolen!.manifest.digest}, so it is not known whose attestations are true; build these platforms in one job`,
    );
    expect(problemsOfParts([other, mine], platforms)).toEqual([]);
  });

  test('an attestation about its own image may refer to it', () => {
    const { digest } = part(['linux/arm64']).children[0]!.manifest;
    const subject = { mediaType: OCI_MANIFEST, digest, size: 2 };
    expect(problems([part(['linux/arm64'], [], { subject })], ['linux/arm64'])).toBe('');
  });

  test('an attestation that an engine could run', () => {
    const platform = { os: '', architecture: '' };
    expect(problems([part(['linux/arm64'], [], { platform })], ['linux/arm64'])).toMatch(/an attestation .* could run/);
  });

  test('attestations that attest each other', () => {
    const [one, other] = part(['linux/amd64', 'linux/arm64']).children.filter((_, at) => at % 2 === 1);
    const about = ({ manifest }: Child) => ({ [ATTESTED]: manifest.digest });
    const whole = part(['linux/amd64', 'linux/arm64']);
    const children = whole.children.map(child => {
      if (child.manifest.digest === one!.manifest.digest)
        return { ...child, descriptor: { ...child.descriptor, annotations: about(other!) } };
      if (child.manifest.digest === other!.manifest.digest)
        return { ...child, descriptor: { ...child.descriptor, annotations: about(one!) } };
      return child;
    });
    expect(problems([{ ...whole, children }], ['linux/amd64', 'linux/arm64'])).toContain('which is not in it');
    expect(mergeParts([{ ...whole, children }], ['linux/amd64', 'linux/arm64'], PLAIN).manifests).toHaveLength(5);
  });

  test('one for another platform than its record says', () => {
    const { received, ...rest } = part(['linux/amd64']);
    const record = { ...received.record, platforms: ['linux/arm64'] };
    expect(problems([{ ...rest, received: { ...received, record } }], ['linux/arm64'])).toContain(
      'its record says linux/arm64, but its image is for linux/amd64',
    );
  });

  test('complete parts have no problem, under any name of the platform', () => {
    expect(problems([part(['linux/amd64']), part(['linux/arm64'])], ['linux/x86_64', 'linux/arm64/v8'])).toBe('');
  });
});
