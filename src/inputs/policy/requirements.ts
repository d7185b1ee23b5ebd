import { SEVERITIES } from '../gates/scan.ts';
import { NO_REQUIREMENTS, type Requirements } from './types.ts';
import { booleanAt, booleanOr, mapAt, patternsAt, type Tell, type Value, wordAt } from './values.ts';

const KEYS = ['test', 'scan', 'sign', 'provenance', 'sbom', 'immutable-tags', 'verify'] as const;

export function requirements(tell: Tell, given: Value): Requirements {
  const values = mapAt(tell, given, KEYS);
  const sign = booleanOr(tell, values.sign, value => wordAt(tell, value, ['keyless', 'key'] as const));
  const tags = booleanOr(tell, values['immutable-tags'], value => patternsAt(tell, value));
  return {
    ...NO_REQUIREMENTS,
    test: booleanAt(tell, values.test),
    scan: scanAt(tell, values.scan),
    sign: sign === true ? 'any' : sign === false ? undefined : sign,
    provenance: booleanAt(tell, values.provenance),
    sbom: booleanAt(tell, values.sbom),
    immutableTags: tags === true ? 'versions' : tags === false ? undefined : tags,
    verify: booleanAt(tell, values.verify),
  };
}

/** `true`, a severity, or a map. */
function scanAt(tell: Tell, given: Value | undefined): Requirements['scan'] {
  const scan = booleanOr(tell, given, (value): Requirements['scan'] => {
    if (typeof value.value === 'string') {
      return { severity: wordAt(tell, value, SEVERITIES) ?? 'critical', mayIgnoreUnfixed: false };
    }
    const { severity, 'ignore-unfixed': unfixed } = mapAt(tell, value, ['severity', 'ignore-unfixed']);
    return {
      severity: wordAt(tell, severity, SEVERITIES) ?? 'critical',
      mayIgnoreUnfixed: booleanAt(tell, unfixed),
    };
  });
  if (scan === true) return { severity: 'critical', mayIgnoreUnfixed: false };
  return scan === false ? undefined : scan;
}
