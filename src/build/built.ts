import type { Content } from '../oci/content.ts';
import type { Distributor } from '../staging/distribute.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { BuildResult } from './run-build.ts';

/** A built image and its location. */
export type Built = Readonly<{
  result: BuildResult;
  /** This run's name of the image in the engine (`runReference`); undefined if it was not loaded. */
  local: string | undefined;
  /** Folder of the OCI layout; undefined on the fan-out path, and when nothing needs it. */
  layout: string | undefined;
  /** Its manifests, if known without a layout. */
  content?: Content;
  /** Stages the image if it is neither in the engine nor in a layout. */
  stage?: (to: Distributor) => Promise<Content>;
  /** It is already being staged (`stagingAhead`), for these targets only. */
  ahead?: Readonly<{ fleet: Fleet; content(): Promise<Content> }> | undefined;
}>;
