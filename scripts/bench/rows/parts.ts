import { startArtifactService } from '../../../__tests__/fakes/artifact-service.ts';
import { command } from '../../command.ts';
import type { Step } from '../../harness/types.ts';
import type { Account } from '../../registries/client.ts';
import { dockersAction, hasChain, repositoryApi } from '../chain.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate, clock } from '../measure.ts';
import { atMostTimes, type Result } from '../result.ts';
import { type Distance, startShaper } from '../shaper.ts';
import type { Sources } from '../sources.ts';

/** As far away as the registries of the cached job. */
const FAR: Distance = { latency: 40 };
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const TAGS = ['1.4.2', '1.4', 'latest'];
const NAME = 'bench/parts';

/** Two legs, two registries, three tags; the job that merges is measured, as whole processes. */
export async function partsMerged(lab: Lab): Promise<readonly Result[]> {
  const service = await startArtifactService();
  try {
    const sources = await lab.sources([lab.size(5)]);
    const recipe = hasChain() ? "docker's recipe" : "docker's recipe, its commands alone";
    let runs = 0;
    /** Each run has new registries: nothing is there but what its own legs have brought. */
    const merge = (how: (to: Merge) => Promise<number>) => async (): Promise<number> => {
      service.clear();
      const registries = [await lab.registry(FAR), await lab.registry(FAR)];
      const far = await startShaper(new URL(service.url).host, FAR);
      const env = { ...service.env(), ACTIONS_RESULTS_URL: `http://${far.host}/`, GITHUB_RUN_ID: String(++runs) };
      const inputs = {
        ...{ images: NAME, registries: registriesInput(registries), platforms: PLATFORMS.join(',') },
        ...{ tags: 'type=raw,value=1.4.2\ntype=raw,value=1.4\ntype=raw,value=latest', 'hand-over': 'registry' },
      };
      const act = (more: Readonly<Record<string, string>>) => lab.action(sources, { ...inputs, ...more }, env);
      try {
        const digests: string[] = [];
        for (const part of PLATFORMS) digests.push((await act({ part })).outputs.digest ?? '');
        return await how({ lab, sources, registries, digests, act });
      } finally {
        await Promise.all([far.stop(), ...registries.map(registry => registry.stop())]);
      }
    };
    const costs = await alternate(
      [
        { name: 'Slipway', run: merge(async ({ act }) => (await act({ merge: 'true' })).ms) },
        { name: recipe, run: merge(mergeAsDocker) },
      ],
      lab.rounds(5),
    );
    const what = 'job that merges 2 platforms, 3 tags × 2 registries, 40 ms more per request';
    return [atMostTimes(what, costs, 'Slipway', recipe, 0.5)];
  } finally {
    await service.close();
  }
}

type Merge = Readonly<{
  lab: Lab;
  sources: Sources;
  registries: readonly Account[];
  /** What the legs have pushed to both registries. */
  digests: readonly string[];
  act(inputs: Readonly<Record<string, string>>): ReturnType<Lab['action']>;
}>;

/**
 * The last job of docker's documentation, "Multi-platform image with GitHub Actions: distribute build across multiple
 * runners": login, metadata, one index for each registry, a look at it. Without its download of digests and its
 * setup-buildx-action, which take time as well.
 */
async function mergeAsDocker({ lab, sources, registries, digests }: Merge): Promise<number> {
  const env = { DOCKER_CONFIG: lab.login(registries) };
  // With a configuration of their own: the post steps log out, and the commands come after them here.
  const theirs = { DOCKER_CONFIG: lab.login([]) };
  const bundles = hasChain() ? await runDockersActions(lab, sources, dockerSteps(registries), theirs) : 0;
  const commands = await clock(async () => {
    for (const { host } of registries) {
      const tags = TAGS.flatMap(tag => ['--tag', `${host}/${NAME}:${tag}`]);
      const parts = digests.map(digest => `${host}/${NAME}@${digest}`);
      await command('docker', ['buildx', 'imagetools', 'create', ...tags, ...parts], { env });
      await command('docker', ['buildx', 'imagetools', 'inspect', `${host}/${NAME}:${TAGS[0]}`], { env });
    }
  });
  return bundles + commands;
}

/** Their milliseconds. */
async function runDockersActions(
  lab: Lab,
  sources: Sources,
  steps: readonly Step[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const api = await repositoryApi();
  try {
    return await lab.job(sources, steps, { ...env, GITHUB_API_URL: api.url });
  } finally {
    api.stop();
  }
}

function dockerSteps(registries: readonly Account[]): readonly Step[] {
  const logins = registries.map(({ host, username, password }) => ({
    uses: dockersAction('login-action'),
    with: { registry: host, username, password },
  }));
  const images = registries.map(({ host }) => `${host}/${NAME}`).join('\n');
  const tags = TAGS.map(tag => `type=raw,value=${tag}`).join('\n');
  return [...logins, { uses: dockersAction('metadata-action'), with: { images, tags } }];
}
