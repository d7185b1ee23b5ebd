import { ActionError } from '../errors.ts';
import type { Log, Now, Sleep } from '../ports.ts';
import type { Digest, Manifest } from '../registry/types.ts';
import type { Content } from './content.ts';
import { type Fleet, isSole } from './fleet.ts';
import type { Forward, Staying } from './forward.ts';
import type { Grace } from './grace.ts';
import { tellSuperseded } from './superseded.ts';
import type { Before, TagResult, TagState } from './tag.ts';
import { readTags, writeTags } from './tag.ts';
import { verifyTags } from './verify.ts';

export type PublishPorts = Readonly<{
  fleet: Fleet;
  log: Log;
  now: Now;
  sleep: Sleep;
  signal: AbortSignal;
  /** Without it a cancel stops tags midway. */
  grace?: Pick<Grace, 'during'> | undefined;
  /**
   * Stages the image: by fan-out or from a layout.
   *
   * @param closing may be told that manifests alone are left: a good time to look at moving tags again
   */
  stage(closing: () => void): Promise<Content>;
  /** Decides which moving tags stay; without it all move. */
  forward?: Forward | undefined;
  /** The last look before the first tag is written; fails targets with a tag that may not be moved. */
  guard?: ((before: Before, digest: Digest) => void) | undefined;
  /** The `verify` input. */
  verify: boolean;
  /** Wraps each stage to take its time. */
  timed<T>(stage: string, work: () => Promise<T>): Promise<T>;
}>;

/** How the publish ended. `partial`: some required tag does not name the image, and some tag is not what it was. */
export type Publication = Readonly<{
  content: Content;
  results: readonly TagResult[];
  pushed: 'true' | 'false' | 'partial';
  /** What went wrong; undefined when every required tag is published (and verified). */
  error: ActionError | undefined;
  /** Why nothing was written although nothing went wrong. */
  reason?: string;
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
  const looking = reading.then(before => ports.forward?.lookAhead(before));
  let decision: Readonly<{ at: number; made: ReturnType<typeof decide> }> | undefined;
  const decideNow = () => {
    decision = { at: now(), made: Promise.all([reading, looking]).then(([before]) => decide(before, ports)) };
    return decision;
  };
  const content = await timed('stage', async () => {
    try {
      const staged = await ports.stage(decideNow);
      await reading;
      fleet.throwIfRequiredFailed('staging');
      if (fleet.alive().length === 0) throw new ActionError('PUBLISH', 'every registry failed, the optional ones too');
      return staged;
    } catch (error) {
      if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while staging: no tag was moved');
      // What a path says when nobody is left to send to matters less than why.
      fleet.throwIfRequiredFailed('staging');
      throw error;
    } finally {
      // Whatever staging comes to, no request of ours is left under way.
      await (decision?.made ?? looking);
    }
  });
  const isFresh = decision !== undefined && now() - decision.at < FRESH;
  const { before, staying } = await (isFresh ? decision : decideNow())!.made;
  for (const [reference, why] of staying) log.notice(`${reference} stays where it is: ${why}`);
  if (isSole(fleet) && staying.size === 1) await publishUntagged(content.root, fleet);
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled after staging: no tag was moved');
  ports.guard?.(before, content.root.digest);
  fleet.throwIfRequiredFailed('tagging');
  const tagging = () => writeTags(content.root, before, { fleet, log, now, signal, staying });
  const results = await timed('tag', () => ports.grace?.during(tagging) ?? tagging());
  if (ports.verify) {
    await timed('verify', async () => {
      await verifyTags(content, results, ports);
      await tellSuperseded(content, results, ports);
    });
  }
  return { content, results, ...verdict(content.root.digest, results, fleet, ports.verify) };
}

/** The tag that was to bring the root manifest stays where it is: the image is there by its digest alone. */
async function publishUntagged(root: Manifest, fleet: Fleet): Promise<void> {
  const [target] = fleet.alive();
  await target?.repository.putManifest(root, root.digest).catch(error => fleet.fail(target, error));
}

/** Manifests that took longer than this to be written make it worthwhile to look again. Milliseconds. */
const FRESH = 2_000;

async function decide(
  before: Before,
  { forward }: PublishPorts,
): Promise<Readonly<{ before: Before; staying: Staying }>> {
  if (forward === undefined) return { before, staying: new Map() };
  return forward.decide(before);
}

function verdict(
  digest: Digest,
  results: readonly TagResult[],
  fleet: Fleet,
  verify: boolean,
): Pick<Publication, 'pushed' | 'error' | 'reason'> {
  const optional = new Set(fleet.targets.filter(t => t.destination.optional).map(t => t.destination.name));
  const required = results.filter(result => !optional.has(result.name));
  const unpublished = required.filter(({ state }) => !DONE.has(state));
  const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
  const list = (which: readonly TagResult[]): string =>
    which.map(result => `${result.reference} is ${result.state}${result.error ? `: ${result.error}` : ''}`).join('\n');
  if (unpublished.length > 0) {
    const moved = results.some(result => isMoved(result, digest));
    const message = `not every tag could be written${moved ? '' : '; all are as they were before'}:\n${list(unpublished)}`;
    const hint = unpublished.find(result => result.hint !== undefined)?.hint ?? RERUN;
    return { pushed: moved ? 'partial' : 'false', error: new ActionError('PUBLISH', message, { hint }) };
  }
  if (unverified.length > 0) {
    const message = `published, but not verified:\n${list(unverified)}`;
    return { pushed: 'true', error: new ActionError('VERIFY', message, { hint: RERUN }) };
  }
  const isPublished = results.some(({ state }) => state === 'published' || state === 'superseded');
  if (isPublished) return { pushed: 'true', error: undefined };
  const reasons = results.flatMap(({ reference, reason }) => (reason === undefined ? [] : [`${reference}: ${reason}`]));
  const stay = `every tag stays where it is (${reasons.join('; ')})`;
  return { pushed: 'false', error: undefined, reason: reasons.length > 0 ? stay : 'no optional registry took it' };
}

/** The ends of a tag that are as they should be. */
const DONE: ReadonlySet<TagState> = new Set(['published', 'kept', 'superseded']);

/** Whether a tag names something else than before, as far as is known. */
function isMoved({ state, before }: TagResult, digest: Digest): boolean {
  if (state === 'published') return before !== digest;
  return state === 'stranded' || state === 'superseded' || state === 'unknown';
}

const RERUN = 'Run the job again when the registry is well: what is there already is not sent twice.';
