import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runNode } from '../../scripts/harness/child.ts';

const root = mkdtempSync(join(tmpdir(), 'slipway-cancel-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HOUR = 3_600_000;

/** A process that prints the signals it gets, and only ends at the last. */
async function cancelled(grace: Readonly<{ interrupt: number; terminate: number }>, ending = '') {
  const script = join(root, 'deaf.mjs');
  writeFileSync(
    script,
    `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => { console.log(name); if (name === '${ending}') process.exit(9); });
     console.log('ready'); setTimeout(() => {}, 10 * ${HOUR});`,
  );
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const ended = await runNode({ script, cwd: root, env: {}, onLine, cancel: /ready/, grace });
  return { ...ended, lines };
}

test('a process gets SIGINT; one that ignores it SIGTERM; one that ignores both is killed', async () => {
  expect(await cancelled({ interrupt: HOUR, terminate: HOUR }, 'SIGINT')).toMatchObject({
    exitCode: 9,
    lines: ['ready', 'SIGINT'],
  });
  expect(await cancelled({ interrupt: 50, terminate: HOUR }, 'SIGTERM')).toMatchObject({
    exitCode: 9,
    lines: ['ready', 'SIGINT', 'SIGTERM'],
  });
  const { lines, ...ended } = await cancelled({ interrupt: 50, terminate: 50 });
  expect(ended).toEqual({ exitCode: null, signal: 'SIGKILL', cancelled: true });
  expect(lines[0]).toBe('ready');
});
