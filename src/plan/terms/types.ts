import type { Digest } from '../../oci/types.ts';
import type { Identity } from '../identity/types.ts';
import type { ParsedOutputs } from './outputs.ts';

/** A pattern list in GitHub's filter syntax, in order; `!` negates. Empty means no filter. */
export type Patterns = readonly string[];

/** `branches`, `git-tags` and `events`, globally or of one registry. */
export type Filters = Readonly<{ branches: Patterns; gitTags: Patterns; events: Patterns }>;

/**
 * The input `push`: on every event, on none, on those whose code is merged, or on these and on pull requests whose
 * branch is in this repository.
 */
export type PushWish = 'auto' | 'same-repository' | true | false;

/** A part of a monorepo that is published by itself. */
export type Component = Readonly<{
  /** Its folder in the repository, `services/api`. */
  path: string;
  /** The last part of it, `api`. */
  name: string;
  /** Whether other git tags than the component's are not for it: `git-tags` does not say otherwise. */
  ownTagsOnly: boolean;
}>;

/** One entry of `registries`, normalised. */
export type RegistryEntry = Readonly<{
  /** `docker.io`, `ghcr.io`, `localhost:5000`: no scheme, no path. */
  registry: string;
  /** `project/repo`, without slashes at the ends; '' when there is none. */
  prefix: string;
  username: string;
  password: string;
  /** Who to log in as in place of `username` and `password`, which are then ''. */
  identity?: Identity;
  /** PEM text, or the path of a PEM file: trusted besides the usual authorities. */
  ca?: string;
  /** Plain http and unchecked certificates are fine. */
  insecure?: true;
  /** Rules for what is published here, in place of those of the input `tags`. */
  tags?: readonly string[];
  optional: boolean;
  filters: Filters;
}>;

/** The inputs that metadata-action knows, as it takes them: lists already split, texts untouched. */
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
  /** What `created` says in place of this run's time: the commit's, or seconds since 1970. */
  sourceDateEpoch?: 'commit' | number | undefined;
}>;

/** What metadata-action computes. Names and orders as in its outputs. */
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
  /** A moving tag may be repointed (`latest`, `1`, `1.2`, branches); an immutable one (versions, SHAs) should not be. */
  moving: boolean;
  /** The rule line that gave it, or `flavor` (latest) or `tags` (a complete reference). */
  from: string;
  /** The version behind a moving tag that comes of one. */
  release?: Release;
  /** The version that the run publishes beside a moving tag that comes of none. With neither, it follows commits. */
  beside?: Release;
}>;

/** A version, and how the tags of other versions compare with it. */
export type Release = Readonly<{
  scheme: 'semver' | 'pep440';
  /** `1.9.1`: no `v`, no build metadata. */
  version: string;
  /** What the tag's name holds of the version: `major` for `1`, both for `1.9`, nothing for `latest`. */
  line: readonly VersionPart[];
  /** What stands before and after the version in the names of full versions: `['v', '-alpine']`. */
  affixes: readonly (readonly [before: string, after: string])[];
}>;

export type VersionPart = 'major' | 'minor' | 'patch';

/** Whether to push, and why, in words for people. */
export type Decision = Readonly<{ push: boolean; reason: string }>;

/** One repository that gets the image, under these tags. */
export type Destination = Readonly<{
  registry: string;
  /** The path on the registry, `library/` included where Docker Hub needs it. */
  path: string;
  /** The name as in the outputs: `acme/api`, `ghcr.io/acme/api`. */
  name: string;
  tags: readonly PlannedTag[];
  optional: boolean;
  decision: Decision;
}>;

/** The inputs of build-push-action, parsed. Lists keep their order; raw strings go to buildx as they are. */
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
   * What each part reads and writes: each platform where each is built by itself, on a separate node; each of several
   * images, by its name. Undefined elsewhere.
   */
  partCaches?: ReadonlyMap<string, Readonly<{ from: readonly string[]; to: readonly string[] }>> | undefined;
  call: string;
  cgroupParent: string;
  /** '' means: `.` with a checkout, the git context without. */
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

/** One image of the run: what it is called, what it carries, and where it goes. */
export type ImagePlan = Readonly<{
  /** Tells it from the run's other images; '' for the only one. */
  name: string;
  /** Tags, labels and annotations. */
  metadata: Metadata;
  destinations: readonly Destination[];
  /** The stage of the Dockerfile that is built; '' for the last one. */
  target: string;
  /** Names of the checks that must pass before it is staged, in the order in which they run. */
  gates: readonly string[];
}>;

/** Everything that the run will do, decided before anything runs. Plain data; only `buildArgs.args` may hold a secret. */
export type Plan = Readonly<{
  /** Published together: no tag of any of them moves until all of them are everywhere. */
  images: readonly ImagePlan[];
  /** True when at least one destination of an image is pushed to. */
  decision: Decision;
  /** Build arguments with their templates rendered, and those of which the log may show what templates gave. */
  buildArgs: Readonly<{ args: readonly string[]; shown: readonly string[] }>;
  /** What every time in the image is set to, in seconds since 1970. */
  sourceDateEpoch?: number | undefined;
  warnings: readonly string[];
  /** What is worth knowing, and needs nothing to be done. */
  notices: readonly string[];
  /** What explains the plan to who reads the log, and is so in most runs. */
  remarks: readonly string[];
}>;

/** Which digest a reference ended up with. */
export type Published = Readonly<{ reference: string; digest: Digest }>;
