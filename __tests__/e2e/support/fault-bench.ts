import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quickFolder, startRegistry } from '../../../scripts/registries/registry.ts';
import { type RetryPolicy, retry } from '../../../src/host/retry.ts';
import type { PlannedTag } from '../../../src/plan/terms/types.ts';
import { type Publication, publish } from '../../../src/publish/publish.ts';
import { createRegistry } from '../../../src/registry/client.ts';
import type { Registry, Repository } from '../../../src/registry/types.ts';
import type { Distributor } from '../../../src/staging/distribute.ts';
import { stageByFanOut } from '../../../src/staging/engine/fan-out.ts';
import { createFleet } from '../../../src/staging/fleet.ts';
import { stageLayout } from '../../../src/staging/layout.ts';
import { createSiblings } from '../../../src/staging/siblings.ts';
import type { Target } from '../../../src/staging/target.ts';
import { uploading } from '../../../src/staging/upload-progress.ts';
import { recordingLog } from '../../fakes/log.ts';
import { startTokenServer } from '../../fakes/registry-real.ts';
import { engineDouble } from './engine-double.ts';
import { type TestImage, writeImage } from './fault-image.ts';
import { type FaultProxy, kindOf, openFaultProxy, type Passing, type Script } from './fault-proxy.ts';
import type { Fault } from './faults.ts';
import { type RegistryFiles, registryFiles } from './registry-files.ts';

export const TAGS: readonly PlannedTag[] = [
  { name: '1.2.3', moving: false, from: 'rule' },
  { name: '1.2', moving: true, from: 'rule' },
  { name: 'latest', moving: true, from: 'flavor' },
];
/** The version is new, the others were there before. */
const SEEDED = ['1.2', 'latest'];

/** How the bytes get to the registries: from a layout on disk, or pushed by an engine to our endpoint. */
export type Path = 'layout' | 'fan-out';
/** `once`: that request. `always`: and every retry of it. `onward`: every request to its registry from then on. */
export type Mode = 'once' | 'always' | 'onward';
export type Injection = Readonly<{ path: Path; key: string; fault: Fault; mode: Mode }>;

/** What tags point to, `a 1.2` → digest; undefined if there is no such tag. Read from the registries' disks. */
export type Truth = Readonly<Record<string, string | undefined>>;

/** One publish: the tags before and after, its output, and every request it made. */
export type Run = Readonly<{
  before: Truth;
  after: Truth;
  publication: Publication | undefined;
  /** Thrown, or reported in the publication. */
  error: Error | undefined;
  seen: readonly Passing[];
  /** Milliseconds of each pause before a further attempt. */
  pauses: readonly number[];
  lines: readonly string[];
}>;

/** The digest that is published, by image; that of a single one by ''. */
export type Roots = ReadonlyMap<string, string>;

export type Bench = Readonly<{
  roots: Roots;
  names: readonly string[];
  run(path: Path, injection?: Injection): Promise<Run>;
  close(): Promise<void>;
}>;

const POLICY: RetryPolicy = { retries: 2, base: 1, cap: 1, deadline: 60_000 };
const CREDENTIAL = { kind: 'basic', username: 'robot', password: 'right' } as const;

type Side = Readonly<{ name: string; proxy: FaultProxy; files: RegistryFiles; stop(): Promise<void> }>;

/** The images published together, by name. */
type Images = ReadonlyMap<string, TestImage>;

/**
 * Two registries with token authentication, a proxy before each, and the content published to them repeatedly: one
 * image, or several that share a layer.
 */
