import type { Context } from '../../event/context.ts';
import { type Ancestry, ancestryOf } from '../../github/ancestry.ts';
import { messageOf } from '../../host/errors.ts';
import { type Incumbent, isOf } from '../../plan/forward.ts';
import type { RunFacts } from './forward.ts';

const NOTHING: Incumbent = { version: '', revision: '', source: '' };

/**
 * The release and commit of this run's image: known once for all its images. A promoted image has the version and
 * commit that its labels claim; this run's commit is only that of the workflow.
 *
 * @param subject its `sha` is the commit that is built
 * @param claims the labels of a promoted image; undefined for a built one
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
