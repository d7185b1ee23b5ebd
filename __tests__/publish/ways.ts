import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { retry } from '../../src/host/retry.ts';
import type { Content } from '../../src/oci/content.ts';
import { parseReference } from '../../src/oci/reference.ts';
import type { Digest } from '../../src/oci/types.ts';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import { createDistributor, type Distributor } from '../../src/staging/distribute.ts';
import { stageByFanOut } from '../../src/staging/engine/fan-out.ts';
import { stageFromStore } from '../../src/staging/engine/from-store.ts';
import { createFleet, type Fleet } from '../../src/staging/fleet.ts';
import { stageLayout } from '../../src/staging/layout.ts';
import { createSiblings } from '../../src/staging/siblings.ts';
import { engineDouble } from '../e2e/support/engine-double.ts';
import { recordingLog } from '../fakes/log.ts';
import { dock, type layout } from './dock.ts';

/** How the image gets there: from a layout, read from an engine's store, pushed by it, or from another registry. */
export type Way = 'layout' | 'store' | 'fan-out' | 'promotion';
export const WAYS: readonly Way[] = ['layout', 'store', 'fan-out', 'promotion'];

type Image = Pick<ReturnType<typeof layout>, 'folder' | 'root'>;

const ports = { sleep: async () => {}, now: Date.now, random: () => 0 };
const trailing: Promise<unknown>[] = [];

/** Ends background work of a publish; for `afterEach`. */
export async function closeWays(): Promise<void> {
  await Promise.allSettled(trailing.splice(0));
}

/** Stages the image as a run does. */
export async function stager(
  way: Way,
  image: Image,
  fleet: Fleet,
  siblings = createSiblings(),
): Promise<(closing: () => void) => Promise<Content>> {
  const open = (closing: () => void) => createDistributor(fleet, { closing, siblings });
  if (way === 'promotion') {
    const from = (await dock([{}])).rigs[0]!.registry.repository('acme/candidate');
    const files = createFleet([{ destination: fleet.targets[0]!.destination, repository: from }], recordingLog());
    const { root } = await stageLayout(image.folder, createDistributor(files));
    const source = await openInRegistry(
      from,
      parseReference(`x.example/acme/candidate@${root.digest}`),
      recordingLog(),
    );
    return closing => ended(open(closing), to => source.stage(to));
  }
  return closing => ended(open(closing), stagerTo(way, image));
}

/** The same, with the caller's distributor. */
export function stagerTo(way: Exclude<Way, 'promotion'>, image: Image): (to: Distributor) => Promise<Content> {
  if (way === 'layout') return to => stageLayout(image.folder, to);
  if (way === 'store') return to => staged(image, to);
  const policy = { retries: 2, base: 1, cap: 1, deadline: 60_000 };
  return distributor =>
    stageByFanOut('image', image.root as Digest, {
      engine: engineDouble(image.folder),
      fleet: distributor.fleet,
      distributor,
      log: recordingLog(),
      afterwards: work => void trailing.push(work),
      retry: (_what, work, settled) =>
        retry(work, { policy, ports, classify: error => (settled(error) ? 'settled' : {}) }),
    });
}

async function staged({ folder, root }: Image, to: Distributor): Promise<Content> {
  const content = await stageFromStore(
    root as Digest,
    digest => createReadStream(join(folder, 'blobs', 'sha256', digest.slice(7))),
    to,
  );
  if (content === undefined) throw new Error('the engine should push');
  return content;
}

async function ended<T>(to: Distributor, stage: (to: Distributor) => Promise<T>): Promise<T> {
  return stage(to).finally(to.end);
}
