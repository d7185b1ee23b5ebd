import type { Built } from '../build/built.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { haveGates } from '../inputs/job.ts';
import type { Look } from '../publish/tags/look.ts';
import type { ReadyRun } from './workbench.ts';

/** An image, and its inputs with the chosen cache. `look`: its tags are already being read. */
export type Obtained = Readonly<{ built: Built; cached: Inputs; look?: Look | undefined }>;

/** An image to publish, and the manifests that its gates ran on. */
export type TestedImage = Obtained & Readonly<{ tested: readonly PlatformManifest[] }>;

/**
 * Tests the images, if the run has gates: only then is the code for it loaded.
 *
 * @throws ActionError as `gateAll`
 */
export async function testImages(ready: ReadyRun, obtained: readonly Obtained[]): Promise<readonly TestedImage[]> {
  if (!haveGates(ready.job)) return obtained.map(one => ({ ...one, tested: [] }));
  const { gateAll } = await import('./gating.ts');
  const built = obtained.map(one => one.built);
  const tested = await gateAll(ready, built);
  return obtained.map((one, at) => ({ ...one, tested: tested[at] ?? [] }));
}
