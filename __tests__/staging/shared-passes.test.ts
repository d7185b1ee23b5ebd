import { request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createDistributor } from '../../src/staging/distribute.ts';
import { type Loopback, openLoopback } from '../../src/staging/engine/loopback.ts';
import { createSiblings } from '../../src/staging/siblings.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf } from '../fakes/registry.ts';
import { dock } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';

const REPOSITORY = 'slipway/publish';
/** As many large uploads as may run at once. */
const LAYERS = Array.from({ length: 8 }, (_, at) => Buffer.alloc(40_000, `layer ${at}`));

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(loopback => loopback.close()));
  await closeRigs();
});

/** Sends a layer as an engine does; the status of the answer. */
async function push({ host, login }: Loopback, layer: Buffer): Promise<number> {
  const authorization = `Bearer ${login.registrytoken}`;
  const ask = (method: string, path: string, body?: Buffer) =>
    new Promise<Readonly<{ status: number; location: string }>>((resolve, reject) => {
      const req = request(`http://${host}${path}`, { method, headers: { authorization }, agent: false }, res => {
        res.resume();
        resolve({ status: res.statusCode ?? 0, location: res.headers.location ?? '' });
      });
      req.on('error', reject);
      req.end(body);
    });
  const { location } = await ask('POST', `/v2/${REPOSITORY}/blobs/uploads/`);
  return (await ask('PUT', `${location}?digest=${digestOf(layer)}`, layer)).status;
}

test('an image whose uploads failed waits for another one with the same layers, and does not hold it up', async () => {
  const broken = Promise.withResolvers<void>();
  let count = 0;
  const fault = ({ method, path }: { method: string; path: string }) => {
    if (method !== 'PUT' || !path.includes('/uploads/') || count >= LAYERS.length) return undefined;
    if (++count === LAYERS.length) broken.resolve();
    return 'late' as const;
  };
  const { fleet } = await dock([{ fault }, {}]);
  const siblings = createSiblings();
  const [api, worker] = [createDistributor(fleet, { siblings }), createDistributor(fleet, { siblings })];
  const endpoints = await Promise.all([api, worker].map(one => openLoopback(REPOSITORY, one, { log: recordingLog() })));
  open.push(...endpoints);
  // The worker's image is about to send every layer.
  for (const layer of LAYERS) await worker.heldByAll(digestOf(layer));
  const first = LAYERS.map(layer => push(endpoints[0]!, layer));
  await broken.promise;
  const second = LAYERS.map(layer => push(endpoints[1]!, layer));
  expect(await Promise.all([...first, ...second])).toEqual(Array.from({ length: 16 }, () => 201));
});
