import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openInLayout } from '../../src/promote/layout-source.ts';
import { lookForCaches, obtain, testImages } from '../../src/run/obtaining.ts';
import { publishImages } from '../../src/run/publishing.ts';
import { digestAt, layout } from '../publish/dock.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import {
  afterPost,
  createHome,
  ENDED,
  type Home,
  NAMES,
  type Name,
  NOTHING_LEFT,
  prepared,
  tagsIn,
} from './two-images.ts';

/** A merge of two images: both exist, and are published together. */

let home: Home;
let rigs: readonly Rig[];
let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
beforeEach(async () => {
  home = createHome();
  rigs = [await rig(), await rig()];
  images = { api: layout({ revision: 'a' }), worker: layout({ revision: 'b' }) };
});
afterEach(async () => {
  home.remove();
  for (const image of Object.values(images)) image.remove();
  await closeRigs();
});

/** The images of a merge, each of which some part has tested. */
async function merged() {
  const sources = await Promise.all(
    NAMES.map(async name => {
      const { folder, root } = images[name];
      const opened = await openInLayout(folder, undefined, name);
      return { ...opened, tested: [root as `sha256:${string}`] };
    }),
  );
  const given = { merge: 'true', platforms: 'linux/amd64' };
  const { ready } = await prepared({ home, run: async () => ENDED, given, rigs, sources });
  const gated: unknown[] = [];
  const report = { ...ready.report, gated: (...all: Parameters<typeof ready.report.gated>) => void gated.push(all) };
  return { ready: { ...ready, report }, gated };
}

test('both are obtained in order, with what their parts have tested, and published', async () => {
  const { ready, gated } = await merged();
  const obtained = await obtain(ready, await lookForCaches(ready));
  expect(obtained.map(({ built }) => built.result.digest)).toEqual(NAMES.map(name => images[name].root));
  expect(gated).toEqual(NAMES.map(name => [[], [{ image: name, digests: [images[name].root] }]]));
  await publishImages(ready, await testImages(ready, obtained));
  for (const { fake } of rigs) {
    for (const name of NAMES) expect(digestAt(fake, `acme/${name}`, 'latest')).toBe(images[name].root);
  }
  expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
});

test.each(NAMES)('%s can no longer be read: the error names it, and neither gets a tag', async name => {
  const { ready } = await merged();
  const obtained = await obtain(ready, await lookForCaches(ready));
  rmSync(join(images[name].folder, 'blobs/sha256', images[name].blobs[0]!.slice(7)));
  await expect(publishImages(ready, await testImages(ready, obtained))).rejects.toMatchObject({
    message: expect.stringContaining(`/acme/${name}: `),
  });
  expect(tagsIn(rigs)).toEqual([]);
  expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
});
