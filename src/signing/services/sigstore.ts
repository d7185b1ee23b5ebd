import { isLoopback } from '../../oci/reference.ts';
import type { Rekor } from './rekor.ts';

/** The services used to make a signature. */
export type Sigstore = Readonly<{
  /** Issues certificates; undefined if only keys sign. */
  fulcio: URL | undefined;
  rekors: readonly Rekor[];
  /** Complete endpoint addresses. */
  tsas: readonly URL[];
}>;

/** The public instance, whose logs everyone can read. */
export const PUBLIC_SIGSTORE: Sigstore = {
  fulcio: new URL('https://fulcio.sigstore.dev'),
  rekors: [{ url: new URL('https://rekor.sigstore.dev'), version: 1 }],
  tsas: [new URL('https://timestamp.sigstore.dev/api/v1/timestamp')],
};

/**
 * GitHub's own, for attestations of private repositories: nothing is logged.
 *
 * Source: actions/attest, which uses it for every repository that is not public
 */
export const GITHUB_SIGSTORE: Sigstore = {
  fulcio: new URL('https://fulcio.githubapp.com'),
  rekors: [],
  tsas: [new URL('https://timestamp.githubapp.com/api/v1/timestamp')],
};

/**
 * Whether signers there become public: the public instance, even if configured explicitly, or its staging instance.
 *
 * Source: docs.sigstore.dev, "The public-good instance" (`*.sigstore.dev`, `*.sigstage.dev`)
 */
export function isPublicFulcio(fulcio: URL | undefined): boolean {
  return /(?:^|\.)(?:sigstore|sigstage)\.dev\.?$/.test(fulcio?.hostname ?? '');
}

/** No service at all: a key signs. */
export const NO_SIGSTORE: Sigstore = { fulcio: undefined, rekors: [], tsas: [] };

/** Why a signing configuration is invalid, as a clause after the input's name. */
export class ConfigProblem extends Error {}

type Json = Readonly<Record<string, unknown>>;
type Service = Readonly<{ url: URL; version: number; operator: string }>;

/** The supported API versions of each service. */
const VERSIONS = { caUrls: [1], rekorTlogUrls: [2, 1], tsaUrls: [1] } as const;

/**
 * Parses a signing configuration (v0.2) from Sigstore's TUF repositories or `cosign signing-config create`.
 *
 * @param now selects the services that are valid at this time
 * @throws ConfigProblem
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto (SigningConfig)
 */
export function readSigningConfig(text: string, now: Date): Sigstore {
  const json = parse(text);
  const pick = (name: keyof typeof VERSIONS, config?: unknown) => select(servicesIn(json, name, now), config, name);
  const [ca] = pick('caUrls');
  const rekors = pick('rekorTlogUrls', json.rekorTlogConfig);
  const tsas = pick('tsaUrls', json.tsaConfig);
  return {
    fulcio: ca?.url,
    rekors: rekors.map(({ url, version }) => ({ url, version: version === 2 ? 2 : 1 })),
    tsas: tsas.map(({ url }) => url),
  };
}

function parse(text: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigProblem('is not valid JSON');
  }
  const { mediaType } = (json ?? {}) as { mediaType?: unknown };
  if (mediaType !== 'application/vnd.dev.sigstore.signingconfig.v0.2+json') {
    throw new ConfigProblem('is not a Sigstore signing configuration of version 0.2');
  }
  return json as Json;
}

function servicesIn(json: Json, name: keyof typeof VERSIONS, now: Date): readonly Service[] {
  const list = json[name] ?? [];
  if (!Array.isArray(list)) throw new ConfigProblem(`has a \`${name}\` that is not a list`);
  const known: readonly number[] = VERSIONS[name];
  return list.flatMap((each: unknown): readonly Service[] => {
    const { url, majorApiVersion, operator, validFor } = (each ?? {}) as Json;
    const address = typeof url === 'string' ? URL.parse(url) : null;
    if (address === null || !/^https?:$/.test(address.protocol))
      throw new ConfigProblem(`has an invalid URL in \`${name}\``);
    // Whoever intercepts the id token could sign as this workflow.
    if (name === 'caUrls' && address.protocol === 'http:' && !isLoopback(address.host))
      throw new ConfigProblem('names a Fulcio (`caUrls`) that is not reached by https');
    const version = Number(majorApiVersion);
    if (!known.includes(version) || !isValidAt(validFor, now)) return [];
    return [{ url: address, version, operator: String(operator ?? '') }];
  });
}

function isValidAt(period: unknown, now: Date): boolean {
  const { start, end } = (period ?? {}) as { start?: string; end?: string };
  const time = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Date.parse(text));
  return time(start, Number.NEGATIVE_INFINITY) <= now.getTime() && now.getTime() <= time(end, Number.POSITIVE_INFINITY);
}

/** One service per operator, with the newest version; the selector says how many. */
function select(services: readonly Service[], config: unknown, name: keyof typeof VERSIONS): readonly Service[] {
  const newest = services.toSorted((one, other) => other.version - one.version);
  const each = newest.filter(({ operator }, at) => newest.findIndex(other => other.operator === operator) === at);
  const { selector = 'ANY', count } = (config ?? {}) as { selector?: unknown; count?: unknown };
  if (selector === 'ALL') return each;
  const wanted = selector === 'EXACT' ? Number(count) : 1;
  // Otherwise a signature would silently not be logged or timestamped.
  if (!Number.isSafeInteger(wanted) || wanted < 1 || !['ANY', 'EXACT'].includes(String(selector))) {
    throw new ConfigProblem(`has a selector of \`${name}\` that is not ALL, ANY, or EXACT with a count`);
  }
  if (selector === 'EXACT' && each.length < wanted) {
    throw new ConfigProblem(`asks for ${wanted} services of \`${name}\` and has ${each.length}`);
  }
  return each.slice(0, wanted);
}
