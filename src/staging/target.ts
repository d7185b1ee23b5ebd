import type { Destination } from '../plan/terms/types.ts';
import type { Repository } from '../registry/types.ts';

/** A repository that gets the image, and the client that writes to it. */
export type Target = Readonly<{ destination: Destination; repository: Repository }>;
