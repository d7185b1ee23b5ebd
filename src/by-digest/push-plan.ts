import type { BuildRequest } from '../build/build-request.ts';
import type { BuildResult } from '../build/run-build.ts';

/**
 * Runs one command that builds the images of these requests, each with its outputs. All of them have the same machine
 * and the same folder.
 *
 * @param clear removes what an attempt that failed may have left
 * @returns one for each request, in order
 */
export type RunBuild = (
  requests: readonly BuildRequest[],
  outputs: readonly (readonly string[])[],
  clear?: () => Promise<void>,
) => Promise<readonly BuildResult[]>;
