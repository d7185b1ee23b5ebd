import type { Context } from '../event/context.ts';
import { quote } from '../host/text/quote.ts';
import type { Digest } from '../oci/types.ts';
import { runsOn } from '../plan/named-gates.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import { fingerprintOf, nameOfRecord, secondsOf } from './identity.ts';
import type { PartRecord } from './record.ts';
import { differences, statedOf } from './stated.ts';

/** The parts that may be published, by image and digest; undefined: all. */
export type Allowed = readonly Readonly<{ image?: string; digest: Digest }>[] | undefined;

/** No job with `part` writes such a record in this run. */
const FORGED = 'find the step of this run that uploads it';

/** What in a record does not fit this run, or this image. @param name of its artifact */
export function problemsOfRecord(
  { record, name }: Readonly<{ record: PartRecord; name: string }>,
  image: ImagePlan,
  context: Context,
  allowed: Allowed,
): readonly string[] {
  const problems: string[] = [];
  const expected = nameOfRecord(image, record);
  if (expected !== name) problems.push(`it contains the record of ${expected}; ${FORGED}`);
  if (record.repository !== context.repository)
    problems.push(`it belongs to the repository ${record.repository}; ${FORGED}`);
  if (record.commit !== context.sha)
    problems.push(
      `it is for commit ${record.commit}, this run is for ${context.sha}; use the same commit in both jobs`,
    );
  if (record.run !== context.runId) problems.push(`it is from another run (${record.run}); ${FORGED}`);
  const now = secondsOf(context.now);
  if (record.plan !== fingerprintOf(image) && record.time !== now) {
    const [theirs, ours] = [record.time, now].map(seconds => new Date(seconds * 1000).toISOString());
    problems.push(`it was planned with the time ${theirs}, and this job with ${ours}; give both the same \`time\``);
  } else if (record.plan !== fingerprintOf(image)) {
    problems.push(differences(record.stated, statedOf(image)));
  }
  const missing = image.gates
    .filter(gate => runsOn(gate, record.platforms))
    .filter(({ name: gate }) => !record.gates.includes(gate));
  if (missing.length > 0) {
    const names = missing.map(gate => quote(gate.name)).join(', ');
    problems.push(`it was not checked by ${names}; give both jobs the same gates`);
  }
  const known = new Set(image.destinations.map(each => each.name));
  const strange = record.places.filter(place => !known.has(place));
  if (strange.length > 0)
    problems.push(`it is in ${strange.join(', ')}, which is not a target of this image; ${FORGED}`);
  if (record.handOver === 'registry' && record.places.length === 0) problems.push(`it names no registry; ${FORGED}`);
  return [...problems, ...notAllowed(record, image, allowed)];
}

/** A digest that is listed for one image must not be published as another. */
function notAllowed({ root }: PartRecord, { name }: ImagePlan, allowed: Allowed): readonly string[] {
  if (allowed === undefined) return [];
  if (allowed.some(({ image = '', digest }) => digest === root && image === name)) return [];
  return [`${root} is not among \`part-digests\`, so another job handed it over, or its digest was not passed on`];
}
