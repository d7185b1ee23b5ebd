import type { Patterns } from '../../plan/terms/types.ts';
import type { Severity } from '../gates/scan.ts';
import type { TrustedSigner } from '../signing/trusted-signers.ts';

/** The inputs `policy` and `policy-mode`. */
export type GivenPolicy = Readonly<{
  rules: Policy;
  /** `warn`: a breach is a warning. */
  mode: 'enforce' | 'warn';
  /** The file that it was read from, as the input names it; '' when the input is the policy itself. */
  path: string;
}>;

/** What an organisation demands of every run. What is undefined, empty or false is not demanded. */
export type Policy = Readonly<{
  registries: RegistryRules | undefined;
  require: Requirements;
  /** Images that builds are made of. */
  baseImages: ImageRules | undefined;
  /** Images that are published without a build (`source`). */
  sources: ImageRules | undefined;
  deny: Denials;
  labels: readonly LabelRule[];
  maxSize: readonly SizeRule[];
  /** The image's user is a number, and not that of root. */
  nonRoot: boolean;
  /** As `normalPlatform` writes them. */
  platforms: readonly string[];
}>;

export type RegistryRules = Readonly<{
  /** `imagePattern`s; undefined for any. */
  allow: Patterns | undefined;
  /** Who may publish where; undefined: everybody everywhere. */
  publish: readonly PublishRule[] | undefined;
}>;

/**
 * Repositories by patterns of `owner/name` in lower case, and where they may publish. In `to`, `{repository}` and
 * `{name}` stand for the repository that publishes.
 */
export type PublishRule = Readonly<{ repositories: Patterns; to: Patterns }>;

export type Requirements = Readonly<{
  test: boolean;
  scan: Readonly<{ severity: Severity; mayIgnoreUnfixed: boolean }> | undefined;
  /** `any`: it does not matter how. */
  sign: 'any' | 'key' | 'keyless' | undefined;
  provenance: boolean;
  sbom: boolean;
  /** Tags that must be immutable; `versions`: all that do not move by nature. */
  immutableTags: Patterns | 'versions' | undefined;
  verify: boolean;
}>;

export type ImageRules = Readonly<{
  /** `imagePattern`s; undefined for any. */
  allow: Patterns | undefined;
  /** Only by digest. */
  pinned: boolean;
  /** Any one of them; [] for no such demand. Keys are PEM text. */
  signedBy: readonly TrustedSigner[];
  /** JSON; '' for the public Sigstore's. */
  trustedRoot: string;
}>;

export type Denials = Readonly<{
  /** Globs of what `allow` grants. */
  entitlements: readonly string[];
  insecure: boolean;
  /** Globs of names, in upper case. */
  buildArgs: readonly string[];
  hostNetwork: boolean;
  /** Builders, BuildKit images and buildx from elsewhere. */
  customBuilders: boolean;
  tags: readonly TagRule[];
}>;

/** Tags that may not be published on these events; [] for all events. */
export type TagRule = Readonly<{ tags: Patterns; events: Patterns }>;

/** A label that must be there, with a value that is not empty and fits the glob. */
export type LabelRule = Readonly<{ name: string; value: string }>;

/** The most that one platform may have, compressed, in bytes. `*` is every platform that no other rule names. */
export type SizeRule = Readonly<{ platform: string; bytes: number }>;

/** Of `policy: none`. */
export const NO_DENIALS: Denials = {
  entitlements: [],
  insecure: false,
  buildArgs: [],
  hostNetwork: false,
  customBuilders: false,
  tags: [],
};

export const NO_REQUIREMENTS: Requirements = {
  test: false,
  scan: undefined,
  sign: undefined,
  provenance: false,
  sbom: false,
  immutableTags: undefined,
  verify: false,
};
