import { InputError } from '../../host/errors.ts';
import type { RepoFacts } from '../terms/metadata-types.ts';
import type { BuildInputs, MetadataInputs } from '../terms/types.ts';

/**
 * The time of everything in the image, in seconds since 1970; undefined leaves times unchanged.
 *
 * @throws InputError when it should be the commit's, and that is unknown
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
export function sourceDateOf(
  { sourceDateEpoch }: Pick<MetadataInputs, 'sourceDateEpoch'>,
  { commitDate }: RepoFacts,
): number | undefined {
  if (sourceDateEpoch !== 'commit') return sourceDateEpoch;
  if (commitDate !== undefined) return Math.floor(commitDate.getTime() / 1000);
  throw new InputError([
    {
      input: 'source-date-epoch',
      problem: "is `commit`, but the commit's time cannot be read",
      fix: 'Check out the repository before this step, let `github-token` read its contents, or give seconds.',
    },
  ]);
}

/**
 * The build with all times fixed: BuildKit uses the build argument for the image's configuration and history, and
 * rewrites the layers' timestamps on export. The user's own value comes last, and wins.
 *
 * @see https://github.com/moby/buildkit/blob/master/docs/build-repro.md
 */
export function withSourceDate(build: BuildInputs, epoch: number | undefined): BuildInputs {
  if (epoch === undefined) return build;
  const isGiven = build.buildArgs.some(arg => /^SOURCE_DATE_EPOCH(?:=|$)/.test(arg));
  return {
    ...build,
    buildArgs: isGiven ? build.buildArgs : [...build.buildArgs, `SOURCE_DATE_EPOCH=${epoch}`],
    outputs: { ...build.outputs, attributes: { 'rewrite-timestamp': 'true', ...build.outputs.attributes } },
  };
}
