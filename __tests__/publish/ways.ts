import { retry } from '../../src/host/retry.ts';
import type { Content } from '../../src/oci/content.ts';
import { parseReference } from '../../src/oci/reference.ts';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import { createDistributor, type Distributor } from '../../src/staging/distribute.ts';
import { stageByFanOut } from '../../src/staging/fan-out.ts';
import { createFleet, type Fleet } from '../../src/staging/fleet.ts';
import { stageLayout } from '../../src/staging/layout.ts';
import { createSiblings } from '../../src/staging/siblings.ts';
import { engineDouble } from '../e2e/support/engine-double.ts';
import { recordingLog } from '../fakes/log.ts';
import { dock, type layout } from './dock.ts';

/** How the image gets there: from a layout, pushed by an engine, or from another registry. */
export type Way = 'layout' | 'fan-out' | 'promotion';
export const WAYS: readonly Way[] = ['layout', 'fan-out', 'promotion'];

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
  if (way === 'layout') return closing => ended(open(closing), stagerTo('layout', image));
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
  return closing => ended(open(closing), stagerTo('fan-out', image));
}

/** The same, with the caller's distributor. */
export function stagerTo(way: Exclude<Way, 'promotion'>, image: Image): (to: Distributor) => Promise<Content> {
  if (way === 'layout') return to => stageLayout(image.folder, to);
  const policy = { retries: 2, base: 1, cap: 1, deadline: 60_000 };
  return distributor =>
    stageByFanOut('image', image.root as `sha256:${string}`, {
      engine: engineDouble(image.folder),
      fleet: distributor.fleet,
      distributor,
      log: recordingLog(),
      afterwards: work => void trailing.push(work),
      retry: (_what, work, settled) =>
        retry(work, { policy, ports, classify: error => (settled(error) ? 'settled' : {}) }),
    });
}

async function ended<T>(to: Distributor, stage: (to: Distributor) => Promise<T>): Promise<T> {
  return stage(to).finally(to.end);
}
