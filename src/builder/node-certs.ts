import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../host/files/make-folder.ts';
import { type NodeSecret, nodeSecret } from '../host/variables/docker-actions.ts';
import type { Environment } from '../host/variables/environment.ts';
import type { BuilderSpec, NodeSpec } from '../inputs/build/builder-spec.ts';

const PARTS: readonly NodeSecret[] = ['cacert', 'cert', 'key'];

/** The folder of the certificates in a run's folder. The private Docker config hides it with the logins. */
export const CERTIFICATES = 'node-certificates';

/**
 * Writes the TLS client certificates of remote nodes and adds them to the nodes. As in setup-buildx-action, only nodes
 * at `tcp://…` use them; a node's own `driver-opts` take precedence.
 *
 * @param folder this run's folder; the files are removed with it
 */
export async function withCertificates(
  nodes: BuilderSpec['nodes'],
  env: Environment,
  folder: string,
): Promise<BuilderSpec['nodes']> {
  const [first, ...others] = nodes;
  return [
    await withCertificate(first, 0, env, folder),
    ...(await Promise.all(others.map((node, at) => withCertificate(node, at + 1, env, folder)))),
  ];
}

async function withCertificate(node: NodeSpec, index: number, env: Environment, folder: string): Promise<NodeSpec> {
  if (!node.endpoint.startsWith('tcp://')) return node;
  const options = PARTS.map(async key => {
    const pem = nodeSecret(env, index, key);
    if (pem === '' || node.driverOpts.some(option => option.startsWith(`${key}=`))) return [];
    const home = join(folder, CERTIFICATES);
    await makeFolder(home, 0o700);
    const path = join(home, `node-${index}.${key}.pem`);
    await writeFile(path, pem, { mode: 0o600 });
    return [`${key}=${path}`];
  });
  return { ...node, driverOpts: [...node.driverOpts, ...(await Promise.all(options)).flat()] };
}
