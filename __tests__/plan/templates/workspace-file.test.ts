import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { workspaceReader } from '../../../src/plan/templates/workspace-file.ts';

const base = mkdtempSync(join(tmpdir(), 'workspace-file-'));
const workspace = join(base, 'workspace');
mkdirSync(join(workspace, 'folder'), { recursive: true });
writeFileSync(join(base, 'outside'), 'secret');
writeFileSync(join(workspace, 'VERSION'), '1.4.0\n');
writeFileSync(join(workspace, 'large'), 'x'.repeat(1024 * 1024 + 1));
symlinkSync('../outside', join(workspace, 'leak'));
symlinkSync('VERSION', join(workspace, 'link'));
afterAll(() => rmSync(base, { recursive: true }));

test.each(['VERSION', 'link', 'folder/../VERSION'])('%s is read', path => {
  expect(workspaceReader(workspace)(path)).toBe('1.4.0\n');
});

test.each([
  ['leak', 'points outside the workspace'],
  ['../outside', 'points outside the workspace'],
  ['none', 'does not exist'],
  ['folder', 'is not a file'],
  ['large', 'larger than 1 MiB'],
])('%s is refused', (path, problem) => {
  expect(() => workspaceReader(workspace)(path)).toThrow(problem);
});
