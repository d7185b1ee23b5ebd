import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../host/errno.ts';
import { ActionError } from '../../host/errors.ts';
import type { RunResult } from '../../host/ports.ts';
import { shellQuote } from '../../host/text/shell-quote.ts';
import type { ScanSpec } from '../../inputs/gates/scan.ts';
import type { Gate, GateRun } from '../gate/types.ts';
import { byPackage, type PackageFindings, packageInWords } from './packages.ts';
import { type Finding, findingsOf } from './sarif.ts';
import type { ScanReports } from './scan-reports.ts';
import { type Command, counts, outcomeOf, type ScanTarget, scanCommand } from './scanners.ts';

/** What scans need besides the gate's inputs. */
type ScanPorts = Readonly<{
  reports: ScanReports;
  /** All scanners support DOCKER_HOST, but not docker's contexts. */
  engineEnv: Readonly<Record<string, string>>;
  /** Installs a release of Trivy into a folder, and returns the program's path. @throws ActionError */
  installTrivy(version: string, folder: string): Promise<string>;
}>;

type ScannerSpec = Extract<ScanSpec, { kind: 'scanner' }>;
type CommandSpec = Extract<ScanSpec, { kind: 'command' }>;

/** Limits: findings in the log, findings in the error, and lines of a broken scanner's output. */
const LISTED = 100;
const NAMED = 10;
const TAIL = 20;

/** `scan` as gates, one per scanner. */
export function scanGates(specs: readonly ScanSpec[], ports: ScanPorts): readonly Gate[] {
  return specs.map(spec => ({
    name: spec.kind === 'scanner' ? spec.scanner : 'scan',
    kind: 'scan',
    platform: undefined,
    timeout: undefined,
    continueOnError: false,
    // Docker Scout uses Docker Hub with the user's login.
    credentials: spec.kind === 'scanner' && spec.scanner === 'docker-scout',
    run: given => {
      const at = { ...given, env: { ...given.env, ...ports.engineEnv } };
      return spec.kind === 'scanner' ? runScanner(spec, at, ports) : runCommand(spec, at, ports);
    },
  }));
}

async function runScanner(spec: ScannerSpec, at: GateRun, { reports, installTrivy }: ScanPorts): Promise<void> {
  const { scanner, threshold, version } = spec;
  const program = version === undefined ? undefined : await installed(version, spec, at, installTrivy);
  if (program === NOT_INSTALLED) return;
  const sarif = await reports.place(scanner, at.platform);
  const target = at.several ? await saved(at) : ({ kind: 'engine', image: at.image } as const);
  const known = scanCommand(scanner, target, { ...spec, sarif });
  const ended = await execute(program === undefined ? known : { ...known, command: program }, at);
  const report = reports.read(sarif) ?? '';
  const findings = findingsOf(report);
  if (findings !== undefined) {
    reports.scanned({ scanner, platform: at.platform, path: sarif, report, packages: byPackage(findings) });
  }
  for (const finding of (findings ?? []).slice(0, LISTED)) at.log.info(inWords(finding));
  if ((findings?.length ?? 0) > LISTED) at.log.info(`… and ${findings!.length - LISTED} more, in ${sarif}`);
  const outcome = ended === 'missing' ? ended : outcomeOf(scanner, ended, findings !== undefined);
  if (outcome === 'passed') annotate(byPackage(findings ?? []), { scanner, fails: () => false }, at);
  if (outcome === 'found') {
    const fails = ({ severity }: Pick<Finding, 'severity'>) => counts(severity, threshold);
    const failing = (findings ?? []).filter(fails);
    annotate(byPackage(findings ?? []), { scanner, fails }, at);
    const what = `${failing.length || 'something'} of severity ${threshold.lowest}${threshold.lowest === 'critical' ? '' : ' or worse'}`;
    throw new ActionError('SCAN_FAILED', [`${scanner} found ${what}`, ...namedIn(failing)].join('\n'));
  }
  if (ended === 'missing' || outcome === 'missing') notScanned(missing(scanner), spec, at);
  else if (outcome === 'broken') notScanned(broken(scanner, ended), spec, at);
}

const NOT_INSTALLED = Symbol('the network did not give it');

/**
 * Installed just before use, so that no gate could change it. Anything but the known release fails the scan in any
 * case.
 */
async function installed(
  version: string,
  spec: ScannerSpec,
  at: GateRun,
  install: ScanPorts['installTrivy'],
): Promise<string | typeof NOT_INSTALLED> {
  try {
    return await install(version, at.folder);
  } catch (error) {
    if (!(error instanceof ActionError) || !['NETWORK_ERROR', 'NOT_FOUND'].includes(error.code)) throw error;
    notScanned({ problem: `trivy ${version} could not be downloaded: ${error.message}` }, spec, at);
    return NOT_INSTALLED;
  }
}

/** The shell's exit codes for a command that is missing or cannot be run. */
const NO_COMMAND: readonly (number | null)[] = [126, 127];

