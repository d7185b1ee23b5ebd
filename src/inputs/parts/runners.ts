import { isMap, parseDocument } from 'yaml';
import { isObject } from '../../host/fields.ts';
import { givenPlatform, nameOf, normalPlatform, samePlatform } from '../../oci/platforms.ts';
import { matchPatterns, patternProblem } from '../../plan/filter.ts';
import type { Source } from '../reading/source.ts';

/**
 * A value of GitHub's `runs-on`: one label, several that the runner must all have, or a runner group with or without
 * labels.
 */
type RunsOn = Labels | Readonly<{ group: string; labels?: Labels }>;
type Labels = string | readonly string[];

export type Runner = Readonly<{ pattern: string; runsOn: RunsOn }>;

/**
 * GitHub-hosted runners. Their arm64 machines run no 32-bit programs, so 32-bit arm is emulated on amd64. Only Linux and
 * Windows have containers there.
 */
const HOSTED: readonly Runner[] = [
  { pattern: 'linux/arm64', runsOn: 'ubuntu-24.04-arm' },
  { pattern: 'linux/arm64/**', runsOn: 'ubuntu-24.04-arm' },
  { pattern: 'linux/**', runsOn: 'ubuntu-24.04' },
  { pattern: 'windows/**', runsOn: 'windows-2025' },
];

/** The given runners, before GitHub's own ones. */
export function readRunners(source: Source): readonly Runner[] {
  return [...given(source), ...HOSTED];
}

function given(source: Source): readonly Runner[] {
  const text = source.raw('runners');
  if (text.trim() === '') return [];
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const fix =
    'Write one `platform: label` per line, as in `linux/arm64: ubuntu-24.04-arm`, and `default: label` for the others.';
  if (document.errors.length > 0 || !isMap(document.contents)) {
    source.report('runners', 'is not a YAML map', fix);
    return [];
  }
  let map: Readonly<Record<string, unknown>>;
  try {
    map = document.toJS({ maxAliasCount: 0 });
  } catch {
    source.report('runners', 'has an alias', fix);
    return [];
  }
  const rows = Object.entries(map).map(([key, value]) => [key === 'default' ? '**' : key, value] as const);
  // The first match counts, so the default comes last, wherever it was written.
  const sorted = rows.toSorted(([one], [other]) => Number(one === '**') - Number(other === '**'));
  return sorted.flatMap(([pattern, value]) => {
    const isPlatform = pattern === '**' || (pattern.includes('/') && !pattern.startsWith('!'));
    const problem = isPlatform ? patternProblem(pattern) : 'matches no platform';
    const runsOn = runsOnOf(value);
    if (problem !== undefined) source.report(`runners.${pattern}`, problem, fix);
    if (runsOn === undefined) source.report(`runners.${pattern}`, 'names no runner', NAMED);
    return problem === undefined && runsOn !== undefined ? [{ pattern, runsOn }] : [];
  });
}

const NAMED = 'Write a label, a list of labels (`[self-hosted, arm64]`) or a group (`{group: arm, labels: [large]}`).';

function runsOnOf(value: unknown): RunsOn | undefined {
  if (!isObject(value)) return labelsOf(value);
  const { group, labels: given, ...others } = value;
  if (typeof group !== 'string' || group === '' || Object.keys(others).length > 0) return undefined;
  if (given === undefined) return { group };
  const labels = labelsOf(given);
  return labels && { group, labels };
}

function labelsOf(value: unknown): Labels | undefined {
  const isLabel = (label: unknown): label is string => typeof label === 'string' && label.trim() !== '';
  if (!Array.isArray(value)) return isLabel(value) ? value : undefined;
  return value.length > 0 && value.every(isLabel) ? value : undefined;
}

/**
 * A pattern without wildcards means a platform, however it is written: `linux/aarch64` is `linux/arm64`, and so is
 * `arm64`.
 *
 * @returns undefined for a platform that no runner is known for
 */
export function runnerFor(runners: readonly Runner[], platform: string): RunsOn | undefined {
  const whole = normalPlatform(platform) === undefined ? nameOf(givenPlatform(platform, 'linux/amd64')) : platform;
  const usual = normalPlatform(whole) ?? whole;
  // 32-bit arm is always named with its variant, so that `linux/arm*` means arm64.
  const names = [whole, whole.toLowerCase(), ...(usual.endsWith('/arm') ? [] : [usual])];
  const isFor = ({ pattern }: Runner) =>
    names.some(name => samePlatform(pattern, name) || matchPatterns([pattern], name).matched);
  return runners.find(isFor)?.runsOn;
}
