import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JOURNAL } from '../../src/journal/names.ts';
import {
  type Images,
  type Journal,
  noting,
  openJournal,
  takeBackImages,
  type Undoers,
  undoAll,
} from '../../src/journal/undo.ts';

const RUN = '127.0.0.1:51519/slipway/publish:slipway-0123456789ab';
const DIGEST = `sha256:${'a'.repeat(64)}` as const;

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undo-'));
  journal = openJournal(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

function recorder(broken = '', gone = ''): Undoers & { done: string[] } {
  const done: string[] = [];
  const act = async (what: string) => {
    if (broken !== '' && what.includes(broken)) throw new Error('no');
    done.push(what);
  };
  return {
    done,
    engine: {
      image: async reference => (reference === gone ? undefined : { id: 'x', references: [], size: 1 }),
      tag: (image, name) => act(`tag ${image} ${name}`),
      remove: reference => act(`remove ${reference}`).then(() => reference !== gone),
      containers: async () => [],
      removeContainer: async () => {},
    },
    removeBuilder: ({ name }) => act(`builder ${name}`),
    removeFile: path => act(`file ${path}`),
    takeBackLogins: path => void done.push(`login ${path}`),
  };
}

test('what is noted is in the file before the change is made, in order, also if much is noted at once', async () => {
  const lines = () => readFileSync(join(folder, JOURNAL), 'utf8').trim().split('\n');
  const first = Array.from({ length: 50 }, (_, at) => ({ kind: 'image', name: `acme/api:${at}` }) as const);
  const [early] = first.map(journal.note);
  await early;
  expect(lines().map(line => JSON.parse(line))).toEqual(first);
  const later = { kind: 'file', path: '/x' } as const;
  await journal.note(later);
  expect(lines().map(line => JSON.parse(line))).toEqual([...first, later]);
});

test('the newest change is undone first, and a kept image gets its name back', async () => {
  await journal.note({ kind: 'builder', name: 'b1' });
  await journal.note({ kind: 'image', name: 'localhost:5000/a/b:1', keep: 'slipway/keep:x' });
  const undoers = recorder();
  expect(await undoAll(journal.noted(), undoers)).toEqual([]);
  expect(undoers.done).toEqual([
    'remove localhost:5000/a/b:1',
    'tag slipway/keep:x localhost:5000/a/b:1',
    'remove slipway/keep:x',
    'builder b1',
  ]);
});

test('one failure is reported and does not prevent the others', async () => {
  await journal.note({ kind: 'file', path: '/x' });
  await journal.note({ kind: 'builder', name: 'b1' });
  const undoers = recorder('builder');
  expect(await undoAll(journal.noted(), undoers)).toEqual(['builder b1: no']);
  expect(undoers.done).toEqual(['file /x']);
});

test('a name whose former image was not kept yet was not taken yet either, and is left alone', async () => {
  await journal.note({ kind: 'image', name: 'a/b:1', keep: 'slipway/keep:x' });
  const undoers = recorder('', 'slipway/keep:x');
  expect(await undoAll(journal.noted(), undoers)).toEqual([]);
  expect(undoers.done).toEqual([]);
});

test('a name is recorded before the engine assigns it', async () => {
  const given = noting(recorder('tag').engine, journal).tag('sha256:1', '127.0.0.1:5000/a/b:x');
  await expect(given).rejects.toThrow('no');
  const undoers = recorder();
  await undoAll(journal.noted(), undoers);
  expect(undoers.done).toEqual(['remove 127.0.0.1:5000/a/b:x']);
});

test('a name that the engine itself removed is not removed again', async () => {
  const engine = noting(recorder().engine, journal);
  await engine.tag('sha256:1', '127.0.0.1:5000/a/b:x');
  await engine.remove('127.0.0.1:5000/a/b:x');
  const undoers = recorder();
  await undoAll(journal.noted(), undoers);
  expect(undoers.done).toEqual([]);
});

test('a builder that somebody else created first is not removed', async () => {
  await journal.note({ kind: 'builder', name: 'ours' });
  await journal.note({ kind: 'builder', name: 'theirs' });
  await journal.note({ kind: 'withdrawn', of: 'builder', name: 'theirs' });
  const undoers = recorder();
  expect(await undoAll(journal.noted(), undoers)).toEqual([]);
  expect(undoers.done).toEqual(['builder ours']);
});

test('a restored name is left alone until it is assigned again', async () => {
  await journal.note({ kind: 'image', name: 'a/b@sha256:1' });
  await journal.note({ kind: 'withdrawn', of: 'image', name: 'a/b@sha256:1' });
  await journal.note({ kind: 'builder', name: 'a/b@sha256:1' });
  const before = recorder();
  await undoAll(journal.noted(), before);
  expect(before.done).toEqual(['builder a/b@sha256:1']);

  await journal.note({ kind: 'image', name: 'a/b@sha256:1' });
  const after = recorder();
  await undoAll(journal.noted(), after);
  expect(after.done).toEqual(['remove a/b@sha256:1', 'builder a/b@sha256:1']);
});

test('images that are undone early leave nothing for post, and former images keep their names', async () => {
  await journal.note({ kind: 'image', name: RUN });
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN, keep: 'slipway/keep:x' });
  const { engine, done } = recorder();
  await takeBackImages(journal, engine);
  expect(done).toEqual(['remove a/b:1', 'tag slipway/keep:x a/b:1', 'remove slipway/keep:x', `remove ${RUN}`]);
  expect(journal.noted()).toEqual([]);
});

