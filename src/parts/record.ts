import { isDigest } from '../oci/reference.ts';
import type { Digest } from '../oci/types.ts';
import type { Stated } from './stated.ts';

/**
 * A part of an image that one runner has built, for the publishing job. It is `record.json` in an artifact of the
 * workflow run, so it is as untrusted as everybody who can write artifacts in this run: everything is validated, and it
 * contains no path.
 */
export type PartRecord = Readonly<{
  schema: 1;
  repository: string;
  /** Hexadecimal. */
  commit: string;
  run: string;
  /** Counts from 1; the newest part of a platform is published. */
  attempt: number;
  /** The time for dates in tags and labels, in seconds since 1970. */
  time: number;
  /** A hash of what the image was planned with (`fingerprintOf`). */
  plan: string;
  /** The same in words, to name differences; [] if that is too long. */
  stated: readonly Stated[];
  /** As written in `platforms`. */
  platforms: readonly string[];
  /** The index, or the manifest, that the runner has built. */
  root: Digest;
  /** Names of the gates that passed: all but those of other platforms. */
  gates: readonly string[];
  /** The manifests that gates ran on. */
  tested: readonly Digest[];
  /** Its locations: `name` of each repository (`ghcr.io/acme/api`); none for an artifact. */
  places: readonly string[];
  handOver: 'registry' | 'artifact';
}>;

/** The files in a part's artifact: the record, and the image unless a registry has it. */
export const RECORD_FILE = 'record.json';
export const IMAGE_FILE = 'image.tar';
/** Limit of a record. Bytes. */
export const LARGEST_RECORD = 128 * 1024;

/** The record in a file's text, or what is wrong with it. */
export function parseRecord(text: string): PartRecord | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const record = (json ?? {}) as Record<string, unknown>;
  if (record.schema !== 1) return 'it was written by another version of this action';
  for (const key of ['repository', 'commit', 'run', 'plan'] as const) {
    if (typeof record[key] !== 'string' || !/^[\w./:+=-]{1,300}$/.test(record[key]))
      return `its \`${key}\` is not valid`;
  }
  if (!Number.isSafeInteger(record.attempt)) return 'its `attempt` is not valid';
  if (!Number.isSafeInteger(record.time) || !(Number(record.time) >= 0 && Number(record.time) < 1e11))
    return 'its `time` is not valid';
  if (!isTexts(record.platforms, one => /^[\w./-]{1,100}$/.test(one)) || record.platforms.length === 0)
    return 'its `platforms` are not valid';
  if (!isTexts(record.places, one => /^[\w./:-]{1,500}$/.test(one))) return 'its `places` are not valid';
  if (!isTexts(record.gates, one => /^.{1,200}$/.test(one))) return 'its `gates` are not valid';
  if (!isTexts(record.tested, isDigest)) return 'its `tested` is not valid';
  if (!isStated(record.stated)) return 'its `stated` is not valid';
  if (record.handOver !== 'registry' && record.handOver !== 'artifact') return 'its `handOver` is not valid';
  if (typeof record.root !== 'string' || !isDigest(record.root)) return 'its `root` is not valid';
  return record as unknown as PartRecord;
}

function isStated(value: unknown): value is readonly Stated[] {
  const isOne = (one: unknown) => Array.isArray(one) && one.length === 3 && one.every(text => typeof text === 'string');
  // The kind is shown as it is.
  return Array.isArray(value) && value.every(one => isOne(one) && /^[a-z]{1,20}$/.test(one[0]));
}

function isTexts(value: unknown, isValid: (text: string) => boolean): value is readonly string[] {
  return Array.isArray(value) && value.length <= 100 && value.every(one => typeof one === 'string' && isValid(one));
}
