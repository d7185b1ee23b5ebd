import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Content } from '../../src/oci/content.ts';
import { blobName } from '../../src/oci/layout.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { stageByFanOut } from '../../src/staging/engine/fan-out.ts';
import { stageLayout } from '../../src/staging/layout.ts';
import { engineDouble } from '../e2e/support/engine-double.ts';
import { draft } from '../layouts/draft.ts';
import { type Dock, dock } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-foreign-'));
});
afterEach(async () => {
  rmSync(root, { recursive: true });
  await closeRigs();
});

const FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';

/** A build's result: one ordinary layer, and a non-distributable one. */
function built(held: boolean) {
  const { folder, put, json, index } = draft(root);
  const foreign = put('of somebody else', FOREIGN);
  const layers = [put('ours', 'application/x'), { ...foreign, urls: ['https://example.test/layer'] }];
  const image = json({ config: put('{}', 'application/json'), layers });
  index(image);
  if (!held) rmSync(join(folder, blobName(foreign.digest)));
  return { folder, foreign: foreign.digest, image: image.digest };
}

type Staged = (folder: string, image: ReturnType<typeof built>['image'], d: Dock) => Promise<Content>;

const byLayout: Staged = (folder, image, { fleet }) => stageLayout(folder, createDistributor(fleet), image);

const byFanOut: Staged = async (folder, image, { fleet, log }) => {
  const trailing: Promise<unknown>[] = [];
  try {
    return await stageByFanOut('image', image, {
      engine: engineDouble(folder),
      fleet,
      distributor: createDistributor(fleet),
      log,
      afterwards: work => void trailing.push(work),
      retry: (_what, attempt) => attempt(),
    });
  } finally {
    await Promise.allSettled(trailing);
  }
};

test.each<[string, Staged, boolean]>([
  ['a layout that has it', byLayout, true],
  ['a layout without it', byLayout, false],
  ['an engine that has it', byFanOut, true],
  ['an engine without it', byFanOut, false],
])('a layer that may not be distributed, from %s', async (_, stage, held) => {
  const d = await dock([{}, {}]);
  const { folder, foreign, image } = built(held);
  const content = await stage(folder, image, d);
  expect([...content.leftOut!]).toEqual(held ? [] : [foreign]);
  for (const fake of d.fakes) {
    expect(fake.blobs.has(foreign)).toBe(held);
    expect(fake.blobs.size).toBe(held ? 3 : 2);
    expect([...fake.manifests.keys()]).toEqual([`acme/api@${image}`]);
  }
});
