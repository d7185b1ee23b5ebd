import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isCertificate } from '../../src/engine/engine-certs.ts';
import { JOURNAL } from '../../src/journal/names.ts';
import { toUndo } from '../../src/journal/to-undo.ts';
import { openJournal, type Undo } from '../../src/journal/undo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const RUN = 'acme/tides:slipway-0123456789ab';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const KEEP = 'slipway/keep:0123456789abcdef';
/** An engine in which `acme/tides:1` is this run's image, with a kept image. */
const engine = {
  image: async (name: string) => {
    if (name === KEEP) return { id: 'old', references: [KEEP], size: 1 };
    return name === 'acme/tides:1' ? { id: 'new', references: [name, RUN], size: 1 } : undefined;
  },
};
const CONFIG = '/home/runner/.docker/config.json';
const isUserConfig = (path: string) => path === CONFIG;
const read = (state: string) => toUndo(folder, state, { ...engine, isWritten: isCertificate, isUserConfig });
const write = (...lines: readonly unknown[]) =>
  writeFileSync(join(folder, JOURNAL), lines.map(line => `${JSON.stringify(line)}\n`).join(''));

describe('entries that the run did not pass to post count if only this action uses their names', () => {
  test.each<[Undo | Record<string, unknown>, boolean]>([
    [{ kind: 'builder', name: 'slipway-0123456789ab' }, true],
    [{ kind: 'builder', name: 'production' }, false],
    [{ kind: 'builder', name: '--all-inactive' }, false],
    [{ kind: 'login', path: CONFIG }, true],
    [{ kind: 'login', path: '/etc/passwd' }, false],
    [{ kind: 'login', path: 'config.json' }, false],
    [{ kind: 'containers', image: RUN }, true],
    [{ kind: 'containers', image: 'acme/database:1' }, false],
    [{ kind: 'image', name: RUN }, true],
    [{ kind: 'image', name: '127.0.0.1:40123/slipway/publish:x' }, true],
    [{ kind: 'image', name: 'acme/tides:1', run: RUN }, true],
    [{ kind: 'image', name: 'acme/tides:1', run: RUN, keep: KEEP }, true],
    [{ kind: 'image', name: 'acme/database:1', run: RUN }, false],
    [{ kind: 'image', name: 'acme/tides:1', run: RUN, digest: DIGEST }, true],
    [{ kind: 'image', name: 'acme/database:1' }, false],
    [{ kind: 'image', name: 'acme/database:1', digest: DIGEST }, false],
    [{ kind: 'image', name: 'acme/database:1', keep: 'slipway/keep:x' }, false],
    [{ kind: 'image', name: 'acme/../../containers/1', run: RUN }, false],
    [{ kind: 'file', path: '/etc/docker/certs.d/registry:5000/slipway-0123456789ab.crt' }, true],
    [{ kind: 'file', path: '/etc/docker/certs.d/registry:5000/' }, true],
    [{ kind: 'file', path: '/etc/docker/certs.d/registry:5000/ca.crt' }, false],
    [{ kind: 'file', path: '/etc/docker/certs.d/../slipway-0123456789ab.crt' }, false],
    [{ kind: 'file', path: '/home/me/.ssh/id_ed25519' }, false],
  ])('%j: %s', async (entry, counts) => {
    write(entry);
    expect((await read('[]')).safe).toEqual(counts ? [entry] : []);
  });
});

describe('all entries of a killed run about images and builders count', () => {
  test.each<[Undo | Record<string, unknown>, boolean]>([
    [{ kind: 'builder', name: 'production' }, true],
    [{ kind: 'builder', name: '--all-inactive' }, false],
    [{ kind: 'containers', image: RUN }, true],
    [{ kind: 'containers', image: 'acme/tides:1' }, false],
    // The build assigns this name, and the run's temporary name after it.
    [{ kind: 'image', name: 'acme/database:1', run: RUN }, true],
    [{ kind: 'image', name: 'acme/database:1', digest: DIGEST }, true],
    [{ kind: 'image', name: 'acme/tides@sha256:1' }, true],
    [{ kind: 'image', name: 'acme/../../containers/1', run: RUN }, false],
    [{ kind: 'file', path: '/etc/docker/certs.d/registry:5000/slipway-0123456789ab.crt' }, true],
    [{ kind: 'file', path: '/etc/docker/certs.d/registry:5000/ca.crt' }, false],
    [{ kind: 'file', path: '/home/me/.ssh/id_ed25519' }, false],
  ])('%j: %s', async (entry, counts) => {
    write(entry);
    expect((await read('')).safe).toEqual(counts ? [entry] : []);
  });
});

