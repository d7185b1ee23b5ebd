import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../src/oci/digest.ts';
import { OCI_INDEX } from '../../src/oci/manifest.ts';
import type { Digest, Manifest } from '../../src/oci/types.ts';
import { mergeParts, problemsOfParts } from '../../src/parts/merge.ts';
import type { Child, OpenPart } from '../../src/parts/open-part.ts';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const ATTESTED = 'vnd.docker.reference.digest';

function manifestOf(mediaType: string, value: object): Manifest {
  const bytes = Buffer.from(JSON.stringify(value));
  return { mediaType, digest: sha256(bytes), bytes };
}

/** A part as buildx creates it: an image for each platform, and its attestations. */
function part(platforms: readonly string[], tested: readonly Digest[] = []): OpenPart {
  const children = platforms.flatMap((platform): Child[] => {
    const [os = '', architecture = '', variant] = platform.split('/');
    const image = manifestOf(OCI_MANIFEST, { platform });
    const said = manifestOf(OCI_MANIFEST, { about: platform });
    const sizeOf = ({ mediaType, digest, bytes }: Manifest) => ({ mediaType, digest, size: bytes.length });
    const own = { os, architecture, ...(variant !== undefined && { variant }) };
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', [ATTESTED]: image.digest };
    return [
      { descriptor: { ...sizeOf(image), platform: own }, manifest: image },
      {
        descriptor: { ...sizeOf(said), platform: { os: 'unknown', architecture: 'unknown' }, annotations },
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

describe('one index', () => {
  const parts = [part(['linux/arm64']), part(['linux/s390x', 'linux/amd64'])];
  const wanted = ['linux/amd64', 'linux/arm64', 'linux/s390x'];

  test('has the images in the order of `platforms`, then their attestations in the same order', () => {
    const { manifests } = read(mergeParts(parts, wanted, {}).root);
    expect(manifests.map(({ platform }) => platform.architecture)).toEqual([
      ...['amd64', 'arm64', 's390x'],
      ...['unknown', 'unknown', 'unknown'],
    ]);
    const images = manifests.slice(0, 3).map(({ digest }) => digest);
    expect(manifests.slice(3).map(({ annotations }) => annotations?.[ATTESTED])).toEqual(images);
  });

  test('does not depend on the order of the parts, and has the annotations', () => {
    const annotations = { harbour: 'north' };
    const [one, other] = [parts, parts.toReversed()].map(list => mergeParts(list, wanted, annotations).root);
    expect(one!.digest).toBe(other!.digest);
    expect(read(one!).annotations).toEqual(annotations);
  });

  test('is written last', () => {
    const { root, manifests } = mergeParts(parts, wanted, {});
    expect(manifests).toHaveLength(7);
    expect(manifests.at(-1)).toBe(root);
  });
});

describe('parts that do not make up the image', () => {
  const problems = (parts: readonly OpenPart[], wanted: readonly string[]): string =>
    problemsOfParts(parts, wanted).join('\n');

  test('are all named at once', () => {
    const said = problems([part(['linux/amd64']), part(['linux/amd64', 'linux/386'])], ['linux/amd64', 'linux/arm64']);
    expect(said).toContain(
      'linux/amd64: handed over by slipway-part-linux/amd64 and slipway-part-linux/amd64_linux/386',
    );
    expect(said).toContain('linux/arm64: no part was handed over; check that the job that builds it ran and succeeded');
    expect(said).toContain(
      'linux/386: slipway-part-linux/amd64_linux/386 contains it, but `platforms` does not list it',
    );
  });

  test('one of which was tested as something else', () => {
    const other: Digest = `sha256:${'ab'.repeat(32)}`;
    expect(problems([part(['linux/amd64'], [other])], ['linux/amd64'])).toContain(`its tests ran on ${other}`);
  });

  test('complete parts have no problem, under any name of the platform', () => {
    expect(problems([part(['linux/amd64']), part(['linux/arm64'])], ['linux/x86_64', 'linux/arm64/v8'])).toBe('');
  });
});