export async function openBench(names: readonly string[] = ['']): Promise<Bench> {
  const folder = mkdtempSync(join(quickFolder(), 'slipway-faults-'));
  const shared = randomBytes(200_000);
  const images: Images = new Map(names.map(name => [name, writeImage(join(folder, `image-${name}`), shared)]));
  const tokens = await startTokenServer(folder);
  const sides = await Promise.all(['a', 'b'].map(name => openSide(name, folder, tokens.auth, images)));
  let count = 0;
  return {
    roots: new Map([...images].map(([name, { root }]) => [name, root])),
    names: sides.map(({ name }) => name),
    run: (path, injection) => runOnce(sides, images, `c/${++count}`, { path, injection }),
    close: async () => {
      await Promise.all(sides.map(side => side.stop()));
      await tokens.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type TokenAuth = Readonly<{ token: Readonly<{ realm: string }> }>;

async function openSide(name: string, folder: string, auth: TokenAuth, images: Images): Promise<Side> {
  const rootdirectory = join(folder, name);
  const storage = { filesystem: { rootdirectory }, maintenance: { uploadpurging: { enabled: false } } };
  const registry = await startRegistry({ auth: 'custom', config: { auth, storage } });
  const tokens = new URL(auth.token.realm).host;
  const proxy = await openFaultProxy({
    name,
    host: registry.host,
    tokens,
    names: new Map([...images.values()].flatMap(image => [...image.names])),
  });
  const stop = async () => {
    await proxy.close();
    await registry.stop();
  };
  return { name, proxy, files: registryFiles(rootdirectory), stop };
}

type Trial = Readonly<{ path: Path; injection: Injection | undefined }>;

const repositoryOf = (group: string, image: string) => (image === '' ? group : `${group}/${image}`);

async function runOnce(sides: readonly Side[], images: Images, group: string, trial: Trial): Promise<Run> {
  const { injection } = trial;
  const places = sides.flatMap(({ name, files }) =>
    [...images.keys()].map(image => ({
      name: [name, image].join(' ').trim(),
      files,
      repository: repositoryOf(group, image),
    })),
  );
  for (const { files, name, repository } of places)
    for (const tag of SEEDED) files.seed(repository, tag, `${name} ${tag}`);
  const truth = (): Truth =>
    Object.fromEntries(
      places.flatMap(({ name, files, repository }) =>
        TAGS.map(tag => [`${name} ${tag.name}`, files.tag(repository, tag.name)]),
      ),
    );
  const before = truth();
  const script = scriptOf(injection);
  const unwatch = sides.map(({ proxy }) => proxy.watch(group, script));
  const { publication, error, pauses, lines } = await attempt(sides, images, group, trial);
  const after = truth();
  for (const stop of unwatch) stop();
  for (const { files } of sides) files.forget(group);
  return { before, after, publication, error, seen: [...script.seen], pauses, lines };
}

function scriptOf(injection: Injection | undefined): Script {
  let struck = false;
  return {
    seen: [],
    decide(key, registry) {
      if (injection === undefined) return undefined;
      const { mode, fault } = injection;
      const hit = key === injection.key;
      const again = struck && mode === 'always' && kindOf(key) === kindOf(injection.key);
      const dead = struck && mode === 'onward' && registry === injection.key[0];
      struck ||= hit;
      return hit || again || dead ? fault : undefined;
    },
  };
}

/** Short only if silence is the fault, and shortest if nothing else arrives: a busy machine is silent too. */
function idleOf(side: string, injection: Injection | undefined): number {
  if (injection?.fault.act !== 'stall' || !injection.key.startsWith(`${side} `)) return 20_000;
  return injection.mode === 'once' ? 3_000 : 500;
}

async function attempt(
  sides: readonly Side[],
  images: Images,
  group: string,
  { path, injection }: Trial,
): Promise<Pick<Run, 'publication' | 'error' | 'pauses' | 'lines'>> {
  const log = recordingLog();
  const pauses: number[] = [];
  const ports = {
    sleep: async (ms: number) => {
      pauses.push(ms);
      await new Promise(resolve => setImmediate(resolve));
    },
    now: Date.now,
    random: () => 0,
  };
  const options = { credential: async () => CREDENTIAL, retry: POLICY, ports };
  const registries = sides.map(({ name, proxy }) =>
    createRegistry(proxy.host, { ...options, idle: idleOf(name, injection) }),
  );
  const { signal } = new AbortController();
  const trailing: Promise<unknown>[] = [];
  const siblings = createSiblings();
  const stageTo = async (distributor: Distributor, image: TestImage) => {
    const { fleet } = distributor;
    if (path === 'layout') return stageLayout(image.folder, distributor);
    return stageByFanOut('image', image.root as `sha256:${string}`, {
      engine: engineDouble(image.folder),
      fleet,
      distributor,
      log,
      afterwards: work => void trailing.push(work),
      retry: (_what, work, settled) =>
        retry(work, { policy: POLICY, ports, classify: error => (settled(error) ? 'settled' : {}) }),
    });
  };
  const publishing = [...images].map(([name, image]) => {
    const repository = repositoryOf(group, name);
    const fleet = createFleet(targetsOf(registries, sides, repository), log, { isAlone: images.size === 1 });
    const stage = () => uploading(fleet, log, to => stageTo(to, image), { siblings });
    return { name, fleet, stage };
  });
  try {
    const publication = await publish(publishing, {
      ...{ log, signal, verify: true },
      ...{ now: ports.now, sleep: ports.sleep },
      timed: (_stage, work) => work(),
    });
    return { publication, error: publication.error, pauses, lines: log.lines };
  } catch (error) {
    return { publication: undefined, error: error as Error, pauses, lines: log.lines };
  } finally {
    await Promise.allSettled(trailing);
    for (const registry of registries) registry.close();
  }
}

function targetsOf(
  registries: readonly Registry[],
  sides: readonly Side[],
  path: string,
): readonly Target<Repository>[] {
  return registries.map((registry, at): Target => {
    const name = `${sides[at]!.name}/${path}`;
    const decision = { push: true, reason: '' };
    const destination = { registry: registry.host, path, name, tags: TAGS, optional: false, decision };
    return { repository: registry.repository(path), destination };
  });
}
