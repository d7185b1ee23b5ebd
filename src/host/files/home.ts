import { homedir } from 'node:os';

/** The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. */
export function homeOf(env: Readonly<Record<string, string>>): string {
  if (env.HOME) return env.HOME;
  try {
    return homedir();
  } catch {
    return '/';
  }
}
