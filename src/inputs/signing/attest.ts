import { quote } from '../../host/text/quote.ts';
import { fields } from '../../plan/terms/list.ts';
import { items, type Source } from '../reading/source.ts';

/** Attestations for an image. `path` is relative to the workspace. */
export type Attestation =
  | Readonly<{ kind: 'provenance' | 'sbom' }>
  | Readonly<{ kind: 'predicate'; type: string; path: string }>;

export type AttestPlace = 'registry' | 'github';

export type AttestInputs = Readonly<{
  attest: readonly Attestation[];
  /** Undefined: the registry, and GitHub if it supports them. */
  attestTo: readonly AttestPlace[] | undefined;
}>;

const FORM = '`provenance`, `sbom` or `predicate-type=https://…,path=file.json`, one per line';

export function readAttest(source: Source): AttestInputs {
  const lines = items(source, 'attest');
  const attest = lines.flatMap(line => readLine(source, line));
  const kinds = attest.map(one => (one.kind === 'predicate' ? one.type : one.kind));
  const twice = kinds.find((kind, at) => kinds.indexOf(kind) < at);
  if (twice !== undefined) source.report('attest', `has ${quote(twice)} twice`, 'Remove one of them.');
  if (attest.some(({ kind }) => kind === 'sbom') && !mayHaveSbom(source)) {
    source.report('attest', 'has `sbom`, but the build makes none', 'Set `sbom: true`, or remove it from `attest`.');
  }
  return { attest, attestTo: readPlaces(source, lines.length > 0) };
}

function readLine(source: Source, line: string): readonly Attestation[] {
  if (line === 'provenance' || line === 'sbom') return [{ kind: line }];
  const values = new Map(attributesOf(line));
  const [type, path] = [values.get('predicate-type') ?? '', values.get('path') ?? ''];
  if (values.size === 2 && path !== '' && URL.canParse(type)) return [{ kind: 'predicate', type, path }];
  source.invalid('attest', quote(line), FORM);
  return [];
}

function attributesOf(line: string): readonly (readonly [string, string])[] {
  try {
    return fields(line).map(field => {
      const [key = '', ...value] = field.split('=');
      return [key.trim(), value.join('=').trim()] as const;
    });
  } catch {
    return [];
  }
}

/** A promoted image keeps its attestations. */
function mayHaveSbom(source: Source): boolean {
  if (source.text('source') !== '') return true;
  const isOff = ['', 'false'].includes(source.text('sbom').toLowerCase());
  return !isOff || /type\s*=\s*sbom/.test(source.raw('attests'));
}

function readPlaces(source: Source, isAttested: boolean): readonly AttestPlace[] | undefined {
  const places = items(source, 'attest-to', { commas: true }).map(text => text.toLowerCase());
  if (places.length === 0) return undefined;
  if (!isAttested) {
    source.report('attest-to', 'is set, but nothing is attested', 'Set `attest: provenance`, or remove it.');
  }
  const isPlace = (text: string): text is AttestPlace => text === 'registry' || text === 'github';
  for (const place of places.filter(text => !isPlace(text))) {
    source.invalid('attest-to', quote(place), '`registry`, `github` or both, one per line');
  }
  return [...new Set(places.filter(isPlace))];
}
