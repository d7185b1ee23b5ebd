import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startJest, tally } from '../../scripts/suites.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-told-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FAILS = `test('fails', () => { console.log('what it wrote'); expect('seen').toBe('expected'); });`;
/** Ends only when a file confirms that the failure was reported. */
const WAITS = `const { existsSync } = require('node:fs');
test('waits', async () => {
  while (!existsSync(__dirname + '/told')) await new Promise(resolve => setTimeout(resolve, 20));
});`;

test.each<NodeJS.ProcessEnv>([{ CI: '' }, { CI: 'true' }, { CI: 'true', GITHUB_ACTIONS: 'true' }])(
  'a failing end-to-end file is reported with its output while another still runs: %j',
  async more => {
    const root = join(import.meta.dirname, '../..');
    const e2e = readFileSync(join(root, 'jest.e2e.config.json'), 'utf8').replaceAll('<rootDir>', root);
    const config = { ...(JSON.parse(e2e) as object), rootDir: folder, testMatch: ['<rootDir>/*.test.js'] };
    for (const [name, text] of [
      ['config.json', JSON.stringify(config)],
      ['fails.test.js', FAILS],
      ['waits.test.js', WAITS],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
    const report = join(folder, 'report.json');
    const child = startJest(['--config', join(folder, 'config.json')], report, 'pipe', { ...process.env, ...more });
    let told = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      told += String(chunk);
      if (['FAIL', 'what it wrote', 'expected', 'seen'].every(text => told.includes(text))) {
        writeFileSync(join(folder, 'told'), '');
      }
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(told).toMatch(/PASS.*waits/);
    expect(tally(readFileSync(report, 'utf8'), 1)).toEqual({ passed: 1, failed: 1 });
  },
);
