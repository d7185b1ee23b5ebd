import type { Builder } from './builder.ts';
import type { Node } from './nodes.ts';

/** The builder of this run, and how builds reach it. */
export type BuilderInUse = Builder &
  Readonly<{
    /** For docker children that use it: with the private Docker config. */
    env: Readonly<Record<string, string>>;
    /** As noted by buildx; [] for the engine's own BuildKit. */
    nodes: readonly Node[];
    /** Prepares it for one build. */
    open(): Promise<OpenBuilder>;
  }>;

/** A builder as one build uses it. */
export type OpenBuilder = Readonly<{
  /** For `--builder`; undefined: buildx's default. */
  name: string | undefined;
  env: Readonly<Record<string, string>>;
  /** The path of buildx, to run it directly; undefined: as docker's plugin. */
  program: string | undefined;
  /** It can store an image in the engine without unpacking its layers. */
  keepsPacked: boolean;
  close(): Promise<void>;
}>;

/** A builder without preparation. */
export function plainBuilder(builder: Builder, env: OpenBuilder['env'], nodes: readonly Node[]): BuilderInUse {
  const { name } = builder;
  const open = { name, env, program: undefined, keepsPacked: false, close: async () => {} };
  return { ...builder, env, nodes, open: async () => open };
}
