import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contextOfCheckout } from '../../src/event/git.ts';
import { loadFacts } from '../../src/github/facts.ts';
import { type Checkout, checkoutAt, fetched, newFolder, newRepository, removeFolders } from '../fakes/checkout.ts';
import { recordingLog } from '../fakes/log.ts';
import { compute, contextOf, inputsOf } from '../plan/metadata/support.ts';

const event = contextOf('push-branch');
const refAndCommit = async ({ git }: Checkout) => {
  const { ref, sha } = await contextOfCheckout(event, git);
  return { ref, sha };
};

// One history for all tests: main has two commits, the second tagged; a branch and a pull request follow.
let origin: Checkout;
let commits: Record<'first' | 'second' | 'topic' | 'merge', string>;
beforeAll(async () => {
  origin = await newRepository();
  const first = await origin.commit('first');
  const second = await origin.commit('second');
  await origin.sh('tag', 'v1.9.0');
  await origin.sh('tag', '--annotate', '--message=x', 'v1.10.0');
  await origin.sh('checkout', '--quiet', '-b', 'feature/x.y');
  const topic = await origin.commit('topic');
  await origin.sh('checkout', '--quiet', '--detach');
  const merge = await origin.commit('merge');
  await origin.sh('update-ref', 'refs/pull/7/merge', merge);
  await origin.sh('update-ref', 'refs/pull/7/head', topic);
  await origin.sh('config', 'uploadpack.allowAnySHA1InWant', 'true');
  await origin.sh('checkout', '--quiet', 'main');
  commits = { first, second, topic, merge };
});
afterAll(removeFolders);

describe('what actions/checkout leaves', () => {
  test.each<[string, string, string[], string, keyof typeof commits]>([
    [
      'a branch',
      '+refs/heads/feature/x.y:refs/remotes/origin/feature/x.y',
      ['-B', 'feature/x.y', 'refs/remotes/origin/feature/x.y'],
      'refs/heads/feature/x.y',
      'topic',
    ],
    ['a tag', '+refs/tags/v1.9.0:refs/tags/v1.9.0', ['refs/tags/v1.9.0'], 'refs/tags/v1.9.0', 'second'],
    ['an annotated tag', '+refs/tags/v1.10.0:refs/tags/v1.10.0', ['refs/tags/v1.10.0'], 'refs/tags/v1.10.0', 'second'],
    [
      'several tags of a commit: as git shows them',
      '+refs/tags/*:refs/tags/*',
      ['refs/tags/v1.10.0'],
      'refs/tags/v1.9.0',
      'second',
    ],
    [
      'a pull request',
      '+refs/pull/7/merge:refs/remotes/pull/7/merge',
      ['refs/remotes/pull/7/merge'],
      'refs/pull/7/merge',
      'merge',
    ],
    [
      "a pull request's head",
      '+refs/pull/7/head:refs/remotes/pull/7/head',
      ['refs/remotes/pull/7/head'],
      'refs/pull/7/head',
      'topic',
    ],
    [
      'a remote branch, detached',
      '+refs/heads/*:refs/remotes/origin/*',
      ['refs/remotes/origin/feature/x.y'],
      'refs/heads/feature/x.y',
      'topic',
    ],
  ])('%s', async (_what, refspec, checkout, ref, commit) => {
    for (const depth of [0, 1])
      expect(await refAndCommit(await fetched(origin, depth, refspec, ...checkout))).toEqual({
        ref,
        sha: commits[commit],
      });
  });

  test('a commit by its hash: the newest branch that contains it, or no ref at all', async () => {
    const { first: sha } = commits;
    const branches = '+refs/heads/*:refs/remotes/origin/*';
    const full = await fetched(origin, 0, branches, '--detach', sha);
    expect(await refAndCommit(full)).toEqual({ ref: 'refs/heads/feature/x.y', sha });
    expect(await refAndCommit(await fetched(origin, 1, sha, '--detach', sha))).toEqual({ ref: '', sha });
  });

  test("the remote's HEAD is not a branch, and a tag takes precedence over branches", async () => {
    const made = await fetched(origin, 0, '+refs/heads/main:refs/remotes/origin/main', '--detach', commits.second);
    await made.sh('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    expect((await refAndCommit(made)).ref).toBe('refs/heads/main');
    await made.sh('tag', 'v2');
    expect((await refAndCommit(made)).ref).toBe('refs/tags/v2');
  });

  test('a folder without a checkout, and one without a commit, are refused', async () => {
    for (const { git } of [checkoutAt(newFolder()), await newRepository()]) {
      await expect(contextOfCheckout(event, git)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringContaining('`ref-source: git` needs a git checkout'),
      });
    }
  });
});