async function runCommand(spec: CommandSpec, at: GateRun, { reports }: ScanPorts): Promise<void> {
  const sarif = await reports.place('scan', at.platform);
  const script = join(at.folder, 'scan.sh');
  await writeFile(script, spec.script, { mode: 0o600 });
  const command = { command: 'bash', args: ['--noprofile', '--norc', '-euo', 'pipefail', script] };
  const ended = await execute(command, { ...at, env: { ...at.env, SARIF_FILE: sarif } });
  const report = reports.read(sarif) ?? '';
  const findings = findingsOf(report);
  if (findings !== undefined) {
    const packages = byPackage(findings);
    reports.scanned({ scanner: 'scan', platform: at.platform, path: sarif, report, packages });
  }
  if (ended === 'missing' || NO_COMMAND.includes(ended.code)) return notScanned(missing('scan'), spec, at);
  if (ended.code === null) return notScanned(broken('scan', ended), spec, at);
  const isFailed = ended.code !== 0;
  annotate(byPackage(findings ?? []), { scanner: 'scan', fails: () => isFailed }, at);
  if (isFailed)
    throw new ActionError('SCAN_FAILED', `the scan failed with exit code ${ended.code}`, { output: tailOf(ended) });
}

/** Packages with an annotation. */
const ANNOTATED = 10;
/** Of those, errors: the runner shows ten per step, and the failure of the step is one. */
const ERRORS = 9;

type Annotating = Readonly<{ scanner: string; fails(found: PackageFindings): boolean }>;

/**
 * Annotates the worst packages with the versions that fix them: as errors if they fail the scan, else as notices, since
 * nobody has to act on them for this run.
 */
function annotate(
  packages: readonly PackageFindings[],
  { scanner, fails }: Annotating,
  { log, platform, several }: GateRun,
): void {
  const where = several ? ` on ${platform}` : '';
  for (const [index, one] of packages.slice(0, ANNOTATED).entries()) {
    const level = !fails(one) ? 'notice' : index < ERRORS ? 'error' : 'warning';
    log[level](`${scanner}${where}: ${packageInWords(one)}`);
  }
}

/** The tested platform as an archive: with several platforms in the engine, scanners find only one, or pull another. */
async function saved(at: GateRun): Promise<ScanTarget> {
  const path = join(at.folder, 'image.tar');
  const ended = await execute(
    { command: 'docker', args: ['image', 'save', `--platform=${at.platform}`, `--output=${path}`, at.image] },
    at,
  );
  if (ended !== 'missing' && ended.code === 0) return { kind: 'archive', path };
  throw new ActionError('SCAN_FAILED', `the image for ${at.platform} could not be saved for the scan`, {
    output: tailOf(ended),
    hint: 'Docker Engine 28 or later can save one platform of several.',
  });
}

/** Prints the command and runs it. 'missing': there is no such command. */
async function execute({ command, args }: Command, at: GateRun): Promise<RunResult | 'missing'> {
  const { env, workspace, signal, log } = at;
  const show = (line: string) => log.info(line);
  log.info(`$ ${[command, ...args].map(shellWord).join(' ')}`);
  try {
    const ended = await at.run(command, args, { env, cwd: workspace, signal, onStdout: show, onStderr: show });
    signal.throwIfAborted();
    return ended;
  } catch (error) {
    if (error instanceof ActionError && errnoOf(error.cause) === 'ENOENT') return 'missing';
    throw error;
  }
}

/** Why there was no scan, what to do about it, and the scanner's output. */
type Unscanned = Readonly<{ problem: string; fix?: string; output?: readonly string[] }>;

function missing(name: string): Unscanned {
  return { problem: `${name} is not installed`, fix: 'Install it in a step before this one. ' };
}

function broken(name: string, ended: RunResult): Unscanned {
  return { problem: `${name} failed to run${how(ended)}, so the image was not scanned`, output: tailOf(ended) };
}

/** A scan that did not happen fails the gate, unless `scan-required` is false. */
function notScanned({ problem, fix = '', output = [] }: Unscanned, { required }: ScanSpec, { log }: GateRun): void {
  if (!required) return log.warning(`${problem}. \`scan-required\` is false, so this does not fail the step.`);
  throw new ActionError('SCAN_FAILED', problem, {
    output,
    hint: `${fix}\`scan-required: false\` makes this a warning.`,
  });
}

function how(ended: RunResult): string {
  if (ended.code === null) return ` (${ended.signal})`;
  return ended.code === 0 ? ' (it wrote no report)' : ` (exit code ${ended.code})`;
}

function tailOf(ended: RunResult | 'missing'): readonly string[] {
  if (ended === 'missing') return [];
  const lines = `${ended.stdout}\n${ended.stderr}`.split('\n').filter(line => line.trim() !== '');
  return lines.slice(-TAIL);
}

function namedIn(findings: readonly Finding[]): readonly string[] {
  const rest = findings.length - NAMED;
  return [...findings.slice(0, NAMED).map(inWords), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function inWords({ severity, id, text }: Finding): string {
  return `${severity} ${id} ${text}`.trim();
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word);
}
