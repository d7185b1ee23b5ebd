import { messageOf } from '../host/errors.ts';
import type { HttpRequest } from '../http/message.ts';
import { createTransport } from '../http/transport.ts';
import { METHODS, type Service } from './service/service.ts';

/** A service that has not answered by then counts as unavailable. Milliseconds. */
const PATIENCE = 5_000;

type Offered = Extract<Service, { version: 1 | 2 }>;
type Question = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;

/**
 * Asks the cache service for a nonexistent entry. BuildKit must never use a service that accepts requests without
 * answering: it would wait forever, blocking every other build of that engine, even after a cancel.
 *
 * @returns what is wrong with the service, in words; undefined if it answers correctly
 */
export async function probeService(
  service: Offered,
  proxyEnv: Readonly<Record<string, string>>,
  patience: number = PATIENCE,
): Promise<string | undefined> {
  const answer = await ask(lookup(service), proxyEnv, patience);
  if (typeof answer === 'string') return `the cache service does not answer (${answer})`;
  if (answer < 400) return undefined;
  if (answer === 429) return 'the cache service limits requests (429)';
  if (answer === 401 || answer === 403) return `the cache service rejects this job's token (${answer})`;
  return `the cache service answers ${answer}`;
}

/** A look-up that finds nothing. */
function lookup({ version, url, token }: Offered): Question {
  const key = 'slipway-probe';
  const hash = '0'.repeat(64);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  if (version === 2) {
    const body = Buffer.from(JSON.stringify({ key, restore_keys: [], version: hash }));
    return { method: 'POST', url: new URL(`${METHODS}GetCacheEntryDownloadURL`, url), headers, body };
  }
  return {
    method: 'GET',
    url: new URL(`_apis/artifactcache/cache?keys=${key}&version=${hash}`, url),
    headers: { ...headers, accept: 'application/json;api-version=6.0-preview.1' },
  };
}

/** Whether a registry answers at all, with any status. */
export async function probeRegistry(
  origins: readonly URL[],
  proxyEnv: Readonly<Record<string, string>>,
  patience: number = PATIENCE,
): Promise<string | undefined> {
  const questions = origins.map(origin => ({ method: 'GET', url: new URL('/v2/', origin), headers: {} }) as const);
  const answers = await Promise.all(questions.map(question => ask(question, proxyEnv, patience)));
  // Any answer counts, even a certificate that only the builder trusts.
  if (!answers.every(answer => typeof answer === 'string' && UNREACHABLE.test(answer))) return undefined;
  return `the registry of the cache does not answer (${answers[0]})`;
}

const UNREACHABLE = /^(?:nothing for|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/;

/** The answer's status, or why there was none. */
async function ask(
  question: Question,
  proxyEnv: Readonly<Record<string, string>>,
  patience: number,
): Promise<number | string> {
  const transport = createTransport({ proxyEnv });
  try {
    const signal = AbortSignal.timeout(patience);
    const answer = await transport.send({ ...question, signal, idle: patience });
    answer.body.destroy();
    return answer.status;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ABORT_ERR' || code === 'ETIMEDOUT') return `nothing for ${patience / 1000} s`;
    return typeof code === 'string' ? code : messageOf(error);
  } finally {
    transport.close();
  }
}
