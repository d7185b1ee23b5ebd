import { userInfo } from 'node:os';

/**
 * The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. An
 * empty variable counts as unset, as for docker; otherwise the home would be the current folder, which is the checkout.
 */
export function homeOf(env: Readonly<Record<string, string>>): string {
  if (env.HOME) return env.HOME;
  try {
    return userInfo().homedir || '/';
  } catch {
    return '/';
  }
}
