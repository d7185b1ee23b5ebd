import type { Content } from '../oci/content.ts';
import type { Distributor } from '../staging/distribute.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { BuildResult } from './run-build.ts';

/** What was built and where it is. */
export type Built = Readonly<{
  result: BuildResult;
  /** This run's name of the image in the engine (`runReference`); undefined when it was not loaded. */
  local: string | undefined;
  /** Folder of the OCI layout; undefined on the fan-out path, and when nothing needs it. */
  layout: string | undefined;
  /** Its manifests, where they are known without a layout. */
  content?: Content;
  /** Puts the image into the registries where neither the engine nor a layout is what it comes from. */
  stage?: (to: Distributor) => Promise<Content>;
  /** It is being staged already (`stagingAhead`), for these targets and no others. */
  ahead?: Readonly<{ fleet: Fleet; content(): Promise<Content> }> | undefined;
}>;
