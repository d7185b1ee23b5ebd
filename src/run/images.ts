import type { Built } from '../build/built.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Look } from '../publish/tags/look.ts';

/** An image, and its inputs with the chosen cache. `look`: its tags are already being read. */
export type Obtained = Readonly<{ built: Built; cached: Inputs; look?: Look | undefined }>;

/** An image to publish, and the manifests that its gates ran on. */
export type TestedImage = Obtained & Readonly<{ tested: readonly PlatformManifest[] }>;
