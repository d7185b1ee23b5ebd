import { ActionError, messageOf } from '../host/errors.ts';
import type { Selection } from '../inputs/promote.ts';
import { blobsOf, type Content } from '../oci/content.ts';
import { parseDescriptor } from '../oci/descriptor.ts';
import { sha256 } from '../oci/digest.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { blobName } from '../oci/layout.ts';
import { typeOf } from '../oci/manifest.ts';
import type { Referrer } from '../oci/referrer.ts';
import { descriptorOf, subjectOf } from '../oci/referrer.ts';
import { createBudget, readTree } from '../oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import { damaged } from '../registry/verified.ts';
import { choose, type Entry, flatIndex } from './choose.ts';
import type { LayoutFiles } from './files.ts';

/** The largest manifest that registries accept (distribution-spec, "Pushing Manifests"). */
const MAX_MANIFEST = 4 * 1024 * 1024;

/** An image of a layout. `content` includes its referrers. */
export type InLayout = Readonly<{ content: Content; referrers: readonly Referrer[] }>;

/**
 * Reads the selected image of an OCI layout and its referrers, and checks that every blob exists with its size. Blob
 * contents are verified when read.
 *
 * @throws ActionError LAYOUT_INVALID or DIGEST_MISMATCH
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export async function readImage(files: LayoutFiles, select: Selection, label: string): Promise<InLayout> {
  const budget = createBudget(label);
  const known = new Map<Digest, Manifest>();
  const read = async ({ digest, mediaType, size }: Descriptor): Promise<Manifest> => {
    const again = known.get(digest);
    const bytes = again?.bytes ?? (await files.read(blobName(digest), MAX_MANIFEST));
    if (bytes.length !== size || (again === undefined && sha256(bytes) !== digest)) throw damaged(digest, label);
    const manifest = again ?? { mediaType: typeOf(bytes, mediaType), digest, bytes };
    known.set(digest, manifest);
    return manifest;
  };
  const index = indexOf(await files.read('index.json', MAX_MANIFEST), label);
  budget.spend(distinct(index.descriptors));
  const entries: Entry[] = [];
  for (const descriptor of index.descriptors) entries.push({ descriptor, manifest: await read(descriptor) });
  // Tools list signatures and the like next to the image that they refer to.
  const images = entries.filter(({ manifest }) => subjectOf(manifest) === undefined);
  const isAll = images.length === entries.length;
  const flat = isAll ? flatIndex(images, select, index.bytes) : undefined;
  const root = flat ?? choose(images, select, label).manifest;
  const image = await readTree(root, read, budget);
  const referrers = await referrersOf(image, entries, root => readTree(root, read, budget));
  const manifests = [...image, ...referrers.flatMap(one => one.manifests)];
  const leftOut = await withoutForeign(
    manifests,
    async ({ digest }) => (await files.size(blobName(digest))) !== undefined,
  );
  const content = { root, manifests, leftOut };
  for (const { digest, size } of blobsOf(content)) {
    const found = await files.size(blobName(digest));
    if (found === undefined) throw broken(label, `lacks ${digest}, a part of the image`);
    if (found !== size) throw damaged(digest, label);
  }
  return { content, referrers };
}

/** The image's referrers, and theirs. Repeated until no entry is added. */
async function referrersOf(
  image: readonly Manifest[],
  entries: readonly Entry[],
  below: (root: Manifest) => Promise<readonly Manifest[]>,
): Promise<readonly Referrer[]> {
  const known = new Set(image.map(({ digest }) => digest));
  const found: Referrer[] = [];
  let rest = entries.filter(({ manifest }) => !known.has(manifest.digest));
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const { manifest } of rest) {
      const subject = subjectOf(manifest);
      if (subject === undefined || !known.has(subject)) continue;
      known.add(manifest.digest);
      found.push({ subject, descriptor: descriptorOf(manifest), manifests: await below(manifest) });
    }
    rest = rest.filter(({ manifest }) => !known.has(manifest.digest));
  }
  return found;
}

type Index = Readonly<{ descriptors: readonly Descriptor[]; bytes: Buffer }>;

function indexOf(bytes: Buffer, label: string): Index {
  let list: unknown;
  try {
    list = (JSON.parse(bytes.toString()) as { manifests?: unknown }).manifests ?? [];
  } catch {
    throw broken(label, 'has an invalid index.json: it is not JSON');
  }
  if (!Array.isArray(list)) throw broken(label, 'has an invalid index.json: its `manifests` is not a list');
  try {
    return { descriptors: list.map(item => parseDescriptor(item, 'index.json')), bytes };
  } catch (error) {
    throw broken(label, `has an invalid index.json: ${messageOf(error)}`);
  }
}

function distinct(descriptors: readonly Descriptor[]): readonly Descriptor[] {
  return [...new Map(descriptors.map(descriptor => [descriptor.digest, descriptor])).values()];
}

function broken(label: string, problem: string): ActionError {
  return new ActionError('LAYOUT_INVALID', `${label} ${problem}`, {
    hint: 'It must be a complete OCI layout with all platforms of the image, such as the input `layout` writes.',
  });
}
