import type { BuildStats } from '../../build/progress/steps.ts';
import type { BuilderInUse } from '../../builder/builder-in-use.ts';
import type { LocalEngine } from '../../engine/local-engine.ts';

/** The builder that has the mounts, and how it is reached. */
export type MountSite = Readonly<{ builder: BuilderInUse; engine: LocalEngine }>;

/**
 * Keeps cache mounts between runs. Nothing in it ever fails a run: the first thing that goes wrong is a warning, what
 * follows from it a line of the log.
 */
export type MountCache = Readonly<{
  /** Fills the builder's cache mounts with what an earlier run kept. */
  restore(site: MountSite): Promise<void>;
  /** Called for every attempt at the build. */
  observe(stats: BuildStats): void;
  /** A build began with empty mounts after all. */
  drop(): void;
  /** Begins to take out what the build left in them, for the post step to save. */
  save(site: MountSite): void;
  /** What the post step is to save, for its state; '' for nothing. Known once `end` has resolved. */
  toSave(): string;
  /** Resolves when nothing is under way any more. What is still being fetched is given up. */
  end(): Promise<void>;
}>;

/** Where no mounts are kept. */
export const NO_MOUNTS: MountCache = {
  restore: async () => {},
  observe: () => {},
  drop: () => {},
  save: () => {},
  toSave: () => '',
  end: async () => {},
};
