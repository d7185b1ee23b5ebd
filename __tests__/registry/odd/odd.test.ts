import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { digestOf, type FakeRegistry } from '../../fakes/registry.ts';
import { isShown } from '../../full.ts';
import { dock, layout, PATH } from '../../publish/dock.ts';
import { closeWays, stager, WAYS } from '../../publish/ways.ts';
import { closeRigs } from '../rig.ts';
import { double } from './double.ts';
import { ODD } from './table.ts';

const image = layout();
afterEach(closeWays);
afterEach(closeRigs);
afterAll(image.remove);

describe.each(ODD.map((odd, row) => [odd.name, odd, row] as const))('%s', (_, odd, row) => {
  const what = odd.must === 'published' ? 'is published to' : 'is an error that tells why';
  const ways = odd.ways ?? WAYS.filter((_way, column) => isShown(row, column));
  test.each(ways)(`${what} (%s)`, async way => {
    const { options, open } = double(odd);
    const d = await dock([options]);
    const stage = await stager(way, image, d.fleet);
    const [fake] = d.fakes as [FakeRegistry];
    const door = await open(fake, odd);
    const outcome = await d.publish(image.folder, { stage }).then(
      publication => publication.error,
      (error: unknown) => error,
    );
    expect(door.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    if (odd.must === 'published') {
      expect(outcome).toBeUndefined();
      for (const blob of image.blobs) expect(digestOf(fake.blobs.get(blob)!)).toBe(blob);
      for (const path of odd.registry?.paths ?? [PATH]) {
        expect(digestOf(fake.manifests.get(`${path}@latest`)!.bytes)).toBe(image.root);
      }
      return;
    }
    const { message, hint = '' } = outcome as { message: string; hint?: string };
    expect(message).toMatch(odd.must);
    if (odd.never) expect(`${message} ${hint}`).not.toMatch(odd.never);
  });
});
