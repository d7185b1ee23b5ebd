import { messageOf } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import { parseReference } from '../../oci/reference.ts';
import type { InputName } from '../reading/defaults.ts';
import { sizeOf } from '../reading/size.ts';
import { items, line, parseBoolean, type Source } from '../reading/source.ts';

const BACKENDS = ['auto', 'gha', 'registry', 'actions', 'local', 'inline', 'none'] as const;

/** Values of `cache`. `auto` chooses among the others. */
type CacheInput = (typeof BACKENDS)[number];

/** The inputs about layer caches, except `cache-from` and `cache-to`, which go to buildx unchanged. */
export type CacheInputs = Readonly<{
  backend: CacheInput;
  mode: 'min' | 'max';
  /** '' means one made from the image, the target and the platforms. */
  scope: string;
  /** A registry reference, or the folder of a `local` cache; '' when not given. */
  ref: string;
  /** Files or globs below the workspace. */
  keyFiles: readonly string[];
  /** Bytes. */
  maxSize: number;
}>;

export function readCache(source: Source): CacheInputs {
  const backend = oneOf(source, 'cache', BACKENDS, 'auto');
  const inputs: CacheInputs = {
    backend,
    mode: oneOf(source, 'cache-mode', ['max', 'min'] as const, 'max'),
    scope: readScope(source),
    ref: readRef(source, backend),
    keyFiles: items(source, 'cache-key-files'),
    maxSize: readSize(source),
  };
  checkUse(source, backend);
  return inputs;
}

/** Inputs that would do nothing. `cache: none` contradicts none of them: it may turn the cache off for a single run. */
function checkUse(source: Source, backend: CacheInput): void {
  const given = (name: InputName): boolean => source.text(name) !== '';
  if (given('cache-key-files') && backend !== 'actions' && backend !== 'none') {
    const problem = `is set, but \`cache: ${backend}\` ${backend === 'auto' ? 'never takes `actions`' : 'has no key'}`;
    source.report('cache-key-files', problem, 'Remove it, or write `cache: actions`.');
  }
  const mounts = source.text('cache-mounts');
  const hasMounts = mounts !== '' && parseBoolean(mounts) !== false;
  if (given('cache-scope') && !hasMounts && (backend === 'registry' || backend === 'inline')) {
    const place = backend === 'registry' ? '`cache-ref` is its name' : 'it is in the image';
    source.report('cache-scope', `is set, but \`cache: ${backend}\` has no scope: ${place}`, 'Remove it.');
  }
  const raw = (['cache-from', 'cache-to'] as const).find(given);
  if (given('cache-ref') && raw !== undefined) {
    source.report('cache-ref', `is set together with \`${raw}\`, which takes precedence`, 'Remove one of the two.');
  }
}

/** Whether a `cache-ref` is a folder: registry references never begin like this. */
export function isFolder(ref: string): boolean {
  return /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(ref);
}

function oneOf<T extends string>(source: Source, name: 'cache' | 'cache-mode', values: readonly T[], otherwise: T): T {
  const text = source.text(name);
  const found = values.find(value => value === text);
  if (found !== undefined) return found;
  const known = values.map(value => `\`${value}\``);
  source.invalid(
    name,
    quote(text),
    `${known.slice(0, -1).join(', ')} or ${known.at(-1)}${
      name === 'cache' ? '; a list of sources belongs in `cache-from` and `cache-to`' : ''
    }`,
  );
  return otherwise;
}

/** The scope ends up in cache keys, which can't contain commas and have at most 512 characters. */
function readScope(source: Source): string {
  const scope = line(source, 'cache-scope');
  if (scope.includes(',') || scope.length > 200) {
    source.invalid('cache-scope', quote(scope), 'up to 200 characters without a comma');
  }
  return scope;
}

function readRef(source: Source, backend: CacheInput): string {
  const ref = line(source, 'cache-ref');
  if (ref === '') {
    if (backend === 'registry') {
      source.report(
        'cache-ref',
        'is not set, but `cache: registry` needs it',
        'Set it, as in `cache-ref: ghcr.io/acme/api:buildcache`.',
      );
    }
    return '';
  }
  if (['gha', 'actions', 'inline', 'none'].includes(backend)) {
    source.report('cache-ref', `has no effect with \`cache: ${backend}\``, 'Remove it, or write `cache: registry`.');
  } else if (isFolder(ref)) {
    if (backend === 'registry') {
      source.report('cache-ref', `is a folder: ${quote(ref)}`, 'Write `cache: local`, or name a repository and a tag.');
    }
  } else if (backend === 'local') {
    source.invalid('cache-ref', quote(ref), 'a path that begins with `/`, `~/` or `./` (or `cache: registry`)');
  } else checkReference(source, ref, backend);
  return ref;
}

function checkReference(source: Source, ref: string, backend: CacheInput): void {
  const tagged = 'a repository and a tag, as in `ghcr.io/acme/api:buildcache`';
  const form = `${tagged}${backend === 'auto' ? ', or a folder that begins with `/`, `~/` or `./`' : ''}`;
  try {
    const { tag, digest } = parseReference(ref);
    if (digest !== undefined || tag === undefined) {
      source.invalid('cache-ref', `${quote(ref)} (no tag)`, form);
    }
  } catch (error) {
    source.invalid('cache-ref', messageOf(error), form);
  }
}

function readSize(source: Source): number {
  const text = source.text('cache-max-size');
  const bytes = sizeOf(text);
  if (bytes === undefined) source.invalid('cache-max-size', quote(text), 'a size, as in `10gb` or `500mb`');
  return bytes ?? 10e9;
}
