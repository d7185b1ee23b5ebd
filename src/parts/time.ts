import type { Artifacts } from './artifacts.ts';
import { readArtifactName } from './identity.ts';

/**
 * The planned time of this run's parts; undefined when there are none, or they disagree.
 *
 * @throws ActionError ARTIFACT_FAILED
 */
export async function timeOfParts(artifacts: Artifacts): Promise<Date | undefined> {
  const parts = (await artifacts.list()).flatMap(({ name }) => readArtifactName(name) ?? []);
  const times = new Set(parts.map(({ time }) => time));
  const [time] = times;
  return time === undefined || times.size > 1 ? undefined : new Date(time * 1000);
}
