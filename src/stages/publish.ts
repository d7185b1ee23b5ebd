import { ActionError } from '../errors.ts';
import type { Log, Now } from '../ports.ts';
import type { Content } from './content.ts';
import type { Fleet } from './fleet.ts';
import type { TagResult } from './tag.ts';
import { readTags, writeTags } from './tag.ts';
import { verifyTags } from './verify.ts';

export type PublishPorts = Readonly<{
  fleet: Fleet;
  log: Log;
  now: Now;
  signal: AbortSignal;
  /** Stages the image: by fan-out or from a layout. */
  stage(): Promise<Content>;
  /** The `verify` input. */
  verify: boolean;
  /** Wraps each stage to take its time. */
  timed<T>(stage: string, work: () => Promise<T>): Promise<T>;
}>;

/** How the publish ended. `partial`: some required tag does not name the image, and some tag does. */
export type Publication = Readonly<{
  content: Content;
  results: readonly TagResult[];
  pushed: 'true' | 'false' | 'partial';
  /** What went wrong; undefined when every required tag is published (and verified). */
  error: ActionError | undefined;
}>;

/**
 * stage → tag → verify. Until every required registry holds every byte no tag is written; staging failures throw, for
 * nothing has changed then. What happens from the first tag on is told in the answer, whatever it is.
 *
 * @throws ActionError when staging fails or the job is cancelled before the first tag is written.
 */
export async function publish(ports: PublishPorts): Promise<Publication> {
  const { fleet, log, now, signal, timed } = ports;
  const reading = readTags(fleet);
  const content = await timed('stage', async () => {
    const staged = await ports.stage();
    fleet.throwIfRequiredFailed('staging');
    if (fleet.alive().length === 0) throw new ActionError('PUBLISH', 'every registry failed, the optional ones too');
    return staged;
  });
  const before = await reading;
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled after staging: no tag was moved');
  const results = await timed('tag', () => writeTags(content.root, before, { fleet, log, now, signal }));
  if (ports.verify) await timed('verify', () => verifyTags(content, results, fleet));
  return { content, results, ...verdict(results, fleet, ports.verify) };
}

function verdict(results: readonly TagResult[], fleet: Fleet, verify: boolean): Pick<Publication, 'pushed' | 'error'> {
  const optional = new Set(fleet.targets.filter(t => t.destination.optional).map(t => t.destination.name));
  const required = results.filter(result => !optional.has(result.name));
  const unpublished = required.filter(result => result.state !== 'published');
  const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
  const list = (which: readonly TagResult[]): string =>
    which.map(result => `${result.reference} is ${result.state}${result.error ? `: ${result.error}` : ''}`).join('\n');
  if (unpublished.length > 0) {
    const moved = results.some(result => result.state !== 'unchanged' && result.state !== 'restored');
    const message = `not every tag could be written${moved ? '' : '; all are as they were before'}:\n${list(unpublished)}`;
    return { pushed: moved ? 'partial' : 'false', error: new ActionError('PUBLISH', message, { hint: RERUN }) };
  }
  if (unverified.length > 0) {
    const message = `published, but not verified:\n${list(unverified)}`;
    return { pushed: 'true', error: new ActionError('VERIFY', message, { hint: RERUN }) };
  }
  return { pushed: 'true', error: undefined };
}

const RERUN = 'Run the job again when the registry is well: what is there already is not sent twice.';
