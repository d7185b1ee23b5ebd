import { join } from 'node:path';
import { command } from '../../command.ts';
import type { Account } from '../../registries/client.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { createLayout } from '../layout.ts';
import { alternate, clock } from '../measure.ts';
import { atMostTimes, notMeasured, type Result, withoutAim } from '../result.ts';
import type { Distance } from '../shaper.ts';
import { tools } from '../tools.ts';

const UPLOAD = join(import.meta.dirname, '../upload-layout.ts');
const PATH = 'bench/candidate';

/**
 * As far away as the registries of the cached job. Without any latency, the start of Node (a tenth of a second)
 * dominates; that row is informative.
 */
const FAR: Distance = { latency: 40 };
const PLACES = [
  { distance: FAR, where: ', 40 ms more per request' },
  { distance: undefined, where: ', loopback' },
] as const;

/** An image of two platforms from one registry to another, which is empty. The action does so as a whole process. */
export async function promotion(lab: Lab): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { distance, where } of PLACES) {
    const sizes = [lab.size(120), lab.size(50), lab.size(20), lab.size(5), lab.size(5)];
    const from = await candidate(lab, sizes, distance);
    const what = `promotion of 400 MB, 2 platforms, to another registry${where}`;
    results.push(...(await against(lab, what, from, () => lab.registry(distance), distance === FAR)));
  }
  return results;
}

/** The same inside one registry, for an image with many layers: hardly any bytes move. */
export async function promotionInside(lab: Lab): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { distance, where } of PLACES) {
    const from = await candidate(lab, Array<number>(40).fill(lab.size(1)), distance);
    const stay = async () => ({ ...from, stop: async () => {} });
    const what = `promotion inside one registry, 80 layers${where}`;
    results.push(...(await against(lab, what, from, stay, distance === FAR)));
  }
  return results;
}

/** A registry that has an image for two platforms. */
async function candidate(lab: Lab, layers: readonly number[], distance: Distance | undefined): Promise<Account> {
  const layout = createLayout(lab.folder('layout'), [layers, layers]);
  const registry = await lab.registry(distance);
  const env = { SLIPWAY_USERNAME: registry.username, SLIPWAY_PASSWORD: registry.password };
  await command(process.execPath, [UPLOAD, layout.folder, registry.host, PATH, 'rc'], { env });
  return registry;
}

type Open = () => Promise<Account & Readonly<{ stop(): Promise<void> }>>;

async function against(lab: Lab, what: string, from: Account, open: Open, isAim: boolean): Promise<readonly Result[]> {
  const source = `${from.host}/${PATH}:rc`;
  const sources = await lab.sources([]);
  let count = 0;
  /** Each run uses a separate repository, so that none finds another's blobs. */
  const into = (send: (to: Account, path: string) => Promise<number>) => async (): Promise<number> => {
    const to = await open();
    return send(to, `bench/to-${++count}`).finally(() => to.stop());
  };
  const slipway = async (to: Account, path: string): Promise<number> => {
    const auth = registriesInput([from]);
    const tags = { tags: 'type=raw,value=1', flavor: 'latest=false', 'build-contexts': '' };
    const inputs = { source, images: path, registries: registriesInput([to]), 'registry-auth': auth, ...tags };
    return (await lab.action(sources, inputs)).ms;
  };
  const here = ['docker', ...(await tools(['crane', 'skopeo']))] as const;
  const costs = await alternate(
    [
      { name: 'Slipway', run: into(slipway) },
      ...here.map(name => {
        const once = into((to, path) => {
          const config = lab.login([from, to]);
          return clock(() => TOOLS[name].run(source, `${to.host}/${path}:1`, config));
        });
        // imagetools sometimes writes an index before the registry has its manifests: that run doesn't count.
        return { name: TOOLS[name].title, run: name === 'docker' ? () => once().catch(once) : once };
      }),
    ],
    lab.rounds(5),
  );
  return Object.values(TOOLS).map(({ title }) => {
    const line = `${what}, against \`${title}\``;
    if (!costs.has(title)) return notMeasured(line, 'it is not installed');
    const result = atMostTimes(line, costs, 'Slipway', title, 1);
    return isAim ? result : withoutAim(result);
  });
}

type Tool = Readonly<{ title: string; run(from: string, to: string, config: string): Promise<unknown> }>;

const TOOLS: Readonly<Record<'crane' | 'skopeo' | 'docker', Tool>> = {
  crane: {
    title: 'crane copy',
    run: (from, to, config) => command('crane', ['copy', '--insecure', from, to], { env: { DOCKER_CONFIG: config } }),
  },
  skopeo: {
    title: 'skopeo copy --all',
    run: (from, to, config) => {
      const flags = ['--all', '--preserve-digests', '--insecure-policy', '--authfile', join(config, 'config.json')];
      const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
      return command('skopeo', ['copy', ...flags, ...plain, `docker://${from}`, `docker://${to}`]);
    },
  },
  docker: {
    title: 'docker buildx imagetools create',
    run: (from, to, config) =>
      command('docker', ['buildx', 'imagetools', 'create', '--tag', to, from], { env: { DOCKER_CONFIG: config } }),
  },
};
