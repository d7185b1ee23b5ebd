import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { readText } from '../../src/host/files/regular-file.ts';

let path: string;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'payload-'));
  path = join(root, 'event.json');
});
afterEach(() => rmSync(root, { recursive: true }));

const contextOf = (eventPath: string) =>
  readContext({
    env: { GITHUB_EVENT_PATH: eventPath },
    now: new Date(0),
    readFile: name => readText(name, { follow: true }),
  });

test.each(['[]', '[{"ref": "refs/heads/main"}]', 'null', '"main"', '7', '{', ''])('%j is no event', content => {
  writeFileSync(path, content);
  const { payload, payloadProblem } = contextOf(path);
  expect([payload, payloadProblem]).toEqual([{}, `${path} (GITHUB_EVENT_PATH) is not a JSON object`]);
});

test('a missing file is said to be missing, a folder to be none', () => {
  expect(contextOf(path).payloadProblem).toBe(
    `cannot read ${path} (GITHUB_EVENT_PATH): no such file or directory (ENOENT)`,
  );
  expect(contextOf(root).payloadProblem).toBe(`cannot read ${root} (GITHUB_EVENT_PATH): it is not a regular file`);
});

test('an object is the payload', () => {
  writeFileSync(path, '{"ref": "refs/heads/main"}');
  const { payload, payloadProblem } = contextOf(path);
  expect([payload, payloadProblem]).toEqual([{ ref: 'refs/heads/main' }, undefined]);
});

test.each(['workflow_run', 'issue_comment', 'check_suite', 'status', 'deployment'])(
  'without a file, a run on %s might be about a pull request: that is a problem',
  eventName => {
    const context = readContext({ env: { GITHUB_EVENT_NAME: eventName }, now: new Date(0), readFile: () => '' });
    expect(context.payloadProblem).toMatch(new RegExp(`^GITHUB_EVENT_PATH is not set, .* a run on ${eventName} `));
  },
);

test.each(['push', 'schedule', 'workflow_dispatch', 'pull_request', ''])('a run on %j needs no file', eventName => {
  const context = readContext({ env: { GITHUB_EVENT_NAME: eventName }, now: new Date(0), readFile: () => '' });
  expect([context.payload, context.payloadProblem]).toEqual([{}, undefined]);
});
