/** A platform as in descriptors (image-spec, image-index.md). */
type Platform = Readonly<{ os: string; architecture: string; variant?: string | undefined }>;

/** The platform in an image's configuration, with whatever else distinguishes it (`os.version` of Windows). */
export function platformOfConfig(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { architecture, os, variant, 'os.version': version, 'os.features': features } = config;
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  return {
    ...{ architecture, os },
    ...(isText(variant) && { variant }),
    ...(isText(version) && { 'os.version': version }),
    ...(Array.isArray(features) && features.length > 0 && features.every(isText) && { 'os.features': features }),
  };
}

/** Architectures by their other names (containerd, `platforms`). */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  i386: '386',
};

/** More names of the kernel (`uname -m`): builders do not accept them in platforms. */
const KERNEL: Readonly<Record<string, string>> = { armv7l: 'arm', i686: '386' };

/** Node's names that differ from Go's. */
const NODE: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** The architecture of a machine that names itself as `uname -m` does; the engine reports it so. */
export function architectureOfKernel(machine: string): string {
  return KERNEL[machine] ?? ARCHITECTURES[machine] ?? machine;
}

/** The architecture that Node names so (`process.arch`). */
export function architectureOfNode(arch: string): string {
  return NODE[arch] ?? arch;
}

/** Names that mean a processor even without a system. */
const PROCESSORS = [
  ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'],
  ...Object.keys(ARCHITECTURES),
];

const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];

/** The variant of an architecture without one (containerd, `platforms`). */
const DEFAULT_VARIANTS: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' };

/**
 * The canonical name `linux/arm64` for all its spellings: `linux/aarch64`, `Linux/arm64/v8`, `linux/arm64/8`. Undefined
 * for an incomplete name (`local`, `arm64`), which the builder interprets.
 */
export function normalPlatform(text: string): string | undefined {
  const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
  if (architecture === undefined || os === '') return undefined;
  const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
  return nameOf({ os, architecture: known, variant: (variant ?? implied)?.replace(/^\d$/, 'v$&') });
}

/**
 * `linux/arm64` for `arm64`: builders of the same image on different machines must mean the same. Others stay as they
 * are: `local` and `linux` mean each builder's own processor.
 */
export function wholePlatform(text: string): string {
  return PROCESSORS.includes(text.trim().toLowerCase()) ? `linux/${text.trim()}` : text;
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
  const name = normalPlatform(parts.join('/')) ?? native;
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
