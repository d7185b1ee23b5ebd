import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { reasonToSkipBuild } from '../../../src/run/planning/rebuilding.ts';
import type { Fault, Seen } from '../../fakes/registry.ts';
import { type From, repositoryOf } from '../../publish/built-from.ts';
import { closeRigs, type Rig, rig } from '../../registry/rig.ts';
import { createHome, ENDED, type Home, NAMES, type Name, prepared } from '../two-images.ts';

/** `rebuild: base-changed` with two images: if one is due, both are built. */

let home: Home;
let registry: Rig;
let refused: ((seen: Seen) => boolean) | undefined;
let from: From;
beforeEach(async () => {
  home = createHome();
  refused = undefined;
  registry = await rig({ fault: (seen): Fault | undefined => (refused?.(seen) ? { status: 403 } : undefined) });
  const digest = repositoryOf(registry.fake, 'acme/base').image('1', 'now');
  from = { name: `${registry.registry.host}/acme/base:1`, digest };
});
afterEach(async () => {
  home.remove();
  await closeRigs();
});

const OLD = `sha256:${'0'.repeat(64)}` as const;
const otherThan = (name: Name): Name => (name === 'api' ? 'worker' : 'api');
const publish = (name: Name, base: From) =>
  repositoryOf(registry.fake, `acme/${name}`).built('latest', { provenance: [[base]] });

async function decide(given: Readonly<Record<string, string>> = { rebuild: 'base-changed' }) {
  const { ready, log } = await prepared({ home, run: async () => ENDED, rigs: [registry], given });
  const reason = await reasonToSkipBuild(ready);
  return { reason, notices: log.lines.filter(line => line.startsWith('notice: ')) };
}

test('no base image of either has moved: neither is built, and the reason is that of each', async () => {
  for (const name of NAMES) publish(name, from);
  const { reason, notices } = await decide();
  expect(reason?.split('; ')).toEqual(
    NAMES.map(name => expect.stringMatching(new RegExp(`^${name}: no base image has moved since .*/${name}:latest`))),
  );
  expect(notices).toEqual([]);
});

describe.each(NAMES)('only %s is due, so both are built', name => {
  beforeEach(() => void publish(otherThan(name), from));

  test('a base image of it has moved', async () => {
    publish(name, { ...from, digest: OLD });
    const { reason, notices } = await decide();
    expect(reason).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(`Rebuilding: ${name}: ${from.name} has moved from ${OLD}`)]);
  });

  test('it is not published yet', async () => {
    const { reason, notices } = await decide();
    expect(reason).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(`Rebuilding: ${name}: nothing is published yet`)]);
  });

  test('its registry does not say', async () => {
    publish(name, from);
    refused = ({ path }) => path.startsWith(`/v2/acme/${name}/`);
    const { reason, notices } = await decide();
    expect(reason).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(`Rebuilding: ${name}: cannot tell`)]);
  });
});

test('without `rebuild: base-changed`, nothing is asked', async () => {
  expect(await decide({})).toEqual({ reason: undefined, notices: [] });
  expect(registry.fake.seen).toEqual([]);
});
