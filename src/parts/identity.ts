import type { Context } from '../event/context.ts';
import { sha256Hex } from '../host/text/sha256.ts';
import { normalPlatform } from '../oci/platforms.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { PartRecord } from './record.ts';
import { statedOf } from './stated.ts';

/** The prefix of artifact names. */
const PREFIX = 'slipway-part';
/** Services limit the length of names, and a part may have any number of platforms. Characters. */
const LONGEST = 100;

/** A short hash of an image's names, the same in every job that plans it. */
function imageKey({ name, destinations }: ImagePlan): string {
  const names = destinations.map(destination => destination.name).sort();
  return hash([name, names]).slice(0, 10);
}

/**
 * The name of a part's artifact, unique per image, platform and attempt, since artifacts are immutable. It contains the
 * part's planned time, which the merging job must know before it can plan, without downloading an artifact as large as
 * the image.
 */
export function artifactName(
  image: ImagePlan,
  platforms: readonly string[],
  { now, runAttempt }: Pick<Context, 'now' | 'runAttempt'>,
): string {
  const words = platforms.map(wordOf);
  const all = words.join('_');
  const shown = all.length > LONGEST ? `${words.length}-platforms-${hash(all).slice(0, 10)}` : all;
  return `${prefixOf(image)}${shown}-${secondsOf(now)}-${runAttempt || '1'}`;
}

function wordOf(platform: string): string {
  return (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-');
}

/** Which of these platforms an artifact's name mentions; [] for a name without platforms (of a part with many). */
export function platformsInName(name: string, image: ImagePlan, platforms: readonly string[]): readonly string[] {
  const words = (readArtifactName(name)?.part ?? name).slice(prefixOf(image).length).split('_');
  return platforms.filter(platform => words.includes(wordOf(platform)));
}

/** The name of the artifact that a record was written for. */
export function nameOfRecord(image: ImagePlan, { platforms, time, attempt }: PartRecord): string {
  return artifactName(image, platforms, { now: new Date(time * 1000), runAttempt: String(attempt) });
}

/** The parsed name of a part's artifact. */
type PartName = Readonly<{
  /** The name without the attempt and time. */
  part: string;
  /** Seconds since 1970. */
  time: number;
  attempt: number;
}>;

/** @returns undefined for other artifacts */
export function readArtifactName(name: string): PartName | undefined {
  const [, part = '', time, attempt] = /^(slipway-part-.+)-(\d{1,11})-(\d{1,6})$/.exec(name) ?? [];
  return part === '' ? undefined : { part, time: Number(time), attempt: Number(attempt) };
}

/** The name prefix of an image's parts. */
export function prefixOf(image: ImagePlan): string {
  return `${PREFIX}-${imageKey(image)}-`;
}

/** A hash of what parts and merge must agree on (`statedOf`). A difference means different inputs. */
export function fingerprintOf(image: ImagePlan): string {
  return hash(statedOf(image));
}

function hash(value: unknown): string {
  return sha256Hex(JSON.stringify(value));
}

/** `run`, `attempt` and `time` of a record. */
export function runOf({ runId, runAttempt, now }: Context): Readonly<{ run: string; attempt: number; time: number }> {
  return { run: runId, attempt: attemptOf(runAttempt), time: secondsOf(now) };
}

export function attemptOf(runAttempt: string): number {
  return Number.parseInt(runAttempt, 10) || 1;
}

/** Seconds since 1970. */
export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
