import type { Context, Json } from '../event/context.ts';
import { text } from '../event/context.ts';
import type { Git } from '../event/git.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { Fact, RepoFacts } from '../plan/terms/metadata-types.ts';
import type { GithubApi } from './api.ts';

type Source = Readonly<{ name: string; facts: readonly Fact[]; read(): Promise<RepoFacts> }>;

/**
 * Sources of facts. Without an API only local ones. `isShared`: other jobs must find the same facts, for the labels of
 * one image.
 */
type FactPorts = Readonly<{ git: Git; api: GithubApi | undefined; log: Log; isShared?: boolean }>;

/**
 * Fills in facts that the rules need and the event lacks: from the checkout, else from the API. Unavailable ones are
 * warned about and stay empty.
 *
 * @throws ActionError NETWORK_ERROR if the facts are shared and the API does not answer: it may answer other jobs. It
 *   refuses all of them alike.
 */
export async function loadFacts(
  known: RepoFacts,
  needed: readonly Fact[],
  context: Context,
  ports: FactPorts,
): Promise<RepoFacts> {
  let facts = known;
  for (const source of sources(context, ports)) {
    const missing = needed.filter(fact => facts[fact] === undefined && source.facts.includes(fact));
    if (missing.length === 0) continue;
    try {
      facts = { ...(await source.read()), ...facts };
    } catch (error) {
      if (error instanceof ActionError && error.code === 'CANCELLED') throw error;
      if (ports.isShared && source.name === API && !isRefusal(error)) throw unanswered(missing, error);
      const lost = missing.length === 1 ? 'that value is' : 'those values are';
      ports.log.warning(
        `Couldn't read ${inWords(missing)} from ${source.name}; ${lost} empty unless known otherwise: ${messageOf(error)}`,
      );
    }
  }
  return facts;
}

const API = 'the GitHub API';

function isRefusal(error: unknown): boolean {
  return error instanceof ActionError && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
}

function unanswered(missing: readonly Fact[], cause: unknown): ActionError {
  return new ActionError('NETWORK_ERROR', `couldn't read ${inWords(missing)} from ${API}: ${messageOf(cause)}`, {
    hint: 'All parts of an image must have the same labels. Re-run the job, or set the labels in both `labels` and `annotations`.',
    cause,
  });
}

/** Facts in words: `the default branch, the commit's time`. */
export function inWords(facts: readonly Fact[]): string {
  return facts.map(fact => WORDS[fact]).join(', ');
}

const WORDS: Readonly<Record<Fact, string>> = {
  name: "the repository's name",
  description: "the repository's description",
  htmlUrl: "the repository's address",
  license: "the repository's license",
  defaultBranch: 'the default branch',
  commitDate: "the commit's time",
  commitMessage: "the commit's message",
  committerName: "the committer's name",
  committerEmail: "the committer's email address",
  committerUsername: "the committer's account",
  commitDescription: "the commit's description (git describe)",
};

const COMMIT: readonly Fact[] = [
  'commitDate',
  'commitMessage',
  'committerName',
  'committerEmail',
  'committerUsername',
  'commitDescription',
];

function sources(context: Context, { git, api }: FactPorts): readonly Source[] {
  const repository = `/repos/${context.repository}`;
  // An event without a commit has no date or message to look for.
  const ofCommit = context.sha === '' ? [] : COMMIT;
  const checkout = { name: 'the checkout', facts: ofCommit, read: () => factsOfCheckout(context.sha, git) };
  if (api === undefined) return [checkout];
  return [
    checkout,
    { name: API, facts: ofCommit, read: async () => factsOfCommit(await api(`${repository}/commits/${context.sha}`)) },
    {
      name: API,
      facts: ['name', 'description', 'htmlUrl', 'license', 'defaultBranch'],
      read: async () => factsOfRepository(await api(repository)),
    },
  ];
}

/** Only the requested commit counts: the workspace may have another one. */
async function factsOfCheckout(sha: string, git: Git): Promise<RepoFacts> {
  const [date, name, email, ...message] = (await git('log', '-1', '--format=%cI%n%cn%n%ce%n%B', sha)).split('\n');
  if (!date || name === undefined || email === undefined) return {};
  // Codeship's options, for `.CommitDescription`.
  const description = await git('describe', '--abbrev=1', '--tags', '--always', sha);
  return {
    commitDate: new Date(date),
    committerName: name,
    committerEmail: email,
    commitMessage: message.join('\n').trim(),
    ...(description !== '' && { commitDescription: description }),
  };
}

function factsOfCommit(json: Json): RepoFacts {
  const date = text(json, 'commit', 'committer', 'date');
  return {
    ...(date !== undefined && { commitDate: new Date(date) }),
    commitMessage: text(json, 'commit', 'message') ?? '',
    committerName: text(json, 'commit', 'committer', 'name') ?? '',
    committerEmail: text(json, 'commit', 'committer', 'email') ?? '',
    committerUsername: text(json, 'committer', 'login') ?? '',
  };
}

function factsOfRepository(json: Json): RepoFacts {
  const defaultBranch = text(json, 'default_branch');
  return {
    name: text(json, 'name') ?? '',
    description: text(json, 'description') ?? '',
    htmlUrl: text(json, 'html_url') ?? '',
    license: text(json, 'license', 'spdx_id') ?? '',
    ...(defaultBranch !== undefined && { defaultBranch }),
  };
}
