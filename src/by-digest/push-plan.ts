import type { BuildRequest } from '../build/build-request.ts';
import type { BuildResult } from '../build/run-build.ts';

/**
 * Runs one command that builds the images of these requests, each with its outputs. All have the same machine and
 * folder.
 *
 * @param clear removes the output of a failed attempt
 * @returns one for each request, in order
 */
export type RunBuild = (
  requests: readonly BuildRequest[],
  outputs: readonly (readonly string[])[],
  clear?: () => Promise<void>,
) => Promise<readonly BuildResult[]>;
