import { request } from 'node:http';
import { text } from 'node:stream/consumers';

type CacheRecord = Readonly<{ ID: string; Description: string }>;

/** Some 30 characters each in one address. */
const MOST_AT_ONCE = 200;

/**
 * Removes an engine's build cache for steps with these descriptions. Uses its API, since tests do this all the
 * time: a `docker buildx` command starts three processes. (Where hundreds of records match, that is quicker.)
 *
 * @param host the engine; DOCKER_HOST's or the usual one unless given
 */
export async function pruneCache(description: RegExp, host?: string): Promise<void> {
  // A record can only be removed after those that depend on it; records in use are kept.
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const { BuildCache } = (await ask(host, 'GET', '/system/df?type=build-cache')) as {
      BuildCache: CacheRecord[] | null;
    };
    const ids = (BuildCache ?? []).filter(record => description.test(record.Description)).map(({ ID }) => ID);
    if (ids.length === 0 || ids.length >= before) return;
    before = ids.length;
    for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
      const id = { [`^(${ids.slice(at, at + MOST_AT_ONCE).join('|')})$`]: true };
      await ask(host, 'POST', `/build/prune?all=true&filters=${encodeURIComponent(JSON.stringify({ id }))}`);
    }
  }
}

/** Removes everything from an engine: all images and all build cache. */
export async function forgetEverything(host: string): Promise<void> {
  const images = (await ask(host, 'GET', '/images/json')) as readonly Readonly<{ Id: string }>[];
  for (const { Id } of images) await ask(host, 'DELETE', `/images/${Id}?force=true`);
  await ask(host, 'POST', '/build/prune?all=true');
}

/** The answer of an engine at a local socket, from JSON. */
export async function ask(host: string | undefined, method: string, path: string): Promise<unknown> {
  const socketPath = (host ?? (process.env.DOCKER_HOST || 'unix:///var/run/docker.sock')).replace('unix://', '');
  return new Promise((resolve, reject) => {
    const out = request({ socketPath, method, path: `/v1.44${path}`, headers: { host: 'docker' } }, async answer => {
      const body = await text(answer);
      if (answer.statusCode! < 300) resolve(body === '' ? undefined : JSON.parse(body));
      else reject(new Error(`${method} ${path}: ${answer.statusCode} ${body}`));
    });
    out.on('error', reject).end();
  });
}
