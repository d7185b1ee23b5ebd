import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ContentStore } from '../../src/engine/content-store.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createBackground } from '../../src/host/background.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Machine } from '../../src/host/machine.ts';
import type { Digest } from '../../src/oci/types.ts';
import { stageFromEngine } from '../../src/publish/stage-image.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { engineDouble } from '../e2e/support/engine-double.ts';
import { closeRigs } from '../registry/rig.ts';
import { dock, layout } from './dock.ts';

const POLICY = { retries: 0, base: 1, cap: 1, deadline: 60_000 };
const background = createBackground();
let image: ReturnType<typeof layout>;
beforeEach(() => {
  image = layout();
});
afterEach(async () => {
  await background.settle();
  await closeRigs();
  image.remove();
});

/** Stages the image of an engine with this content store; what came of it, and what the engine was told to push. */
async function stage(content: (() => Promise<ContentStore>) | undefined, signal = new AbortController().signal) {
  const { fleet, fakes, log } = await dock([{}]);
  const pushed: string[] = [];
  const engine = engineDouble(image.folder);
  const push: Engine['push'] = (name, login) => {
    pushed.push(name);
    return engine.push(name, login);
  };
  const socket: Engine = { ...engine, push };
  const run = () => Promise.reject(new Error('nothing is run'));
  const machine: Machine = { env: {}, log, run, signal, now: Date.now, sleep: async () => {} };
  const site = { journal: { note: async () => {} }, engine: { socket, content }, background, policy: POLICY };
  const staged = stageFromEngine(
    { image: 'api', digest: image.root as Digest },
    createDistributor(fleet),
    site,
    machine,
  );
  const outcome = await staged.then(
    ({ root }) => root.digest,
    (error: ActionError) => error.code,
  );
  return {
    outcome,
    pushed: pushed.length,
    blobs: image.blobs.filter(digest => fakes[0]!.blobs.has(digest)).length,
    log,
  };
}

const blob = (digest: Digest) => createReadStream(join(image.folder, 'blobs', 'sha256', digest.slice(7)));
const store: ContentStore = { open: blob };

test('the content store is read, and the engine pushes nothing', async () => {
  expect(await stage(async () => store)).toMatchObject({ outcome: image.root, pushed: 0, blobs: 3 });
});

test.each<[string, (() => Promise<ContentStore>) | undefined]>([
  ['has no content store', undefined],
  ['does not offer its store', () => Promise.reject(new ActionError('ENGINE_FAILED', 'no such service'))],
  [
    'lacks a manifest in its store',
    async () => ({
      open: digest => {
        const bytes = blob(digest);
        if (digest !== image.root) bytes.destroy(new ActionError('ENGINE_FAILED', `the store lacks ${digest}`));
        return bytes;
      },
    }),
  ],
])('an engine that %s pushes the image', async (_what, content) => {
  const { log, ...result } = await stage(content);
  expect(result).toEqual({ outcome: image.root, pushed: 1, blobs: 3 });
  expect(log.lines.some(line => line.includes('the engine pushes the image'))).toBe(content !== undefined);
});

test('a cancelled run does not push instead', async () => {
  const stop = new AbortController();
  const content = async (): Promise<ContentStore> => {
    stop.abort();
    throw new ActionError('ENGINE_FAILED', 'the connection was closed');
  };
  expect(await stage(content, stop.signal)).toMatchObject({ outcome: 'CANCELLED', pushed: 0, blobs: 0 });
});
