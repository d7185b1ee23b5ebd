import type { HttpResponse } from '../http/message.ts';
import { DOCKER_HUB, isLoopback } from '../oci/reference.ts';

/**
 * The address of a registry's API. Loopback uses plain HTTP, as in the engine, unless a CA is given. Undefined:
 * `insecure` allows both, so it must be probed.
 */
export function apiOrigin(
  host: string,
  options: Readonly<{ ca?: string | undefined; insecure?: boolean | undefined }> = {},
): URL | undefined {
  if (host === DOCKER_HUB) return new URL('https://registry-1.docker.io');
  if (options.insecure) return undefined;
  return new URL(isLoopback(host) && options.ca === undefined ? `http://${host}` : `https://${host}`);
}

/**
 * Finds out which scheme an `insecure` registry uses: https (with any certificate), or else http. The answer is passed
 * on, since it has the challenge. If neither answers, the error is that of http for loopback, otherwise of https.
 */
export async function probeOrigin(
  host: string,
  ping: (url: URL) => Promise<HttpResponse>,
  learn: (answer: HttpResponse) => void,
): Promise<URL> {
  const schemes = isLoopback(host) ? ['http', 'https'] : ['https', 'http'];
  let first: unknown;
  for (const scheme of schemes) {
    const origin = new URL(`${scheme}://${host}`);
    try {
      const answer = await ping(new URL('/v2/', origin));
      answer.body.resume();
      // Answers to plain HTTP on a TLS port.
      if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400) continue;
      learn(answer);
      return origin;
    } catch (error) {
      first ??= error;
    }
  }
  throw first ?? new Error('neither http nor https answers');
}
