import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planExports } from '../../src/build/exports.ts';
import { nameImages } from '../../src/build/names.ts';
import type { BuilderInUse } from '../../src/builder/builder-in-use.ts';
import { engineByCli } from '../../src/engine/engine-cli.ts';
import { readContext } from '../../src/event/context.ts';
import { createBackground } from '../../src/host/background.ts';
import type { Run, RunResult } from '../../src/host/ports.ts';
import type { Job } from '../../src/inputs/job.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';
import { shareOf } from '../../src/inputs/run/share.ts';
import { removeRunFolder } from '../../src/journal/remove-run-folder.ts';
import { createRunFolder } from '../../src/journal/run-folder.ts';
import type { Digest } from '../../src/oci/types.ts';
import { REVISION } from '../../src/plan/immutable.ts';
import { namedGates } from '../../src/plan/named-gates.ts';
import type { Sourced } from '../../src/promote/types.ts';
import { graceful } from '../../src/publish/grace.ts';
import { preflight } from '../../src/publish/preflight.ts';
import { createReport } from '../../src/report/report.ts';
import { preparePart } from '../../src/run/parts.ts';
import { cleanUp } from '../../src/run/post/clean-up.ts';
import { undoState } from '../../src/run/run-folder.ts';
import type { Obtained, ReadyRun } from '../../src/run/workbench.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { createSiblings } from '../../src/staging/siblings.ts';
import { recordingLog } from '../fakes/log.ts';
import type { FakeRegistry } from '../fakes/registry.ts';
import { builderInUse, imagePlan, localEngine } from '../fakes/values.ts';
import { envOf } from '../inputs/env.ts';
import { type layout, TAGS } from '../publish/dock.ts';
import type { Rig } from '../registry/rig.ts';

/** Two images of one run, the api and the worker. */
export const NAMES = ['api', 'worker'] as const;
export type Name = (typeof NAMES)[number];

export const ENDED: RunResult = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

/** A machine with empty folders for one run. */
export type Home = Readonly<{ path: string; workspace: string; runnerTemp: string; remove(): void }>;

export function createHome(): Home {
  const path = mkdtempSync(join(tmpdir(), 'two-images-'));
  const [workspace = '', runnerTemp = ''] = ['workspace', 'temp'].map(name => join(path, name));
  for (const folder of [workspace, runnerTemp]) mkdirSync(folder);
  return { path, workspace, runnerTemp, remove: () => rmSync(path, { recursive: true }) };
}

/** The commit of the run, which the plan's labels name. */
export const COMMIT = 'c'.repeat(40);

/**
 * `given`: inputs and variables. `rigs`: the registries that get both images, each in its own repository, and that are
 * read from. `sources`: the images to publish instead of built ones.
 */
export type Given = Readonly<{
  home: Home;
  run: Run;
  given?: Readonly<Record<string, string>>;
  rigs?: readonly Rig[];
  builder?: BuilderInUse;
  sources?: readonly Sourced[];
}>;

