import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkActionFile } from './checks/action-yml.ts';
import { checkDist } from './checks/dist.ts';
import { checkWorkflows } from './checks/workflows.ts';
import { attempt } from './command.ts';
import { bold, say } from './say.ts';

/** How many passed and failed, and the output to show for failures. */
export type Tally = Readonly<{ passed: number; failed: number; detail?: string }>;

export type Suite = Readonly<{
  name: string;
  title: string;
  /** Needs the Docker Engine and registries. */
  engine?: boolean;
  /** Shows its own progress. */
  loud?: boolean;
  run: () => Promise<Tally>;
}>;

const root = join(import.meta.dirname, '..');

/** Everything that `npm test` runs, cheap before expensive. */
export const SUITES: readonly Suite[] = [
  { name: 'types', title: 'types (tsc)', run: () => tool('tsc', ['-p', 'tsconfig.json']) },
  { name: 'lint', title: 'lint and format (biome)', run: () => tool('biome', ['check', '.']) },
  {
    name: 'action',
    title: 'action.yml of both actions',
    run: () => problems(async () => [root, join(root, 'verify')].flatMap(checkActionFile)),
  },
  { name: 'workflows', title: 'workflows (actionlint)', run: () => problems(() => checkWorkflows(root)) },
  { name: 'docs', title: 'generated documentation', run: () => tool(process.execPath, ['scripts/docs.ts', '--check']) },
  { name: 'dist', title: 'dist in sync with src', run: () => problems(() => checkDist(root)) },
  { name: 'unit', title: 'unit tests', loud: true, run: () => jestTwice([]) },
  {
    name: 'e2e',
    title: 'end-to-end tests',
    loud: true,
    engine: true,
    run: () => jestTwice(['--config', 'jest.e2e.config.json']),
  },
  { name: 'demo', title: 'demo', engine: true, run: () => tool(process.execPath, ['scripts/demo.ts']) },
];

/** A program whose exit code is the result. */
async function tool(name: string, args: readonly string[]): Promise<Tally> {
  const { code, stdout, stderr } = await attempt(name, args, { cwd: root, timeout: 300_000 });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, detail: `${stdout}${stderr}`.trimEnd() };
}

/** A check that lists problems. */
async function problems(check: () => Promise<readonly string[]>): Promise<Tally> {
  const found = await check();
  return found.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, detail: found.join('\n') };
}

/** The parts of jest's report used here. */
type JestReport = Readonly<{
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: readonly Readonly<{
    name: string;
    status: string;
    assertionResults: readonly Readonly<{ status: string }>[];
  }>[];
}>;
type Ended = Readonly<{ report: string; code: number }>;

/** More failing files than this are no coincidence. */
const MOST_AGAIN = 3;

/**
 * Runs jest, with its progress on the terminal, and counts from its report. Up to three failing files are run again,
 * alone: those that pass then are unreliable, which is reported but is not a failure.
 */
async function jestTwice(args: readonly string[]): Promise<Tally> {
  const first = await runJest(args);
  const files = failedFiles(first.report);
  if (files.length === 0 || files.length > MOST_AGAIN) return tally(first.report, first.code);
  say(`${bold('run again, alone:')} ${files.map(file => relative(root, file)).join(', ')}`);
  return tallyTwice(first, await runJest([...args, '--runInBand', '--runTestsByPath', ...files]));
}

async function runJest(args: readonly string[]): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-jest-'));
  const report = join(folder, 'report.json');
  try {
    const child = startJest(args, report);
    const code = await new Promise<number>(resolve => {
      child.once('error', () => resolve(127));
      child.once('close', status => resolve(status ?? 1));
    });
    return { report: readFileSync(report, 'utf8'), code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts jest. Its output goes to stderr: each file when it ends, a failing one with its output. */
export function startJest(
  args: readonly string[],
  report: string,
  stderr: 'inherit' | 'pipe' = 'inherit',
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  // The report also goes to stdout, where it is not wanted.
  const stdio = ['ignore', 'ignore', stderr] as const;
  return spawn(process.execPath, [...flags, ...args, '--json', `--outputFile=${report}`], {
    cwd: root,
    env: { ...env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node') },
    stdio: [...stdio],
  });
}

/** A suite that failed to load counts as one failure, and so does an empty run or a bad exit without a reason. */
export function tally(report: string, code: number): Tally {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(report) as JestReport;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
  return { passed: numPassedTests, failed: failed + unexplained };
}

/** The failed files of a report, by test or while loading. */
export function failedFiles(report: string): string[] {
  return filesThat('failed', report);
}

function passedFiles(report: string): string[] {
  return filesThat('passed', report);
}

function filesThat(ended: 'passed' | 'failed', report: string): string[] {
  const { testResults } = JSON.parse(report) as JestReport;
  return testResults.filter(({ status }) => status === ended).map(({ name }) => name);
}

/** The combined result of a run and the second run of its failed files, whose second results count. */
export function tallyTwice(first: Ended, second: Ended): Tally {
  const again = tally(second.report, second.code);
  const files = failedFiles(first.report);
  const { testResults } = JSON.parse(first.report) as JestReport;
  const others = testResults.filter(({ name }) => !files.includes(name));
  const before = others.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed');
  const unreliable = passedFiles(second.report).map(file => relative(root, file));
  const detail = `Unreliable (failed once, passed when run again alone; fix the test): ${unreliable.join(', ')}`;
  return { ...again, passed: before.length + again.passed, ...(unreliable.length > 0 && { detail }) };
}
