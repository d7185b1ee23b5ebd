import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ACCOUNT, startOciRegistry } from '../fakes/oci-registry.ts';
import { firstRows } from '../full.ts';

const SOURCES = join(import.meta.dirname, '../../src');
/** Milliseconds. Ends what spins or waits forever; nothing else takes nearly as long. */
const FOR_EVER = 60_000;
jest.setTimeout(2 * FOR_EVER);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-faults-'));
  const repository = { name: 'tides', description: 'Tides', html_url: 'https://github.com/acme/tides', license: null };
  writeFileSync(join(root, 'event.json'), JSON.stringify({ repository: { ...repository, default_branch: 'main' } }));
  mkdirSync(join(root, 'temp'));
  mkdirSync(join(root, 'workspace'));
  writeFileSync(join(root, 'file'), 'no folder, no JSON');
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterEach(() => rmSync(root, { recursive: true }));

type Ended = Readonly<{ code: number | null; output: string; commands: readonly string[] }>;

type Entry = 'main' | 'post-main' | 'verify-main';

/** Runs a step as a process. A leading `@` in a value stands for the test's folder; '' unsets. */
function runStep(changes: Readonly<Record<string, string>>, entry: Entry = 'main'): Promise<Ended> {
  const env = {
    PATH: process.env.PATH!,
    HOME: '@',
    RUNNER_TEMP: '@/temp',
    GITHUB_WORKSPACE: '@/workspace',
    GITHUB_EVENT_PATH: '@/event.json',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_OUTPUT: '@/output',
    GITHUB_STATE: '@/state',
    GITHUB_STEP_SUMMARY: '@/summary',
    'INPUT_DRY-RUN': 'true',
    INPUT_IMAGES: 'ghcr.io/acme/tides',
    ...changes,
  };
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const child = spawn(process.execPath, [join(SOURCES, `${entry}.ts`)], {
    env: {
      // Without it, Node strips the types of 300 files in each process.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...Object.fromEntries(given.map(([name, value]) => [name, value.replace(/^@/, root)])),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: FOR_EVER,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      const commands = output.split('\n').filter(line => /^::(?:error|warning|notice)/.test(line));
      resolve({ code, output, commands });
    });
  });
}

const STACK = /\n {4}at |Node\.js v/;
/** No temporary folder can be created in any of these; /sys refuses even root. */
const NOWHERE = ['@/file', '/proc/slipway/a', '/dev/null/slipway', '/proc', '/sys'];
const UNWRITABLE = ['@/pipe', '/dev/full', '@/temp', '/proc/slipway'];
// What may never end comes first.
const UNREADABLE = ['@/pipe', '/dev/zero', '@/missing', '@/file', '@/temp'];

describe('one error describes the problem, and the step ends', () => {
  test.each<[variable: string, value: string, more?: Readonly<Record<string, string>>]>([
    ...firstRows(2, NOWHERE).map(value => ['RUNNER_TEMP', value] as [string, string]),
    ...firstRows(2, UNREADABLE).map(value => ['GITHUB_EVENT_PATH', value] as [string, string]),
    ...firstRows(2, UNWRITABLE).map(value => ['GITHUB_OUTPUT', value] as [string, string]),
    ...firstRows(1, ['@/pipe', '@/temp']).map(
      value =>
        ['GITHUB_STATE', value, { 'INPUT_DRY-RUN': 'false' }] as [string, string, Readonly<Record<string, string>>],
    ),
    ['GITHUB_ENV', '@/pipe', { DOCKER_METADATA_SET_OUTPUT_ENV: 'true' }],
  ])('%s=%s', async (variable, value, more = {}) => {
    const { code, output, commands } = await runStep({ [variable]: value, ...more });
    expect([output, code, commands.length]).toEqual([output, 1, 1]);
    expect(commands[0]).toMatch(/^::error title=Slipway RUNNER_UNUSABLE::/);
    expect(commands[0]).toContain(variable);
    if (variable === 'RUNNER_TEMP' && value === '@/file') {
      const file = join(root, 'file');
      const why = `cannot use the temporary folder ${file} (RUNNER_TEMP): ${file} is a file, not a folder`;
      expect(commands[0]).toContain(why);
    }
    expect(output).not.toMatch(STACK);
    // Nothing was started that post would have to clean up.
    if (existsSync(join(root, 'temp'))) {
      expect(readdirSync(join(root, 'temp')).filter(name => /^slipway-\d/.test(name))).toEqual([]);
    }
  });
});

