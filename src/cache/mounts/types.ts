import type { BuildStats } from '../../build/progress/steps.ts';
import type { BuilderInUse } from '../../builder/builder-in-use.ts';
import type { LocalEngine } from '../../engine/local-engine.ts';

/** The builder that has the mounts, and its engine. */
export type MountSite = Readonly<{ builder: BuilderInUse; engine: LocalEngine }>;

/** Keeps cache mounts between runs. Never fails a run: the first problem is a warning, further ones are log lines. */
export type MountCache = Readonly<{
  /** Fills the builder's cache mounts from an earlier run's archive. */
  restore(site: MountSite): Promise<void>;
  /** Called for every build attempt. */
  observe(stats: BuildStats): void;
  /** A build began with empty mounts after all. */
  drop(): void;
  /** Starts extracting the mounts after the build, for the post step to save. */
  save(site: MountSite): void;
  /** The post step's state; '' for nothing. Known once `end` has resolved. */
  toSave(): string;
  /** Resolves when nothing is in progress. Downloads are abandoned. */
  end(): Promise<void>;
}>;

/** For runs that keep no mounts. */
export const NO_MOUNTS: MountCache = {
  restore: async () => {},
  observe: () => {},
  drop: () => {},
  save: () => {},
  toSave: () => '',
  end: async () => {},
};
