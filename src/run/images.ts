import type { Built } from '../build/built.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Look } from '../publish/tags/look.ts';

/** An image, and the inputs with the cache in them that was chosen for it. `look`: its tags are being read already. */
export type Obtained = Readonly<{ built: Built; cached: Inputs; look?: Look | undefined }>;

/** An image that is to be published, and the manifests of it that the gates ran on. */
export type TestedImage = Obtained & Readonly<{ tested: readonly PlatformManifest[] }>;
