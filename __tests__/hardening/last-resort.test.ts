import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

const SOURCES = join(import.meta.dirname, '../../src');
const SECRET = 'harbour-secret-of-the-registry';
const ERROR = `new SyntaxError('/${SECRET}/: too large')`;

jest.setTimeout(60_000);

let temp: string;
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'last-resort-'));
  const repository = { name: 'tides', description: 'Tides', html_url: 'https://github.com/acme/tides', license: null };
  writeFileSync(join(temp, 'event.json'), JSON.stringify({ repository: { ...repository, default_branch: 'main' } }));
});
afterAll(() => rmSync(temp, { recursive: true }));

type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** Runs an entry point, with `fault` as a module that Node loads before it. */
function runEntry(entry: 'main' | 'post-main' | 'verify-main', fault: string, unread = false): Promise<Ended> {
  const preload = join(temp, `${Math.random()}.mjs`);
  writeFileSync(preload, fault);
  const child = spawn(process.execPath, ['--import', preload, join(SOURCES, `${entry}.ts`)], {
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PATH: process.env.PATH,
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: temp,
      GITHUB_EVENT_PATH: join(temp, 'event.json'),
      STATE_folder: join(temp, 'none'),
      'INPUT_DRY-RUN': 'true',
      INPUT_IMAGES: 'ghcr.io/acme/tides',
      INPUT_TAGS: 'edge',
      INPUT_PASSWORD: SECRET,
      INPUT_USERNAME: 'acme',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  if (unread) child.stdout.destroy();
  else child.stdout.on('data', text => (stdout += text));
  child.stderr.on('data', text => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout, stderr }));
  });
}

/** Makes one of our own modules throw while it is loaded. */
const broken = (file: string) => `
import { registerHooks } from 'node:module';
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/src/${file}') ? { format: 'module', shortCircuit: true, source: "throw ${ERROR.replaceAll("'", '`')}" } : next(url, context),
});`;

/** Runs this once the main step writes its first line. */
const atWork = (what: string) => `
import { stdout } from 'node:process';
const { write } = stdout;
stdout.write = (...args) => {
  stdout.write = write;
  ${what};
  return write.apply(stdout, args);
};`;

test.each<[what: string, entry: 'main' | 'post-main' | 'verify-main', fault: string]>([
  ['an exception in a callback', 'main', atWork(`setImmediate(() => { throw ${ERROR}; })`)],
  ['an unhandled rejection', 'main', atWork(`Promise.reject(${ERROR})`)],
  ['a value that is not an error', 'main', atWork(`Promise.reject('${SECRET}')`)],
  ['an error whose message cannot be read', 'main', atWork(`Promise.reject({ get message() { throw ${ERROR}; } })`)],
  ['a module that cannot be loaded: the log', 'main', broken('runner/log.ts')],
  ['a module that cannot be loaded: the step', 'main', broken('run/run-main.ts')],
  [
    'work that never ends',
    'main',
    'import fs from "node:fs/promises"; import { syncBuiltinESMExports } from "node:module"; fs.writeFile = () => new Promise(() => {}); syncBuiltinESMExports();',
  ],
  ['an exception in a callback', 'post-main', `setImmediate(() => { throw ${ERROR}; });`],
  ['an unhandled rejection', 'post-main', `setImmediate(() => Promise.reject(${ERROR}));`],
  ['a module that cannot be loaded: the log', 'post-main', broken('runner/log.ts')],
  ['a module that cannot be loaded: the step', 'post-main', broken('run/post/post.ts')],
  ['a module that cannot be loaded: the verify step', 'verify-main', broken('run/verify/verify.ts')],
])('%s ends with a single error of ours (%s)', async (_, entry, fault) => {
  const { code, stdout, stderr } = await runEntry(entry, fault);
  const all = stdout + stderr;
  const told = all.split('\n').filter(line => line.startsWith('::error'));
  const shown = all.split('\n').filter(line => !line.startsWith('::add-mask::'));
  expect([all, code, told.length]).toEqual([all, 1, 1]);
  expect(shown.join('\n')).not.toMatch(new RegExp(`${SECRET}|Node\\.js v|\\n {4}at |^\\S+:\\d+$`, 'm'));
});

test.each([
  ['closed', '', true],
  ['broken', `process.stdout.write = () => { throw ${ERROR}; };`, false],
])('when stdout is %s, stderr gets the report', async (_, fault, unread) => {
  const { code, stderr } = await runEntry('main', fault, unread);
  expect([stderr, code]).toEqual([stderr, 0]);
  expect(stderr).toContain('Not pushed: this is a dry run\n');
  expect(stderr).not.toMatch(/EPIPE|Node\.js v|\n {4}at |::error/);
});
