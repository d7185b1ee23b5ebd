import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nameAll } from '../build/build-image.ts';
import type { BuildSite } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import { loadLayout } from '../engine/load-layout.ts';
import { ActionError } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import { againLine, retry } from '../host/retry.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Digest } from '../oci/types.ts';
import { isImmutable } from '../plan/immutable.ts';
import { throwIfDoomed } from '../publish/preflight.ts';
import { eachAlive, type Fleet } from '../staging/fleet.ts';
import { platformsToTest } from './platforms.ts';
import { pullImage } from './pull.ts';
import type { Sourced } from './types.ts';

type SourceSite = Pick<BuildSite, 'folder' | 'journal' | 'docker' | 'engine' | 'names' | 'targets'>;

/**
 * Replaces a build: the existing image, under its own digest, and in the engine if a gate or the user needs it there.
 *
 * @throws ActionError
 */
export async function takeSource(source: Sourced, inputs: Inputs, site: SourceSite, machine: Machine): Promise<Built> {
  const { exports } = site.names;
  // An image built by this run's jobs gives way to the published image of the commit, as its own build would.
  if (inputs.source?.kind !== 'parts') await refuseToMove(site.targets.fleet, inputs, source.digest);
  // Gates must not run in vain when the image cannot be read completely.
  if (exports.load) await source.referrers;
  const loaded = exports.load ? await load(source, inputs, site, machine) : NOT_LOADED;
  if (exports.keep) await nameAll(site);
  const stats = { steps: [], cachedSteps: 0, totalSteps: 0 };
  const result = { digest: source.digest, configDigest: undefined, metadata: '', stats, checks: [] };
  return { result, ...loaded, stage: source.stage };
}

/** The image that gates see, and what it is compared with. */
type Loaded = Pick<Built, 'local' | 'layout' | 'content'>;

const NOT_LOADED: Loaded = { local: undefined, layout: undefined };

/** Puts the image into the engine under its run name: pulled by digest, or from its layout. */
async function load(source: Sourced, inputs: Inputs, site: SourceSite, machine: Machine): Promise<Loaded> {
  const { folder, journal, engine, docker } = site;
  const { env } = docker;
  const { platform } = engine;
  const runName = site.names.run;
  const { run, signal, log } = machine;
  if ('pull' in source) {
    const platforms = platformsToTest(inputs, source.platforms, platform, !engine.containerdStore);
    const again = (attempt: () => Promise<void>) =>
      retry(attempt, {
        policy: inputs.retry,
        ports: retryPorts(machine),
        signal,
        onRetry: event => log.info(againLine(event)),
      });
    await pullImage(source.pull, platforms, runName, { engine: engine.any, run, env, signal, journal, again });
    return { local: runName, layout: undefined, content: source.content };
  }
  const unpacked = join(folder, 'layout');
  await mkdir(unpacked);
  const content = await source.unpack(unpacked);
  await loadLayout(unpacked, content, { name: runName, platform }, { run, env, signal });
  return { local: runName, layout: unpacked };
}

/**
 * An immutable tag may name only the promoted image: for a promotion the digest decides, not the commit.
 *
 * @throws ActionError TAG_IMMUTABLE with every tag that would have to move
 */
async function refuseToMove(fleet: Fleet, { immutableTags }: Inputs, digest: Digest): Promise<void> {
  await eachAlive(fleet, async target => {
    const { tags, name } = target.destination;
    const mine = tags.filter(tag => isImmutable(immutableTags, tag.name));
    const named = await Promise.all(mine.map(async tag => (await target.repository.headManifest(tag.name))?.digest));
    const moved = mine.flatMap((tag, at) =>
      named[at] === undefined || named[at] === digest
        ? []
        : [`${name}:${tag.name} already exists for another image (${named[at]}); \`immutable-tags\` forbids moving it`],
    );
    if (moved.length === 0) return;
    const hint = 'Publish under a new tag (a new version, say), or remove the tag from `immutable-tags`.';
    throw new ActionError('TAG_IMMUTABLE', moved.join('; '), { hint });
  });
  throwIfDoomed([fleet]);
}
