import { type Ancestry, ancestryOf } from '../github/ancestry.ts';
import { messageOf } from '../host/errors.ts';
import { type Incumbent, isOf } from '../plan/forward.ts';
import { subjectOf } from '../plan/terms/subject.ts';
import type { Sourced } from '../promote/types.ts';
import { createForward, type Forward } from '../publish/forward.ts';
import type { Fleet } from '../staging/fleet.ts';
import { sourcesFor } from './planning/plans.ts';
import type { Running } from './workbench.ts';

const NOTHING: Incumbent = { version: '', revision: '', source: '' };

/**
 * Which tags stay where they are (`moving-tags: forward`). A promoted image is of the version and commit that it says
 * itself; the run's own commit is only where the workflow stands.
 *
 * @param source the image that is promoted; undefined when one is built
 */
export function forwardFor({ job, machine }: Running, fleet: Fleet, source?: Sourced): Forward | undefined {
  const { inputs, context } = job;
  if (inputs.movingTags === 'always') return undefined;
  const { repository, runAttempt } = context;
  const subject = subjectOf(context, inputs.metadata.refSource);
  const ancestry = (sha: string): Ancestry => ancestryOf({ ...subject, sha }, sourcesFor(inputs, context, machine));
  const run = { repository, isFirstAttempt: runAttempt === '1' };
  if (source === undefined) return createForward(fleet, { ...run, descends: ancestry(subject.sha) }, machine.log);

  const claims = async (): Promise<Incumbent> => {
    try {
      const said = await source.claims();
      return said !== undefined && isOf(said.source, repository) ? said : NOTHING;
    } catch (error) {
      machine.log.debug(`not known what the promoted image says of itself: ${messageOf(error)}`);
      return NOTHING;
    }
  };
  let asked: Promise<Incumbent> | undefined;
  const promoted = () => (asked ??= claims());
  let compared: Promise<Ancestry> | undefined;
  const descends: Ancestry = async revision => {
    compared ??= promoted().then(said => ancestry(said.revision || subject.sha));
    return (await compared)(revision);
  };
  return createForward(fleet, { ...run, descends, promoted }, machine.log);
}
