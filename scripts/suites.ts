import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkActionFile } from './checks/action-yml.ts';
import { checkDist } from './checks/dist.ts';
import { checkWorkflows } from './checks/workflows.ts';
import { attempt } from './command.ts';

/** How many passed and failed, and what to show when some failed. */
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
  { name: 'unit', title: 'unit tests', loud: true, run: () => jest([]) },
  {
    name: 'e2e',
    title: 'end-to-end tests',
    loud: true,
    engine: true,
    run: () => jest(['--config', 'jest.e2e.config.json']),
  },
  { name: 'demo', title: 'demo', engine: true, run: () => tool(process.execPath, ['scripts/demo.ts']) },
];

/** A program whose exit code is the verdict. */
async function tool(name: string, args: readonly string[]): Promise<Tally> {
  const { code, stdout, stderr } = await attempt(name, args, { cwd: root, timeout: 300_000 });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, detail: `${stdout}${stderr}`.trimEnd() };
}

/** A check that lists what is wrong. */
async function problems(check: () => Promise<readonly string[]>): Promise<Tally> {
  const found = await check();
  return found.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, detail: found.join('\n') };
}

type JestReport = Readonly<{ numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number }>;

/** Runs jest, its progress straight to the terminal, and counts from its report. */
async function jest(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-jest-'));
  const report = join(folder, 'report.json');
  try {
    const child = startJest(args, report);
    const code = await new Promise<number>(resolve => {
      child.once('error', () => resolve(127));
      child.once('close', status => resolve(status ?? 1));
    });
    return tally(readFileSync(report, 'utf8'), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Starts jest. What it tells goes to stderr: each file when it ends, a failing one with its output, whatever the others
 * still do.
 */
export function startJest(
  args: readonly string[],
  report: string,
  stderr: 'inherit' | 'pipe' = 'inherit',
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  // The report goes to stdout, too, where nobody wants to read it.
  const stdio = ['ignore', 'ignore', stderr] as const;
  return spawn(process.execPath, [...flags, ...args, '--json', `--outputFile=${report}`], {
    cwd: root,
    env,
    stdio: [...stdio],
  });
}

/** A suite that could not even load counts as one failure, and so does a run of nothing or a bad end without a reason. */
export function tally(report: string, code: number): Tally {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(report) as JestReport;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
  return { passed: numPassedTests, failed: failed + unexplained };
}
