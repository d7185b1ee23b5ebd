/** The drivers that buildx has. `docker` is the engine's own BuildKit, which is there and is never created. */
export const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'] as const;

export type Driver = (typeof DRIVERS)[number];

/** One node of a builder that is to be created. '' or []: buildx's default. */
export type NodeSpec = Readonly<{
  name: string;
  /** `tcp://host:1234`, or the name of a Docker context. */
  endpoint: string;
  /** Each in buildx's CSV: `image=moby/buildkit:v0.29.0`, `"env.NO_PROXY=a,b"`. */
  driverOpts: readonly string[];
  buildkitdFlags: string;
  platforms: readonly string[];
}>;

/** What the inputs say of a builder besides its name. */
export type BuilderSpec = Readonly<{
  /** Undefined when it is left to Slipway. */
  driver: Driver | undefined;
  /** Something was given that only a new builder can have: it is created, unless one of the name is there. */
  create: boolean;
  /** The first node, and those that are appended. */
  nodes: readonly [NodeSpec, ...NodeSpec[]];
  /** buildkitd.toml: its path in the workspace, or its text. */
  config: Readonly<{ path: string }> | Readonly<{ text: string }> | undefined;
  keepState: boolean;
  cleanup: boolean;
}>;

export const DEFAULT_NODE: NodeSpec = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };

/** Whether a builder of this driver is given a buildkitd.toml and flags: a remote daemon has its own. */
export function takesConfig(driver: string): boolean {
  return driver === 'docker-container' || driver === 'kubernetes';
}
