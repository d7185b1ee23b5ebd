import { ActionError } from '../errors.ts';
import type { Selection } from '../inputs/promote.ts';
import type { Referrer } from '../promote/referrers.ts';
import { isDigest } from '../registry/reference.ts';
import { descriptorOf, subjectOf } from '../registry/referrers.ts';
import type { Descriptor, Manifest } from '../registry/types.ts';
import { damaged } from '../registry/verified.ts';
import { blobsOf, type Content, readTree, sha256 } from '../stages/content.ts';
import { blobName, type LayoutFiles } from './files.ts';

/** The largest manifest that registries take (distribution-spec, "Pushing Manifests"). */
const MAX_MANIFEST = 4 * 1024 * 1024;

/** An image of a layout. `content` has what refers to it as well. */
export type InLayout = Readonly<{ content: Content; referrers: readonly Referrer[] }>;

/**
 * Reads the image of an OCI layout that is meant, and what refers to it there, and sees that every blob is there in its
 * size. What the blobs hold is checked when they are read.
 *
 * @throws ActionError BUILD or VERIFY
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export async function readImage(files: LayoutFiles, select: Selection, label: string): Promise<InLayout> {
  const read = async ({ digest, mediaType, size }: Descriptor): Promise<Manifest> => {
    if (!isDigest(digest))
      throw broken(label, `names something by ${JSON.stringify(digest)}, which is no sha256 digest`);
    const bytes = await files.read(blobName(digest), MAX_MANIFEST);
    if (bytes.length !== size || sha256(bytes) !== digest) throw damaged(digest, label);
    return { mediaType: mediaType || typeIn(bytes), digest, bytes };
  };
  const entries: Entry[] = [];
  for (const descriptor of indexOf(await files.read('index.json', MAX_MANIFEST), label)) {
    entries.push({ descriptor, manifest: await read(descriptor) });
  }
  // Tools put signatures and the like beside the image that they refer to.
  const images = entries.filter(({ manifest }) => subjectOf(manifest) === undefined);
  const root = choose(images, select, label).manifest;
  const image = await readTree(root, read);
  const referrers = await referrersOf(image, entries, read);
  const content = { root, manifests: [...image, ...referrers.flatMap(({ manifests }) => manifests)] };
  for (const { digest, size } of blobsOf(content)) {
    const found = isDigest(digest) ? await files.size(blobName(digest)) : undefined;
    if (found === undefined) throw broken(label, `lacks ${digest}, a part of the image`);
    if (found !== size) throw damaged(digest, label);
  }
  return { content, referrers };
}

type Entry = Readonly<{ descriptor: Descriptor; manifest: Manifest }>;

/** The image that is selected, or the only one, which may have several names. */
function choose(images: readonly Entry[], select: Selection, label: string): Entry {
  const fitting = images.filter(({ descriptor }) => fits(descriptor, select));
  const [entry] = fitting;
  if (entry !== undefined && new Set(fitting.map(({ manifest }) => manifest.digest)).size === 1) return entry;
  const list = images.slice(0, 10).map(({ descriptor }) => [...namesOf(descriptor), descriptor.digest].join(' = '));
  const held = list.length === 0 ? 'it holds none' : `it holds ${list.join(', ')}`;
  const count = select === undefined ? images.length : fitting.length;
  const problem =
    select === undefined ? `holds ${count} images, not one` : `has ${count} images of this name or digest`;
  throw new ActionError('BUILD', `${label} ${problem}: ${held}`, {
    hint: 'Say which image is meant: `oci:PATH@sha256:…` or `oci:PATH:NAME`.',
  });
}

/** What refers to the image, and what refers to that. Each entry is looked at until it has found its place or has none. */
async function referrersOf(
  image: readonly Manifest[],
  entries: readonly Entry[],
  read: (child: Descriptor) => Promise<Manifest>,
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
      found.push({ subject, descriptor: descriptorOf(manifest), manifests: await readTree(manifest, read) });
    }
    rest = rest.filter(({ manifest }) => !known.has(manifest.digest));
  }
  return found;
}

function fits(entry: Descriptor, select: Selection): boolean {
  if (select === undefined) return true;
  return 'digest' in select ? entry.digest === select.digest : namesOf(entry).includes(select.name);
}

/** The tag or name (image-spec, annotations.md), and the full name as containerd and BuildKit write it. */
function namesOf({ annotations }: Descriptor): readonly string[] {
  const names = [annotations?.['org.opencontainers.image.ref.name'], annotations?.['io.containerd.image.name']];
  return [...new Set(names.filter(name => name !== undefined))];
}

function indexOf(bytes: Buffer, label: string): readonly Descriptor[] {
  try {
    const { manifests } = JSON.parse(bytes.toString()) as { manifests: readonly Descriptor[] };
    return manifests.filter(({ digest, size }) => typeof digest === 'string' && typeof size === 'number');
  } catch {
    throw broken(label, 'has an index.json that is none');
  }
}

/** A descriptor has to have a type, and not every tool gives it one. */
function typeIn(bytes: Buffer): string {
  return /"mediaType"\s*:\s*"([\w.+/-]+)"/.exec(bytes.toString('utf8', 0, 4096))?.[1] ?? '';
}

function broken(label: string, problem: string): ActionError {
  return new ActionError('BUILD', `${label} ${problem}`, {
    hint: 'It has to be a whole OCI layout with all platforms of the image, such as the input `layout` writes.',
  });
}