/** A run of both images that is prepared as far as nothing is asked, and its log. */
export async function prepared({ home, run, given = {}, rigs = [], builder = builderInUse(), sources = [] }: Given) {
  const log = recordingLog();
  const { signal } = new AbortController();
  const env = envOf({
    ...{ images: 'ghcr.io/acme/{{target}}', builds: '- {name: api}\n- {name: worker}', tags: 'edge', cache: 'none' },
    ...{ DOCKER_HOST: 'tcp://engine.invalid:2376', HOME: home.path },
    ...{ GITHUB_WORKSPACE: home.workspace, RUNNER_TEMP: home.runnerTemp, GITHUB_SERVER_URL: 'https://github.com' },
    ...given,
  });
  const machine = { env, run, log, now: () => 0, sleep: async () => {}, signal };
  const { inputs, builds } = readRun(env);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const decision = { push: true, reason: '' };
  const labels = [`${REVISION}=${COMMIT}`];
  const images = NAMES.map((name, at) => {
    const destinations = rigs.map(({ registry: { host } }) => {
      const path = `acme/${name}`;
      return { registry: host, path, name: `${host}/${path}`, tags: TAGS, optional: false, decision };
    });
    return { ...imagePlan({ labels }, destinations, name), gates: namedGates(builds[at]!.inputs) };
  });
  const plan = {
    ...{ images, decision, buildArgs: { args: [], shown: [] } },
    ...{ sourceDateEpoch: undefined, warnings: [], notices: [], remarks: [] },
  };
  const shared = builds.map(build => ({ ...build, inputs: shareOf(build.inputs) }));
  const job: Job = { inputs: shareOf(inputs), context, plan, several: { builds: shared, linked: {}, beside: [] } };
  const folder = await createRunFolder(home.runnerTemp);
  const report = createReport(context, machine);
  const running = await preparePart({ job, folder, report, machine }, Promise.resolve(job));
  const engine = localEngine(undefined, { socket: undefined, any: engineByCli(run, {}, signal) });
  const exports = shared.map(build => planExports(build.inputs, running.job.plan.decision.push, builder.path));
  const docker = {
    ...{ dir: home.path, env: {}, hide: async () => {}, show: async () => {}, login: async () => {} },
    user: { configDir: join(home.path, 'user'), buildxConfigDir: join(home.path, 'user/buildx') },
    dispose: async () => {},
  };
  const ready: ReadyRun = {
    ...running,
    bench: {
      ...{ docker, trusts: new Map(), builder, pins: new Map(), sources, policies: [], engine },
      checked: Promise.resolve(),
      names: await nameImages(images, exports, { engine, journal: folder }),
      targets: {
        images: running.job.plan.images.map(image => {
          const targets = rigs.map(({ registry }, at) => ({
            repository: registry.repository(`acme/${image.name}`),
            destination: image.destinations[at]!,
          }));
          return { image, fleet: createFleet(targets, log, { isAlone: false }), kept: undefined };
        }),
        grace: graceful(signal),
      },
      background: createBackground(),
      siblings: createSiblings(),
      signing: undefined,
      givenLogins: async () => new Map(),
      connectSource: host => {
        const known = rigs.find(({ registry }) => registry.host === host);
        if (known === undefined) throw new Error(`${host} is not a registry of this test`);
        return known.registry;
      },
      close: async () => {},
    },
  };
  return { ready, log };
}

/** The run after the checks before the build, which look for images of this commit under immutable tags. */
export async function checked(ready: ReadyRun, rigs: readonly Rig[]): Promise<ReadyRun> {
  const { bench, job } = ready;
  const { images } = bench.targets;
  const wanted = { preflight: false, immutableTags: job.inputs.immutableTags, keepsUploads: false };
  const kept = await preflight(wanted, images, new Map(rigs.map(({ registry }) => [registry.host, registry])));
  const targets = { ...bench.targets, images: images.map((one, at) => ({ ...one, kept: kept[at] })) };
  return { ...ready, bench: { ...bench, targets } };
}

/** Both images as a builder has exported them into layouts, without changing them. */
export function exported({ job }: ReadyRun, images: Readonly<Record<Name, ReturnType<typeof layout>>>) {
  return NAMES.map((name, at): Obtained => {
    const about = { configDigest: undefined, metadata: '{}', checks: [] };
    const stats = { steps: [], cachedSteps: 0, totalSteps: 0 };
    const { folder, root } = images[name];
    return {
      built: { result: { ...about, stats, digest: root as Digest }, local: undefined, layout: folder },
      cached: job.several!.builds[at]!.inputs,
    };
  });
}

/** The end of a run and its post step. Returns every file that is left. */
export async function afterPost({ folder, machine }: ReadyRun, home: Home): Promise<readonly string[]> {
  await cleanUp(folder.path, machine, { undo: undoState(folder), buildx: '' });
  removeRunFolder(folder.path, home.runnerTemp);
  return readdirSync(home.path, { recursive: true }).map(String).sort();
}

/** What a home contains before and after a run. */
export const NOTHING_LEFT = ['temp', 'workspace'];

/** The references under which a registry has manifests, without those by digest: tags. */
export function tagsIn(rigs: readonly Rig[]): readonly string[] {
  return rigs.flatMap(({ fake }) => referencesIn(fake).filter(reference => !reference.includes('@sha256:')));
}

/** `acme/api@sha256:…` or `acme/api@latest`, of every manifest. */
export function referencesIn({ manifests }: FakeRegistry): readonly string[] {
  return [...manifests.keys()];
}
