import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ActionError, messageOf } from '../host/errors.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';

/** Where the engine, and the BuildKit inside it, look for a registry's CA; read for each connection. */
export const CERTS = '/etc/docker/certs.d';

export type CertPorts = Readonly<{
  run: Run;
  env: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  /** Called with each path before it is created; folders end with a slash. */
  willWrite(path: string): Promise<void>;
  /** Default: the engine's own folder. */
  folder?: string | undefined;
}>;

/**
 * Makes the local engine trust a registry's CA. The file's name is unique, so that the user's files stay; the engine
 * reads every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
export async function trustInEngine(host: string, pem: string, ports: CertPorts): Promise<void> {
  const folder = join(ports.folder ?? CERTS, host);
  try {
    await writeForEngine(join(folder, `slipway-${randomBytes(6).toString('hex')}.crt`), pem, ports);
  } catch (error) {
    throw new ActionError(
      'ENGINE_FAILED',
      `the private CA could not be installed for the Docker Engine: ${messageOf(error)}`,
      {
        hint: `Put the certificate at ${join(folder, 'ca.crt')} yourself, or let this user write there.`,
      },
    );
  }
}

/**
 * Writes a new file in the engine's configuration of a registry, with its parent folders.
 *
 * @throws ActionError ENGINE_FAILED when it cannot be written, not even with sudo
 */
export async function writeForEngine(path: string, text: string, ports: CertPorts): Promise<void> {
  const folder = dirname(path);
  for (const missing of missingFolders(folder)) await ports.willWrite(`${missing}/`);
  await ports.willWrite(path);
  try {
    await makeFolder(folder, 0o755);
    await writeFile(path, text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if (!isForbidden(error)) throw unwritable(folder, messageOf(error));
    const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
    await sudo(['sh', '-c', script, 'sh', folder, path], ports, text).catch(why => {
      throw unwritable(folder, messageOf(why));
    });
  }
}

/** Removes a file that was written outside the run's folder, or (with a trailing slash) an empty folder. */
export async function removeWritten(path: string, ports: Pick<CertPorts, 'run' | 'env' | 'folder'>): Promise<void> {
  const isFolder = path.endsWith('/');
  try {
    await (isFolder ? rmdir(path) : unlink(path));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // It was noted but never created, or somebody else uses the folder by now.
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code)) return;
    // The journal is not trustworthy: sudo removes only certificates and the folders above them, which rmdir leaves
    // unless they are empty.
    const root = `${ports.folder ?? CERTS}/`;
    const isOurs = (path.startsWith(root) || (isFolder && root.startsWith(path))) && !path.includes('/../');
    if (!isForbidden(error) || !isOurs) throw error;
    await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
  }
}

/** Whether a path is one that `trustInEngine` creates: a certificate with our name, or a folder for one. */
export function isCertificate(path: string): boolean {
  // Created for the first certificate on a machine; removed only when empty.
  if (path === `${CERTS}/` || path === `${dirname(CERTS)}/`) return true;
  const [, name] = /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/(.*)$/.exec(path) ?? [];
  return name === '' || /^slipway-[0-9a-f]{12}\.crt$/.test(name ?? '/');
}

/** Outermost first, so that undoing in reverse leaves none. */
function missingFolders(folder: string): readonly string[] {
  if (existsSync(folder)) return [];
  return [...missingFolders(dirname(folder)), folder];
}

async function sudo(
  args: readonly string[],
  { run, env, signal }: Pick<CertPorts, 'run' | 'env' | 'signal'>,
  input?: string,
): Promise<void> {
  const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
  const { code, stderr } = await run('sudo', ['-n', ...args], options);
  if (code !== 0) throw new ActionError('ENGINE_FAILED', lastLine(stderr) || `sudo exited with code ${code}`);
}

function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function unwritable(folder: string, why: string): ActionError {
  return new ActionError('ENGINE_FAILED', `cannot write to ${folder}: ${why}`);
}
