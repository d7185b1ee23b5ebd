import { quote } from '../../host/text/quote.ts';
import type { Mirror, Mirrors } from '../../oci/mirror.ts';
import { DOCKER_HUB, isHostLike, normalizeRegistry, parseRegistry } from '../../oci/reference.ts';
import { items, type Source } from '../reading/source.ts';

const FORM = 'a registry and its mirrors, as in `docker.io=mirror.gcr.io,harbor.acme.example/docker-hub`';

/** The input `mirrors`: one registry per line. */
export function readMirrors(source: Source): Mirrors {
  const mirrors = new Map<string, readonly Mirror[]>();
  for (const line of items(source, 'mirrors', { comments: true })) {
    const equals = line.indexOf('=');
    const registry = equals < 0 ? undefined : registryIn(line.slice(0, equals));
    const names = line
      .slice(equals + 1)
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== '');
    const read = names.map(mirrorIn);
    const bad = names.find((_, at) => read[at] === undefined);
    if (registry === undefined || names.length === 0 || bad !== undefined) {
      source.invalid('mirrors', quote(bad ?? line), FORM);
      continue;
    }
    const list = read.filter(mirror => mirror !== undefined);
    if (mirrors.has(registry)) {
      source.report('mirrors', `has two lines for ${registry}`, 'Write its mirrors on one line, separated by commas.');
    }
    if (list.some(({ host, path }) => host === registry && path === '')) {
      source.report(
        'mirrors',
        `names ${registry} as a mirror of itself`,
        'Remove it: the registry itself always comes last.',
      );
    }
    mirrors.set(registry, list);
  }
  return mirrors;
}

function registryIn(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  try {
    const { host, prefix } = parseRegistry(name);
    return prefix === '' && isHostLike(host) ? normalizeRegistry(name) : undefined;
  } catch {
    return undefined;
  }
}

function mirrorIn(text: string): Mirror | undefined {
  try {
    const { host, prefix } = parseRegistry(text.toLowerCase());
    // Docker Hub's own host can't be replaced.
    return isHostLike(host) && host !== DOCKER_HUB ? { host, path: prefix } : undefined;
  } catch {
    return undefined;
  }
}
