import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Built } from '../build/built.ts';
import { loadedImage } from '../build/tested.ts';
import { requirePlatform } from '../emulation/require-platform.ts';
import { anyEngine } from '../engine/any-engine.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import { saveLayout } from '../engine/save-layout.ts';
import { scriptGate } from '../gates/gate/script.ts';
import { watchContainers } from '../gates/leftovers.ts';
import { gatesOf, wantsLayout } from '../gates/list.ts';
import { type PlannedGate, planGates } from '../gates/platforms.ts';
import { runGates } from '../gates/run-gates.ts';
import type { Scanned } from '../gates/scan/packages.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import type { GateEntry } from '../inputs/gates/gates.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { hasGates } from '../inputs/wanted-gates.ts';
import { samePlatform } from '../oci/platforms.ts';
import { childEnv } from '../runner/child-env.ts';
import { eachImage, type ReadyRun, theOnly } from './workbench.ts';

/**
 * Runs the gates of every image, one image after the other, and reports the results.
 *
 * @returns for each image, the manifests that its gates ran on
 * @throws ActionError as `gate`, at the first image that does not pass: nothing is published then.
 */
export async function gateAll(
  ready: ReadyRun,
  built: readonly Built[],
): Promise<readonly (readonly PlatformManifest[])[]> {
  const tested: (readonly PlatformManifest[])[] = [];
  const images = eachImage(ready).map((image, at) => ({ ...image, built: built[at]! }));
  for (const image of images) tested.push(await gate(image));
  const seen = images.map((_, at) => new Map(tested[at]!.map(manifest => [manifest.digest, manifest])));
  for (const entry of onceIn(images.map(image => image.job.inputs))) {
    for (const { image, manifest } of await gateOnce(entry, images, ready)) {
      seen[images.indexOf(image)]!.set(manifest.digest, manifest);
    }
  }
  return seen.map(manifests => [...manifests.values()]);
}

/** The run of one image, which is built. */
type BuiltImage = ReadyRun & Readonly<{ built: Built }>;

/** An image, and a manifest of it that a gate ran on. */
type Seen = Readonly<{ image: BuiltImage; manifest: PlatformManifest }>;

/** The gates with `once`, from all images' inputs. */
function onceIn(all: readonly Inputs[]): readonly GateEntry[] {
  const entries = all.flatMap(inputs => inputs.gates.filter(({ once }) => once));
  return [...new Map(entries.map(entry => [JSON.stringify(entry), entry])).values()];
}

/**
 * Runs a gate once for all of its images. Afterwards each is compared with the image to publish.
 *
 * @returns the manifests that it ran on: of each image, that of the engine's own platform
 * @throws ActionError as `gate`
 */
async function gateOnce(entry: GateEntry, all: readonly BuiltImage[], ready: ReadyRun): Promise<readonly Seen[]> {
  const { job, folder, report, machine, bench } = ready;
  const isFor = (image: BuiltImage) => onceIn([image.job.inputs]).some(one => isDeepStrictEqual(one, entry));
  const images = all.filter(isFor);
  if (images.length === 0) return [];
  const { engine, docker } = bench;
  const named = await Promise.all(
    images.map(async ({ bench: { names, targets }, built }) => {
      const { local = '' } = built;
      const { id, platforms } = await loadedImage(built, engine);
      await folder.note({ kind: 'containers', image: local });
      const tidy = await watchContainers(anyEngine(machine), local, { id, name: theOnly(names).local });
      const own = platforms.filter(({ platform }) => samePlatform(platform, engine.platform));
      return { name: theOnly(targets.images).image.name, image: local, id, tidy, own };
    }),
  );
  const { results, failure } = await runGates([{ gate: scriptGate(entry), platform: engine.platform }], {
    ...machine,
    ...{ name: '', image: '', digest: '', images: named, several: false, layout: undefined },
    native: engine.platform,
    env: childEnv(machine.env),
    config: docker,
    folder: folder.path,
    workspace: job.context.workspace,
    tidy: async () => (await Promise.all(named.map(({ tidy }) => tidy()))).flat(),
    timed: report.timed,
  });
  const hasRun = results.some(({ verdict }) => verdict !== 'not run');
  const digestsOf = (manifests: readonly PlatformManifest[]) => manifests.map(({ digest }) => digest);
  report.gated(results, hasRun ? named.map(({ name, own }) => ({ image: name, digests: digestsOf(own) })) : []);
  if (failure !== undefined) throw failure;
  for (const [at, { built }] of images.entries()) {
    await loadedImage(built, engine).catch(async (error: unknown) => {
      await takeBack(named[at]!.image, named[at]!.id, engine);
      throw error;
    });
  }
  return hasRun ? images.flatMap((image, at) => named[at]!.own.map(manifest => ({ image, manifest }))) : [];
}

