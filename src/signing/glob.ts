/** Whether a pattern matches a whole text: `*` stands for any characters. At most quadratic time for any pattern. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

/**
 * The same for an identity, whose first `@` separates a workflow and its ref, or a person and a domain: the pattern's
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
