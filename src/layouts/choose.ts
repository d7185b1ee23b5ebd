import { ActionError } from '../host/errors.ts';
import type { Selection } from '../inputs/promote.ts';
import { isAttestation } from '../oci/attestation.ts';
import { sha256 } from '../oci/digest.ts';
import { isIndex, linksOf, OCI_INDEX, typeOf } from '../oci/manifest.ts';
import { nameOf } from '../oci/platforms.ts';
import type { Descriptor, Manifest } from '../oci/types.ts';

/** An entry of `index.json`. */
export type Entry = Readonly<{ descriptor: Descriptor; manifest: Manifest }>;

/** Some tools (oras) list the children of an index next to it. */
function topmost(images: readonly Entry[]): readonly Entry[] {
  const below = new Set(
    images.flatMap(({ manifest }) =>
      isIndex(manifest.mediaType) ? linksOf(manifest).manifests.map(({ digest }) => digest) : [],
    ),
  );
  return images.filter(({ manifest }) => !below.has(manifest.digest));
}

/**
 * The selected image, or the only one, which may have several names.
 *
 * @throws ActionError LAYOUT_INVALID when the choice is ambiguous
 */
export function choose(all: readonly Entry[], select: Selection, label: string): Entry {
  const images = select === undefined ? topmost(all) : all;
  const fitting = images.filter(({ descriptor }) => fits(descriptor, select));
  const [entry] = fitting;
  if (entry !== undefined && new Set(fitting.map(({ manifest }) => manifest.digest)).size === 1) return entry;
  const list = images.slice(0, 10).map(({ descriptor }) => [...namesOf(descriptor), descriptor.digest].join(' = '));
  const held = list.length === 0 ? 'it contains none' : `it contains ${list.join(', ')}`;
  const count = select === undefined ? images.length : fitting.length;
  const problem =
    select === undefined ? `holds ${count} images, not one` : `has ${count} images of this name or digest`;
  throw new ActionError('LAYOUT_INVALID', `${label} ${problem}: ${held}`, {
    hint: 'Specify the image: `oci:PATH@sha256:…` or `oci:PATH:NAME`.',
  });
}

/**
 * Some tools (go-containerregistry's `layout.Write`) write a multi-platform image flat: `index.json` is the image's own
 * index. It counts as one image if its entries have different platforms and no distinct names.
 *
 * @returns undefined when `index.json` is a list of images
 */
export function flatIndex(images: readonly Entry[], select: Selection, bytes: Buffer): Manifest | undefined {
  const digest = sha256(bytes);
  const isMeant =
    select === undefined ||
    ('digest' in select ? select.digest === digest : images.every(({ descriptor }) => fits(descriptor, select)));
  const parts = images.map(({ descriptor }) => descriptor);
  const platforms = parts.flatMap(part => (isAttestation(part) ? [] : [platformIn(part)]));
  const isOne = new Set(parts.map(part => namesOf(part).join())).size === 1;
  if (!isMeant || !isOne || parts.length < 2 || platforms.includes(undefined)) return undefined;
  if (new Set(platforms).size < platforms.length) return undefined;
  return { mediaType: typeOf(bytes, OCI_INDEX), digest, bytes };
}

/** With the Windows version, which an index may name as well. */
function platformIn({ platform }: Descriptor): string | undefined {
  if (platform === undefined || platform.os === '' || platform.architecture === '') return undefined;
  return `${nameOf(platform)} ${(platform as { 'os.version'?: unknown })['os.version'] ?? ''}`;
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
