import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createRun, run } from '../../src/host/process.ts';
import { createLines, createTail } from '../../src/host/process-output.ts';
import { until } from '../fakes/time.ts';

const env = { PATH: process.env.PATH ?? '' };
const HOUR = 3_600_000;
const hasty = createRun({ terminateAfter: 50, killAfter: 100, lingerAfter: 100 });
const sh = (script: string, options: object = {}) => hasty('sh', ['-c', script], { env, ...options });

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
}

const untilDead = (pid: number): Promise<void> => until(() => !isAlive(pid));

describe('run', () => {
  test('returns code, streams and lines; the child gets only the given environment, and no shell', async () => {
    const lines: string[] = [];
    const result = await run('sh', ['-c', 'echo "$0"; env | grep -c ^HOME=; echo bad >&2; exit 3', '$(id)'], {
      env,
      onStdout: line => lines.push(line),
    });
    expect(result).toEqual({ code: 3, signal: null, stdout: '$(id)\n0\n', stderr: 'bad\n', timedOut: false });
    expect(lines).toEqual(['$(id)', '0']);
  });

  test('stdin: the input, or nothing', async () => {
    expect((await sh('cat', { input: 'hé\n' })).stdout).toBe('hé\n');
    expect((await sh('cat')).stdout).toBe('');
    expect((await sh('exit 4', { input: 'x'.repeat(1_000_000) })).code).toBe(4);
  });

  test.each([
    ['ENOENT', 'no-such-command', [], {}, /^cannot run no-such-command \(ENOENT\)$/],
    ['EACCES', '/etc/passwd', [], {}, /^cannot run \/etc\/passwd \(EACCES\)$/],
    ['E2BIG', 'true', ['x'.repeat(200_000)], {}, /\(E2BIG\)$/],
    ['a NUL', 'true', ['a\0b'], {}, /ERR_INVALID_ARG_VALUE/],
    ['a missing folder', 'true', [], { cwd: '/no/such' }, /its folder \/no\/such does not exist/],
    ['a file for a folder', 'true', [], { cwd: '/etc/passwd' }, /its folder \/etc\/passwd is a file/],
    ['a folder below a file', 'true', [], { cwd: '/etc/passwd/a' }, /its folder \S+ cannot be entered \(ENOTDIR\)/],
  ])('%s is an error that names the command', async (_, command, args, options, message) => {
    const wrong = { name: 'ActionError', code: 'RUNNER_UNUSABLE', message: expect.stringMatching(message) };
    await expect(run(command, args, { env, ...options })).rejects.toMatchObject(wrong);
  });

  test.each([
    ['SIGINT if the child obeys it', {}, "trap 'exit 7' INT", { code: 7, signal: null }],
    ['SIGTERM if it does not', { terminateAfter: 50 }, "trap '' INT; trap 'exit 8' TERM", { code: 8, signal: null }],
    ['SIGKILL at last', { terminateAfter: 50, killAfter: 100 }, "trap '' INT TERM", { code: null, signal: 'SIGKILL' }],
  ])('abort sends %s', async (_, soon, trap, how) => {
    const controller = new AbortController();
    const patient = createRun({ terminateAfter: HOUR, killAfter: HOUR, ...soon });
    const script = `${trap}; echo ready; while :; do sleep 0.02; done`;
    const { signal } = controller;
    const result = patient('sh', ['-c', script], { env, signal, onStdout: () => controller.abort() });
    expect(await result).toMatchObject({ ...how, timedOut: false });
  });

  test('a timeout ends the child and is reported; an aborted signal starts none', async () => {
    const patient = createRun({ terminateAfter: HOUR, killAfter: HOUR });
    expect(await patient('sleep', ['60'], { env, timeout: 50 })).toMatchObject({ timedOut: true, signal: 'SIGINT' });
    const reason = new Error('cancelled before');
    await expect(sh('echo x', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test("the child's background processes end with it, with and without our pipes", async () => {
    const { stdout, code } = await sh('sleep 6001 & echo $!; sleep 6002 >/dev/null 2>&1 & echo $!');
    expect(code).toBe(0);
    for (const pid of stdout.trim().split('\n')) await untilDead(Number(pid));
  });

  test('a child that leaves the group and keeps the pipes does not block us', async () => {
    const { stdout } = await sh('setsid sleep 6003 & echo $!');
    process.kill(Number(stdout), 'SIGKILL');
  });

  test("a line callback's error ends the child and is reported", async () => {
    const script = 'echo $$; exec sleep 64';
    let pid = 0;
    const onStdout = (line: string) => {
      pid = Number(line);
      throw new Error('callback');
    };
    await expect(sh(script, { onStdout })).rejects.toThrow('callback');
    await untilDead(pid);
  });

  test('children end when node stops on an uncaught error', async () => {
    const script = `
      import { run } from ${JSON.stringify(join(import.meta.dirname, '../../src/host/process.ts'))};
      const onStdout = line => { console.log(line); setTimeout(() => { throw new Error('uncaught'); }); };
      await run('sh', ['-c', 'echo $$; exec sleep 65'], { env: process.env, onStdout });`;
    const node = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(node.stderr).toContain('uncaught');
    await untilDead(Number(node.stdout));
  });
});

describe('output', () => {
  const linesOf = (chunks: (string | number[])[], longest?: number) => {
    const seen: string[] = [];
    const lines = createLines(line => seen.push(line), longest);
    for (const chunk of chunks) lines.add(Buffer.from(chunk as string));
    lines.end();
    return seen;
  };

  test.each([
    ['LF and CRLF', ['a\nb\r\nc\n'], ['a', 'b', 'c']],
    ['a split line end', ['a\r', '\nb'], ['a', 'b']],
    ['empty lines', ['\n\nx'], ['', '', 'x']],
    ['a lone CR stays', ['10%\r20%\n'], ['10%\r20%']],
    ['a split character', [[0xc3], [0xa9, 0x0a]], ['é']],
    ['invalid UTF-8', [[0x61, 0xff, 0x0a, 0xc3]], ['a\ufffd', '\ufffd']],
    ['nothing', [], []],
  ])('lines: %s', (_, chunks, expected) => expect(linesOf(chunks)).toEqual(expected));

  test('lines: one without an end arrives in pieces', () => {
    expect(linesOf(['abcdef', 'gh\ni'], 4)).toEqual(['abcd', 'efgh', 'i']);
  });

  test('tail: the last bytes, starting at a complete character', () => {
    const tail = createTail(4);
    for (const each of ['12345678901', 'xé', 'é']) tail.add(Buffer.from(each));
    expect(tail.text()).toBe('éé');
    tail.add(Buffer.from('z'));
    expect(tail.text()).toBe('éz');
  });
});
