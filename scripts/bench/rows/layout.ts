import { join } from 'node:path';
import { command } from '../../command.ts';
import { inPath } from '../../engine/ensure.ts';
import type { Account } from '../../registries/client.ts';
import type { Lab } from '../lab.ts';
import { createLayout, type Layout } from '../layout.ts';
import { alternate, clock } from '../measure.ts';
import { atMostTimes, duration, forTheRecord, notMeasured, type Result, withoutAim } from '../result.ts';

const UPLOAD = join(import.meta.dirname, '../upload-layout.ts');

/** An OCI layout of two platforms to an empty registry, by us and by common tools. */
export async function layoutUpload(lab: Lab): Promise<readonly Result[]> {
  const layout = createLayout(lab.folder('layout'), [layers(lab), layers(lab)]);
  const tools = Object.entries(TOOLS).filter(([name]) => inPath(name) !== undefined);
  const toEmpty = (send: (layout: Layout, to: Account, config: string) => Promise<number>) => async () => {
    const registry = await lab.registry();
    const ms = await send(layout, registry, lab.login([registry]));
    await registry.stop();
    return ms;
  };
  const costs = await alternate(
    [
      { name: 'Slipway', run: toEmpty(upload) },
      ...tools.map(([name, { run }]) => ({
        name,
        run: toEmpty((from, to, config) => clock(() => run(from, to, config))),
      })),
    ],
    lab.rounds(11),
  );
  return Object.entries(TOOLS).map(([name, { title }]) => {
    const what = `OCI layout of 400 MB, 2 platforms, against \`${title}\``;
    if (!costs.has(name)) return notMeasured(what, `${name} is not installed`);
    const result = atMostTimes(what, costs, 'Slipway', name, 1);
    return name === 'oras' ? withoutAim(result) : result;
  });
}

/** A layout with very many tiny blobs, as a stress test. */
export async function tenThousandBlobs(lab: Lab): Promise<readonly Result[]> {
  const images = Array.from({ length: lab.quick ? 5 : 100 }, () => Array<number>(100).fill(200));
  const layout = createLayout(lab.folder('layout'), images);
  const registry = await lab.registry();
  const ms = await upload(layout, registry);
  return [forTheRecord(`layout of ${images.length * 100} blobs of 200 bytes`, duration(ms))];
}

function layers(lab: Lab): readonly number[] {
  return [lab.size(120), lab.size(50), lab.size(20), lab.size(5), lab.size(5)];
}

type Tool = Readonly<{ title: string; run(layout: Layout, to: Account, config: string): Promise<unknown> }>;

const TOOLS: Readonly<Record<string, Tool>> = {
  crane: {
    title: 'crane push',
    run: ({ folder }, { host }, config) =>
      command('crane', ['push', '--insecure', folder, `${host}/bench/crane:1`], { env: { DOCKER_CONFIG: config } }),
  },
  skopeo: {
    title: 'skopeo copy --all',
    run: ({ folder }, { host }, config) => {
      const flags = ['--all', '--preserve-digests', '--dest-tls-verify=false', '--insecure-policy'];
      const auth = ['--dest-authfile', join(config, 'config.json')];
      return command('skopeo', ['copy', ...flags, ...auth, `oci:${folder}`, `docker://${host}/bench/skopeo:1`]);
    },
  },
  oras: {
    title: 'oras cp',
    run: ({ folder, digest }, { host }, config) => {
      const flags = ['--from-oci-layout', '--to-plain-http', '--to-registry-config', join(config, 'config.json')];
      return command('oras', ['cp', ...flags, `${folder}@${digest}`, `${host}/bench/oras:1`]);
    },
  },
};

/** Our process, which measures its time without the start of Node; see upload-layout.ts. */
async function upload({ folder }: Layout, { host, username, password }: Account): Promise<number> {
  const env = { SLIPWAY_USERNAME: username, SLIPWAY_PASSWORD: password };
  return Number(await command(process.execPath, [UPLOAD, folder, host, 'bench/slipway', '1'], { env }));
}
