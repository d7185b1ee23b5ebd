import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trusts } from '../credentials/trust.ts';
import { errnoOf } from '../host/errno.ts';
import type { Mirror } from '../oci/mirror.ts';
import { isLoopback } from '../oci/reference.ts';
import { CERTS, type CertPorts, writeForEngine } from './engine-certs.ts';

/** The first line of our files: no other `hosts.toml` is ever overwritten or removed. */
const MARK = '# Written by Slipway for one run, and removed after it: ';
const NAME = 'hosts.toml';

/**
 * Makes the local engine, and the BuildKit in it, look for a registry's images in mirrors first. The registry itself
 * comes last, by the engine's own rule, and the provenance of a build names the registry, not the mirror.
 *
 * @returns false if the engine already has a configuration for this registry, which stays
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
export async function mirrorInEngine(
  host: string,
  mirrors: readonly Mirror[],
  { trusts, ...ports }: CertPorts & Readonly<{ trusts: Trusts }>,
): Promise<boolean> {
  const root = ports.folder ?? CERTS;
  const folder = join(root, host);
  const path = join(folder, NAME);
  const there = await textAt(path);
  if (there !== undefined) return there.startsWith(MARK);
  const own = await certificatesIn(folder);
  const blocks = await Promise.all(mirrors.map(mirror => blockOf(mirror, root, trusts)));
  const lines = [
    `${MARK}${randomBytes(6).toString('hex')}`,
    ...serverOf(host, trusts),
    ...trustLines(own),
    '',
    ...blocks,
  ];
  await writeForEngine(path, `${lines.join('\n')}\n`, ports);
  return true;
}

/** Whether this action wrote the file. */
export async function isMirrorFile(path: string): Promise<boolean> {
  if (!isMirrorPath(path)) return false;
  return (await textAt(path).catch(() => undefined))?.startsWith(MARK) ?? false;
}

export function isMirrorPath(path: string): boolean {
  return /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/hosts\.toml$/.test(path);
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

type Certificates = Readonly<{ authorities: readonly string[]; clients: readonly (readonly [string, string])[] }>;

/** Next to a `hosts.toml`, the engine ignores the folder's certificates, so they must be listed. */
async function certificatesIn(folder: string): Promise<Certificates> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const clients = names.filter(name => name.endsWith('.cert')).map(name => name.replace(/\.cert$/, ''));
  return {
    authorities: names.filter(name => name.endsWith('.crt')).map(name => join(folder, name)),
    clients: clients
      .filter(name => names.includes(`${name}.key`))
      .map(name => [join(folder, `${name}.cert`), join(folder, `${name}.key`)] as const),
  };
}

function trustLines({ authorities, clients }: Certificates): string[] {
  return [
    ...(authorities.length === 0 ? [] : [`ca = ${JSON.stringify(authorities)}`]),
    ...(clients.length === 0 ? [] : [`client = ${JSON.stringify(clients)}`]),
  ];
}

/** The engine knows the registry's address, but not that plain HTTP is allowed. */
function serverOf(host: string, trusts: Trusts): string[] {
  return trusts.get(host)?.insecure && !isLoopback(host) ? [`server = ${JSON.stringify(`http://${host}`)}`] : [];
}

async function blockOf({ host, path }: Mirror, root: string, trusts: Trusts): Promise<string> {
  const isPlain = isLoopback(host) || trusts.get(host)?.insecure === true;
  const url = `${isPlain ? 'http' : 'https'}://${host}`;
  const certificates = await certificatesIn(join(root, host));
  return [
    // JSON strings are valid TOML basic strings.
    `[host.${JSON.stringify(path === '' ? url : `${url}/v2/${path}`)}]`,
    'capabilities = ["pull", "resolve"]',
    ...(path === '' ? [] : ['override_path = true']),
    ...trustLines(certificates),
  ].join('\n');
}
