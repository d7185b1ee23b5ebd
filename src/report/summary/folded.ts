import { humanSize } from '../../host/text/human-size.ts';
import { inSeconds } from '../../host/text/seconds.ts';
import { isAttestation } from '../../oci/attestation.ts';
import { blobsOf } from '../../oci/content.ts';
import { isIndex, linksOf } from '../../oci/manifest.ts';
import { nameOf } from '../../oci/platforms.ts';
import type { Descriptor } from '../../oci/types.ts';
import type { Published } from '../../publish/publish.ts';
import { cacheSection } from './cache.ts';
import type { SummaryFacts } from './facts.ts';
import { details, table } from './markup.ts';
import { renderTimeline } from './timeline.ts';

/** Details for debugging: the stages with their times, the platforms' manifests, and the cache. */
export function foldedSection({ times, stats, cache, images }: SummaryFacts): string {
  const stages = times.map(({ stage, ms }) => [stage, inSeconds(ms)]);
  const timeline = renderTimeline(times, stats);
  const parts = [
    ...(stages.length > 0 ? [table(['Stage', 'Time'], stages)] : []),
    ...images.map(manifestTable),
    ...(stats === undefined ? [] : [cacheSection(stats, cache)]),
    ...(timeline === '' ? [] : [timeline]),
  ];
  return parts.length === 0 ? '' : details('Stages, platforms and cache', parts.join('\n\n'));
}

function manifestTable({ name, content }: Published): string {
  const { root, manifests } = content;
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const entries: readonly Descriptor[] = isIndex(root.mediaType)
    ? linksOf(root).manifests
    : [{ mediaType: root.mediaType, digest: root.digest, size: root.bytes.length }];
  const rows = entries.map(entry => {
    const manifest = byDigest.get(entry.digest);
    const blobs = manifest === undefined ? [] : linksOf(manifest).blobs;
    return [platformName(entry), entry.digest, humanSize(blobs.reduce((sum, blob) => sum + blob.size, 0))];
  });
  const total = humanSize(blobsOf(content).reduce((sum, blob) => sum + blob.size, 0));
  return table(
    [name === '' ? 'Platform' : `${name}: platform`, 'Manifest', 'Size'],
    [...rows, ['all, each layer once', root.digest, total]],
  );
}

function platformName(descriptor: Descriptor): string {
  if (isAttestation(descriptor)) return 'attestations';
  return descriptor.platform === undefined ? 'image' : nameOf(descriptor.platform);
}
