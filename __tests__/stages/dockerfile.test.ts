import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dockerfileIn } from '../../src/stages/dockerfile.ts';

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
