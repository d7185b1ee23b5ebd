import { SEVERITIES } from '../../inputs/gates/scan.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Requirements } from '../../inputs/policy/types.ts';
import { matchPatterns } from '../../plan/filter.ts';
import { isImmutable } from '../../plan/immutable.ts';
import type { AskedImage } from '../asked.ts';
import type { Breach } from '../breach.ts';

type Found = Readonly<{ key: string; found: string; fix: string }>;

/** Requirements that an image's inputs do not meet. */
export function requirementBreaches(rules: Requirements, { image, inputs }: AskedImage): readonly Breach[] {
  const found: readonly Found[] = [
    ...(rules.test && !isTested(inputs) ? [NO_TEST] : []),
    ...(rules.scan === undefined ? [] : scanProblem(rules.scan, inputs)),
    ...(rules.sign === undefined ? [] : signProblem(rules.sign, inputs)),
    ...(rules.provenance && !mayHaveProvenance(inputs) ? [NO_PROVENANCE] : []),
    ...(rules.sbom && !mayHaveSbom(inputs) ? [NO_SBOM] : []),
    ...immutableProblem(rules.immutableTags, image, inputs),
    ...(rules.verify && !inputs.verify ? [NO_VERIFY] : []),
  ];
  return found.map(({ key, ...rest }) => ({ rule: `require.${key}`, image: image.name, ...rest }));
}

const NO_TEST: Found = {
  key: 'test',
  found: 'the image is not tested',
  fix: 'Add `test`, `container-test`, or an entry of `gates` without `continue-on-error`.',
};

/** A test that cannot fail does not count. What a script really checks is unknown. */
function isTested({ test, gates, containerTest }: Inputs): boolean {
  const scripts = [test, ...gates.filter(({ continueOnError }) => !continueOnError).map(({ run }) => run)];
  return containerTest !== undefined || scripts.some(script => !isIdle(script));
}

/** Whether a script has only comments and commands that always succeed. */
function isIdle(script: string): boolean {
  const commands = script.split(/[\n;]|&&|\|\|/).map(line => line.replace(/(?:^|\s)#.*$/, '').trim());
  return commands.every(line => /^(?:|true|:|exit(?:\s+0)?|set\s.*|echo\b[^|`$]*)$/.test(line));
}

/** Only scanners with a known exit code count: a command may be anything. */
function scanProblem(wanted: NonNullable<Requirements['scan']>, { scan }: Inputs): readonly Found[] {
  const scanners = scan.flatMap(spec => (spec.kind === 'scanner' ? [spec] : []));
  if (scanners.length === 0) {
    return [
      {
        key: 'scan',
        found: 'no known scanner scans the image',
        fix: `Set \`scan: trivy\` and \`scan-severity: ${wanted.severity}\`.`,
      },
    ];
  }
  // One scanner that is strict enough suffices.
  const problems = scanners.map(({ threshold, ignoreUnfixed, required }) => [
    ...(SEVERITIES.indexOf(threshold.lowest) < SEVERITIES.indexOf(wanted.severity)
      ? [
          {
            key: 'scan',
            found: `the scan fails only at severity ${threshold.lowest} or worse`,
            fix: `Set \`scan-severity: ${wanted.severity}\`.`,
          },
        ]
      : []),
    ...(ignoreUnfixed && !wanted.mayIgnoreUnfixed
      ? [{ key: 'scan', found: 'the scan ignores findings without a fix', fix: 'Remove `scan-ignore-unfixed`.' }]
      : []),
    ...(required
      ? []
      : [{ key: 'scan', found: 'the scan is allowed to fail to run', fix: 'Remove `scan-required: false`.' }]),
  ]);
  return problems.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

function signProblem(wanted: NonNullable<Requirements['sign']>, { signing: { sign } }: Inputs): readonly Found[] {
  if (sign === wanted || (wanted === 'any' && sign !== undefined)) return [];
  const word = wanted === 'any' ? 'keyless' : wanted;
  const found = sign === undefined ? 'the image is not signed' : `the image is signed by \`sign: ${sign}\``;
  return [{ key: 'sign', found, fix: `Set \`sign: ${word}\`.` }];
}

const NO_PROVENANCE: Found = {
  key: 'provenance',
  found: 'the image gets no provenance',
  fix: 'Remove `provenance: false`, or set `attest: provenance`.',
};

const NO_SBOM: Found = { key: 'sbom', found: 'the image gets no SBOM', fix: 'Set `sbom: true`.' };

/** Whether it may have one; the image shows whether it does. */
function mayHaveProvenance(inputs: Inputs): boolean {
  return isAttested(inputs, 'provenance') || inputs.source !== undefined || inputs.build.provenance !== 'false';
}

function mayHaveSbom(inputs: Inputs): boolean {
  const { sbom, attests } = inputs.build;
  const isAsked = !['', 'false'].includes(sbom) || attests.some(spec => /type\s*=\s*sbom/.test(spec));
  return isAttested(inputs, 'sbom') || inputs.source !== undefined || isAsked;
}

/** Whether it is signed and attached to the image, which counts as much as an attestation inside. */
export function isAttested({ signing: { attest } }: Pick<Inputs, 'signing'>, kind: 'provenance' | 'sbom'): boolean {
  return attest.some(one => one.kind === kind);
}

function immutableProblem(
  wanted: Requirements['immutableTags'],
  { destinations }: AskedImage['image'],
  { immutableTags }: Inputs,
): readonly Found[] {
  if (wanted === undefined) return [];
  const tags = new Map(destinations.flatMap(({ tags }) => tags).map(tag => [tag.name, tag]));
  const meant = [...tags.values()].filter(tag =>
    wanted === 'versions' ? !tag.moving : matchPatterns(wanted, tag.name).matched,
  );
  const open = meant.filter(({ name }) => !isImmutable(immutableTags, name)).map(({ name }) => name);
  if (open.length === 0) return [];
  const found = `${open.slice(0, 10).join(', ')} can be moved`;
  return [{ key: 'immutable-tags', found, fix: 'Add a pattern to `immutable-tags` that matches.' }];
}

const NO_VERIFY: Found = {
  key: 'verify',
  found: 'published tags are not read back',
  fix: 'Remove `verify: false`.',
};