describe('`ref-source: git` as a whole', () => {
  const tags = [
    'type=ref,event=branch',
    'type=ref,event=tag',
    'type=ref,event=pr',
    'type=sha',
    "{{commit_date 'HH:mm'}}",
  ];

  test.each<[string, string, string[]]>([
    ['+refs/tags/v1.9.0:refs/tags/v1.9.0', 'refs/tags/v1.9.0', ['v1.9.0', 'latest']],
    ['+refs/pull/7/merge:refs/remotes/pull/7/merge', 'refs/remotes/pull/7/merge', ['pr-7']],
    ['+refs/heads/main:refs/remotes/origin/main', 'refs/remotes/origin/main', ['main']],
  ])('%s', async (refspec, checkout, expected) => {
    const { git, sh } = await fetched(origin, 1, refspec, checkout);
    const context = await contextOfCheckout(event, git);
    expect(context.eventRef).toBe(event.ref);
    const ports = { git, api: () => Promise.reject(new Error('no API is needed')), log: recordingLog() };
    const facts = await loadFacts({}, ['commitDate'], context, ports);
    const made = compute('push-branch', { tags, refSource: 'git' }, { context, facts });
    const time = (await sh('show', '-s', '--format=%cd', '--date=format:%H-%M', 'HEAD')).trim();
    const own = expected.filter(tag => tag !== 'latest');
    expect(made.tagNames.map(tag => tag.name)).toEqual([
      ...own,
      time,
      `sha-${context.sha.slice(0, 7)}`,
      ...expected.filter(tag => tag === 'latest'),
    ]);
    expect(made.labels).toContain(`org.opencontainers.image.revision=${context.sha}`);
    expect(ports.log.lines).toEqual([]);
  });

  test("the pull request's head is not mistaken for the checkout's commit", async () => {
    const env = { DOCKER_METADATA_PR_HEAD_SHA: 'true' };
    const context = await contextOfCheckout(contextOf('pull-request', { env }), origin.git);
    const { labels } = compute('pull-request', { ...inputsOf(), refSource: 'git' }, { context });
    expect(labels).toContain(`org.opencontainers.image.revision=${commits.second}`);
  });
});

test('a description by `git describe`, shallow or not', async () => {
  const ports = (git: Checkout['git']) => ({ git, api: () => Promise.reject(new Error('no')), log: recordingLog() });
  const full = await fetched(origin, 0, '+refs/*:refs/remotes/origin/*', '--detach', commits.topic);
  await full.sh('tag', 'v1.9.0', commits.second);
  const context = { ...event, sha: commits.topic };
  const facts = await loadFacts({}, ['commitDescription', 'committerName'], context, ports(full.git));
  expect(facts).toMatchObject({
    commitDescription: expect.stringMatching(/^v1\.9\.0-1-g[0-9a-f]{4,}$/),
    committerName: 'Ada',
    commitMessage: 'topic',
  });
  const shallow = await fetched(origin, 1, '+refs/heads/main:refs/remotes/origin/main', '--detach', commits.second);
  const bare = await loadFacts({}, ['commitDescription'], { ...event, sha: commits.second }, ports(shallow.git));
  // As short as is unique, as on Codeship.
  expect(bare.commitDescription?.length).toBeGreaterThanOrEqual(4);
  expect(commits.second.startsWith(bare.commitDescription ?? '?')).toBe(true);
});
