import { spawnSync } from 'node:child_process';
import type { Clone } from './commit.ts';
import { isLatest, sameCommit } from './move.ts';
import { isPrerelease } from './release.ts';

/** GitHub's state of a release. */
type State = Readonly<{ isDraft: boolean; isImmutable: boolean }>;

/**
 * Publishes the release of a tag, with these notes, as an immutable one. Can be re-run: a draft is published, and a
 * published release is checked. A release that is not immutable becomes a draft again, so that nobody depends on it.
 *
 * @param tested the tested commit
 * @returns what was done, one line each
 * @throws Error when it is not immutable, and any error of `gh`
 */
export function publish(clone: Clone, tag: string, tested: string, notes: string): readonly string[] {
  sameCommit(clone, tag, tested);
  const done: string[] = [];
  const kind = [`--prerelease=${isPrerelease(tag)}`, `--latest=${isLatest(clone, tag)}`];
  let state = stateOf(tag);
  if (state === undefined) {
    gh(['release', 'create', tag, '--draft', '--verify-tag', '--title', tag, '--notes-file', '-', kind[0]!], notes);
    done.push(`${tag} is drafted`);
  }
  if (state === undefined || state.isDraft) {
    gh(['release', 'edit', tag, '--verify-tag', '--draft=false', ...kind]);
    done.push(`${tag} is published, ${kind.join(' ')}`);
    state = stateOf(tag);
  }
  if (state?.isImmutable) return [...done, `${tag} is immutable`];
  gh(['release', 'edit', tag, '--draft=true']);
  throw new Error(
    `The release ${tag} is not immutable, so it is a draft again and nothing has moved. ` +
      'Enable "release immutability" in the settings of the repository, and run this job again.',
  );
}

function stateOf(tag: string): State | undefined {
  const { status, stdout, stderr } = run(['release', 'view', tag, '--json', 'isDraft,isImmutable'], '');
  if (status === 0) return JSON.parse(stdout) as State;
  if (/release not found/i.test(stderr)) return undefined;
  throw new Error(`gh release view failed: ${stderr.trim()}`);
}

function gh(args: readonly string[], input = ''): void {
  const { status, stderr } = run(args, input);
  if (status !== 0) throw new Error(`gh ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()}`);
}

function run(args: readonly string[], input: string) {
  const ran = spawnSync('gh', args, { input, encoding: 'utf8' });
  if (ran.error) throw new Error(`gh cannot be run: ${ran.error.message}`);
  return ran;
}
