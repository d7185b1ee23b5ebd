import { SEVERITIES } from '../gates/scan.ts';
import { NO_REQUIREMENTS, type Requirements } from './types.ts';
import { booleanAt, booleanOr, mapAt, patternsAt, type Reporter, type Value, wordAt } from './values.ts';

const KEYS = ['test', 'scan', 'sign', 'provenance', 'sbom', 'immutable-tags', 'verify'] as const;

export function requirements(reporter: Reporter, given: Value): Requirements {
  const values = mapAt(reporter, given, KEYS);
  const sign = booleanOr(reporter, values.sign, value => wordAt(reporter, value, ['keyless', 'key'] as const));
  const tags = booleanOr(reporter, values['immutable-tags'], value => patternsAt(reporter, value));
  return {
    ...NO_REQUIREMENTS,
    test: booleanAt(reporter, values.test),
    scan: scanAt(reporter, values.scan),
    sign: sign === true ? 'any' : sign === false ? undefined : sign,
    provenance: booleanAt(reporter, values.provenance),
    sbom: booleanAt(reporter, values.sbom),
    immutableTags: tags === true ? 'versions' : tags === false ? undefined : tags,
    verify: booleanAt(reporter, values.verify),
  };
}

/** `true`, a severity, or a map. */
function scanAt(reporter: Reporter, given: Value | undefined): Requirements['scan'] {
  const scan = booleanOr(reporter, given, (value): Requirements['scan'] => {
    if (typeof value.value === 'string') {
      return { severity: wordAt(reporter, value, SEVERITIES) ?? 'critical', mayIgnoreUnfixed: false };
    }
    const { severity, 'ignore-unfixed': unfixed } = mapAt(reporter, value, ['severity', 'ignore-unfixed']);
    return {
      severity: wordAt(reporter, severity, SEVERITIES) ?? 'critical',
      mayIgnoreUnfixed: booleanAt(reporter, unfixed),
    };
  });
  if (scan === true) return { severity: 'critical', mayIgnoreUnfixed: false };
  return scan === false ? undefined : scan;
}
