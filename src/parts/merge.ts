import { mergePlatforms } from '../by-digest/merge-platforms.ts';
import { ATTESTED } from '../oci/attestation.ts';
import type { Content } from '../oci/content.ts';
import { samePlatform } from '../oci/platforms.ts';
import type { Distributor } from '../staging/distribute.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { type Child, imagesOf, type OpenPart, platformsOf } from './open-part.ts';

/**
 * Checks that the parts make up the image: each wanted platform exactly once, and gates ran on nothing else.
 *
 * @param wanted as in `platforms`
 * @returns a message for each missing, duplicate or unwanted platform
 */
export function problemsOfParts(parts: readonly OpenPart[], wanted: readonly string[]): readonly string[] {
  const made = parts.flatMap(part => platformsOf(part).map(platform => ({ platform, name: part.received.name })));
  return [
    ...wanted.flatMap(platform => {
      const by = made.filter(one => samePlatform(one.platform, platform));
      if (by.length === 0) return [`${platform}: no part was handed over; ${LOOK_AT_JOB}`];
      return by.length > 1 ? [`${platform}: handed over by ${by.map(({ name }) => name).join(' and ')}`] : [];
    }),
    ...made.flatMap(({ platform, name }) =>
      wanted.some(one => samePlatform(one, platform))
        ? []
        : [`${platform}: ${name} contains it, but \`platforms\` does not list it`],
    ),
    ...parts.flatMap(({ received, children }) => {
      const own = new Set<string>(imagesOf(children).map(({ manifest }) => manifest.digest));
      const other = received.record.tested.filter(digest => !own.has(digest));
      return other.map(digest => `${received.name}: its tests ran on ${digest}, which is not in it`);
    }),
  ];
}

/**
 * The whole image: one index of the parts' images in the order of `wanted`, followed by their attestations.
 *
 * @param annotations of the index
 */
export function mergeParts(
  parts: readonly OpenPart[],
  wanted: readonly string[],
  annotations: Readonly<Record<string, string>>,
): Content {
  const rank = ({ descriptor: { platform, digest, annotations } }: Child, all: readonly Child[]): number => {
    const attested = annotations?.[ATTESTED];
    const of = attested === undefined ? undefined : all.find(({ manifest }) => manifest.digest === attested);
    if (of !== undefined && of.descriptor.digest !== digest) return rank(of, all);
    const name = [platform?.os, platform?.architecture, platform?.variant].filter(Boolean).join('/');
    return wanted.findIndex(one => samePlatform(one, name));
  };
  const all = parts.flatMap(({ children }) => children);
  const children = all.toSorted((one, other) => rank(one, all) - rank(other, all));
  const root = parts.find(part => part.children.length > 0)!.root;
  const merged = mergePlatforms([{ root, children, blobs: new Map() }], annotations);
  const manifests = new Map([...children.map(({ manifest }) => manifest), merged.root].map(one => [one.digest, one]));
  return { root: merged.root, manifests: [...manifests.values()] };
}

/** A job that failed looks like one that never ran: neither has left a part. */
const LOOK_AT_JOB = 'check that the job that builds it ran and succeeded';

/** Sends the blobs and manifests of all parts, and their index, to every registry that lacks them. */
export async function stageParts(parts: readonly OpenPart[], content: Content, to: Distributor): Promise<Content> {
  await Promise.all(
    parts.flatMap(({ blobs, open, from }) =>
      blobs.toSorted((one, other) => other.size - one.size).map(blob => to.upload(blob, open(blob), from)),
    ),
  );
  await writeManifests(content, to);
  // A layer that some part includes is available.
  const given = new Set(parts.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)));
  const leftOut = new Set(parts.flatMap(part => [...part.leftOut]).filter(digest => !given.has(digest)));
  return { ...content, found: to.found, leftOut };
}
