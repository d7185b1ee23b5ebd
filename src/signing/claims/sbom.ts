import { ActionError } from '../../host/errors.ts';
import { readBody } from '../../http/body.ts';
import { ATTESTED, isAttestation } from '../../oci/attestation.ts';
import type { Content } from '../../oci/content.ts';
import { sha256 } from '../../oci/digest.ts';
import { imagesIn, isIndex, linksOf } from '../../oci/manifest.ts';
import { isDigest } from '../../oci/reference.ts';
import type { Descriptor, Digest } from '../../oci/types.ts';
import type { Repository } from '../../registry/types.ts';
import { type Claim, readStatement } from '../bundle/statement.ts';

/** BuildKit's annotation with the predicate type of a layer's statement. */
const PREDICATE_TYPE = 'in-toto.io/predicate-type';
const SBOM = /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/bom)/;
/** GitHub's limit. Bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The SBOMs that BuildKit attached to an image, one for each platform, as statements to sign.
 *
 * @param repository one that has the image
 * @throws ActionError SIGN_FAILED when there is none
 */
export async function sbomsOf({ root, manifests }: Content, repository: Repository): Promise<readonly Claim[]> {
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const children = isIndex(root.mediaType) ? linksOf(root).manifests : [];
  const layers = children.filter(isAttestation).flatMap(child => {
    const of = child.annotations?.[ATTESTED] ?? '';
    const manifest = byDigest.get(child.digest);
    const blobs = manifest === undefined ? [] : linksOf(manifest).blobs;
    return blobs.filter(isSbom).map(layer => ({ of, layer }));
  });
  if (layers.length === 0) {
    throw new ActionError('SIGN_FAILED', `\`attest\` has \`sbom\`, but the image ${root.digest} has none`, {
      hint: 'Set `sbom: true`, so that the build makes one.',
    });
  }
  const isOnly = children.length > 0 && imagesIn(root).length === 1;
  return Promise.all(layers.map(({ of, layer }) => read(of, layer, isOnly ? [root.digest] : [], repository)));
}

function isSbom({ annotations }: Descriptor): boolean {
  return SBOM.test(annotations?.[PREDICATE_TYPE] ?? '');
}

/** @param also further subjects: the index of a single-platform image */
async function read(of: string, layer: Descriptor, also: readonly Digest[], repository: Repository): Promise<Claim> {
  const bytes = await readBody(await repository.getBlob(layer.digest), LARGEST);
  const statement = sha256(bytes) === layer.digest ? readStatement(bytes) : undefined;
  if (statement === undefined || !isDigest(of)) {
    throw new ActionError('SIGN_FAILED', `the bill of materials ${layer.digest} is not an in-toto statement`, {
      hint: 'Build the image with another `generator`, or remove `sbom` from `attest`.',
    });
  }
  const { predicateType, predicate } = statement;
  return { predicateType, predicate, subjects: [...also, of].map(digest => ({ digest })) };
}
