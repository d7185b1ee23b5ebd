import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { prove } from '../../../scripts/migrate/prove.ts';

const USES = 'your-org/slipway@v1';
type Shape = Readonly<{ title: string; expected: string; text: string }>;

function shapes(): readonly Shape[] {
  const all = readFileSync(join(import.meta.dirname, 'shapes.yml.txt'), 'utf8');
  return all
    .split(/^#--- /m)
    .slice(1)
    .map(part => {
      const [title, expected, ...lines] = part.split('\n');
      return {
        title: title!,
        expected: expected!.slice(1).trim(),
        text: lines.join('\n').replaceAll('<CR>\n', '\r\n'),
      };
    });
}

const SHAPES = shapes();
test('at least 40 shapes are tried', () => expect(SHAPES.length).toBeGreaterThanOrEqual(40));

describe.each(SHAPES)('$title', ({ expected, text }) => {
  const migration = migrate(text, USES);

  test(expected, () => {
    if (expected === 'taken') {
      expect([migration.left, migration.replaced.length > 0]).toEqual([[], true]);
      expect(migration.text).not.toMatch(/docker\/(build-push|metadata)-action/);
      return;
    }
    expect([migration.text, migration.replaced]).toEqual([text, []]);
    if (expected === 'nothing') expect(migration.left).toEqual([]);
    else expect(migration.left).toEqual([expect.stringContaining(expected.replace('left: ', ''))]);
  });

  test('the rest of the file is as it was, comments too', () => {
    expect(parseDocument(migration.text).errors).toEqual([]);
    const kept = migration.text.split('\n');
    const chain = /docker\/|password|username|registry|uses:|\$\{\{ steps|^\s*(with|- id|id|- name|context):/;
    for (const line of text.split('\n').filter(one => one.trim() !== '' && !chain.test(one))) {
      if (line.trim().startsWith('#') || /runs-on|checkout|echo|matrix|needs/.test(line)) {
        expect(kept.map(one => one.trim())).toContain(line.trim());
      }
    }
  });

  test('a second migration changes nothing', () => {
    const again = migrate(migration.text, USES);
    expect([again.text, again.replaced]).toEqual([migration.text, []]);
  });

  test('publishes the same for every event', async () => {
    const rows = await prove(text, migration, USES);
    expect(rows.filter(({ same }) => !same)).toEqual([]);
    expect(rows.filter(({ before }) => String(before).startsWith('error'))).toEqual([]);
    if (expected === 'taken') expect(rows.length).toBeGreaterThan(0);
  });
});
