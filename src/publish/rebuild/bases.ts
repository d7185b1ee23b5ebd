import { type Fields, fieldsIn } from '../../host/fields.ts';
import { buildSources, imageOfPackage } from '../../oci/provenance.ts';
import { formatReference, isDigest, parseReference, type Reference } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';

/** A base image, and the digest that its tag named at the time. */
export type Base = Readonly<{ reference: Reference; digest: Digest }>;

/**
 * The base images in a build's provenance whose tags may have moved since. Images named by digest cannot move; the
 * frontend and the SBOM generator are tools, not bases.
 *
 * @param statement in-toto, of SLSA 0.2 or 1
 * @returns undefined if it does not list the build's materials
 */
export function basesIn(statement: unknown): readonly Base[] | undefined {
  const predicate = mapIn(statement, 'predicate');
  const sources = buildSources(predicate);
  const frontend = frontendOf(predicate, mapIn(predicate, 'buildDefinition'));
  const bases = sources?.flatMap(({ uri, digest }): readonly Base[] => {
    const reference = imageOfPackage(uri);
    if (reference === undefined || reference.digest !== undefined || digest === undefined) return [];
    const name = formatReference(reference);
    return TOOLS.test(reference.name.path) || name === frontend ? [] : [{ reference, digest }];
  });
  return bases && [...new Map(bases.map(base => [`${formatReference(base.reference)}@${base.digest}`, base])).values()];
}

const TOOLS = /^docker\/(?:dockerfile(?:-upstream)?|buildkit-syft-scanner)$/;

/** The base image in annotations (image-spec, annotations.md). */
export function annotatedBase(annotations: unknown): Base | undefined {
  const texts = fieldsIn(annotations);
  const name = texts['org.opencontainers.image.base.name'];
  const digest = texts['org.opencontainers.image.base.digest'];
  if (typeof name !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  const reference = parsed(name);
  return reference === undefined || reference.digest !== undefined ? undefined : { reference, digest };
}

function parsed(text: string): Reference | undefined {
  try {
    const reference = parseReference(text);
    return { ...reference, tag: reference.tag ?? 'latest' };
  } catch {
    return undefined;
  }
}

/** The Dockerfile frontend: `# syntax=…`. */
function frontendOf(predicate: Fields, definition: Fields): string | undefined {
  const old = mapIn(mapIn(mapIn(predicate, 'invocation'), 'parameters'), 'args');
  const now = mapIn(mapIn(mapIn(definition, 'externalParameters'), 'request'), 'args');
  const source = old.source ?? now.source ?? old.cmdline ?? now.cmdline;
  const reference = typeof source === 'string' ? parsed(source) : undefined;
  return reference && formatReference(reference);
}

function mapIn(value: unknown, key: string): Fields {
  return fieldsIn(fieldsIn(value)[key]);
}
