import { join, resolve } from 'node:path';
import type { BuildRequest } from '../build/build-request.ts';
import type { BuildResult } from '../build/run-build.ts';
import { elsewhere, joinInto } from '../cache/store/parts.ts';
import { partName } from '../cache/store/specs.ts';
import { messageOf } from '../host/errors.ts';
import { asciiPath } from '../host/files/alias.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { indexAnnotations, splitAnnotations, splitAttributes } from '../plan/index-annotations.ts';
import { logsInOrder } from './logs-in-order.ts';
import { mergePlatforms } from './merge-platforms.ts';
import type { RunBuild } from './push-plan.ts';
import type { Pushed } from './pushed.ts';

/** How the images of one platform are built: their outputs, with the user's attributes, and how they are read back. */
type PlatformBuild = Readonly<{
  run: RunBuild;
  /** Of one image. @param folder unique to this platform */
  outputs(at: number, attributes: Readonly<Record<string, string>>, folder: string): readonly string[];
  read(at: number, build: BuildResult, folder: string): Promise<Pushed>;
}>;

/**
 * Builds each platform separately and concurrently, and merges them into one image. buildx assigns the nodes. Its own
 * merging is not used: it works for one output only, writes a tag (`latest` by default) before any tag may be written,
 * and silently drops every other output. Images that share a platform are built for it together.
 *
 * @returns one for each request, in order
 */
export async function buildByPlatform(
  requests: readonly BuildRequest[],
  plan: PlatformBuild,
): Promise<readonly Readonly<{ build: BuildResult; pushed: Pushed }>[]> {
  const { site, machine } = requests[0]!;
  const parted = requests.map(partsOf);
  // An image without platforms is built for its builder's own.
  const platforms = [...new Set(parted.flatMap(({ platforms }) => platforms))];
  const logs = logsInOrder(machine.log, platforms.length);
  // The first failure is thrown and ends the others.
  const stop = new AbortController();
  const signal = AbortSignal.any([machine.signal, stop.signal]);
  const folderOf = (platform: string) => join(site.folder, `platform-${platforms.indexOf(platform)}`);
  const one = async (platform: string, at: number): Promise<ReadonlyMap<number, BuildResult>> => {
    const { log, done } = logs[at]!;
    try {
      const folder = folderOf(platform);
      await makeFolder(folder, 0o700);
      log.info(`Building ${platform === '' ? "the builder's own platform" : platform}`);
      const members = parted.flatMap((parts, index) => (parts.platforms.includes(platform) ? [{ parts, index }] : []));
      const builds = await plan.run(
        members.map(({ parts }) => parts.requestFor(platform, { folder, machine: { ...machine, log, signal } })),
        members.map(({ parts, index }) => plan.outputs(index, parts.attributes, folder)),
      );
      return new Map(members.map(({ index }, nth) => [index, builds[nth]!]));
    } catch (error) {
      stop.abort();
      throw error;
    } finally {
      done();
    }
  };
  const settled = await Promise.allSettled(platforms.map(one));
  const failed = settled.filter(result => result.status === 'rejected').map(({ reason }) => reason as unknown);
  const [error] = [...failed.filter(reason => !isCancelled(reason)), ...failed];
  if (error !== undefined) throw error;
  const warn = (problem: unknown) => machine.log.warning(`The cache could not be written: ${messageOf(problem)}`);
  for (const { join } of parted) await join().catch(warn);
  const built = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  return Promise.all(
    parted.map(async (parts, index) => {
      const builds = parts.platforms.map(platform => built[platforms.indexOf(platform)]!.get(index)!);
      const read = await Promise.all(
        builds.map((build, at) => plan.read(index, build, folderOf(parts.platforms[at]!))),
      );
      return parts.merge(builds, read);
    }),
  );
}

