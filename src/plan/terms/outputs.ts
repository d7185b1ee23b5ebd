import type { Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import { parseReference } from '../../oci/reference.ts';
import { fields, joinFields } from './list.ts';

/** The `outputs` input, sorted by who handles it. */
export type ParsedOutputs = Readonly<{
  /** `type=registry`, or `type=image,push=true`. */
  push: boolean;
  /** `type=docker` without `dest`: keep the image in the engine. */
  load: boolean;
  /** Compression, timestamp and annotation attributes, for the image that Slipway exports. */
  attributes: Readonly<Record<string, string>>;
  /** Other outputs that buildx writes (`local`, `tar`, `oci`, `docker` with `dest`), as given. */
  extra: readonly string[];
  /** Attributes without effect here, for a notice. */
  ignored: readonly string[];
}>;

type Attributes = Readonly<Record<string, string>>;

const CARRIED =
  /^(?:compression|compression-level|force-compression|oci-mediatypes|rewrite-timestamp|annotation(?:-[a-z-]+)?(?:\[[^\]]*\])?\..+)$/;

/**
 * Reads the items of `outputs` (buildx's `--output` syntax, docs.docker.com/reference/cli/docker/buildx/build/#output).
 * Slipway pushes itself, so `registry` and `image` are never passed to buildx.
 */
export function parseOutputs(outputs: readonly string[]): ParsedOutputs & Readonly<{ problems: readonly Problem[] }> {
  const state = { push: false, load: false, attributes: {} as Record<string, string> };
  const extra: string[] = [];
  const ignored: string[] = [];
  const problems: Problem[] = [];
  const refuse = (problem: string, fix: string) => problems.push({ input: 'outputs', problem, fix });

  for (const spec of outputs) {
    const attributes = parseSpec(spec);
    if (attributes === undefined) {
      refuse(`has an attribute that is not key=value in ${quote(spec)}`, 'Write `type=local,dest=path`, say.');
      continue;
    }
    const type = attributes.type;
    if (type === 'image' || type === 'registry' || (type === 'docker' && !attributes.dest)) {
      if (type === 'docker') state.load = true;
      else if (type === 'registry' || isTrue(attributes.push)) state.push = true;
      for (const [key, value] of Object.entries(attributes)) {
        if (key === 'push-by-digest' && isTrue(value)) {
          refuse(
            'asks for push-by-digest',
            'Remove it and list all `platforms` in this step: every tag names one index.',
          );
        } else if (key === 'name') {
          refuse(
            'names an image',
            'Name it in `images` (or as a complete reference in `tags`) and remove `name=` here.',
          );
        } else if (CARRIED.test(key)) {
          state.attributes[key] = value;
        } else if (!['type', 'push', 'unpack', 'name-canonical', 'push-by-digest'].includes(key)) {
          ignored.push(`${key}=${value}`);
        }
      }
    } else if (type === 'local' || type === 'tar' || type === 'oci' || type === 'docker') {
      if (attributes.dest && attributes.dest !== '-') extra.push(spec);
      else refuse(`has no place to write to in ${quote(spec)}`, `Write \`type=${type},dest=path\`.`);
    } else if (type === 'cacheonly') {
      ignored.push(spec);
    } else {
      const known = 'local, tar, oci, docker, image, registry or cacheonly';
      refuse(
        type === undefined ? `has no type in ${quote(spec)}` : `has the unknown type ${quote(type)}`,
        `Use ${known}.`,
      );
    }
  }
  return { ...state, extra, ignored, problems };
}

/** Whether any of the extra outputs has one of these types. */
export function hasOutput(extra: readonly string[], ...types: readonly string[]): boolean {
  return extra.some(spec => types.includes(parseSpec(spec)?.type ?? ''));
}

/** The fan-out export: into the engine, under the image's real name, with the registry's media types. */
export function engineOutput(name: string, attributes: Attributes): string {
  return formatSpec({ type: 'docker', name, 'oci-mediatypes': 'true', ...attributes });
}

/** The same without unpacking its layers, for a builder with a driver other than docker. */
export function packedOutput(reference: string, attributes: Attributes): string {
  const { name: whole, tag } = parseReference(reference);
  // The docker driver completes a name; here a short one would be stored as given, and not be found.
  const name = `${whole.registry}/${whole.path}:${tag}`;
  return formatSpec({ type: 'image', name, push: 'false', unpack: 'false', 'oci-mediatypes': 'true', ...attributes });
}

/** The layout export: a folder in OCI image-layout. Without a name the provenance's subject stays empty. */
export function layoutOutput(dest: string, attributes: Attributes): string {
  return formatSpec({ type: 'oci', tar: 'false', dest, ...attributes });
}

/**
 * The export of a builder that pushes itself: no tag, and nothing is kept in the builder's image store.
 *
 * @param name a repository with its registry @param insecure allow plain HTTP and unverified certificates
 */
export function pushOutput(name: string, attributes: Attributes, insecure: boolean): string {
  const how = { 'push-by-digest': 'true', push: 'true', 'oci-mediatypes': 'true', store: 'false', unpack: 'false' };
  return formatSpec({ type: 'image', name, ...how, ...(insecure && { 'registry.insecure': 'true' }), ...attributes });
}

/**
 * A spec's attributes, undefined when one is not `key=value`. A bare path is `type=local` (buildx, `build/output.go`).
 */
function parseSpec(spec: string): Attributes | undefined {
  const columns = columnsOf(spec);
  const [only = ''] = columns;
  if (columns.length === 1 && only !== '' && !only.includes('=')) return { type: 'local', dest: only };
  const attributes: Record<string, string> = {};
  for (const column of columns) {
    const equals = column.indexOf('=');
    if (equals <= 0) return undefined;
    attributes[column.slice(0, equals).trim().toLowerCase()] = column.slice(equals + 1).trim();
  }
  return attributes;
}

/** A spec with unbalanced quotation marks has one empty column, which is not an attribute. */
function columnsOf(spec: string): string[] {
  try {
    return fields(spec);
  } catch {
    return [''];
  }
}

function formatSpec(attributes: Attributes): string {
  return joinFields(Object.entries(attributes).map(([key, value]) => `${key}=${value}`));
}

// Go's strconv.ParseBool, which BuildKit's exporters use.
function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|true)$/i.test(value);
}