test('a name is taken from an image whose digest is known, without asking what it stands for', async () => {
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN, digest: DIGEST });
  await journal.note({ kind: 'image', name: 'a/c:1', run: RUN, keep: 'slipway/keep:x' });
  const { engine, done } = recorder();
  await takeBackImages(journal, engine);
  // The former image of the other one has to get its name back.
  const other = ['remove a/c:1', 'tag slipway/keep:x a/c:1', 'remove slipway/keep:x'];
  expect(done).toEqual([...other, `remove a/b:1@${DIGEST}`]);
  expect(journal.noted()).toEqual([]);
});

test.each<[string, string, readonly string[]]>([
  ['stands for another image by now', 'theirs', []],
  ['the engine does not know together with its digest', DIGEST, ['remove a/b:1']],
])('only its own image loses a name that %s', async (_what, id, removed) => {
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN });
  await journal.note({ kind: 'withdrawn', of: 'image', name: 'a/b:1' });
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN, digest: DIGEST });
  const noted = journal.noted();
  const asked = () => {
    const { engine, done, ...others } = recorder('', `a/b:1@${DIGEST}`);
    // Its image has no name of the run: it went straight to the registries.
    const image: Images['image'] = async name => (name === RUN ? undefined : { id, references: ['a/b:1'] });
    return { done, undoers: { ...others, engine: { ...engine, image } } };
  };
  const early = asked();
  await takeBackImages(journal, early.undoers.engine);
  expect(early.done).toEqual([`remove a/b:1@${DIGEST}`, ...removed]);
  expect(journal.noted()).toEqual([]);
  const post = asked();
  expect(await undoAll(noted, post.undoers)).toEqual([]);
  expect(post.done).toEqual([`remove a/b:1@${DIGEST}`, ...removed]);
});

test('what cannot be undone early is left to post, with everything before it', async () => {
  await journal.note({ kind: 'image', name: RUN });
  await journal.note({ kind: 'image', name: 'a/b:1', run: RUN });
  await takeBackImages(journal, recorder('a/b:1').engine);
  const undoers = recorder();
  expect(await undoAll(journal.noted(), undoers)).toEqual([]);
  expect(undoers.done).toEqual(['remove a/b:1', `remove ${RUN}`]);
});

test('other kinds are left to post, which learns that the images are gone', async () => {
  await journal.note({ kind: 'builder', name: 'b1' });
  await journal.note({ kind: 'image', name: RUN });
  await takeBackImages(journal, recorder().engine);
  const undoers = recorder();
  await undoAll(journal.noted(), undoers);
  expect(undoers.done).toEqual(['builder b1']);
});

test('images are undone in parallel, those that share a name one after the other', async () => {
  await journal.note({ kind: 'file', path: '/first' });
  for (const name of ['api', 'worker', 'web']) {
    await journal.note({ kind: 'image', name: `run/${name}` });
    await journal.note({ kind: 'image', name: `acme/${name}`, run: `run/${name}` });
  }
  const recorded = recorder();
  const begun: string[] = [];
  const all = Promise.withResolvers<void>();
  const remove = async (reference: string): Promise<boolean> => {
    begun.push(reference);
    // None of the real names is removed before all three have started.
    if (begun.length === 3) all.resolve();
    await all.promise;
    recorded.done.push(`remove ${reference}`);
    return true;
  };
  const references = ['run/api', 'run/worker', 'run/web'];
  const image = async () => ({ id: 'x', references });
  expect(await undoAll(journal.noted(), { ...recorded, engine: { ...recorded.engine, remove, image } })).toEqual([]);
  expect(begun.slice(0, 3)).toEqual(['acme/web', 'acme/worker', 'acme/api']);
  expect(begun.slice(3).toSorted()).toEqual(references.toSorted());
  expect(recorded.done.at(-1)).toBe('file /first');
});

test('every failed image is reported, in the order of the list', async () => {
  for (const name of ['a', 'b', 'c']) await journal.note({ kind: 'image', name });
  const undoers = recorder('remove');
  expect(await undoAll(journal.noted(), undoers)).toEqual(['image c: no', 'image b: no', 'image a: no']);
});
