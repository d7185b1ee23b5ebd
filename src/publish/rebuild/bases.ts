import { type Fields, fieldsIn } from '../../host/fields.ts';
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
 * @see https://docs.docker.com/build/metadata/attestations/slsa-definitions/
 */
export function basesIn(statement: unknown): readonly Base[] | undefined {
  const predicate = mapIn(statement, 'predicate');
  const definition = mapIn(predicate, 'buildDefinition');
  // BuildKit omits an empty list: the build then used nothing from a registry.
  const isBuild = [predicate, definition].some(({ buildType }) => typeof buildType === 'string');
  const materials = predicate.materials ?? definition.resolvedDependencies ?? (isBuild ? [] : undefined);
  if (!Array.isArray(materials)) return undefined;
  const frontend = frontendOf(predicate, definition);
  const bases = materials.flatMap((material: unknown): readonly Base[] => {
    const { uri } = fieldsIn(material);
    const { sha256 } = mapIn(material, 'digest');
    const digest = `sha256:${typeof sha256 === 'string' ? sha256 : ''}`;
    const reference = typeof uri === 'string' ? taggedIn(uri) : undefined;
    if (reference === undefined || !isDigest(digest)) return [];
    const name = formatReference(reference);
    return TOOLS.test(reference.name.path) || name === frontend ? [] : [{ reference, digest }];
  });
  return [...new Map(bases.map(base => [`${formatReference(base.reference)}@${base.digest}`, base])).values()];
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

/** `pkg:docker/alpine@3.20?platform=linux%2Famd64`. */
function taggedIn(uri: string): Reference | undefined {
  const [, path = '', tag = '', query = ''] = /^pkg:docker\/([^@?#]+)@([^?#]+)(?:\?([^#]*))?/.exec(uri) ?? [];
  if (path === '' || new URLSearchParams(query).has('digest')) return undefined;
  const text = decoded(`${path}:${tag}`);
  return text === undefined ? undefined : parsed(text);
}

function parsed(text: string): Reference | undefined {
  try {
    const reference = parseReference(text);
    return { ...reference, tag: reference.tag ?? 'latest' };
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
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
