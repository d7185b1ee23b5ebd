import { type Fields, fieldsIn } from '../host/fields.ts';
import type { Digest } from '../oci/types.ts';

/** A container, running or not. `image` is the name or id used to create it; `imageId` is '' if unknown. */
export type Container = Readonly<{ id: string; name: string; image: string; imageId: string }>;

/** An image's manifest for one platform. */
export type PlatformManifest = Readonly<{ platform: string; digest: Digest }>;

/**
 * The runnable manifests of an image, as listed since Docker 28 (API 1.48). Undefined if it lists none.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Image/operation/ImageInspect
 */
export function platformManifests(value: unknown): readonly PlatformManifest[] | undefined {
  const manifests = objects(value).filter(({ Kind, Available }) => Kind === 'image' && Available === true);
  const found = manifests.flatMap(({ Descriptor, ImageData }) => {
    const { digest } = fieldsIn(Descriptor);
    const { os = '', architecture = '', variant } = fieldsIn(fieldsIn(ImageData).Platform);
    const platform = [os, architecture, variant].filter(part => typeof part === 'string' && part !== '').join('/');
    return typeof digest === 'string' ? [{ platform, digest: digest as Digest }] : [];
  });
  return found.length > 0 ? found : undefined;
}

export function containerList(text: string): readonly Container[] {
  return objects(JSON.parse(text)).map(({ Id, Names, Image, ImageID }) => {
    const [name = String(Id)] = Array.isArray(Names) ? Names.map(String) : [];
    return { id: String(Id), name: name.replace(/^\//, ''), image: String(Image), imageId: String(ImageID ?? '') };
  });
}

function objects(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsIn) : [];
}
