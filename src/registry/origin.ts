import type { HttpResponse } from '../http/message.ts';
import { DOCKER_HUB, isLoopback } from '../oci/reference.ts';

/**
 * Where a registry's API is. Loopback is plain http, as in the engine, unless its certificate's authority is given.
 * Undefined: `insecure` leaves it open, so it must be tried out.
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
 * Finds out how an `insecure` registry speaks: https (whoever its certificate is from), or else http. The answer is
 * handed on, since it carries the challenge. When neither answers, the error is that of http for loopback, else of https.
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
      // What servers say to plain http on their TLS port.
      if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400) continue;
      learn(answer);
      return origin;
    } catch (error) {
      first ??= error;
    }
  }
  throw first ?? new Error('neither http nor https answers');
}
