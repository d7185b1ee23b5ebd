/**
 * The image of an external Dockerfile frontend: from the build argument `BUILDKIT_SYNTAX`, or the directive `#
 * syntax=`.
 *
 * @returns '' for none; undefined when it cannot be known
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/directives.go
 */
export function syntaxImage(dockerfile: string, buildArgs: readonly string[]): string | undefined {
  const given = buildArgs.findLast(text => /^BUILDKIT_SYNTAX(?:=|$)/.test(text));
  if (given !== undefined) return given.includes('=') ? firstWord(given.slice(given.indexOf('=') + 1)) : undefined;
  const lines = dockerfile.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [first, ...others] = lines;
  const head = first?.startsWith('#!') ? others : lines;
  // Files for other frontends may begin with another kind of comment, or be JSON; BuildKit finds the directive there
  // too.
  if (/^\s*(?:\/\/|\{)/.test(head.find(line => line.trim() !== '') ?? '')) return undefined;
  for (const line of head) {
    const [, key, value = ''] = /^#\s*([a-z][a-z0-9]*)\s*=\s*(.+?)\s*$/i.exec(line) ?? [];
    if (key === undefined) return '';
    if (key.toLowerCase() === 'syntax') return firstWord(value);
  }
  return '';
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? '';
}
