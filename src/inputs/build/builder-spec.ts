/** buildx's drivers. `docker` is the engine's own BuildKit, which always exists. */
export const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'] as const;

export type Driver = (typeof DRIVERS)[number];

/** One node of a new builder. '' or []: buildx's default. */
export type NodeSpec = Readonly<{
  name: string;
  /** `tcp://host:1234`, or the name of a Docker context. */
  endpoint: string;
  /** Each in buildx's CSV: `image=moby/buildkit:v0.29.0`, `"env.NO_PROXY=a,b"`. */
  driverOpts: readonly string[];
  buildkitdFlags: string;
  platforms: readonly string[];
}>;

/** The inputs about a builder, except its name. */
export type BuilderSpec = Readonly<{
  /** Undefined: Slipway chooses. */
  driver: Driver | undefined;
  /** Something was given that applies only to a new builder: it is created, unless one of that name exists. */
  create: boolean;
  /** The first node and the appended ones. */
  nodes: readonly [NodeSpec, ...NodeSpec[]];
  /** The path of buildkitd.toml in the workspace, or its text. */
  config: Readonly<{ path: string }> | Readonly<{ text: string }> | undefined;
  keepState: boolean;
  cleanup: boolean;
}>;

export const DEFAULT_NODE: NodeSpec = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };

/** Whether a builder of this driver gets a buildkitd.toml and flags: a remote daemon has its own. */
export function takesConfig(driver: string): boolean {
  return driver === 'docker-container' || driver === 'kubernetes';
}
