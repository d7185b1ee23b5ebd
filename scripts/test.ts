import { messageOf } from '../src/host/errors.ts';
import { FOLDERS, stopDaemon } from './engine/daemon.ts';
import { type Engine, ensureEngine } from './engine/ensure.ts';
import { bold, dim, green, heading, red, say, seconds } from './say.ts';
import { SUITES, type Suite, type Tally } from './suites.ts';

/**
 * `npm test` runs every suite; `npm test -- unit e2e` only those: the fast checks in parallel, then the tests
 * sequentially. `npm run test:full` also runs the tests that vary what others show. The last line is always `N passed, N
 * failed`, and the exit code is 1 when something failed.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !SUITES.some(suite => suite.name === name));
if (unknown.length > 0) {
  say(`No suite is called ${unknown.join(', ')}. There are: ${SUITES.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

const suites = SUITES.filter(suite => wanted.length === 0 || wanted.includes(suite.name));
let engine: Engine | Error | undefined;
const results: { suite: Suite; tally: Tally; milliseconds: number }[] = [];
const isQuiet = ({ loud, engine: needsEngine }: Suite): boolean => !(loud || needsEngine);
await Promise.all(suites.filter(isQuiet).map(runAndShow));
for (const suite of suites) if (!isQuiet(suite)) await runAndShow(suite);
// A CI machine is restored; on a developer's machine the engine keeps running, so that the next run is fast.
if (process.env.CI && engine && !(engine instanceof Error) && engine.started) {
  await stopDaemon(FOLDERS).catch((error: unknown) => say(red(`The engine was not stopped: ${messageOf(error)}`)));
}
end();

async function runAndShow(suite: Suite): Promise<void> {
  const started = performance.now();
  const tally = await runSuite(suite);
  const result = { suite, tally, milliseconds: performance.now() - started };
  results.push(result);
  show(result);
}

async function runSuite(suite: Suite): Promise<Tally> {
  if (suite.loud) heading(suite.title);
  try {
    if (suite.engine) await needEngine();
    return await suite.run();
  } catch (error) {
    return { passed: 0, failed: 1, detail: messageOf(error) };
  }
}

/** Sets the engine up once; if that fails, every suite that needs it fails with the same message. */
async function needEngine(): Promise<void> {
  engine ??= await ensureEngine().catch((error: unknown) => new Error(messageOf(error)));
  if (engine instanceof Error) throw engine;
}

function show({ suite, tally, milliseconds }: (typeof results)[number]): void {
  const mark = tally.failed === 0 ? green('✓') : red('✗');
  const count = tally.passed + tally.failed === 1 ? '' : ` ${tally.passed} passed, ${tally.failed} failed`;
  say(`${mark} ${suite.title}${count} ${dim(seconds(milliseconds))}`);
  if (tally.detail) say(tally.detail.replace(/^/gm, '    '));
}

function end(): void {
  const sum = (key: 'passed' | 'failed') => results.reduce((total, { tally }) => total + tally[key], 0);
  heading(`${results.length} suites in ${seconds(performance.now())}`);
  const failed = results.filter(({ tally }) => tally.failed > 0).map(({ suite }) => suite.name);
  if (failed.length > 0) say(`${bold('failed:')} ${failed.join(', ')} (again with: npm test -- ${failed.join(' ')})`);
  const isPart = process.env.TEST_FULL !== 'true' && results.some(({ suite }) => suite.name === 'e2e');
  if (isPart) say(dim('Variations of end-to-end tests were left out; `npm run test:full` has them.'));
  process.exitCode = failed.length === 0 ? 0 : 1;
  say(`${sum('passed')} passed, ${sum('failed')} failed`);
}