test('what the run passed to post counts, whatever was added to the file or removed from it', async () => {
  const own: readonly Undo[] = [
    { kind: 'builder', name: 'mine' },
    { kind: 'image', name: 'acme/tides:1' },
    { kind: 'containers', image: RUN },
    { kind: 'file', path: '/etc/docker/certs.d/registry:5000/slipway-0123456789ab.crt' },
    // DOCKER_CONFIG has changed since.
    { kind: 'login', path: '/home/runner/job/.docker/config.json' },
  ];
  write({ kind: 'builder', name: 'mine', buildx: '/tmp/evil' }, { kind: 'builder', name: 'production' });
  const { safe, left } = await read(JSON.stringify(own));
  expect(safe).toEqual(own);
  expect(left).toContainEqual({ kind: 'builder', name: 'production' });
  write(...own, { kind: 'withdrawn', of: 'builder', name: 'mine' });
  expect((await read(JSON.stringify(own))).safe).toEqual(own);
  rmSync(join(folder, JOURNAL));
  expect((await read(JSON.stringify(own))).safe).toEqual(own);
});

test('a name that was passed to post is taken only from the image that the file says was built', async () => {
  const own = { kind: 'image', name: 'acme/database:1', run: RUN };
  const built = { ...own, digest: DIGEST };
  write({ kind: 'withdrawn', of: 'image', name: own.name }, built, { ...own, name: 'acme/other:1', digest: DIGEST });
  const other = { kind: 'image', name: 'acme/other:1', run: RUN, digest: DIGEST };
  expect(await read(JSON.stringify([own]))).toEqual({ safe: [built], left: [other] });
  const kept = { ...own, keep: KEEP };
  expect((await read(JSON.stringify([kept]))).safe).toEqual([kept]);
});

test('files and containers must prove to be ours, whoever says that the run passed them to post', async () => {
  const state = [
    { kind: 'file', path: join(folder, 'thesis.txt') },
    { kind: 'file', path: '/etc/docker/certs.d/registry:5000/ca.crt' },
    { kind: 'containers', image: 'acme/database:1' },
  ];
  expect(await read(JSON.stringify(state))).toEqual({ safe: [], left: state });
});

test('a line cannot name a program: unknown fields are dropped', async () => {
  write({ kind: 'builder', name: 'slipway-0123456789ab', buildx: '/tmp/evil', keepState: 'yes' });
  expect((await read('')).safe).toEqual([{ kind: 'builder', name: 'slipway-0123456789ab' }]);
});

test('what this process records is what it passes on', async () => {
  const journal = openJournal(folder);
  await journal.note({ kind: 'builder', name: 'mine' });
  expect(journal.noted()).toEqual([{ kind: 'builder', name: 'mine' }]);
  expect(openJournal(folder).noted()).toEqual([]);
});

test('a truncated journal, one with arbitrary content, an endless one, and none', async () => {
  expect(await read('')).toEqual({ safe: [], left: [] });
  writeFileSync(
    join(folder, JOURNAL),
    '{"kind":"builder","name":"slipway-0123456789ab"}\nnull\n[1]\n{"kind":7}\n{"kind":"fil',
  );
  expect(await read('{"no": "list"}')).toEqual({ safe: [{ kind: 'builder', name: 'slipway-0123456789ab' }], left: [] });
  rmSync(join(folder, JOURNAL));
  execFileSync('mkfifo', [join(folder, JOURNAL)]);
  expect(await read('not JSON')).toEqual({ safe: [], left: [] });
});
