import { expect, test } from '@jest/globals';
import { keepName } from '../../src/build/names.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Undo } from '../../src/journal/undo.ts';

const NAMES = { name: 'acme/api:1', run: 'slipway/run:1' };
const KEPT = expect.stringMatching(/^slipway\/keep:[0-9a-f]{16}$/) as unknown as string;
const GONE = new ActionError('ENGINE_FAILED', 'the Docker Engine answered 404: No such image');

/** An engine that has an image of this name for `removedAfter` more requests, and fails to tag it that often. */
function site(failures: number, removedAfter = Number.POSITIVE_INFINITY, error: Error = GONE) {
  const notes: Undo[] = [];
  const tagged: string[] = [];
  let asked = 0;
  let failed = 0;
  const engine = {
    image: async () => (asked++ < removedAfter ? { id: 'sha256:1', references: [NAMES.name], size: 1 } : undefined),
    tag: async (image: string, name: string) => {
      if (failed++ < failures) throw error;
      tagged.push(`${image} ${name}`);
    },
  };
  const keeping = keepName(engine, NAMES, { note: async undo => void notes.push(undo) });
  return { keeping, notes, tagged };
}

const note = { kind: 'image', ...NAMES };
const withdrawn = { kind: 'withdrawn', of: 'image', name: NAMES.name };

test('the image that the name points to is kept under a second name, which is recorded first', async () => {
  const { keeping, notes, tagged } = site(0);
  await keeping;
  expect(notes).toEqual([{ ...note, keep: KEPT }]);
  expect(tagged).toEqual([`${NAMES.name} ${(notes[0] as { keep: string }).keep}`]);
});

test('a concurrent job that removes the image in between causes no failure', async () => {
  const { keeping, notes, tagged } = site(1, 1);
  await keeping;
  // If the second name does not exist, post has nothing to undo.
  expect(notes).toEqual([{ ...note, keep: KEPT }, withdrawn, note]);
  expect(tagged).toEqual([]);
});

test('nor does one that gives the name to another image', async () => {
  const { keeping, notes, tagged } = site(2);
  await keeping;
  expect(notes).toEqual([
    { ...note, keep: KEPT },
    withdrawn,
    { ...note, keep: KEPT },
    withdrawn,
    { ...note, keep: KEPT },
  ]);
  expect(tagged).toEqual([`${NAMES.name} ${(notes[4] as { keep: string }).keep}`]);
});

test.each([
  ['the engine fails', GONE],
  ['the job is cancelled', new ActionError('CANCELLED', 'cancelled')],
])('reports where %s', async (_why, error) => {
  await expect(site(100, undefined, error).keeping).rejects.toBe(error);
});
