import type { RetryVerdict } from '../host/errors.ts';
import type { Environment } from '../host/variables/environment.ts';
import { proxyVariables } from '../host/variables/system.ts';

/** The proxies in the environment. */
function proxiesIn(env: Environment): readonly URL[] {
  return proxyVariables(env)
    .all.filter(value => URL.canParse(value))
    .map(value => new URL(value));
}

/**
 * Whether plain HTTP may go through a proxy. Then connections are not kept alive: proxies (tinyproxy, say) close them
 * after each answer without notice, and the next upload would fail.
 */
export function mayProxyPlain(env: Environment = {}): boolean {
  return proxyVariables(env).plain !== '';
}

/** `host:port` of the proxy that could not be reached, if that is why a request failed. */
export function proxyAtFault(error: unknown, env: Environment = {}): string | undefined {
  const { syscall, hostname, port } = error as { syscall?: string; hostname?: string; port?: number };
  const fits = (proxy: URL) =>
    (syscall === 'connect' && String(port) === (proxy.port || (proxy.protocol === 'https:' ? '443' : '80'))) ||
    (syscall === 'getaddrinfo' && hostname === proxy.hostname);
  return proxiesIn(env).find(fits)?.host;
}

/** A failure between here and a proxy, or between a proxy and the requested host. */
type ProxyTrouble = Readonly<{ why: string; hint: string; verdict: RetryVerdict }>;

/**
 * Whether a proxy is why a request failed. Node's own message for a refused tunnel is never shown: it contains the
 * proxy's address with its password.
 */
export function proxyTrouble(error: unknown): ProxyTrouble | undefined {
  const { code = '', proxy, statusCode } = error as { code?: string; proxy?: string; statusCode?: number };
  const hint = 'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment.';
  if (proxy !== undefined) return { why: `the proxy ${proxy} cannot be reached (${code})`, hint, verdict: {} };
  if (code !== 'ERR_PROXY_TUNNEL') return undefined;
  const isDenied = statusCode === 407 || statusCode === 401 || statusCode === 403;
  const why = `the proxy does not connect to it (${statusCode ?? code})`;
  return { why, hint, verdict: isDenied ? 'settled' : {} };
}

/** The passwords in the proxies' addresses, decoded and as written. */
export function proxyPasswords(env: Environment): readonly string[] {
  const written = proxiesIn(env).flatMap(({ password }) => (password === '' ? [] : [password]));
  const sent = written.map(password => {
    try {
      return decodeURIComponent(password);
    } catch {
      return password;
    }
  });
  return [...new Set([...written, ...sent])];
}
