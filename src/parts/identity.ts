import { createHash } from 'node:crypto';
import type { Context } from '../event/context.ts';
import { normalPlatform } from '../oci/platforms.ts';
import type { ImagePlan } from '../plan/terms/types.ts';

/** The artifact's name begins with this. */
const PREFIX = 'slipway-part';

/** A short word for an image of a run, the same in every job that plans it: made of the names that it goes by. */
function imageKey({ name, destinations }: ImagePlan): string {
  const names = destinations.map(destination => destination.name).sort();
  return hash([name, names]).slice(0, 10);
}

/**
 * The name of a part's artifact: its own per image and platform. Artifacts cannot be changed, so each attempt of the
 * run has its own.
 */
export function artifactName(image: ImagePlan, platforms: readonly string[], attempt: string): string {
  const words = platforms.map(platform => (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
  return `${prefixOf(image)}${words.join('_')}-${attempt}`;
}

/** What the names of an image's parts begin with. */
export function prefixOf(image: ImagePlan): string {
  return `${PREFIX}-${imageKey(image)}-`;
}

/**
 * What parts and merge must agree on: names, tags, labels and annotations. A difference means that they were given
 * other inputs, or the time is not the same.
 */
export function fingerprintOf({ destinations, metadata }: ImagePlan): string {
  const tags = destinations.map(({ name, tags: own }) => [name, own.map(tag => tag.name)]);
  const { labels, annotations, version } = metadata;
  return hash([tags, labels, annotations, version]);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** `run` and `attempt` of a record. */
export function runOf({ runId, runAttempt }: Context): Readonly<{ run: string; attempt: number }> {
  return { run: runId, attempt: Number.parseInt(runAttempt, 10) || 1 };
}
