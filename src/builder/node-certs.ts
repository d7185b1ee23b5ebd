import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../host/files/make-folder.ts';
import type { BuilderSpec, NodeSpec } from '../inputs/build/builder-spec.ts';

/** As in setup-buildx-action: `BUILDER_NODE_0_AUTH_TLS_KEY` is the key of the first node, PEM text. */
const VARIABLE = (index: number, what: string) => `BUILDER_NODE_${index}_AUTH_TLS_${what}`;
const PARTS = ['CACERT', 'CERT', 'KEY'] as const;

/** The folder of the certificates in a run's folder. The private Docker config hides it with the logins. */
export const CERTIFICATES = 'node-certificates';

type Env = Readonly<Record<string, string>>;

/** The PEM texts in the environment, which no child process needs: for masks. */
export function nodeKeys(env: Env): readonly string[] {
  return Object.keys(env)
    .filter(name => /^BUILDER_NODE_\d+_AUTH_TLS_KEY$/.test(name))
    .map(name => env[name] ?? '');
}

/**
 * Writes the TLS client certificates of remote nodes and adds them to the nodes. As in setup-buildx-action, only nodes
 * at `tcp://…` use them; a node's own `driver-opts` take precedence.
 *
 * @param folder this run's folder; the files are removed with it
 */
export async function withCertificates(
  nodes: BuilderSpec['nodes'],
  env: Env,
  folder: string,
): Promise<BuilderSpec['nodes']> {
  const [first, ...others] = nodes;
  return [
    await withCertificate(first, 0, env, folder),
    ...(await Promise.all(others.map((node, at) => withCertificate(node, at + 1, env, folder)))),
  ];
}

async function withCertificate(node: NodeSpec, index: number, env: Env, folder: string): Promise<NodeSpec> {
  if (!node.endpoint.startsWith('tcp://')) return node;
  const options = PARTS.map(async part => {
    const pem = env[VARIABLE(index, part)] ?? '';
    const key = part.toLowerCase();
    if (pem === '' || node.driverOpts.some(option => option.startsWith(`${key}=`))) return [];
    const home = join(folder, CERTIFICATES);
    await makeFolder(home, 0o700);
    const path = join(home, `node-${index}.${key}.pem`);
    await writeFile(path, pem, { mode: 0o600 });
    return [`${key}=${path}`];
  });
  return { ...node, driverOpts: [...node.driverOpts, ...(await Promise.all(options)).flat()] };
}
