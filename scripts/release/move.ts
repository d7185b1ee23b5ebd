import { type Clone, pinCommit } from './commit.ts';
import { isNewer, isPrerelease, majorOf } from './release.ts';
import type { Pin } from './uses.ts';

/**
 * Moves the major tag to a release, and writes the release's commit where `main` calls the action. Both stay if they
 * are at a newer release, as when v1.3.5 is released after v1.4.0. Can be re-run at any time.
 *
 * A commit can't name itself, so the reusable workflows of the release still call an older one. The commit on top of
 * it, which the major tag names, calls the release: `main` calls the workflows there, and a tag of its own keeps it.
 *
 * @returns what was done, one line each
 * @throws Error when the tag is not the tested commit, or the remote refuses a push
 */
export function moveTo(clone: Clone, tag: string, tested: string): readonly string[] {
  const sha = sameCommit(clone, tag, tested);
  if (isPrerelease(tag)) return [`${tag} is a pre-release: no tag and no branch moves`];
  const release = { version: tag, sha };
  const calling = pinCommit(clone, sha, release);
  const kept = `refs/tags/workflows/${tag}`;
  if (clone.commitOf(kept) !== calling) clone.git('push', '--quiet', 'origin', `${calling}:${kept}`);
  return [moveMajor(clone, tag, calling), moveMain(clone, { ...release, workflows: calling })];
}

function moveMajor(clone: Clone, version: string, commit: string): string {
  const major = majorOf(version);
  const ref = `refs/tags/${major}`;
  const at = clone.releaseAt(ref)?.version;
  if (at !== undefined && isNewer(at, version)) return `${major} stays at ${at}, which is newer`;
  const old = clone.git('for-each-ref', '--format=%(objectname)', ref);
  if (clone.commitOf(ref) === commit) return `${major} is at ${version} already`;
  // Only if it hasn't moved since.
  clone.git('push', '--quiet', `--force-with-lease=${ref}:${old}`, 'origin', `${commit}:${ref}`);
  return `${major} is at ${version} now`;
}

function moveMain(clone: Clone, release: Pin): string {
  const main = 'refs/remotes/origin/main';
  const at = clone.releaseAt(main)?.version;
  if (at !== undefined && isNewer(at, release.version)) return `main calls ${at}, which is newer`;
  const commit = pinCommit(clone, clone.commitOf(main)!, release);
  if (clone.commitOf(main) === commit) return `main calls ${release.version} already`;
  clone.git('push', '--quiet', 'origin', `${commit}:refs/heads/main`);
  return `main calls ${release.version} now`;
}

/** Whether no other major version has a newer release, making this the latest of all. */
export function isLatest(clone: Clone, tag: string): boolean {
  if (isPrerelease(tag)) return false;
  const majors = clone.git('for-each-ref', '--format=%(refname)', 'refs/tags/v*').split('\n');
  const released = majors.filter(ref => /\/v\d+$/.test(ref)).flatMap(ref => clone.releaseAt(ref)?.version ?? []);
  return !released.some(version => isNewer(version, tag));
}

/**
 * The tag's current commit on the remote. @throws Error if it is not the tested one: somebody has moved the tag since
 */
export function sameCommit(clone: Clone, tag: string, tested: string): string {
  const refs = ['+refs/tags/*:refs/tags/*', '+refs/heads/main:refs/remotes/origin/main'];
  clone.git('fetch', '--quiet', '--no-tags', 'origin', ...refs);
  const [now, then] = [clone.commitOf(`refs/tags/${tag}`), clone.commitOf(tested)];
  if (now === undefined || now !== then) {
    throw new Error(`The tag ${tag} is at ${now ?? 'no commit'}, and ${tested} was tested. Release a new version.`);
  }
  return now;
}