/**
 * Runs every gate on the built image, and reports the results. Before and after, the image in the engine is compared
 * with the one to publish.
 *
 * @returns the manifests that the gates ran on; empty when there are no gates
 * @throws ActionError TEST_FAILED, DIGEST_MISMATCH when the gates saw other bytes, ENGINE_FAILED, INPUT_INVALID,
 *   CANCELLED. Nothing is published then.
 */
async function gate(image: BuiltImage): Promise<readonly PlatformManifest[]> {
  const { job, folder, report, machine, bench, built } = image;
  const { inputs, context } = job;
  const { engine, docker } = bench;
  const { local, result } = built;
  if (local === undefined || !hasGates(inputs)) return [];
  const { name } = theOnly(bench.targets.images).image;
  const scans: Scanned[] = [];
  const gates = gatesOf(inputs, {
    ...machine,
    socket: engine.endpoint.socket,
    folder: folder.path,
    runnerTemp: context.runnerTemp,
    onReport: path => report.add({ 'sarif-file': path }),
    onScanned: scan => scans.push(scan),
    installTrivy: async (version, to) => {
      const { trivyForRun } = await import('../gates/scan/trivy-for-run.ts');
      const { toolCache } = runnerVariables(machine.env);
      return trivyForRun(version, to, inputs.retry, { ...machine, env: childEnv(machine.env), toolCache });
    },
  });
  const { id, platforms } = await loadedImage(built, engine);
  const names = platforms.map(({ platform }) => platform);
  const planned = planGates(gates, names, engine.platform, inputs.gatePlatforms);
  // Before the first container of the image, including probes. A scanner only reads the image.
  await folder.note({ kind: 'containers', image: local });
  const inContainers = planned.filter(({ gate: { kind } }) => kind !== 'scan');
  await requireAll(inContainers, local, image);
  const layout = await layoutFor(image);

  const own = bench.sources.length === 0 ? { id, name: theOnly(bench.names).local } : undefined;
  const { results, failure } = await runGates(planned, {
    ...machine,
    name,
    image: local,
    digest: result.digest ?? '',
    // Engines before Docker 28 do not list platforms.
    several: platforms.length > 1 || inputs.build.platforms.length > 1,
    layout,
    native: engine.platform,
    env: childEnv(machine.env),
    config: docker,
    folder: folder.path,
    workspace: context.workspace,
    tidy: await watchContainers(anyEngine(machine), local, own),
    timed: report.timed,
  });
  const seen = new Set(results.filter(({ verdict }) => verdict !== 'not run').map(({ platform }) => platform));
  const tested = platforms.filter(({ platform }) => seen.has(platform));
  const digests = tested.map(({ digest }) => digest);
  report.gated(results, [{ image: name, digests }]);
  report.scanned(scans.map(({ scanner, platform, packages }) => ({ scanner, platform, packages, image: name })));
  if (inputs.scanUpload && scans.length > 0) {
    const { uploadScans } = await import('../github/code-scanning.ts');
    await uploadScans(scans, { image: name, context, token: inputs.githubToken, policy: inputs.retry }, machine);
  }
  if (failure !== undefined) throw failure;
  await loadedImage(built, engine).catch(async (error: unknown) => {
    await takeBack(local, id, engine);
    throw error;
  });
  return tested;
}

/** Restores the run's name if the image still exists: the cleanup identifies it by that name. */
async function takeBack(local: string, id: string, engine: LocalEngine): Promise<void> {
  await engine.any.tag(id, local).catch(() => {});
}

/** Foreign platforms must be emulated; each is tested once. */
async function requireAll(
  planned: readonly PlannedGate[],
  image: string,
  { folder, machine, bench: { engine, docker } }: ReadyRun,
): Promise<void> {
  const { run, signal } = machine;
  const platforms = planned.map(({ platform }) => platform);
  const foreign = new Set(platforms.filter(platform => !samePlatform(platform, engine.platform)));
  for (const platform of foreign)
    await requirePlatform(platform, image, { run, signal, env: docker.env, folder: folder.path });
}

/** The build's own layout, or a new one if a script needs it. */
async function layoutFor({ job, folder, machine, bench, built }: BuiltImage): Promise<string | undefined> {
  const { layout, local } = built;
  if (layout !== undefined || local === undefined || !wantsLayout(job.inputs)) return layout;
  const { run, signal } = machine;
  const made = join(folder.path, `layout-for-gates-${randomBytes(6).toString('hex')}`);
  await saveLayout(local, made, { run, signal, env: bench.docker.env });
  return made;
}
