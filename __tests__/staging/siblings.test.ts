import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/types.ts';
import { createSiblings } from '../../src/staging/siblings.ts';

const DIGEST: Digest = `sha256:${'a'.repeat(64)}`;
const [A, B] = ['a.example', 'b.example'];

/** Whether something has ended after all pending work. */
async function hasEnded(work: Promise<unknown>): Promise<boolean> {
  let ended = false;
  work.then(() => {
    ended = true;
  });
  await new Promise(resolve => setImmediate(resolve));
  return ended;
}

const two = () => {
  const siblings = createSiblings();
  return [siblings.join(), siblings.join()] as const;
};

describe('images that are staged in parallel', () => {
  test('the second waits while the first sends a blob, and then mounts it', async () => {
    const [api, worker] = two();
    await api.turn([A], DIGEST);
    const turn = worker.turn([A], DIGEST);
    expect(await hasEnded(turn)).toBe(false);
    api.holds({ registry: A, path: 'acme/api' }, DIGEST, 7);
    api.sent([A], DIGEST);
    await turn;
    expect(worker.heldIn({ registry: A, path: 'acme/worker' }, DIGEST)).toEqual({ path: 'acme/api', size: 7 });
    expect(worker.heldIn({ registry: B, path: 'acme/worker' }, DIGEST)).toBeUndefined();
  });

  test('if one fails to send it, the next takes over', async () => {
    const [api, worker] = two();
    await api.turn([A], DIGEST);
    const turn = worker.turn([A], DIGEST);
    api.sent([A], DIGEST);
    await turn;
    expect(worker.heldIn({ registry: A, path: 'acme/worker' }, DIGEST)).toBeUndefined();
    expect(await hasEnded(api.turn([A], DIGEST))).toBe(false);
    worker.leave();
    expect(await hasEnded(api.turn([A], DIGEST))).toBe(true);
  });

  test('each sends in the registries where it was first, and starts none while it waits', async () => {
    const siblings = createSiblings();
    const [api, worker, migrate] = [siblings.join(), siblings.join(), siblings.join()];
    await api.turn([A], DIGEST);
    const both = worker.turn([A, B], DIGEST);
    expect(await hasEnded(both)).toBe(false);
    expect(await hasEnded(migrate.turn([B], DIGEST))).toBe(true);
    api.idle();
    expect(await hasEnded(both)).toBe(false);
    migrate.idle();
    expect(await hasEnded(both)).toBe(true);
  });

  test('nobody waits for one that has ended, even if it was itself waiting', async () => {
    const [api, worker] = two();
    await api.turn([A], DIGEST);
    const late = worker.turn([A], DIGEST);
    worker.leave();
    api.leave();
    await late;
    expect(await hasEnded(api.turn([A], DIGEST))).toBe(true);
  });

  test('nobody waits for a registry that refuses to mount, or tries again', async () => {
    const [api, worker] = two();
    await api.turn([A], DIGEST);
    const turn = worker.turn([A], DIGEST);
    api.refused(A);
    expect(await hasEnded(turn)).toBe(true);
    api.holds({ registry: A, path: 'acme/api' }, DIGEST, 7);
    expect(worker.heldIn({ registry: A, path: 'acme/worker' }, DIGEST)).toBeUndefined();
  });

  test('a blob that turned out to be missing is not mounted', () => {
    const [api, worker] = two();
    const place = { registry: A, path: 'acme/api' };
    api.holds(place, DIGEST, 7);
    api.lacks(place, DIGEST);
    expect(worker.heldIn({ registry: A, path: 'acme/worker' }, DIGEST)).toBeUndefined();
  });
});
