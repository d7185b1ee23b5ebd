import type { Digest, Manifest } from '../oci/types.ts';
import type { PlannedTag } from '../plan/terms/types.ts';
import type { Target } from '../staging/target.ts';

/**
 * What became of one tag:
 * - `published`: it names the new digest (read back, if `verified`).
 * - `restored`: it was moved and then put back, because another tag could not be written.
 * - `stranded`: it was moved, and could not be put back (or is new, and is left: a delete may take other tags with it).
 * - `unchanged`: it was never written.
 * - `kept`: it was not to be written (`moving-tags: forward`); `reason` says why.
 * - `superseded`: it was written, and somebody else has moved it since: it names `now`.
 * - `unknown`: a write failed without an answer; the registry may or may not have it.
 */
export type TagState = 'published' | 'restored' | 'stranded' | 'unchanged' | 'kept' | 'superseded' | 'unknown';

/** The end of one tag of one repository. Mutable only inside the tag and verify stages. */
export type TagResult = {
  /** The image that it names, as in the plan; '' for the only one. */
  readonly image: string;
  readonly registry: string;
  /** The repository as in the outputs: `ghcr.io/acme/api`. */
  readonly name: string;
  /** `ghcr.io/acme/api:1.2.3`. */
  readonly reference: string;
  readonly tag: PlannedTag;
  /** Its registry may fail without failing the run. */
  readonly optional: boolean;
  /** What the tag named before: null when it did not exist, undefined when that could not be read. */
  readonly before: Digest | null | undefined;
  state: TagState;
  verified: boolean;
  /** Milliseconds from the start of the tag stage until this tag was written. */
  ms: number;
  error?: string;
  /** How to fix an error that the registry will give again. */
  hint?: string;
  /** Of a tag that was kept: why, as a clause. */
  reason?: string;
  /** Of a tag that was superseded. */
  now?: Digest;
};

/** One tag to write, and what becomes of it. */
export type Write = Readonly<{ target: Target; root: Manifest; result: TagResult }>;
