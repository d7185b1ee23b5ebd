import { expect, test } from '@jest/globals';
import type { Container } from '../../src/engine/engine-json.ts';
import { watchContainers } from '../../src/gates/leftovers.ts';

const OURS = 'acme/api:slipway-0123456789ab';
const made = (id: string, image: string, imageId = ID): Container => ({
  id,
  name: `n-${id}`,
  image,
  imageId,
});

const HEX = '0123456789abcdef'.repeat(4);
const ID = `sha256:${HEX}`;

/** Which of these, started while the gates ran, are removed. */
async function tidied(built: { id: string; name: string } | undefined, came: readonly Container[]) {
  const containers = [made('old', OURS)];
  const removed: string[] = [];
  const engine = {
    containers: async () => [...containers],
    removeContainer: async (id: string) => void removed.push(id),
  };
  const tidy = await watchContainers(engine, OURS, built);
  containers.push(...came);
  const named = await tidy();
  expect(named).toEqual(removed.map(id => `n-${id}`));
  return removed;
}

const CAME = [
  made('a', OURS),
  made('id', ID),
  made('digits', HEX),
  made('short', HEX.slice(0, 12)),
  made('real', 'acme/api:1'),
  made('child', 'acme/child', 'sha256:child'),
  made('neighbor', 'acme/api:slipway-ba9876543210'),
  // Somebody else deploys the same image under another name.
  made('deployed', 'acme/api:1.0'),
  made('elsewhere', 'acme/api:1', 'sha256:other'),
  made('other-id', 'sha256:fedcba987654'),
  // A name that could be the prefix of an id.
  made('word', '0123'),
  // An engine reached through the docker command doesn't report the image's id.
  made('unknown', 'acme/api:1', ''),
  made('named', OURS, ''),
];

test('for an image that this run built: containers created from its temporary name, its id, and its name in the engine', async () => {
  const removed = await tidied({ id: ID, name: 'acme/api:1' }, CAME);
  expect(removed).toEqual(['a', 'id', 'digits', 'short', 'real', 'named']);
});

test('for an image that existed before: only containers created from the run’s temporary name', async () => {
  expect(await tidied(undefined, CAME)).toEqual(['a', 'named']);
});
