import { mergePlatforms } from '../by-digest/merge-platforms.ts';
import { quote } from '../host/text/quote.ts';
import { ATTESTED, isAttestation } from '../oci/attestation.ts';
import type { Content } from '../oci/content.ts';
import { isIndex } from '../oci/manifest.ts';
import { nameOf, samePlatform } from '../oci/platforms.ts';
import { isDigest } from '../oci/reference.ts';
import { hidesSubject, subjectOf } from '../oci/referrer.ts';
import type { Descriptor, Manifest } from '../oci/types.ts';
import type { IndexAnnotations } from '../plan/index-annotations.ts';
import type { Distributor } from '../staging/distribute.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { type Child, imagesOf, type OpenPart, platformsOf } from './open-part.ts';

/** A part that must not be used, by what it would be for. */
type BadPart = Readonly<{ name: string; platforms: readonly string[] }>;

/**
 * Checks that the parts make up the image: each wanted platform exactly once, and nothing else.
 *
 * @param parts those without a problem of their own
 * @param wanted as in `platforms`
 * @param bad the others, whose problems are reported already: they are there, even if they are of no use
 * @returns a message for each missing, duplicate or unwanted platform
 */
export function problemsOfParts(
  parts: readonly OpenPart[],
  wanted: readonly string[],
  bad: readonly BadPart[] = [],
): readonly string[] {
  const good = parts.map(part => ({ name: part.received.name, platforms: platformsOf(part) }));
  const made = [...good, ...bad].flatMap(({ name, platforms }) => platforms.map(platform => ({ platform, name })));
  return [
    ...wanted.flatMap(platform => {
      const by = made.filter(one => samePlatform(one.platform, platform));
      if (by.length === 0) return [`${platform}: no part was handed over; ${LOOK_AT_JOB}`];
      const names = by.map(({ name }) => name).join(' and ');
      return by.length > 1 ? [`${platform}: handed over by ${names}; let one job build it`] : [];
    }),
    ...made.flatMap(({ platform, name }) =>
      wanted.some(one => samePlatform(one, platform))
        ? []
        : [`${platform}: ${name} contains it, but \`platforms\` does not list it; add it, or build without it`],
    ),
    ...problemsOfTwins(parts),
  ];
}

/**
 * Whose statements about an image would count, if two parts contain it? One may have taken it from the other. If both
 * have it for the same platform, that is reported already.
 */
function problemsOfTwins(parts: readonly OpenPart[]): readonly string[] {
  const held = parts.flatMap(({ received, children }) =>
    imagesOf(children).map(({ manifest: { digest }, descriptor: { platform } }) => ({
      ...{ digest, name: received.name, platform: platform ? nameOf(platform) : 'unknown' },
    })),
  );
  const attested = new Set(parts.flatMap(({ children }) => children.flatMap(child => statedAbout(child))));
  return [...Map.groupBy(held, ({ digest }) => digest)].flatMap(([digest, of]) => {
    const names = [...new Set(of.map(({ name }) => name))];
    const isDoubled = new Set(of.map(({ platform }) => platform)).size === 1;
    if (names.length < 2 || isDoubled || !attested.has(digest)) return [];
    return [
      `${names.join(' and ')}: both contain the image ${digest}, so it is not known whose attestations are true; build these platforms in one job`,
    ];
  });
}

function statedAbout({ descriptor, manifest }: Child): readonly string[] {
  const about = isAttestation(descriptor) ? descriptor.annotations?.[ATTESTED] : undefined;
  return [about, subjectOf(manifest)].filter(digest => digest !== undefined);
}

const OTHER_TOOL = 'build it with buildx alone, which makes no such parts';

/** A part may only make statements about its own images: the job that merges may sign what a part says about others. */
export function problemsOfPart(part: OpenPart): readonly string[] {
  const { received, children } = part;
  const { platforms, tested } = received.record;
  const own = new Set<string>(imagesOf(children).map(({ manifest }) => manifest.digest));
  const made = platformsOf(part);
  const lacks = (list: readonly string[], platform: string) => !list.some(one => samePlatform(one, platform));
  const isUntrue = made.some(one => lacks(platforms, one)) || platforms.some(one => lacks(made, one));
  return [
    ...(isUntrue ? [`its record says ${platforms.join(', ')}, but its image is for ${made.join(', ') || 'none'}`] : []),
    ...tested.filter(digest => !own.has(digest)).map(digest => `its tests ran on ${digest}, which is not in it`),
    ...children.flatMap(({ descriptor, manifest }) => {
      const subject = subjectOf(manifest);
      const about = isAttestation(descriptor) ? (descriptor.annotations?.[ATTESTED] ?? '') : undefined;
      const named = about === '' ? 'no image' : isDigest(about ?? '') ? about : quote(about);
      return [
        ...(about === undefined || own.has(about) ? [] : [`it attests ${named}, which is not in it; ${OTHER_TOOL}`]),
        ...(about === undefined || isOfNoPlatform(descriptor)
          ? []
          : [`an attestation (${manifest.digest}) could run; ${OTHER_TOOL}`]),
        ...(hidesSubject(manifest)
          ? [`it refers to something without a digest (${manifest.digest}); ${OTHER_TOOL}`]
          : []),
        ...(subject === undefined || own.has(subject)
          ? []
          : [`it refers to ${subject}, which is not in it; ${OTHER_TOOL}`]),
      ];
    }),
  ];
}

/** An engine may take an entry without a platform for one of any platform. */
function isOfNoPlatform({ platform }: Descriptor): boolean {
  return platform?.os === 'unknown' && platform.architecture === 'unknown';
}

/**
 * The whole image: one index of the parts' images in the order of `wanted`, followed by their attestations.
 *
 * @param annotations of the index, and of those of its images that lack them
 */
export function mergeParts(
  parts: readonly OpenPart[],
  wanted: readonly string[],
  annotations: IndexAnnotations,
): Content {
  const all = parts.flatMap(({ children }) => children);
  const images = new Map<string, Child>(imagesOf(all).map(child => [child.manifest.digest, child]));
  const rank = (child: Child): number => {
    const attested = isAttestation(child.descriptor) ? child.descriptor.annotations?.[ATTESTED] : undefined;
    const { platform } = (images.get(attested ?? '') ?? child).descriptor;
    const name = [platform?.os, platform?.architecture, platform?.variant].filter(Boolean).join('/');
    return wanted.findIndex(one => samePlatform(one, name));
  };
  const children = all.toSorted((one, other) => rank(one) - rank(other));
  const root = rootOfAll(parts.filter(part => part.children.length > 0).map(part => part.root));
  const merged = mergePlatforms([{ root, children, blobs: new Map() }], annotations);
  const manifests = new Map([...children.map(({ manifest }) => manifest), merged.root].map(one => [one.digest, one]));
  return { root: merged.root, manifests: [...manifests.values()] };
}

/**
 * The root that decides the type of the whole: Docker's only if every part has Docker's types. It must not depend on
 * which part is listed first.
 */
function rootOfAll(roots: readonly Manifest[]): Manifest {
  const isDockers = ({ mediaType }: Manifest) => mediaType.includes('.docker.');
  const oci = roots.filter(root => !isDockers(root));
  const deciding = oci.length > 0 ? oci : roots;
  return deciding.find(({ mediaType }) => isIndex(mediaType)) ?? deciding[0]!;
}

/** A job that failed looks like one that never ran: neither has left a part. */
const LOOK_AT_JOB = 'check that the job that builds it is among `needs`, ran and succeeded';

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
