import type { Patterns } from '../../plan/terms/types.ts';
import type { Severity } from '../gates/scan.ts';
import type { TrustedSigner } from '../signing/trusted-signers.ts';

/** The inputs `policy` and `policy-mode`. */
export type GivenPolicy = Readonly<{
  rules: Policy;
  /** `warn`: a breach is a warning. */
  mode: 'enforce' | 'warn';
  /** The path of its file, as given in the input; '' when the input is the policy itself. */
  path: string;
}>;

/** An organization's requirements for every run. What is undefined, empty or false is not required. */
export type Policy = Readonly<{
  registries: RegistryRules | undefined;
  require: Requirements;
  /** Base images. */
  baseImages: ImageRules | undefined;
  /** Images that are published without a build (`source`). */
  sources: ImageRules | undefined;
  deny: Denials;
  labels: readonly LabelRule[];
  maxSize: readonly SizeRule[];
  /** The image's user is numeric and not root. */
  nonRoot: boolean;
  /** In `normalPlatform`'s form. */
  platforms: readonly string[];
}>;

export type RegistryRules = Readonly<{
  /** `imagePattern`s; undefined for any. */
  allow: Patterns | undefined;
  /** Who may publish where; undefined: everybody everywhere. */
  publish: readonly PublishRule[] | undefined;
}>;

/**
 * Repositories, as lower-case patterns of `owner/name`, and where they may publish. In `to`, `{repository}` and
 * `{name}` stand for the publishing repository.
 */
type PublishRule = Readonly<{ repositories: Patterns; to: Patterns }>;

export type Requirements = Readonly<{
  test: boolean;
  scan: Readonly<{ severity: Severity; mayIgnoreUnfixed: boolean }> | undefined;
  /** `any`: signed in any way. */
  sign: 'any' | 'key' | 'keyless' | undefined;
  provenance: boolean;
  sbom: boolean;
  /** Tags that must be immutable; `versions`: all that aren't moving tags. */
  immutableTags: Patterns | 'versions' | undefined;
  verify: boolean;
}>;

export type ImageRules = Readonly<{
  /** `imagePattern`s; undefined for any. */
  allow: Patterns | undefined;
  /** Mirrors that allowed images may come from, besides those that `allow` matches. */
  mirrors: Patterns;
  /** Only by digest. */
  pinned: boolean;
  /** Any one of them; [] if not required. Keys are PEM text. */
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
  /** Custom builders, BuildKit images and buildx. */
  customBuilders: boolean;
  tags: readonly TagRule[];
}>;

/** Tags that must not be published on these events; [] for all events. */
export type TagRule = Readonly<{ tags: Patterns; events: Patterns }>;

/** A required label, whose value must be non-empty and match the glob. */
export type LabelRule = Readonly<{ name: string; value: string }>;

/**
 * The maximum compressed size of one platform, in bytes. `*` is every platform without a rule.
 *
 * `isFamily`: the platform is written without a variant, and stands for all variants without a rule.
 */
export type SizeRule = Readonly<{ platform: string; isFamily: boolean; bytes: number }>;

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
