import { ActionError, messageOf } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { formatReference, isDigest, parseReference, type Reference } from '../oci/reference.ts';
import type { Digest } from '../oci/types.ts';
import type { ListedPart } from './parts/part-digests.ts';
import { DEFAULTS, type InputName } from './reading/defaults.ts';
import { line, parseBoolean, type Source } from './reading/source.ts';

/** Which image of an OCI layout; undefined: the only one. */
export type Selection = Readonly<{ digest: Digest }> | Readonly<{ name: string }> | undefined;

/** An image that a registry or a layout holds. */
export type StoredSource =
  | Readonly<{ kind: 'registry'; reference: Reference }>
  /** `path` as given: relative to the workspace, a folder or a tar archive. */
  | Readonly<{ kind: 'layout'; path: string; select: Selection }>;

/** An existing image to publish unchanged. */
export type ImageSource =
  | StoredSource
  /** Images that other jobs of this run built for these platforms (`merge`). */
  | Readonly<{ kind: 'parts'; platforms: readonly string[]; digests: readonly ListedPart[] | undefined }>;

export type PromoteInputs = Readonly<{
  /** Undefined: the image is built. */
  source: ImageSource | undefined;
  /** Where to write an OCI layout of the image, relative to the workspace; '' for nowhere. */
  layout: string;
}>;

/**
 * Inputs about how an image is built, or that would change it. A promoted image keeps its digest, so they would have no
 * effect.
 */
const OF_BUILDS: readonly InputName[] = [
  'labels',
  'annotations',
  'add-hosts',
  'allow',
  'attests',
  'build-args',
  'build-contexts',
  'cache-from',
  'cache-to',
  'cache-mounts',
  'call',
  'cgroup-parent',
  'context',
  'file',
  'network',
  'no-cache',
  'no-cache-filters',
  'outputs',
  'platforms',
  'provenance',
  'pull',
  'sbom',
  'secrets',
  'secret-envs',
  'secret-files',
  'shm-size',
  'source-date-epoch',
  'ssh',
  'target',
  'ulimit',
  'skip-existing',
  'skip-unchanged',
  'rebuild',
  'builder',
  'driver',
  'driver-opts',
  'buildkitd-flags',
  'buildkitd-config',
  'buildkitd-config-inline',
  'endpoint',
  'append',
  'node-platforms',
  'keep-state',
  'cleanup',
  'buildx-version',
  'cache',
  'cache-mode',
  'cache-scope',
  'cache-ref',
  'cache-key-files',
];

/** The inputs `source` and `layout`, and their contradictions. */
export function readPromote(source: Source): PromoteInputs {
  const image = readImageSource(source);
  const layout = line(source, 'layout');
  if (/^oci:|(?:^|\/)\.\.?\/?$/.test(layout) || layout.endsWith('/.tar')) {
    source.invalid('layout', quote(layout), 'a path in the workspace, as in `image-layout` or `image.tar`');
  }
  if (image !== undefined) refuseBuilding(source);
  if (image?.kind === 'layout' && layout !== '' && trimmed(image.path) === trimmed(layout)) {
    source.report('layout', 'is the path that `source` reads', 'Give another path, or remove one of the two.');
  }
  if (layout !== '' && !['', 'build'].includes(source.text('call'))) {
    source.report('layout', `is set, but \`call: ${source.text('call')}\` makes no image`, 'Remove one of the two.');
  }
  return { source: image, layout };
}

/** A description of the source: `ghcr.io/acme/api:1.2`, `oci:image.tar`. */
export function sourceText(source: ImageSource): string {
  if (source.kind === 'registry') return formatReference(source.reference);
  if (source.kind === 'parts') return `made of the parts for ${source.platforms.join(', ')}`;
  const { path, select } = source;
  if (select === undefined) return `oci:${path}`;
  return 'digest' in select ? `oci:${path}@${select.digest}` : `oci:${path}:${select.name}`;
}

function readImageSource(source: Source): StoredSource | undefined {
  const text = line(source, 'source');
  if (text === '') return undefined;
  return text.startsWith('oci:') ? readLayoutSource(source, text.slice('oci:'.length)) : readReference(source, text);
}

function readReference(source: Source, text: string): StoredSource | undefined {
  try {
    const reference = parseReference(text);
    if (reference.tag !== undefined || reference.digest !== undefined) return { kind: 'registry', reference };
    source.report(
      'source',
      `names no tag and no digest: ${quote(text)}`,
      `Specify the image: \`${text}:1.2.3\`, or \`@\` and its digest.`,
    );
  } catch (error) {
    const hint = error instanceof ActionError ? error.hint : undefined;
    source.report(
      'source',
      `has an invalid reference: ${messageOf(error)}`,
      `${hint ?? 'Write `ghcr.io/acme/api:1.2.3`.'} An OCI layout is \`oci:PATH\`.`,
    );
  }
  return undefined;
}

/** `PATH`, `PATH@sha256:…` or `PATH:NAME`. As in skopeo, the first colon ends the path: names contain colons too. */
function readLayoutSource(source: Source, text: string): StoredSource | undefined {
  const [, path = '', digest, name] = /^([^:@]*)(?:@(.*)|:(.*))?$/s.exec(text) ?? [];
  const fix = 'Write `oci:PATH`, and where the layout holds several images `oci:PATH@sha256:…` or `oci:PATH:NAME`.';
  if (path === '' || name === '') {
    source.report('source', `names no ${path === '' ? 'path' : 'image'}: ${quote(`oci:${text}`)}`, fix);
    return undefined;
  }
  if (digest !== undefined) {
    if (isDigest(digest)) return { kind: 'layout', path, select: { digest } };
    source.report('source', `has something after "@" that is not a digest: ${quote(`oci:${text}`)}`, fix);
    return undefined;
  }
  return { kind: 'layout', path, select: name === undefined ? undefined : { name } };
}

function refuseBuilding(source: Source): void {
  for (const name of OF_BUILDS.filter(name => !isIdle(name, source.text(name)))) {
    source.report(
      name,
      'is set, but `source` publishes an existing image unchanged: nothing is built',
      `Remove \`${name}\`, or remove \`source\` to build.`,
    );
  }
}

/** Whether a value requests nothing: the default in any spelling, or no cache. */
function isIdle(name: InputName, text: string): boolean {
  if (text === DEFAULTS[name] || (name === 'cache' && text === 'none')) return true;
  const value = parseBoolean(text);
  return value !== undefined && value === parseBoolean(DEFAULTS[name]);
}

function trimmed(path: string): string {
  return path.replace(/^(?:\.\/+)+|\/+$/g, '');
}
