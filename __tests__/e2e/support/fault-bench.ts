import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quickFolder, startRegistry } from '../../../scripts/registries/registry.ts';
import { type RetryPolicy, retry } from '../../../src/host/retry.ts';
import type { PlannedTag } from '../../../src/plan/terms/types.ts';
import { type Publication, publish } from '../../../src/publish/publish.ts';
import { createRegistry } from '../../../src/registry/client.ts';
import { createDistributor } from '../../../src/staging/distribute.ts';
import { stageByFanOut } from '../../../src/staging/fan-out.ts';
import { createFleet } from '../../../src/staging/fleet.ts';
import { stageLayout } from '../../../src/staging/layout.ts';
import type { Target } from '../../../src/staging/target.ts';
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

/** How the bytes get to the registries: from a layout on disk, or pushed by an engine into our endpoint. */
export type Path = 'layout' | 'fan-out';
/** `once`: that request. `always`: and whenever it is made again. `onward`: whatever its registry is asked from then on. */
export type Mode = 'once' | 'always' | 'onward';
export type Injection = Readonly<{ path: Path; key: string; fault: Fault; mode: Mode }>;

/** What tags name, `a 1.2` → digest; undefined when there is no such tag. Read from the registries' disks. */
export type Truth = Readonly<Record<string, string | undefined>>;

/** One publish: what there was before and after, what it said, and every request it made. */
export type Run = Readonly<{
  before: Truth;
  after: Truth;
  publication: Publication | undefined;
  /** Thrown, or told in the publication. */
  error: Error | undefined;
  seen: readonly Passing[];
  /** Milliseconds of each pause before a further attempt. */
  pauses: readonly number[];
  lines: readonly string[];
}>;

export type Bench = Readonly<{
  image: TestImage;
  names: readonly string[];
  run(path: Path, injection?: Injection): Promise<Run>;
  close(): Promise<void>;
}>;

const POLICY: RetryPolicy = { retries: 2, base: 1, cap: 1, deadline: 60_000 };
const CREDENTIAL = { kind: 'basic', username: 'robot', password: 'right' } as const;

type Side = Readonly<{ name: string; proxy: FaultProxy; files: RegistryFiles; stop(): Promise<void> }>;

/** Two registries with token authentication, a proxy before each, and an image to publish to them again and again. */
export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(quickFolder(), 'slipway-faults-'));
  const image = writeImage(join(folder, 'image'));
  const tokens = await startTokenServer(folder);
  const sides = await Promise.all(['a', 'b'].map(name => openSide(name, folder, tokens.auth, image)));
  let count = 0;
  return {
    image,
    names: sides.map(({ name }) => name),
    run: (path, injection) => runOnce(sides, image, `c/${++count}`, path, injection),
    close: async () => {
      await Promise.all(sides.map(side => side.stop()));
      await tokens.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type TokenAuth = Readonly<{ token: Readonly<{ realm: string }> }>;

async function openSide(name: string, folder: string, auth: TokenAuth, image: TestImage): Promise<Side> {
  const rootdirectory = join(folder, name);
  const storage = { filesystem: { rootdirectory }, maintenance: { uploadpurging: { enabled: false } } };
  const registry = await startRegistry({ auth: 'custom', config: { auth, storage } });
  const tokens = new URL(auth.token.realm).host;
  const proxy = await openFaultProxy({ name, host: registry.host, tokens, names: image.names });
  const stop = async () => {
    await proxy.close();
    await registry.stop();
  };
  return { name, proxy, files: registryFiles(rootdirectory), stop };
}

async function runOnce(
  sides: readonly Side[],
  image: TestImage,
  repository: string,
  path: Path,
  injection: Injection | undefined,
): Promise<Run> {
  for (const { files, name } of sides) for (const tag of SEEDED) files.seed(repository, tag, `${name} ${tag}`);
  const truth = (): Truth =>
    Object.fromEntries(
      sides.flatMap(({ name, files }) => TAGS.map(tag => [`${name} ${tag.name}`, files.tag(repository, tag.name)])),
    );
  const before = truth();
  const script = scriptOf(injection);
  const unwatch = sides.map(({ proxy }) => proxy.watch(repository, script));
  const { publication, error, pauses, lines } = await attempt(sides, image, repository, path, injection);
  const after = truth();
  for (const stop of unwatch) stop();
  for (const { files } of sides) files.forget(repository);
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

/** Short only where silence is the fault, and shortest where nothing else comes: a busy machine is silent, too. */
function idleOf(side: string, injection: Injection | undefined): number {
  if (injection?.fault.act !== 'stall' || !injection.key.startsWith(`${side} `)) return 20_000;
  return injection.mode === 'once' ? 3_000 : 500;
}

async function attempt(
  sides: readonly Side[],
  image: TestImage,
  repository: string,
  path: Path,
  injection: Injection | undefined,
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
  const targets = registries.map((registry, at): Target => {
    const name = `${sides[at]!.name}/${repository}`;
    const decision = { push: true, reason: '' };
    const destination = { registry: registry.host, path: repository, name, tags: TAGS, optional: false, decision };
    return { repository: registry.repository(repository), destination };
  });
  const fleet = createFleet(targets, log);
  const { signal } = new AbortController();
  const trailing: Promise<unknown>[] = [];
  const stage = async () => {
    const distributor = createDistributor(fleet);
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
  try {
    const publication = await publish([{ name: '', fleet, stage }], {
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
