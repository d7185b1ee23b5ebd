import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/host/errors.ts';
import { withTable } from './bench/document.ts';
import { openLab } from './bench/lab.ts';
import { markdown, notMeasured, type Result } from './bench/result.ts';
import { ROWS, type Row } from './bench/rows.ts';
import { ensureEngine } from './engine/ensure.ts';
import { heading, say, timed } from './say.ts';

/**
 * `npm run bench` measures the built action against the bare commands and keeps the table in docs/performance.md.
 * `npm run bench -- --rows cached,latency` only some rows, `--quick` small sizes and few rounds; neither is kept.
 */
const DOCUMENT = join(import.meta.dirname, '../docs/performance.md');
const options = { quick: { type: 'boolean', default: false }, rows: { type: 'string', default: '' } } as const;
const { values } = parseArgs({ options });
const wanted = values.rows.split(',').filter(Boolean);
const unknown = wanted.filter(name => !(name in ROWS));
if (unknown.length > 0) {
  say(`No row is called ${unknown.join(', ')}. There are: ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}

heading('Set-up');
const engine = await ensureEngine();
heading('Measuring');
const results: Result[] = [];
const chosen = Object.entries(ROWS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
for (const [name, row] of chosen) results.push(...(await measure(name, row)));
heading('Results');
say(markdown(results));
// Figures are informative: only a failed row fails the command, and its table isn't kept.
const isBroken = results.some(result => result.ours === 'failed');
if (chosen.length === Object.keys(ROWS).length && !values.quick && !isBroken) keep();
process.exitCode = isBroken ? 1 : 0;

/** One row in a separate lab. A failure becomes a line of the table, and the others continue. */
async function measure(name: string, row: Row): Promise<readonly Result[]> {
  const lab = openLab(values.quick);
  try {
    return await timed(name, () => row(lab));
  } catch (error) {
    say(messageOf(error));
    return [{ ...notMeasured(name, 'see the log'), ours: 'failed' }];
  } finally {
    await lab.close();
  }
}

function keep(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
  const setting = `Docker Engine ${engine.version}, Node ${process.versions.node}, ${machine}`;
  writeFileSync(DOCUMENT, withTable(readFileSync(DOCUMENT, 'utf8'), markdown(results), setting));
  say(`\nKept in docs/performance.md.`);
}
