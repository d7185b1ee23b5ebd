import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PartRecord, parseRecord } from '../../../src/parts/record.ts';

/** The record in a part's artifact. */
export function recordIn(zip: Buffer): PartRecord {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-zip-'));
  try {
    writeFileSync(join(folder, 'a.zip'), zip);
    const script = 'import sys,zipfile;sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read("record.json").decode())';
    const record = parseRecord(execFileSync('python3', ['-c', script, join(folder, 'a.zip')]).toString());
    if (typeof record === 'string') throw new Error(record);
    return record;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