describe('at most one warning, and the step does its work', () => {
  test.each<[what: string, changes: Readonly<Record<string, string>>, warning: RegExp | undefined]>([
    ['a missing temporary folder, and no home', { RUNNER_TEMP: '@/new/temp', HOME: '' }, undefined],
    ['no RUNNER_TEMP, and no event file', { RUNNER_TEMP: '', GITHUB_EVENT_PATH: '' }, undefined],
    ['no command files', { GITHUB_OUTPUT: '', GITHUB_STATE: '', GITHUB_STEP_SUMMARY: '' }, undefined],
    [
      'a home that is not a folder, and outputs to a device',
      { HOME: '/proc/nobody', GITHUB_OUTPUT: '/dev/null' },
      undefined,
    ],
    ...firstRows(2, UNWRITABLE).map(
      value =>
        [
          `a summary at ${value}`,
          { GITHUB_STEP_SUMMARY: value },
          /^::notice::The job summary was not written: cannot write to .* \(GITHUB_STEP_SUMMARY\): /,
        ] as [string, Readonly<Record<string, string>>, RegExp | undefined],
    ),
  ])('%s', async (_, changes, warning) => {
    const { code, output, commands } = await runStep(changes);
    expect([output, code]).toEqual([output, 0]);
    expect(commands.length).toBe(warning === undefined ? 0 : 1);
    if (warning !== undefined) expect(commands[0]).toMatch(warning);
    expect(output).not.toMatch(STACK);
  });

  test('a workspace with spaces and letters of all kinds', async () => {
    mkdirSync(join(root, 'mein Häfen 港 ✓'));
    writeFileSync(join(root, 'mein Häfen 港 ✓/VERSION'), '1.2.3');
    const { code, output, commands } = await runStep({
      GITHUB_WORKSPACE: '@/mein Häfen 港 ✓',
      INPUT_TAGS: 'type=raw,value={{file "VERSION"}}',
    });
    expect([output, code, commands]).toEqual([output, 0, []]);
    expect(output).toContain('1.2.3');
  });
});

test('a file for the outputs that cannot be opened is noticed before anything is asked of anyone', async () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const entry of ['main', 'verify-main'] as const) {
      const images = entry === 'main' ? `${host}/acme/tides` : `${host}/acme/tides:1`;
      const changes = {
        INPUT_IMAGES: images,
        INPUT_RETRIES: '0',
        GITHUB_REPOSITORY: 'acme/tides',
        DOCKER_HOST: `tcp://${host}`,
      };
      const { code, output, commands } = await runStep(
        { ...changes, 'INPUT_DRY-RUN': 'false', INPUT_PUSH: 'true', INPUT_TAGS: '1', GITHUB_OUTPUT: '@/temp' },
        entry,
      );
      expect([entry, output, code, requests]).toEqual([entry, output, 1, []]);
      expect(commands).toEqual([
        expect.stringMatching(/^::error title=Slipway RUNNER_UNUSABLE::cannot write to .* \(GITHUB_OUTPUT\): /),
      ]);
      expect(existsSync(join(root, 'state'))).toBe(false);
      expect(output).not.toMatch(STACK);
    }
  } finally {
    server.close();
  }
});

test.each<[file: string, value: string, first: RegExp]>([
  // It can be opened, and not written.
  ['GITHUB_OUTPUT', '/dev/full', /^::error title=Slipway RUNNER_UNUSABLE::cannot write to .* \(GITHUB_OUTPUT\): /],
  ['GITHUB_STEP_SUMMARY', '@/temp', /^::notice::The job summary was not written: .* \(GITHUB_STEP_SUMMARY\): /],
])('the verify action reports an unwritable %s besides its result', async (variable, value, first) => {
  const inputs = { INPUT_IMAGES: '127.0.0.1:1/acme/tides:1', INPUT_RETRIES: '0', GITHUB_REPOSITORY: 'acme/tides' };
  const { code, output, commands } = await runStep({ ...inputs, [variable]: value }, 'verify-main');
  expect([output, code, commands.length]).toEqual([output, 1, 2]);
  expect(commands[0]).toMatch(first);
  expect(commands[1]).toMatch(/^::error title=Slipway NETWORK_ERROR::/);
  expect(output).not.toMatch(STACK);
});

