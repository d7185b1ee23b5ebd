import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/**
 * The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. An
 * empty variable counts as unset, as for docker; otherwise the home would be the current folder, which is the checkout.
 */
export function homeOf(env: Environment): string {
  if (env.HOME) return env.HOME;
  try {
    return userInfo().homedir || '/';
  } catch {
    return '/';
  }
}

/**
 * The folder of caches: `.cache` in the home by default.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
export function cacheFolder(env: Environment): string {
  return env.XDG_CACHE_HOME || join(homeOf(env), '.cache');
}

/** The folders of programs, as in PATH; '' by default. */
export function programPath(env: Environment): string {
  return env.PATH ?? '';
}

/**
 * The number of git settings that the environment already has; 0 by default, and for anything but a number.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT (since git 2.31)
 */
export function gitSettings(env: Environment): number {
  const given = Number(env.GIT_CONFIG_COUNT ?? '');
  return Number.isSafeInteger(given) && given > 0 ? given : 0;
}

/** The proxies' addresses as written, with passwords: of plain HTTP, and all. Node's agents read the same variables. */
type ProxyVariables = Readonly<{ plain: string; all: readonly string[] }>;

/** @see https://nodejs.org/api/http.html#built-in-proxy-support */
export function proxyVariables(env: Environment): ProxyVariables {
  const plain = [env.http_proxy, env.HTTP_PROXY].map(text => text ?? '');
  const secure = [env.https_proxy, env.HTTPS_PROXY].map(text => text ?? '');
  return { plain: plain.find(text => text !== '') ?? '', all: [...plain, ...secure] };
}
