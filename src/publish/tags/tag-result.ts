import type { Digest, Manifest } from '../../oci/types.ts';
import type { PlannedTag } from '../../plan/terms/types.ts';
import type { Target } from '../../staging/target.ts';

/**
 * The outcome for one tag:
 * - `published`: it names the new digest (read back, if `verified`).
 * - `restored`: it was moved and put back, because another tag could not be written.
 * - `stranded`: it was moved and could not be put back (or is new and is left: deleting it may remove other tags).
 * - `unchanged`: it was never written.
 * - `kept`: it must not move (`moving-tags: forward`); `reason` says why.
 * - `superseded`: it was written, and somebody else has moved it to `now`.
 * - `unknown`: a write failed without an answer; the registry may or may not have it.
 */
export type TagState = 'published' | 'restored' | 'stranded' | 'unchanged' | 'kept' | 'superseded' | 'unknown';

/** The state of one tag of one repository after a stage. */
export type TagResult = Readonly<{
  /** The image that it names, as in the plan; '' for the only one. */
  image: string;
  registry: string;
  /** The repository as in the outputs: `ghcr.io/acme/api`. */
  name: string;
  /** `ghcr.io/acme/api:1.2.3`. */
  reference: string;
  tag: PlannedTag;
  /** Its registry may fail without failing the run. */
  optional: boolean;
  /** The former digest: null if the tag did not exist, undefined if it could not be read. */
  before: Digest | null | undefined;
  state: TagState;
  verified: boolean;
  /** Milliseconds from the start of the tag stage until this tag was written. */
  ms: number;
  error?: string;
  /** How to fix an error that would recur. */
  hint?: string;
  /** For `kept`: why, as a clause. */
  reason?: string;
  /** For `superseded`. */
  now?: Digest;
}>;

/** An outcome as a clause with the tag as its subject. */
export function stateInWords({ state, before }: Pick<TagResult, 'state' | 'before'>): string {
  if (state !== 'stranded') return STATES[state];
  return before ? 'points to the new image and could not be put back' : 'is new and points to the new image';
}

const STATES = {
  published: 'points to the new image',
  restored: 'was moved and put back',
  unchanged: 'was not written',
  kept: 'was not moved',
  superseded: 'was moved by another run',
  unknown: 'may or may not have been written',
} as const;

/** One tag to write, and its state so far. */
export type Write = Readonly<{ target: Target; root: Manifest; result: TagResult }>;

/** The same result with another state, without an error. */
export function withoutError({ error: _, ...result }: TagResult, state: TagState): TagResult {
  return { ...result, state };
}
