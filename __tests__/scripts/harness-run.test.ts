import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import type { Job, Step } from '../../scripts/harness/types.ts';

const uses = join(import.meta.dirname, 'fixtures/echo');
const root = mkdtempSync(join(tmpdir(), 'slipway-harness-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
function job(more: Partial<Job> = {}): Job {
  const folder = join(root, String(count++));
  mkdirSync(join(folder, 'workspace'), { recursive: true });
  return { root: folder, workspace: join(folder, 'workspace'), event: events.push(), token: 'ghs_tok', ...more };
}
async function step(script: string, post = '', more: Partial<Step> = {}, jobMore: Partial<Job> = {}) {
  const result = await runJob(job(jobMore), [{ uses, with: { script, 'post script': post }, ...more }]);
  return { result, main: result.steps[0]!.main!, post: result.steps[0]!.post! };
}

test('main and post: inputs, command files, masks, annotations and forged commands', async () => {
  const { result, main, post } = await step(
    `write('GITHUB_OUTPUT', 'token=' + input('TOKEN') + input('PLAIN') + input('NONE'));
     write('GITHUB_OUTPUT', 'many<<E\\na\\nb\\nE'); write('GITHUB_STEP_SUMMARY', '# Hi'); write('GITHUB_STATE', 'x=7');
     console.log('::add-mask::hunter22'); console.log('pw hunter22 ghs_tok');
     console.error('::error file=Dockerfile,line=4::bad hunter22');
     process.stdout.write('#1 \\rwell\\r::set-output name=a::b\\n');
     console.log(process.cwd() === env.GITHUB_WORKSPACE, env.SECRET_OF_MACHINE);`,
    `console.log('post', env.STATE_x, input('PLAIN'))`,
  );
  expect(result.conclusion).toBe('success');
  expect(main.outputs).toEqual({ token: 'ghs_tokyes', many: 'a\nb' });
  expect([main.summary, main.state.x, post.log]).toEqual(['# Hi\n', '7', 'post 7 yes']);
  expect(main.annotations).toEqual([{ level: 'error', file: 'Dockerfile', line: 4, message: 'bad hunter22' }]);
  expect(main.forged).toEqual([{ command: 'set-output', properties: { name: 'a' }, data: 'b' }]);
  expect(main.log).toContain('pw *** ***\n');
  expect(main.log).toContain('true undefined');
  expect(result.log).not.toContain('hunter22');
  expect(main.raw).toContain('pw hunter22');
  expect(main.raw).not.toContain('add-mask');
  expect(readdirSync(join(result.runnerTemp, '_runner_file_commands'))).toEqual([]);
});

test('steps share environment and PATH; posts run in reverse, also after a failure', async () => {
  const echo = (name: string, script = ''): Step => ({
    id: name,
    uses,
    with: { script, 'post script': `console.log('post ${name}')` },
  });
  const result = await runJob(job(), [
    echo('a', `write('GITHUB_ENV', 'SHARED=1'); write('GITHUB_PATH', '/first')`),
    echo('b', `console.log(env.SHARED, env.PATH.split(':')[0], env.GITHUB_ACTION); process.exit(3)`),
    echo('c'),
    { ...echo('d'), always: true },
  ]);
  expect(result.conclusion).toBe('failure');
  expect(result.steps.map(one => [one.conclusion, one.main?.exitCode])).toEqual([
    ['success', 0],
    ['failure', 3],
    ['skipped', undefined],
    ['success', 0],
  ]);
  expect(result.log.split('\n')).toEqual(['1 /first b', 'post d', 'post b', 'post a']);
});

test('a malformed output file fails the step', async () => {
  const { main, result } = await step(`write('GITHUB_OUTPUT', 'a<<E')`);
  expect([result.conclusion, main.exitCode, main.annotations[0]?.level]).toEqual(['failure', 1, 'error']);
});

test('cancel: SIGINT to the process; its post step still runs', async () => {
  const wait = `process.on('SIGINT', () => { console.log('int'); process.exit(130) });
    console.log('ready'); await new Promise(r => setTimeout(r, 20000));`;
  const { result, main, post } = await step(wait, `console.log('clean')`, { cancel: /ready/ });
  expect([result.conclusion, main.exitCode, main.cancelled]).toEqual(['cancelled', 130, true]);
  expect([main.log, post.log]).toEqual(['ready\nint', 'clean']);
});

test('a child that outlives its step does not hang the job, and is reported', async () => {
  const child = `const { spawn } = await import('node:child_process');
    const left = spawn('sleep', ['3141.59'], { stdio: 'inherit' }); left.unref();
    console.log(left.pid); process.exit(0)`;
  const { result, main } = await step(child);
  process.kill(Number(main.log), 'SIGKILL');
  expect(result.leftProcesses).toEqual(['sleep 3141.59']);
});

test.each([
  ['push of a tag', events.push({ tag: 'v1.2.3' }), 'refs/tags/v1.2.3', 'tag', ''],
  ['pull request', events.pullRequest({ base: 'dev' }), 'refs/pull/12/merge', 'branch', 'dev'],
  ['pull_request_target', events.pullRequest({ event: 'pull_request_target' }), 'refs/heads/main', 'branch', 'main'],
])('%s: environment and event file', async (_, event, ref, kind, base) => {
  const script = `const { readFileSync } = await import('node:fs');
    const payload = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH));
    console.log([env.GITHUB_REF, env.GITHUB_REF_TYPE, env.GITHUB_BASE_REF, payload.repository.full_name].join())`;
  const { main } = await step(script, '', {}, { event });
  expect(main.log).toBe([ref, kind, base, 'acme/tides'].join());
});
