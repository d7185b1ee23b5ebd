import type { Context } from '../event/context.ts';
import { defaultBranchOf } from '../event/default-branch.ts';
import { gitContext, withDefaultContext } from './git-context.ts';
import type { BuildInputs, MetadataInputs } from './terms/types.ts';

/** A repository, `github.com/acme/api`, and its ref; '' for the default branch. */
type GitPlace = Readonly<{ repository: string; ref: string }>;

type Run = Pick<Context, 'eventName' | 'serverUrl' | 'repository' | 'ref' | 'eventRef' | 'sha' | 'payload' | 'env'>;

const REVISION = 'org.opencontainers.image.revision';

/**
 * Warnings for a build that reads another commit than the one the image claims. Only BuildKit, while building, knows
 * the commit of another repository's branch.
 *
 * @param run with the ref and commit that the image claims
 */
export function foreignContextWarning(
  { build, metadata }: Readonly<{ build: Pick<BuildInputs, 'context'>; metadata: MetadataInputs }>,
  run: Run,
): string | undefined {
  if (metadata.labels.some(line => line.startsWith(`${REVISION}=`))) return undefined;
  const place = gitPlace(withDefaultContext(build.context, gitContext(run)));
  const other = place && otherThan(place, run);
  if (place === undefined || other === undefined) return undefined;
  const what = `${place.repository}${place.ref === '' ? '' : `#${place.ref}`}`;
  const isCheckout = metadata.refSource === 'git';
  const short = run.sha.slice(0, 7);
  const named = isCheckout
    ? `the commit that is checked out (${short}), as \`ref-source: git\` says`
    : `this workflow's own commit (${run.repository}, ${short})`;
  const way = isCheckout
    ? 'build that checkout with `context: .`'
    : 'check it out with actions/checkout, build it with `context: .` and set `ref-source: git`';
  return (
    `The image is built from ${what} (${other}), but \`{{sha}}\`, \`type=sha\` and the labels and annotations ` +
    `\`${REVISION}\` and \`….source\` name ${named}. To name what is built, ${way}; or set these labels in \`labels\`.`
  );
}

/** How it differs from this run's commit; undefined if it doesn't. */
function otherThan({ repository, ref }: GitPlace, run: Run): string | undefined {
  // The same hash is the same commit in any repository.
  if (isCommit(ref) && run.sha.startsWith(ref.toLowerCase())) return undefined;
  if (!ownNames(run).includes(repository.toLowerCase())) return 'another repository';
  const standard = defaultBranchOf(run);
  // Without a ref it is the default branch, which events may omit.
  if (ref === '' && standard === undefined) return undefined;
  return nameOf(ref || `refs/heads/${standard}`) === nameOf(run.ref) ? undefined : 'another ref';
}

/** Gitea may be below a path of its host, which its SSH addresses lack. */
function ownNames({ serverUrl, repository }: Run): readonly string[] {
  const { hostname = '', pathname = '/' } = URL.parse(serverUrl) ?? {};
  return [hostname, `${hostname}${pathname}`].map(place => `${place.replace(/\/+$/, '')}/${repository}`.toLowerCase());
}

function isCommit(ref: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(ref);
}

/** `main` for `refs/heads/main`, `pull/7` for the refs of a pull request. */
function nameOf(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|tags\/)?/, '').replace(/^(pull\/\d+)\/(?:head|merge)$/, '$1');
}

/**
 * A context that BuildKit takes for a git repository; undefined for any other.
 *
 * @see https://docs.docker.com/build/concepts/context/#git-repositories
 */
function gitPlace(context: string): GitPlace | undefined {
  const [before = '', fragment = ''] = context.split('#', 2);
  const [address = '', query = ''] = before.split('?', 2);
  const [, host, path] =
    /^(?:git|ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ??
    /^https?:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+\.git)$/i.exec(address) ??
    /^[\w.-]+@([\w.-]+):(.+)$/.exec(address) ??
    /^(github\.com)\/(.+)$/i.exec(address) ??
    [];
  if (host === undefined || path === undefined) return undefined;
  const asked = new URLSearchParams(query);
  const named = ['ref', 'branch', 'tag', 'commit', 'checksum'].map(key => asked.get(key)).find(value => value !== null);
  const [ref = ''] = fragment.split(':', 1);
  const repository = `${host}/${path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '')}`;
  return { repository, ref: ref || (named ?? '') };
}
