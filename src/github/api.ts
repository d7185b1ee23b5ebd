import type { Context, Json } from '../context.ts';
import { ActionError } from '../errors.ts';
import type { RetryPolicy, RetryPorts } from '../retry.ts';
import { parseRetryAfter, retry, temporaryStatus } from '../retry.ts';

/** Gives the JSON at a path of GitHub's REST API. @throws ActionError NETWORK, or DENIED for what was refused. */
export type GithubApi = (path: string) => Promise<Json>;

/** Milliseconds that one request may take. */
const TIMEOUT = 10_000;
/** Only facts for labels and templates are asked for: they may not hold a build up for minutes. Milliseconds. */
const PATIENCE = 10_000;

/** A failure that may be gone next time. */
class Temporary extends ActionError {
  readonly retryAfter: number | undefined;

  constructor(message: string, options: Readonly<{ cause?: unknown; retryAfter?: number | undefined }>) {
    super('NETWORK', message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryAfter = options.retryAfter;
  }
}

/**
 * GitHub's REST API with the job's token. Only asked for what the event lacks; temporary failures are tried again.
 *
 * @see https://docs.github.com/rest
 */
export function githubApi(
  context: Pick<Context, 'apiUrl'>,
  token: string,
  policy: RetryPolicy,
  ports: RetryPorts,
  signal?: AbortSignal,
): GithubApi {
  return path =>
    retry(() => ask(`${context.apiUrl}${path}`, token, ports.now()), {
      policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) },
      ports,
      signal,
      classify: error => (error instanceof Temporary ? { retryAfter: error.retryAfter } : 'settled'),
    });
}

async function ask(url: string, token: string, now: number): Promise<Json> {
  let response: Response;
  try {
    response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
      headers: {
        Accept: 'application/vnd.github+json',
        'User-Agent': 'slipway',
        ...(token !== '' && { Authorization: `Bearer ${token}` }),
      },
    });
    if (response.ok) return (await response.json()) as Json;
  } catch (cause) {
    throw new Temporary(`the GitHub API does not answer: ${String(cause)}`, { cause });
  }
  const message = `the GitHub API answered ${response.status}`;
  const retryAfter = parseRetryAfter(response.headers.get('retry-after') ?? undefined, now);
  // A secondary rate limit is a 403 that says when to come back.
  if (temporaryStatus(response.status) || retryAfter !== undefined) throw new Temporary(message, { retryAfter });
  throw new ActionError('DENIED', message);
}
