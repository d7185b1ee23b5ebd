import type { Context, Json } from '../context.ts';
import { ActionError } from '../errors.ts';

/** Gives the JSON at a path of GitHub's REST API. @throws ActionError NETWORK or REGISTRY-like failures as ENGINE. */
export type GithubApi = (path: string) => Promise<Json>;

/** How often a failing request is tried, and how long one may take (milliseconds). */
const ATTEMPTS = 3;
const TIMEOUT = 10_000;

/**
 * GitHub's REST API with the job's token. Only asked for what the event lacks; temporary failures are tried again.
 *
 * @see https://docs.github.com/rest
 */
export function githubApi(
  context: Pick<Context, 'apiUrl'>,
  token: string,
  pause: (ms: number) => Promise<void>,
): GithubApi {
  return async path => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask(`${context.apiUrl}${path}`, token);
      } catch (error) {
        const settled = error instanceof ActionError && error.code !== 'NETWORK';
        if (settled || attempt === ATTEMPTS) throw error;
        await pause(500 * 2 ** attempt);
      }
    }
  };
}

async function ask(url: string, token: string): Promise<Json> {
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
  } catch (cause) {
    throw new ActionError('NETWORK', `the GitHub API does not answer: ${String(cause)}`, { cause });
  }
  if (response.ok) return (await response.json()) as Json;
  const code = response.status >= 500 || response.status === 429 ? 'NETWORK' : 'DENIED';
  throw new ActionError(code, `the GitHub API answered ${response.status}`);
}
