import { join } from 'node:path';
import { startArtifactService } from '../../../__tests__/fakes/artifact-service.ts';
import { openBridge } from '../../../src/builder/bridge.ts';
import { command } from '../../command.ts';
import type { Step } from '../../harness/types.ts';
import type { Account } from '../../registries/client.ts';
import { dockersAction, missingChain, repositoryApi } from '../chain.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate, clock, median } from '../measure.ts';
import { atMostTimes, duration, forTheRecord, notMeasured, type Result } from '../result.ts';
import { type Distance, startShaper } from '../shaper.ts';
import type { Sources } from '../sources.ts';

/** As far away as the registries of the cached job. */
const FAR: Distance = { latency: 40 };
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const TAGS = ['1.4.2', '1.4', 'latest'];
const NAME = 'bench/parts';
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
const THEIRS = 'docker’s recipe';

/** A way to build each platform in a separate job and publish them together in another. */
type Recipe = Readonly<{
  leg(platform: string): Promise<Readonly<{ ms: number; digest: string }>>;
  /** Its milliseconds. @param digests pushed to both registries by the legs */
  merge(digests: readonly string[]): Promise<number>;
}>;

/**
 * Two legs, two registries, three tags; whole processes. Every run has new registries with only what its own legs
 * pushed.
 */
export async function partsMerged(lab: Lab): Promise<readonly Result[]> {
  const what = 'job that merges 2 platforms, 3 tags × 2 registries, 40 ms more per request';
  const missing = missingChain();
  if (missing !== undefined) return [notMeasured(what, missing)];
  const service = await startArtifactService();
  const socket = join(lab.folder('bridge'), 'buildkit.sock');
  const closeBridge = await openBridge(socket, (process.env.DOCKER_HOST ?? DEFAULT_HOST).replace('unix://', ''));
  const sources = await lab.sources([lab.size(5)]);
  const legs = new Map<string, number[]>([
    ['Slipway', []],
    [THEIRS, []],
  ]);
  let runs = 0;
  const timed = (name: string, recipe: (registries: readonly Account[], env: Env) => Recipe) => async () => {
    service.clear();
    const registries = [await lab.registry(FAR), await lab.registry(FAR)];
    const far = await startShaper(new URL(service.url).host, FAR);
    const env = { ...service.env(), ACTIONS_RESULTS_URL: `http://${far.host}/`, GITHUB_RUN_ID: String(++runs) };
    try {
      const { leg, merge } = recipe(registries, env);
      const digests: string[] = [];
      for (const platform of PLATFORMS) {
        const { ms, digest } = await leg(platform);
        legs.get(name)!.push(ms);
        digests.push(digest);
      }
      return await merge(digests);
    } finally {
      await Promise.all([far.stop(), ...registries.map(registry => registry.stop())]);
    }
  };
  try {
    const costs = await alternate(
      [
        { name: 'Slipway', run: timed('Slipway', (to, env) => slipway(lab, sources, to, env)) },
        { name: THEIRS, run: timed(THEIRS, to => dockers(lab, sources, { registries: to, socket })) },
      ],
      lab.rounds(5),
    );
    const [ours, other] = [...legs.values()].map(all => duration(median(all)));
    return [
      atMostTimes(what, costs, 'Slipway', THEIRS, 0.5),
      forTheRecord('… each job that builds one of them', ours!, `${THEIRS} ${other}`),
    ];
  } finally {
    await Promise.all([service.close(), closeBridge()]);
  }
}

type Env = Readonly<Record<string, string>>;
type Setting = Readonly<{ registries: readonly Account[]; socket: string }>;

function slipway(lab: Lab, sources: Sources, registries: readonly Account[], env: Env): Recipe {
  const inputs = {
    ...{ images: NAME, registries: registriesInput(registries), platforms: PLATFORMS.join(',') },
    ...{ tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'), flavor: 'latest=false', 'hand-over': 'registry' },
  };
  const act = (more: Env) => lab.action(sources, { ...inputs, ...more }, env);
  return {
    async leg(part) {
      const { ms, outputs } = await act({ part });
      return { ms, digest: outputs.digest ?? '' };
    },
    merge: async () => (await act({ merge: 'true' })).ms,
  };
}

/**
 * docker's documentation, "Multi-platform image with GitHub Actions: distribute build across multiple runners", for two
 * registries: build-push-action by digest in each leg; then login, metadata, an index for each registry, and its inspection.
 * Its up- and downloads of digests, and the last job's setup-buildx-action, also take time but are omitted. The
 * docker driver pushes nothing by digest, so the engine's BuildKit is used as a remote one.
 */
function dockers(lab: Lab, sources: Sources, { registries, socket }: Setting): Recipe {
  const images = registries.map(({ host }) => `${host}/${NAME}`);
  const logins = registries.map(({ host: registry, username, password }) =>
    step('login-action', { registry, username, password }),
  );
  const metadata = step('metadata-action', {
    images: images.join('\n'),
    tags: TAGS.map(tag => `type=raw,value=${tag}`).join('\n'),
    flavor: 'latest=false',
  });
  const env = { DOCKER_CONFIG: lab.login(registries) };
  const ownConfig = { DOCKER_CONFIG: lab.login([]) };
  return {
    async leg(platform) {
      const build = step('build-push-action', {
        ...{ context: '.', platforms: platform, provenance: 'mode=max', 'build-contexts': sources.context },
        outputs: `type=image,"name=${images.join(',')}",push-by-digest=true,name-canonical=true,push=true`,
      });
      const steps = [
        step('setup-buildx-action', { driver: 'remote', endpoint: `unix://${socket}` }),
        ...logins,
        metadata,
        build,
      ];
      const { ms, outputs } = await runDockersActions(lab, sources, steps, ownConfig);
      return { ms, digest: outputs.digest ?? '' };
    },
    async merge(digests) {
      const { ms } = await runDockersActions(lab, sources, [...logins, metadata], ownConfig);
      // With a separate login: the post steps have already logged out.
      const commands = await clock(async () => {
        for (const image of images) {
          const tags = TAGS.flatMap(tag => ['--tag', `${image}:${tag}`]);
          const parts = digests.map(digest => `${image}@${digest}`);
          await command('docker', ['buildx', 'imagetools', 'create', ...tags, ...parts], { env });
          await command('docker', ['buildx', 'imagetools', 'inspect', `${image}:${TAGS[0]}`], { env });
        }
      });
      return ms + commands;
    },
  };
}

function step(name: Parameters<typeof dockersAction>[0], inputs: Env): Step {
  return { uses: dockersAction(name), with: inputs };
}

async function runDockersActions(lab: Lab, sources: Sources, steps: readonly Step[], env: Env) {
  const api = await repositoryApi();
  try {
    return await lab.job(sources, steps, { ...env, GITHUB_API_URL: api.url });
  } finally {
    api.stop();
  }
}
