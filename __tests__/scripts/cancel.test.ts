import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runNode } from '../../scripts/harness/child.ts';

const root = mkdtempSync(join(tmpdir(), 'slipway-cancel-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a process that ignores SIGINT gets SIGTERM, one that ignores both is killed', async () => {
  const script = join(root, 'deaf.mjs');
  writeFileSync(
    script,
    `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));
     console.log('ready'); setTimeout(() => {}, 30000);`,
  );
  const lines: string[] = [];
  const grace = { interrupt: 150, terminate: 150 };
  const onLine = (line: string) => lines.push(line);
  const ended = await runNode({ script, cwd: root, env: {}, onLine, cancel: /ready/, grace });
  expect(ended).toEqual({ exitCode: null, signal: 'SIGKILL', cancelled: true });
  expect(lines).toEqual(['ready', 'SIGINT', 'SIGTERM']);
});
