/** The run described on the command line. */
type Values = Readonly<{
  event: string;
  ref?: string | undefined;
  tag?: string | undefined;
  branch?: string | undefined;
  fork?: string | undefined;
  repository?: string | undefined;
  sha?: string | undefined;
}>;

/**
 * The full ref of the run, and its repository and commit if they are given.
 *
 * @throws Error for values that GitHub would never send: a plan for these would be meaningless
 */
export function given({ event, ref, tag, branch, fork, repository, sha }: Values) {
  const refs = Object.entries({ ref, tag, branch }).filter(([, value]) => value !== undefined);
  if (refs.length > 1) throw new Error(`${refs.map(([name]) => `--${name}`).join(' and ')}: give one of them`);
  for (const [name, value] of refs) if (value?.trim() === '') throw new Error(`--${name} is empty`);
  if (!/^[a-z]+(_[a-z]+)*$/.test(event))
    throw new Error(`--event: ${JSON.stringify(event)} is not the name of an event`);
  if (sha !== undefined && !/^[0-9a-f]{40}$/.test(sha)) {
    throw new Error(`--sha: expected a commit of 40 hexadecimal digits, not ${JSON.stringify(sha)}`);
  }
  for (const [name, value] of Object.entries({ repository, fork })) {
    if (value !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(value)) {
      throw new Error(`--${name}: expected OWNER/NAME, not ${JSON.stringify(value)}`);
    }
  }
  return { ref: refOf({ ref, tag, branch }), repository, sha };
}

function refOf({ ref, tag, branch }: Pick<Values, 'ref' | 'tag' | 'branch'>): string {
  const full = ref ?? (tag === undefined ? `refs/heads/${branch ?? 'main'}` : `refs/tags/${tag}`);
  if (/^refs\/(heads|tags)\/\S+$/.test(full) || /^refs\/pull\/[1-9]\d*\/merge$/.test(full)) return full;
  throw new Error(
    `--ref: expected refs/heads/NAME, refs/tags/NAME or refs/pull/NUMBER/merge, not ${JSON.stringify(full)}`,
  );
}
