import { valuesIn } from '../plan/terms/attributes.ts';
import { fields, joinFields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';

export type ProvenanceOptions = Readonly<{
  /** The repository is private: the default provenance then omits build arguments and the like. */
  isPrivate: boolean;
  /** `https://github.com/owner/name/actions/runs/1/attempts/1`, recorded as the builder. */
  runUrl: string;
  /** BUILDX_NO_DEFAULT_ATTESTATIONS is true, or the builder does not support attestations. */
  noDefault: boolean;
}>;

/**
 * `--attest` values. `provenance` and `sbom` take precedence over `attests`; without any provenance the default is
 * `mode=max`, in a private repository `mode=min,inline-only=true`, as in build-push-action.
 */
export function attestations(
  { attests, provenance, sbom }: Pick<BuildInputs, 'attests' | 'provenance' | 'sbom'>,
  options: ProvenanceOptions,
): string[] {
  const others = attests.filter(a => !isOf('provenance', a) && !isOf('sbom', a)).map(withSwitches);
  const given = (type: string, input: string) =>
    input === '' ? attests.filter(a => isOf(type, a)) : [attest(type, input)];

  const provenances = given('provenance', provenance);
  if (provenances.length === 0 && !options.noDefault) {
    provenances.push(attest('provenance', options.isPrivate ? 'mode=min,inline-only=true' : 'mode=max'));
  }
  return [
    ...provenances.map(p => withBuilderId(withSwitches(p), options.runUrl)),
    ...given('sbom', sbom).map(withSwitches),
    ...others,
  ];
}

/** Whether BuildKit is asked to attach its provenance. Of several, buildx takes only one. */
export function makesProvenance(
  build: Pick<BuildInputs, 'attests' | 'provenance' | 'sbom'>,
  options: ProvenanceOptions,
): boolean {
  const asked = attestations(build, options).filter(spec => isOf('provenance', spec));
  const isOff = (spec: string) => valuesIn(spec, 'disabled').some(value => !/^(?:0|f|false)$/i.test(value));
  return asked.length > 0 && !asked.some(isOff);
}

function attest(type: string, attributes: string): string {
  return attributes.toLowerCase() === 'true' ? `type=${type}` : `type=${type},${attributes}`;
}

function isOf(type: string, spec: string): boolean {
  return fields(spec).some(field => field.replace(/\s*=\s*/, '=') === `type=${type}`);
}

/** A bare `true` or `false` among the attributes switches the attestation on or off. */
function withSwitches(spec: string): string {
  const columns = fields(spec).flatMap(column => {
    const word = column.toLowerCase();
    if (word === 'true') return [];
    return word === 'false' ? ['disabled=true'] : [column];
  });
  return joinFields(columns);
}

function withBuilderId(spec: string, runUrl: string): string {
  const columns = fields(spec);
  const hasOwn = columns.some(column => /^builder-id\s*=/.test(column));
  return hasOwn || columns.includes('disabled=true') ? spec : joinFields([...columns, `builder-id=${runUrl}`]);
}
