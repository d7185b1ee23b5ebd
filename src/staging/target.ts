import type { Destination } from '../plan/terms/types.ts';
import type { Repository, Sink } from '../registry/types.ts';

/** A repository that gets the image, and the client that writes to it. Staging itself only needs a `Sink`. */
export type Target<To extends Sink = Repository> = Readonly<{ destination: Destination; repository: To }>;
