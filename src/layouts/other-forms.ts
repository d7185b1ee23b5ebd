import type { FileHandle } from 'node:fs/promises';
import { ActionError } from '../host/errors.ts';

/** Compressed and packed formats by their first bytes. */
const PACKED: readonly (readonly [magic: string, what: string, command: string])[] = [
  ['1f8b', 'a gzip-compressed archive (.tar.gz)', 'gunzip'],
  ['504b0304', 'a zip archive', 'unzip'],
  ['28b52ffd', 'a zstd-compressed archive', 'unzstd'],
  ['fd377a585a00', 'an xz-compressed archive', 'unxz'],
  ['425a68', 'a bzip2-compressed archive', 'bunzip2'],
];

/** @throws ActionError LAYOUT_INVALID for a compressed archive or another kind of archive */
export async function refusePacked(file: FileHandle, label: string): Promise<void> {
  const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
  const start = buffer.toString('hex');
  const [, what, command] = PACKED.find(([magic]) => start.startsWith(magic)) ?? [];
  if (what === undefined) return;
  throw new ActionError('LAYOUT_INVALID', `${label} is ${what}: unpack it first (\`${command}\`)`, {
    hint: 'It must be an OCI layout: a folder, or a plain tar archive of one.',
  });
}

/** Formats with a `manifest.json` instead of an index: archives for `docker load`, and skopeo's `dir:`. */
export function refuseOtherForms(names: Readonly<{ has(name: string): boolean }>, label: string): void {
  if (names.has('index.json') || !names.has('manifest.json')) return;
  if (names.has('version')) {
    throw new ActionError('LAYOUT_INVALID', `${label} is a folder of skopeo's \`dir:\`, not an OCI layout`, {
      hint: 'Convert it: `skopeo copy dir:image oci:image-layout`, then `source: oci:image-layout`.',
    });
  }
  throw new ActionError(
    'LAYOUT_INVALID',
    `${label} is a docker-archive (as kaniko, apko, bazel or \`docker save\` of Docker 24 and older write it), not an OCI layout`,
    {
      hint: 'Convert it: `skopeo copy docker-archive:image.tar oci:image`, then `source: oci:image`.',
    },
  );
}
