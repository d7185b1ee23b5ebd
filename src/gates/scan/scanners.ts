import type { RunResult } from '../../host/ports.ts';
import { says } from '../../host/tool-messages.ts';
import { type Scanner, SEVERITIES, type Severity, type Threshold } from '../../inputs/gates/scan.ts';

export type Command = Readonly<{ command: string; args: readonly string[] }>;

/** What to scan: an image in the engine by its name, or an archive of `docker save`. Never an image in a registry. */
export type ScanTarget = Readonly<{ kind: 'engine'; image: string }> | Readonly<{ kind: 'archive'; path: string }>;

type Outcome = 'passed' | 'found' | 'missing' | 'broken';

type ScanOptions = Readonly<{ threshold: Threshold; ignoreUnfixed: boolean; sarif: string }>;

type Known = Readonly<{
  command(target: ScanTarget, options: ScanOptions): Command;
  /** Whether the scanner's exit means that it found something. */
  found(result: RunResult): boolean;
}>;

/** Trivy's errors exit with 1, and a crash of any Go program with 2. */
const TRIVY_FOUND = 10;

/**
 * The scanners' command lines. Each names the image's location explicitly, since scanners would otherwise fall back to
 * a registry, where the name may mean another image.
 *
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/
 * @see https://github.com/anchore/grype#readme (exit code 2 since 0.92.0, before that 1 as for every error)
 * @see https://docs.docker.com/reference/cli/docker/scout/cves/
 */
const KNOWN: Readonly<Record<Scanner, Known>> = {
  trivy: {
    command: (target, { threshold, ignoreUnfixed, sarif }) => ({
      command: 'trivy',
      args: [
        'image',
        '--no-progress',
        `--severity=${listed(threshold, 'unknown').toUpperCase()}`,
        ...(ignoreUnfixed ? ['--ignore-unfixed'] : []),
        `--exit-code=${TRIVY_FOUND}`,
        '--format=sarif',
        `--output=${sarif}`,
        ...(target.kind === 'engine' ? ['--image-src=docker', target.image] : [`--input=${target.path}`]),
      ],
    }),
    found: ({ code }) => code === TRIVY_FOUND,
  },
  grype: {
    command: (target, { threshold, ignoreUnfixed, sarif }) => ({
      command: 'grype',
      args: [
        target.kind === 'engine' ? `docker:${target.image}` : `docker-archive:${target.path}`,
        `--fail-on=${threshold.lowest}`,
        ...(ignoreUnfixed ? ['--only-fixed'] : []),
        '--output=table',
        `--output=sarif=${sarif}`,
      ],
    }),
    found: ({ code, stdout, stderr }) => code === 2 || (code === 1 && says(stdout + stderr, 'vulnerable')),
  },
  'docker-scout': {
    command: (target, { threshold, ignoreUnfixed, sarif }) => ({
      command: 'docker',
      args: [
        'scout',
        'cves',
        '--exit-code',
        `--only-severity=${listed(threshold, 'unspecified')}`,
        ...(ignoreUnfixed ? ['--only-fixed'] : []),
        '--format=sarif',
        `--output=${sarif}`,
        target.kind === 'engine' ? `local://${target.image}` : `archive://${target.path}`,
      ],
    }),
    found: ({ code }) => code === 2,
  },
};

export function scanCommand(scanner: Scanner, target: ScanTarget, options: ScanOptions): Command {
  return KNOWN[scanner].command(target, options);
}

/** How a scanner ended. Without a report there was no scan, whatever the exit code. */
export function outcomeOf(scanner: Scanner, result: RunResult, hasReport: boolean): Outcome {
  if (scanner === 'docker-scout' && result.code !== 0 && says(result.stderr, 'scoutMissing')) return 'missing';
  if (!hasReport) return 'broken';
  if (result.code === 0) return 'passed';
  return KNOWN[scanner].found(result) ? 'found' : 'broken';
}

/** The severities that count, for a scanner that takes a list. `negligible` is `low` to them. */
function listed({ lowest, unknown }: Threshold, nameOfUnknown: string): string {
  const all = SEVERITIES.slice(0, SEVERITIES.indexOf(lowest) + 1).filter(severity => severity !== 'negligible');
  return [...all, ...(unknown ? [nameOfUnknown] : [])].join(',');
}

/** Whether a finding fails the scan. */
export function counts(severity: Severity | 'unknown', { lowest, unknown }: Threshold): boolean {
  return severity === 'unknown' ? unknown : SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(lowest);
}
