import type { Log } from '../host/ports.ts';
import { referrersTag } from '../oci/referrer.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { Repository, Sink } from '../registry/types.ts';
import { manifestIn } from './referrers.ts';

/** A signature or the like under a tag made of the image's digest, as cosign wrote before there were referrers. */
export type Attached = Readonly<{ tag: string; manifests: readonly Manifest[] }>;

/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (tag-based discovery) */
const KINDS = ['sig', 'att', 'sbom'];

/** The contents of such tags for this image. */
export async function readAttached(repository: Repository, digest: Digest): Promise<readonly Attached[]> {
  const found = await Promise.all(
    KINDS.map(async kind => {
      const tag = `${referrersTag(digest)}.${kind}`;
      const root = await repository.getManifest(tag);
      if (root === undefined) return [];
      const budget = createBudget(`${repository.registry}/${repository.path}:${tag}`);
      return [{ tag, manifests: await readTree(root, child => manifestIn(repository, child.digest), budget) }];
    }),
  );
  return found.flat();
}

/** Writes these tags unless they exist: the target's own signatures are kept. */
export async function writeAttached(repository: Sink, attached: readonly Attached[], log: Log): Promise<void> {
  for (const { tag, manifests } of attached) {
    const root = manifests.at(-1)!;
    const held = await repository.headManifest(tag);
    if (held === undefined) await repository.putManifest(root, tag);
    else if (held.digest !== root.digest) {
      log.notice(`${repository.registry}/${repository.path}:${tag} is kept, although the source has another one`);
    }
  }
}
