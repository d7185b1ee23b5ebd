import type { Builder } from './builder.ts';
import type { Node } from './nodes.ts';

/** The builder of this run, and how builds reach it. */
export type BuilderInUse = Builder &
  Readonly<{
    /** Of docker children that use it: with the private Docker config. */
    env: Readonly<Record<string, string>>;
    /** As buildx notes them; [] for the engine's own BuildKit. */
    nodes: readonly Node[];
    /** Makes it ready for one build. */
    open(): Promise<OpenBuilder>;
  }>;

/** A builder as one build uses it. */
export type OpenBuilder = Readonly<{
  /** For `--builder`; undefined lets buildx use its default. */
  name: string | undefined;
  env: Readonly<Record<string, string>>;
  /** The path of buildx, to be run by itself; undefined: as docker's plugin. */
  program: string | undefined;
  /** It can store an image in the engine without unpacking its layers. */
  keepsPacked: boolean;
  close(): Promise<void>;
}>;

/** A builder that needs nothing to be opened. */
export function plainBuilder(builder: Builder, env: OpenBuilder['env'], nodes: readonly Node[]): BuilderInUse {
  const { name } = builder;
  const open = { name, env, program: undefined, keepsPacked: false, close: async () => {} };
  return { ...builder, env, nodes, open: async () => open };
}
