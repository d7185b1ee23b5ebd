import { matchesGlob } from '../host/text/glob.ts';

/**
 * Whether a pattern matches a whole identity, whose first `@` separates a workflow and its ref, or a person and a domain: the pattern's
 * part before it must match there. Otherwise `…/*@refs/heads/main` would match a branch named `x@refs/heads/main`,
 * which anybody could push.
 */
export function matchesIdentity(pattern: string, text: string): boolean {
  const [end, at] = [pattern.indexOf('@'), text.indexOf('@')];
  if (end < 0) return matchesGlob(pattern, text);
  return (
    at >= 0 && matchesGlob(pattern.slice(0, end), text.slice(0, at)) && matchesGlob(pattern.slice(end), text.slice(at))
  );
}
