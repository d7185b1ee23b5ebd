/** A platform as in descriptors (image-spec, image-index.md). */
export type Platform = Readonly<{ os: string; architecture: string; variant?: string | undefined }>;

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  i386: '386',
};

const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];

/** The variant of an architecture without one (containerd, `platforms`). */
const DEFAULT_VARIANTS: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' };

/**
 * The canonical name `linux/arm64` for all its spellings: `linux/aarch64`, `Linux/arm64/v8`. Undefined for an
 * incomplete name (`local`, `arm64`), which the builder interprets.
 */
export function normalPlatform(text: string): string | undefined {
  const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
  if (architecture === undefined || os === '') return undefined;
  const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
  return nameOf({ os, architecture: known, variant: variant ?? implied });
}

/**
 * A platform as a Dockerfile sees it (`TARGETPLATFORM`): always with arm's variant, and with other variants only if
 * they are not the default. Missing parts are the builder's own.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
export function givenPlatform(text: string, native: string): Platform {
  const parts = text.trim().toLowerCase().split('/');
  const [ownSystem = '', ownArchitecture = ''] = native.split('/');
  if (parts.length === 1) {
    const [word = ''] = parts;
    if (word === 'local') parts.splice(0, 1, ...native.split('/'));
    else if (SYSTEMS.includes(word)) parts.push(ownArchitecture);
    else parts.unshift(ownSystem);
  }
  const name = normalPlatform(parts.join('/').replace(/\/(\d)$/, '/v$1')) ?? native;
  const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
  return { os, architecture, variant };
}

export function nameOf({ os, architecture, variant }: Platform): string {
  const shownVariant =
    variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
  return [os, architecture, ...shownVariant].join('/');
}

/** Whether two names mean the same platform, such as `linux/arm64/v8` and `linux/arm64`. */
export function samePlatform(one: string, other: string): boolean {
  return (normalPlatform(one) ?? one) === (normalPlatform(other) ?? other);
}
