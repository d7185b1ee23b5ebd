import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Gate } from '../../src/gates/gate/types.ts';
import { type GatesPorts, runGates } from '../../src/gates/run-gates.ts';
import { ActionError } from '../../src/host/errors.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-gates-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tell = (text: string) => void told.push(text);
const log = {
  ...{ info: tell, debug: tell, notice: tell, warning: tell, error: tell, mask: tell },
  group: async <T>(_: string, body: () => Promise<T>) => body(),
  open: () => () => {},
  redact: (text: string) => text,
};

function ports(other: Partial<GatesPorts> = {}): GatesPorts {
  return {
    name: '',
    image: 'acme/api:slipway-0123456789ab',
    digest: '',
    several: false,
    layout: undefined,
    native: 'linux/amd64',
    env: {},
    config: { hide: async () => {}, show: async () => {}, env: {} },
    folder,
    workspace: folder,
    signal: new AbortController().signal,
    run: async () => ({ code: 0, signal: null, stdout: '', stderr: '', timedOut: false }),
    log,
    now: () => 0,
    tidy: async () => [],
    timed: async (_, work) => work(),
    ...other,
  };
}

function gate(name: string, run: Gate['run'], other: Partial<Gate> = {}) {
  const kind = 'gate' as const;
  const rest = { platform: undefined, timeout: undefined, continueOnError: false, credentials: false };
  return { gate: { name, kind, ...rest, run, ...other }, platform: 'linux/amd64' };
}

const fails = async () => {
  throw new ActionError('TEST_FAILED', 'the gate itself failed');
};
const passes = async () => {};
/** As Node throws it. */
const full = (call: string) =>
  Object.assign(new Error(`ENOSPC: no space left on device, ${call} '/x'`), { code: 'ENOSPC', syscall: call });
/** Hides the logins the first time, before all gates, and fails after that. */
function hidesOnce() {
  let times = 0;
  const hide = async () => {
    if (++times > 1) throw full('open');
  };
  return { hide, show: async () => {}, env: {} };
}

test('a clean-up that fails does not hide why the gate failed', async () => {
  const tidy = async () => {
    throw new ActionError('ENGINE_FAILED', 'the engine hangs');
  };
  const { failure } = await runGates([gate('smoke', fails)], ports({ tidy }));
  expect(failure).toMatchObject({
    code: 'TEST_FAILED',
    message: expect.stringMatching(/^the gate itself failed; nothing/),
  });
  expect(told).toContain('the containers of gate "smoke" could not be removed: the engine hangs');
});

test('a failing clean-up is reported if the gate has passed', async () => {
  const tidy = async () => {
    throw new ActionError('ENGINE_FAILED', 'the engine hangs');
  };
  const { failure } = await runGates([gate('smoke', passes)], ports({ tidy }));
  expect(failure).toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringMatching(/could not be removed: the engine/),
  });
});

test.each([
  [
    'that passed',
    passes,
    /^the credentials could not be hidden again after gate "open": no space left on device \(ENOSPC\)/,
  ],
  ['that failed', fails, /^the gate itself failed; nothing was published/],
])('logins that stay exposed after a gate %s end the run, with continue-on-error too', async (_, run, message) => {
  const ran: string[] = [];
  const next = gate('next', async () => void ran.push('next'));
  const tidy = async () => {
    ran.push('tidy');
    return [];
  };
  const open = gate('open', run, { credentials: true, continueOnError: true });
  const { results, failure } = await runGates([open, next], ports({ config: hidesOnce(), tidy }));
  expect(failure?.message).toMatch(message);
  expect(results.map(({ verdict }) => verdict)).toEqual(['failed', 'not run']);
  expect([ran, readdirSync(folder)]).toEqual([['tidy'], []]);
  expect(told.join('\n')).toContain('could not be hidden again');
});

test('a gate gets a separate folder, and whether the image has several platforms', async () => {
  const seen: unknown[] = [];
  const look = gate('look', async at => void seen.push(existsSync(at.folder), at.folder !== folder, at.several));
  expect((await runGates([look], ports({ several: true }))).failure).toBeUndefined();
  expect([seen, readdirSync(folder)]).toEqual([[true, true, true], []]);
});

test.each<readonly [string, Partial<GatesPorts>, Gate['run'], RegExp]>([
  [
    'while a gate runs',
    {},
    async () => {
      throw full('write');
    },
    /^no space left on device \(ENOSPC\); nothing was published/,
  ],
  [
    'while its containers are removed',
    { tidy: () => Promise.reject(full('open')) },
    passes,
    /^the containers of gate "smoke" could not be removed: no space left on device \(ENOSPC\)/,
  ],
])('a disk that is full %s is a problem of the runner, not a failed test', async (_, given, run, message) => {
  const { failure } = await runGates([gate('smoke', run)], ports(given));
  expect(failure).toMatchObject({ code: 'RUNNER_UNUSABLE', hint: expect.stringMatching(/^The disk is full/) });
  expect(failure?.message).toMatch(message);
});
