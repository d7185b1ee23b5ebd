/** A platform as descriptors say it (image-spec, image-index.md). */
export type Platform = Readonly<{ os: string; architecture: string; variant?: string | undefined }>;

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  i386: '386',
};

/** What an architecture means without a variant (containerd, `platforms`). */
const DEFAULT_VARIANTS: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' };

/**
 * `linux/arm64`, whichever of its names a platform was written by: `linux/aarch64`, `Linux/arm64/v8`. Undefined where
 * the words leave it open (`local`, `arm64`), for the builder knows better what is meant.
 */
export function normalPlatform(text: string): string | undefined {
  const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
  if (architecture === undefined || os === '') return undefined;
  const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
  return nameOf({ os, architecture: known, variant: variant ?? implied });
}

export function nameOf({ os, architecture, variant }: Platform): string {
  const said = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
  return [os, architecture, ...said].join('/');
}