/** The parts of one image by platform, and how to merge them. */
function partsOf({ job, site }: BuildRequest, index: number) {
  const { inputs } = job;
  const { image } = site.targets;
  const { platforms } = inputs.build;
  const { annotations } = image.metadata;
  const { attributes } = inputs.build.outputs;
  // A single platform has no index.
  if (platforms.length < 2) {
    return {
      platforms: platforms.length === 0 ? [''] : platforms,
      attributes,
      requestFor: (_: string, { folder, machine }: Place): BuildRequest => ({
        job,
        site: { ...site, folder },
        machine,
      }),
      join: async () => {},
      merge: ([build]: readonly BuildResult[], [pushed]: readonly Pushed[]) => ({ build: build!, pushed: pushed! }),
    };
  }
  const written = writtenApart(inputs, join(asciiPath(site.folder), `caches-${index}`));
  const part = { ...image, metadata: { ...image.metadata, annotations: splitAnnotations(annotations).parts } };
  const onIndex = indexAnnotations(annotations, attributes);
  return {
    platforms,
    attributes: splitAttributes(attributes).parts,
    requestFor: (platform: string, { folder, machine }: Place): BuildRequest => {
      const own = written.specs[platforms.indexOf(platform)] ?? [];
      return {
        job: { ...job, inputs: inputsFor(inputs, { platform, image: image.name }, own) },
        site: { ...site, folder, targets: { ...site.targets, image: part } },
        machine,
      };
    },
    join: () => written.join(job.context.workspace),
    merge: (builds: readonly BuildResult[], read: readonly Pushed[]) => ({
      build: mergeResults(builds, platforms),
      pushed: mergePlatforms(read, onIndex),
    }),
  };
}

type Place = Pick<BuildRequest, 'machine'> & Readonly<{ folder: string }>;

/**
 * The user's own `cache-to` for each platform. Concurrent builds must not write to one folder: each has its own, whose
 * content is moved to its destination.
 */
function writtenApart({ build }: Inputs, folder: string) {
  const places = new Map<string, string[]>();
  const apart = (spec: string, name: string): string => {
    const part = join(folder, name);
    const moved = elsewhere(spec, part);
    if (moved === undefined) return spec;
    places.set(moved.dest, [...(places.get(moved.dest) ?? []), part]);
    return moved.spec;
  };
  return {
    specs: build.platforms.map((_, at) => build.cacheTo.map((spec, index) => apart(spec, `cache-${at}-${index}`))),
    join: async (workspace: string) => {
      for (const [dest, parts] of places) await joinInto(resolve(workspace, dest), parts);
    },
  };
}

function inputsFor(
  inputs: Inputs,
  { platform, image }: Readonly<{ platform: string; image: string }>,
  cacheTo: readonly string[],
): Inputs {
  const { build } = inputs;
  const own = build.partCaches?.get(partName(platform, image));
  const { from, to } = own ?? { from: build.cacheFrom, to: cacheTo };
  return { ...inputs, build: { ...build, platforms: [platform], cacheFrom: from, cacheTo: to } };
}

function isCancelled(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'CANCELLED';
}

/** As buildx would report them together. */
function mergeResults(builds: readonly BuildResult[], platforms: readonly string[]): BuildResult {
  const stats = builds.map(build => build.stats);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const checks = new Map(builds.flatMap(build => build.checks).map(check => [JSON.stringify(check), check]));
  const metadata = builds.map((build, at) => ofPlatform(build.metadata, platforms[at]!));
  return {
    digest: undefined,
    configDigest: undefined,
    metadata: JSON.stringify(Object.assign({}, ...metadata)),
    stats: {
      steps: stats.flatMap(({ steps }) => steps),
      cachedSteps: sum(stats.map(({ cachedSteps }) => cachedSteps)),
      totalSteps: sum(stats.map(({ totalSteps }) => totalSteps)),
    },
    checks: [...checks.values()],
  };
}

/** A build of several platforms lists its provenance by platform, one of a single platform does not. */
function ofPlatform(metadata: string, platform: string): Readonly<Record<string, unknown>> {
  const json = JSON.parse(metadata || '{}') as Record<string, unknown>;
  const { 'buildx.build.provenance': provenance, 'containerimage.config.digest': _, ...rest } = json;
  return provenance === undefined ? rest : { ...rest, [`buildx.build.provenance/${platform}`]: provenance };
}
