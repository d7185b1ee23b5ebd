import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { htpasswdLine } from './htpasswd.ts';

/** A temporary registry: a docker-registry process with storage in a temporary folder. */
export type LocalRegistry = Readonly<{
  /** `127.0.0.1:PORT`. */
  host: string;
  username: string;
  password: string;
  /** The process of docker-registry: tests may pause or kill it. */
  pid: number;
  /** The folder with its content (docker-registry's filesystem driver). */
  storage: string;
  /** Its log so far, including the access log. */
  log(): string;
  /** Ends the process and removes the storage. May be called twice. */
  stop(): Promise<void>;
}>;

export type RegistryOptions = Readonly<{
  username?: string;
  password?: string;
  /** `none`: no authentication. `custom`: `config.auth` decides (token authentication). */
  auth?: 'password' | 'none' | 'custom';
  /** Allow DELETE. */
  delete?: boolean;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Keeps its content in memory if there is enough. For tests of small images: it syncs to disk after each blob. */
  memory?: boolean;
  /** Added to the configuration, by top-level key (distribution.github.io/distribution/about/configuration). */
  config?: Readonly<Record<string, unknown>>;
}>;

const READY = 10_000;

/** Starts a registry and waits until it listens. It ends with this process, however that ends. */
export async function startRegistry(options: RegistryOptions = {}): Promise<LocalRegistry> {
  const folder = mkdtempSync(join(options.memory ? quickFolder() : tmpdir(), 'slipway-registry-'));
  const username = options.username ?? 'skipper';
  const password = options.password ?? randomBytes(15).toString('base64url');
  const [file, log] = [join(folder, 'config.yml'), join(folder, 'registry.log')];
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(configuration(folder, options)), { mode: 0o600 });
  writeFileSync(join(folder, 'htpasswd'), await htpasswdLine(username, password), { mode: 0o600 });
  writeFileSync(log, '');
  const keeper = spawn('sh', ['-c', KEEPER, 'registry', file, log], { stdio: ['pipe', 'pipe', 'ignore'] });
  keeper.stdin.on('error', () => {});
  const stop = async () => {
    await end(keeper);
    rmSync(folder, { recursive: true, force: true });
  };
  const read = () => {
    try {
      return readFileSync(log, 'utf8');
    } catch {
      return '';
    }
  };
  try {
    const [pid] = (await once(keeper.stdout, 'data')) as [Buffer];
    const host = await listening(keeper, read);
    return { host, username, password, pid: Number(pid), storage: join(folder, 'data'), log: read, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A folder in memory, if there is one with half a GB of free space. */
export function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 512 * 1024 * 1024 ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * Runs `docker-registry` until it ends or until stdin closes. The pipe closes when this process dies, also by SIGKILL,
 * so that no registry is left behind. Reports the registry's pid.
 */
const KEEPER = `
exec 3<&0
docker-registry serve "$1" >"$2" 2>&1 </dev/null 3<&- & pid=$!
echo $pid
( read -r _ <&3; kill $pid ) >/dev/null 2>&1 & watch=$!
exec 3<&-
wait $pid
kill $watch 2>/dev/null`;

/** The registry picks its port itself (which avoids races) and logs it. */
async function listening(keeper: ChildProcess, log: () => string): Promise<string> {
  for (const deadline = Date.now() + READY; Date.now() < deadline; await sleep(25)) {
    const found = /listening on (\d+\.\d+\.\d+\.\d+:\d+)/.exec(log());
    if (found) return found[1]!;
    if (keeper.exitCode !== null) break;
  }
  throw new Error(`docker-registry did not start:\n${log().split('\n').slice(0, 8).join('\n')}`);
}

async function end(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const gone = once(keeper, 'exit');
  keeper.stdin!.end();
  await gone;
}

function configuration(folder: string, options: RegistryOptions) {
  const auth = { htpasswd: { realm: 'slipway', path: join(folder, 'htpasswd') } };
  return {
    version: 0.1,
    log: { accesslog: { disabled: false }, level: 'info', formatter: 'text' },
    storage: {
      filesystem: { rootdirectory: join(folder, 'data') },
      delete: { enabled: options.delete ?? false },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${options.port ?? 0}`, secret: randomBytes(16).toString('hex') },
    ...((options.auth ?? 'password') === 'password' ? { auth } : {}),
    ...options.config,
  };
}