test('the verify action reports an event file that cannot be read, instead of waiting for it', async () => {
  const registry = await startOciRegistry();
  try {
    const type = 'application/vnd.oci.image.index.v1+json';
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;
    const body = JSON.stringify({ schemaVersion: 2, mediaType: type, manifests: [] });
    const image = `http://${registry.host}/v2/acme/tides/manifests/1`;
    const pushed = await fetch(image, { method: 'PUT', headers: { 'content-type': type, authorization }, body });
    expect(pushed.status).toBe(201);
    const verify = (event: string) => {
      const inputs = { INPUT_IMAGES: `${registry.host}/acme/tides:1`, INPUT_REQUIRE: 'provenance', INPUT_RETRIES: '0' };
      const login = {
        INPUT_REGISTRY: registry.host,
        INPUT_USERNAME: ACCOUNT.username,
        INPUT_PASSWORD: ACCOUNT.password,
      };
      const run = { GITHUB_REPOSITORY: 'acme/tides', GITHUB_API_URL: `http://${registry.host}/api` };
      return runStep({ ...inputs, ...login, ...run, GITHUB_EVENT_PATH: event }, 'verify-main');
    };
    const good = await verify('@/event.json');
    expect(good.commands).toEqual([expect.stringMatching(/^::error title=Slipway SIGNATURE_INVALID::/)]);
    expect(registry.seen).toContainEqual(expect.stringMatching(/^GET \/api\/repos\/acme\/tides\/attestations\//));
    for (const event of ['@/pipe', '@/missing']) {
      const { code, output, commands } = await verify(event);
      expect([output, code, commands.length]).toEqual([output, 1, 1]);
      expect(commands[0]).toMatch(/^::error title=Slipway RUNNER_UNUSABLE::cannot read .* \(GITHUB_EVENT_PATH\): /);
      // Nothing but commands: no library prints anything.
      expect(output).toMatch(/^(?:::.*\n)+$/);
    }
  } finally {
    await registry.close();
  }
});

test.each(firstRows(1, ['@/file', '/proc']))('the post step with RUNNER_TEMP=%s: a warning', async temp => {
  const { code, output, commands } = await runStep(
    { RUNNER_TEMP: temp, STATE_folder: `${temp}/${RUN_FOLDER}`, STATE_undo: '[]' },
    'post-main',
  );
  // Below /proc there is none.
  const said = temp === '@/file' ? [expect.stringMatching(FAILED)] : [];
  expect([output, code, commands]).toEqual([output, 0, said]);
  expect(output).not.toMatch(STACK);
});

const RUN_FOLDER = 'slipway-1.1.1-0123456789abcdef';
const FAILED = /^::warning::Clean-up failed: \/.*: not a directory \(ENOTDIR\)$/;

test.each<[what: string, place: string]>([
  ['of this run', 'temp'],
  ['of a run elsewhere', 'workspace'],
])('the post step removes no file of anybody else, with a folder %s', async (_, place) => {
  const folder = join(root, place, RUN_FOLDER);
  mkdirSync(folder);
  writeFileSync(join(folder, '.slipway-run'), '');
  const others = { login: join(root, 'package.json'), file: join(root, 'thesis.txt') };
  for (const path of Object.values(others)) writeFileSync(path, '{}');
  const written = createHash('sha256').update('{}').digest('hex');
  const record = { before: Buffer.from('changed').toString('base64'), written, madeFolder: false, kept: [] };
  // Of this run, nobody else has written into it.
  if (place !== 'temp') writeFileSync(join(folder, 'kept-logins.json'), JSON.stringify(record));
  const undo = JSON.stringify(Object.entries(others).map(([kind, path]) => ({ kind, path })));
  const { code, output, commands } = await runStep({ STATE_folder: folder, STATE_undo: undo }, 'post-main');
  expect([output, code]).toEqual([output, 0]);
  for (const path of Object.values(others)) expect(readFileSync(path, 'utf8')).toBe('{}');
  if (place === 'temp') {
    expect(output).toMatch(/Left alone, because nothing shows that Slipway created it: .*thesis\.txt/);
    expect([commands, existsSync(folder)]).toEqual([[], false]);
  } else {
    expect(commands).toEqual([
      expect.stringMatching(/^::warning::Clean-up failed: .*: it is not one of Slipway's folders/),
    ]);
    expect(existsSync(folder)).toBe(true);
  }
});
