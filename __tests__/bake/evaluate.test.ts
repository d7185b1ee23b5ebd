import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evaluate, readPrinted } from '../../src/bake/evaluate.ts';
import type { RunResult } from '../../src/host/ports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-bake-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WISH = { files: ['a.hcl'], targets: ['api'], set: ['*.pull=true'], vars: ['TAG=a=b'] };
const ENDED: RunResult = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

/** The part of buildx that answers these calls. */
function buildx(answer: Partial<RunResult> | Error) {
  const calls: { args: readonly string[]; env: Readonly<Record<string, string>> }[] = [];
  const run = async (_: string, args: readonly string[], { env }: { env: Readonly<Record<string, string>> }) => {
    calls.push({ args, env });
    if (answer instanceof Error) throw answer;
    return { ...ENDED, ...answer };
  };
  const ports = { run, env: { HOME: '/h' }, cwd: folder, signal: new AbortController().signal };
  return { calls, ports };
}

const PRINTED = JSON.stringify({
  group: { default: { targets: ['api', 'workers'] }, workers: { targets: ['worker-1', 'worker-2', 'workers'] } },
  target: {
    api: { args: { A: '$${x} %%{y}' }, context: '$${z}', contexts: { shared: 'target:shared' } },
    'worker-1': {},
    'worker-2': {},
    shared: { output: [{ type: 'cacheonly' }] },
  },
});

describe('evaluate', () => {
  test('passes all arguments on, and variables in the environment', async () => {
    const { calls, ports } = buildx({ stdout: PRINTED });
    await evaluate(WISH, ports);
    expect(calls).toEqual([
      {
        args: ['buildx', 'bake', '--print', '--progress=quiet', '--file', 'a.hcl', '--set', '*.pull=true', '--', 'api'],
        env: { HOME: '/h', TAG: 'a=b' },
      },
    ]);
  });

  test.each([
    [
      'a definition that is refused',
      { code: 1, stderr: 'x.hcl:3\nERROR: no' },
      'INPUT_INVALID',
      /cannot be evaluated:\nx.hcl:3\nERROR: no/,
    ],
    ['an endless one', { code: null, timedOut: true }, 'INPUT_INVALID', /was not evaluated within 60 s/],
    ['one that is too long', { stdout: 'ontext": "."}' }, 'INPUT_INVALID', /does not evaluate to valid JSON/],
    [
      'no buildx',
      { code: 1, stderr: "docker: 'buildx' is not a docker command." },
      'BUILDX_UNUSABLE',
      /without buildx/,
    ],
    ['no docker', new Error('spawn docker ENOENT'), 'BUILDX_UNUSABLE', /spawn docker ENOENT/],
  ])('%s', async (_, answer, code, message) => {
    const failing = evaluate(WISH, buildx(answer).ports);
    await expect(failing).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('readPrinted', () => {
  test('returns the requested targets with groups resolved, and linked targets separately', () => {
    const { targets, linked } = readPrinted(PRINTED);
    expect(targets.map(({ name }) => name)).toEqual(['api', 'worker-1', 'worker-2']);
    expect(Object.keys(linked)).toEqual(['shared']);
  });

  test('removes the escapes that buildx adds', () => {
    expect(readPrinted(PRINTED).targets[0]?.target).toMatchObject({ args: { A: '${x} %{y}' }, context: '$${z}' });
  });

  test.each([
    ['null'],
    ['[]'],
    ['{"target": []}'],
    ['{"target": {"a": 1}, "group": {"default": {"targets": ["a"]}}}'],
    ['{"target": {"a": {}}, "group": {"default": {"targets": "a"}}}'],
  ])('%s has no target', text => {
    expect(() => readPrinted(text)).toThrow('has no target to build');
  });

  test.each(['--push', 'a\n::error::b', '../x'])('the name %j is refused', name => {
    const text = JSON.stringify({ target: { [name]: {} }, group: { default: { targets: [name] } } });
    expect(() => readPrinted(text)).toThrow('unusable name');
  });
});
