import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Publishing, publish } from '../../src/publish/publish.ts';
import { createRegistry } from '../../src/registry/client.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { createSiblings } from '../../src/staging/siblings.ts';
import type { Target } from '../../src/staging/target.ts';
import { recordingLog } from '../fakes/log.ts';
import { ACCOUNT, type Manners, type OciRegistry, startOciRegistry } from '../fakes/oci-registry.ts';
import { closeRigs } from '../registry/rig.ts';
import { layout, publishPorts, TAGS } from './dock.ts';
import { closeWays, stager, WAYS, type Way } from './ways.ts';

/** Images with two shared layers and separate configurations. */
const NAMES = ['api', 'worker', 'migrate'];
let images: readonly ReturnType<typeof layout>[];
beforeAll(() => {
  images = NAMES.map(revision => layout({ revision }));
});
afterAll(() => {
  for (const image of images) image.remove();
});

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await closeWays();
  await closeRigs();
  for (const each of open.splice(0)) await each.close();
});

const count = ({ seen }: OciRegistry, form: RegExp) => seen.filter(request => form.test(request)).length;

async function publishAll(way: Way, manners: Manners) {
  const strict = [await startOciRegistry(manners), await startOciRegistry(manners)];
  open.push(...strict);
  const credential = async () => ({ kind: 'basic', ...ACCOUNT }) as const;
  const ports = { sleep: async () => {}, now: Date.now, random: () => 0.5 };
  const clients = strict.map(({ host }) => createRegistry(host, { credential, ports }));
  open.push(...clients);
  const log = recordingLog();
  const siblings = createSiblings();
  const publishing = await Promise.all(
    NAMES.map(async (name, at): Promise<Publishing> => {
      const targets = clients.map((registry): Target => {
        const place = { registry: registry.host, path: `acme/${name}`, name: `${registry.host}/acme/${name}` };
        const destination = { ...place, tags: TAGS, optional: false, decision: { push: true, reason: '' } };
        return { repository: registry.repository(`acme/${name}`), destination };
      });
      const fleet = createFleet(targets, log, { isAlone: false });
      return { name, fleet, stage: await stager(way, images[at]!, fleet, siblings) };
    }),
  );
  const publication = await publish(publishing, publishPorts(log));
  return { publication, strict };
}

describe.each(WAYS)('images that share layers, by way of %s', way => {
  test('each layer is sent to a registry once, and mounted for the other images', async () => {
    const { publication, strict } = await publishAll(way, {});
    expect([publication.pushed, publication.error]).toEqual(['true', undefined]);
    for (const registry of strict) {
      expect(registry.complaints).toEqual([]);
      expect(count(registry, /^PUT .*\/blobs\/uploads\//)).toBe(2 + NAMES.length);
      expect(count(registry, /^DELETE /)).toBe(0);
    }
  });

  test.each(['ignored', 'refused'] as const)('is sent for each image where a mount is %s', async mount => {
    const { publication, strict } = await publishAll(way, { mount });
    expect([publication.pushed, publication.error]).toEqual(['true', undefined]);
    for (const registry of strict) {
      expect(registry.complaints).toEqual([]);
      expect(count(registry, /^PUT .*\/blobs\/uploads\//)).toBe(3 * NAMES.length);
    }
  });
});
