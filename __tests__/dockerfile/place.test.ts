import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dockerfileIn, dockerfileNotices } from '../../src/dockerfile/place.ts';

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-dockerfile-'));
  mkdirSync(join(workspace, 'app'));
});
afterAll(() => rmSync(workspace, { recursive: true }));

test.each([
  [{ context: '', file: '' }, 'Dockerfile'],
  [{ context: './app', file: '' }, 'app/Dockerfile'],
  [{ context: '$WORKSPACE/app', file: '' }, 'app/Dockerfile'],
  [{ context: './app', file: 'other/Dockerfile' }, 'other/Dockerfile'],
  [{ context: 'https://host.test/a.git', file: '' }, 'Dockerfile'],
])('%j: %s', ({ context, file }, expected) => {
  expect(dockerfileIn(workspace, { context: context.replace('$WORKSPACE', workspace), file })).toBe(expected);
});

describe('a Dockerfile in the workspace and one of its name in the context', () => {
  let both: string;
  beforeAll(() => {
    both = mkdtempSync(join(tmpdir(), 'slipway-dockerfile-'));
    mkdirSync(join(both, 'app'));
    for (const path of ['Dockerfile', 'app/Dockerfile', 'Only.here', 'app/Only.there'])
      writeFileSync(join(both, path), '');
  });
  afterAll(() => rmSync(both, { recursive: true }));

  test.each([
    ['app', 'Dockerfile', ['write `file: app/Dockerfile`']],
    ['./app/', './Dockerfile', ['write `file: app/Dockerfile`']],
    ['$WORKSPACE/app', 'Dockerfile', ['/app/Dockerfile`']],
    ['app', '', []],
    ['', 'Dockerfile', []],
    ['.', 'Dockerfile', []],
    ['app', 'app/Dockerfile', []],
    ['app', 'Only.here', []],
    ['app', 'Only.there', []],
    ['https://host.test/a.git', 'Dockerfile', []],
  ])('context %j, file %j: %j', (context, file, expected) => {
    const notices = dockerfileNotices(both, { context: context.replace('$WORKSPACE', both), file });
    expect(notices).toEqual(expected.map(text => expect.stringContaining(text)));
  });
});
