import { quote } from '../../host/text/quote.ts';
import { isHostLike, normalizeRegistry, parseName } from '../../oci/reference.ts';
import type { Reporter } from './values.ts';

const FORM = 'a registry or repository, as in `ghcr.io`, `ghcr.io/acme` or `ghcr.io/acme/*-base`';

/**
 * A pattern of repositories, with its host: `alpine` is `docker.io/library/alpine`. `*` stands for anything but a
 * slash, and everything below a matching repository matches too. If wildcards matched slashes, `*.acme.example/base`
 * would match `evil.example/x.acme.example/base`.
 *
 * @returns undefined if an error was reported
 */
export function imagePattern(reporter: Reporter, at: string, text: string): string | undefined {
  const pattern = normal(text.toLowerCase());
  const [, path = ''] = /^docker\.io\/library\/([^/]*)$/.exec(pattern ?? '') ?? [];
  if (text.includes('/') && path !== '' && !/(?:^|\/)library\//i.test(text)) {
    // `docker.io/alpine` could be an official image, or an organization.
    const fix = `Write \`docker.io/${path}/*\` for the organization, or \`${path}\` for the official image.`;
    reporter.report(at, `has ${quote(text)}, which could mean two things`, fix);
    return undefined;
  }
  if (pattern !== undefined) return pattern;
  reporter.invalid(at, quote(text), FORM);
  return undefined;
}

/** Replaces wildcards while the rest is checked: valid within a name, and unlikely to occur in one. */
const STAND_IN = 'wildcard0wildcard';

function normal(text: string): string | undefined {
  if (text.includes(STAND_IN) || /[@!?+[\]\\]|\*\*/.test(text)) return undefined;
  // A host of wildcards only could be anybody's.
  const [first = ''] = text.split('/');
  if (!/[a-z0-9]/.test(first.replaceAll('*', ''))) return undefined;
  const plain = text.replaceAll('*', STAND_IN);
  try {
    if (isHostLike(first) && !text.includes('/')) return back(normalizeRegistry(plain));
    const { registry, path } = parseName(plain);
    return back(`${registry}/${path}`);
  } catch {
    return undefined;
  }
}

function back(text: string): string {
  return text.replaceAll(STAND_IN, '*');
}
