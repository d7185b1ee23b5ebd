import { expect, test } from '@jest/globals';
import type { Container } from '../../src/buildx/engine.ts';
import { watchContainers } from '../../src/gates/leftovers.ts';

const OURS = 'acme/api:slipway-0123456789ab';
const made = (id: string, image: string, imageId = 'sha256:ours'): Container => ({
  id,
  name: `n-${id}`,
  image,
  imageId,
});

test('only containers that came since, of this run’s image, and not by another run’s name', async () => {
  const containers = [made('old', OURS)];
  const removed: string[] = [];
  const tidy = await watchContainers(
    { containers: async () => [...containers], removeContainer: async id => void removed.push(id) },
    OURS,
    'sha256:ours',
  );
  containers.push(
    made('a', OURS),
    made('b', 'acme/api:1'),
    made('c', 'sha256:ours'),
    made('child', 'acme/child', 'sha256:child'),
    made('neighbour', 'acme/api:slipway-ba9876543210'),
    // An engine that is asked by the docker command does not tell the image's id.
    made('unknown', 'acme/api:1', ''),
    made('named', OURS, ''),
  );
  expect(await tidy()).toEqual(['n-a', 'n-b', 'n-c', 'n-named']);
  expect(removed).toEqual(['a', 'b', 'c', 'named']);
});
