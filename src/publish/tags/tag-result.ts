import type { Digest, Manifest } from '../../oci/types.ts';
import type { PlannedTag } from '../../plan/terms/types.ts';
import type { Target } from '../../staging/target.ts';

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

/** The end of one tag of one repository, as far as it is known after a stage. */
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
  /** What the tag named before: null when it did not exist, undefined when that could not be read. */
  before: Digest | null | undefined;
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
}>;

/** An end of a tag as a clause, of which the tag is the subject. */
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

/** One tag to write, and what has become of it so far. */
export type Write = Readonly<{ target: Target; root: Manifest; result: TagResult }>;

/** The same result with another state, and without an error. */
export function withoutError({ error: _, ...result }: TagResult, state: TagState): TagResult {
  return { ...result, state };
}
