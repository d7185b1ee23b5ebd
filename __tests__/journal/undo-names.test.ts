import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Container } from '../../src/engine/engine-json.ts';
import { type Journal, openJournal, type Undoers, undoAll } from '../../src/journal/undo.ts';

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undo-names-'));
  journal = openJournal(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An engine that only knows which name points to which image. */
function undoersOf(names: Map<string, string>, containers: Container[] = []): Undoers {
  return {
    engine: {
      image: async name => {
        const id = names.get(name);
        const references = [...names].filter(([, other]) => other === id).map(([reference]) => reference);
        return id === undefined ? undefined : { id, references, size: 1 };
      },
      tag: async (image, name) => void names.set(name, names.get(image)!),
      remove: async name => names.delete(name),
      containers: async () => [...containers],
      removeContainer: async id =>
        void containers.splice(
          containers.findIndex(each => each.id === id),
          1,
        ),
    },
    removeBuilder: async () => {},
    removeFile: async () => {},
    takeBackLogins: () => {},
  };
}

const RUN = 'a/b:slipway-0123456789ab';
const OTHER = 'a/b:slipway-ba9876543210';

test.each([
  ['ours still', 'ours', [], { 'a/b:1': 'former' }],
  ['another run’s', 'theirs', [[OTHER, 'theirs']], { 'a/b:1': 'former', [OTHER]: 'theirs' }],
  ['the user’s own', 'new', [], { 'a/b:1': 'new' }],
])('the name is %s', async (_, now, more, expected) => {
  const names = new Map<string, string>([['a/b:1', now], [RUN, 'ours'], ['slipway/keep:x', 'former'], ...(more as [])]);
  await journal.note({ kind: 'image', name: RUN });
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN, keep: 'slipway/keep:x' });
  expect(await undoAll(journal.noted(), undoersOf(names))).toEqual([]);
  expect(Object.fromEntries(names)).toEqual(expected);
});

test('the name of a run that died before naming its image is restored too', async () => {
  const names = new Map([['a/b:1', 'ours']]);
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN });
  await undoAll(journal.noted(), undoersOf(names));
  expect([...names]).toEqual([]);
});

test('containers created from the run’s temporary name are removed before the image; others are kept', async () => {
  const made = (id: string, image: string): Container => ({ id, name: id, image, imageId: 'ours' });
  const containers = [made('mine', RUN), made('theirs', OTHER), made('named', 'a/b:1')];
  await journal.note({ kind: 'containers', image: RUN });
  await undoAll(journal.noted(), undoersOf(new Map(), containers));
  expect(containers.map(({ id }) => id)).toEqual(['theirs', 'named']);
});
