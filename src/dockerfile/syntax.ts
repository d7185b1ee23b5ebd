import { directive } from './instructions.ts';

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
  return firstWord(directive(head.join('\n'), 'syntax') ?? '');
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? '';
}
