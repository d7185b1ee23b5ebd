import type { BuildRequest } from '../build/build-request.ts';
import type { BuildResult } from '../build/run-build.ts';
import type { Target } from '../staging/target.ts';
import type { Route } from './route.ts';

/** Runs one build of the request's image with these outputs. */
export type RunBuild = (request: BuildRequest, outputs: readonly string[]) => Promise<BuildResult>;

/** The repositories that a builder writes to, and the outputs that say so, with the user's own attributes. */
export type PushPlan = Readonly<{
  route: Route;
  direct: readonly Target[];
  outputs(attributes: Readonly<Record<string, string>>): readonly string[];
}>;
