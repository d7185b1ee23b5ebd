import type { Identity } from '../identity/types.ts';
import type { ParsedOutputs } from './outputs.ts';

/** A pattern list in GitHub's filter syntax, in order; `!` negates. Empty means no filter. */
export type Patterns = readonly string[];

/** `branches`, `git-tags` and `events`, global or of one registry. */
export type Filters = Readonly<{ branches: Patterns; gitTags: Patterns; events: Patterns }>;

/**
 * The input `push`: always, never, for events with merged code, or also for pull requests from branches of this
 * repository.
 */
export type PushInput = 'auto' | 'same-repository' | true | false;

/** A separately published part of a monorepo. */
export type Component = Readonly<{
  /** Its folder in the repository, `services/api`. */
  path: string;
  /** The last component of the path, `api`. */
  name: string;
  /** Whether git tags of other components are excluded: `git-tags` doesn't say otherwise. */
  ownTagsOnly: boolean;
}>;

/** One entry of `registries`, normalized. */
export type RegistryEntry = Readonly<{
  /** `docker.io`, `ghcr.io`, `localhost:5000`: no scheme, no path. */
  registry: string;
  /** `project/repo`, without leading or trailing slashes; '' when there is none. */
  prefix: string;
  username: string;
  password: string;
  /** The identity used in place of `username` and `password`, which are then ''. */
  identity?: Identity;
  /** PEM text, or the path of a PEM file: trusted in addition to the usual authorities. */
  ca?: string;
  /** Allow plain HTTP and unverified certificates. */
  insecure?: true;
  /** Tag rules for this entry, in place of the input `tags`. */
  tags?: readonly string[];
  optional: boolean;
  filters: Filters;
}>;

/** The inputs of metadata-action in its form: lists already split, texts unchanged. */
export type MetadataInputs = Readonly<{
  images: readonly string[];
  tags: readonly string[];
  flavor: readonly string[];
  labels: readonly string[];
  annotations: readonly string[];
  sepTags: string;
  sepLabels: string;
  sepAnnotations: string;
  bakeTarget: string;
  refSource: 'workflow' | 'git';
  component?: Component | undefined;
  /** The value of `created`, in place of this run's time: the commit's, or seconds since 1970. */
  sourceDateEpoch?: 'commit' | number | undefined;
}>;

/** The results of metadata-action, with its names and order. */
export type Metadata = Readonly<{
  /** '' when no rule gave a tag. */
  version: string;
  /** Full references `name:tag`, image by image. */
  tags: readonly string[];
  /** Tags without names, in rule order, no duplicates. */
  tagNames: readonly PlannedTag[];
  /** `key=value`, sorted by key. */
  labels: readonly string[];
  /** `level:key=value`. */
  annotations: readonly string[];
  json: string;
  bakeFiles: Readonly<Record<'bake-file' | 'bake-file-tags' | 'bake-file-labels' | 'bake-file-annotations', string>>;
  warnings: readonly string[];
  notices: readonly string[];
}>;

/** One tag to write. */
export type PlannedTag = Readonly<{
  name: string;
  /**
   * A moving tag may be repointed (`latest`, `1`, `1.2`, branches); an immutable one (versions, SHAs) should not be.
   */
  moving: boolean;
  /** The rule line it comes from, or `flavor` (latest) or `tags` (a complete reference). */
  from: string;
  /** The version behind a moving tag, if it comes from one. */
  release?: Release;
  /** The version published beside a moving tag that doesn't come from one. With neither, it follows commits. */
  beside?: Release;
}>;

/** A version, and how to compare the tags of other versions with it. */
export type Release = Readonly<{
  scheme: 'semver' | 'pep440';
  /** `1.9.1`: no `v`, no build metadata. */
  version: string;
  /** The part of the version in the tag's name: `major` for `1`, both for `1.9`, nothing for `latest`. */
  line: readonly VersionPart[];
  /** The affixes in the names of full versions: `['v', '-alpine']`. */
  affixes: readonly (readonly [before: string, after: string])[];
}>;

export type VersionPart = 'major' | 'minor' | 'patch';

/** Whether to push, and a readable reason; where it has one, also in a few words for a headline. */
export type PushDecision = Readonly<{ push: boolean; reason: string; brief?: string }>;

/** One repository that gets the image under these tags. */
export type Destination = Readonly<{
  registry: string;
  /** The path on the registry, including `library/` where Docker Hub needs it. */
  path: string;
  /** The name as in the outputs: `acme/api`, `ghcr.io/acme/api`. */
  name: string;
  tags: readonly PlannedTag[];
  optional: boolean;
  decision: PushDecision;
}>;

/** The inputs of build-push-action, parsed. Lists keep their order; raw strings go to buildx unchanged. */
export type BuildInputs = Readonly<{
  addHosts: readonly string[];
  allow: readonly string[];
  attests: readonly string[];
  buildArgs: readonly string[];
  buildContexts: readonly string[];
  builder: string;
  cacheFrom: readonly string[];
  cacheTo: readonly string[];
  /**
   * The cache specs of each part: by platform if each is built on a separate node, by name for several images.
   * Undefined elsewhere.
   */
  partCaches?: ReadonlyMap<string, Readonly<{ from: readonly string[]; to: readonly string[] }>> | undefined;
  call: string;
  cgroupParent: string;
  /** '' means `.` with a checkout, else the git context. */
  context: string;
  file: string;
  load: boolean;
  network: string;
  noCache: boolean;
  noCacheFilters: readonly string[];
  outputs: ParsedOutputs;
  platforms: readonly string[];
  /** '' (default by repository visibility) | 'true' | 'false' | attributes. */
  provenance: string;
  pull: boolean;
  sbom: string;
  secrets: readonly string[];
  secretEnvs: readonly string[];
  secretFiles: readonly string[];
  shmSize: string;
  ssh: readonly string[];
  target: string;
  ulimit: readonly string[];
}>;

/** `platform`: the only one that it runs on; undefined: those of `gate-platforms`. */
export type NamedGate = Readonly<{ name: string; platform: string | undefined }>;

/** One image of the run: its names, contents and destinations. */
export type ImagePlan = Readonly<{
  /** Distinguishes it from the run's other images; '' for the only one. */
  name: string;
  /** Tags, labels and annotations. */
  metadata: Metadata;
  destinations: readonly Destination[];
  /** The Dockerfile stage to build; '' for the last one. */
  target: string;
  /** The checks that must pass before staging, in execution order. */
  gates: readonly NamedGate[];
}>;

/**
 * Everything that the run will do, decided before anything runs. Plain data; only `buildArgs.args` may contain a
 * secret.
 */
export type Plan = Readonly<{
  /** Published together: none of their tags move until all images are everywhere. */
  images: readonly ImagePlan[];
  /** True when at least one image is pushed to at least one destination. */
  decision: PushDecision;
  /** Build arguments with rendered templates, and those whose templates the log may show. */
  buildArgs: Readonly<{ args: readonly string[]; shown: readonly string[] }>;
  /** The value of every time in the image, in seconds since 1970. */
  sourceDateEpoch?: number | undefined;
  warnings: readonly string[];
  /** Information that requires no action. */
  notices: readonly string[];
  /** Explanations for readers of the log that apply to most runs. */
  remarks: readonly string[];
}>;
