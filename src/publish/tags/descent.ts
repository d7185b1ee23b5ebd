import type { Context } from '../../event/context.ts';
import { type Ancestry, ancestryOf } from '../../github/ancestry.ts';
import { messageOf } from '../../host/errors.ts';
import { type Incumbent, isOf } from '../../plan/forward.ts';
import type { RunFacts } from './forward.ts';

const NOTHING: Incumbent = { version: '', revision: '', source: '' };

/**
 * What comes after the image of this run: known once for all its images. A promoted image is of the version and commit
 * that it says itself; this run's commit is only where the workflow stands.
 *
 * @param subject its `sha` is the commit that is built
 * @param claims what an image says of itself that is promoted; undefined when one is built
 */
export function descentOf(
  subject: Pick<Context, 'sha' | 'repository' | 'payload'>,
  sources: Parameters<typeof ancestryOf>[1],
  claims: (() => Promise<Incumbent | undefined>) | undefined,
): Pick<RunFacts, 'descends' | 'promoted'> {
  const ancestry = (sha: string): Ancestry => ancestryOf({ ...subject, sha }, sources);
  if (claims === undefined) return { descends: ancestry(subject.sha) };

  const believed = async (): Promise<Incumbent> => {
    try {
      const said = await claims();
      return said !== undefined && isOf(said.source, subject.repository) ? said : NOTHING;
    } catch (error) {
      sources.log.debug(`couldn't read the promoted image's labels: ${messageOf(error)}`);
      return NOTHING;
    }
  };
  let asked: Promise<Incumbent> | undefined;
  const promoted = () => {
    asked ??= believed();
    return asked;
  };
  let compared: Promise<Ancestry> | undefined;
  const descends: Ancestry = async revision => {
    compared ??= promoted().then(said => ancestry(said.revision || subject.sha));
    return (await compared)(revision);
  };
  return { descends, promoted };
}
