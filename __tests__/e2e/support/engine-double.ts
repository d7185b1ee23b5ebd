import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import type { Engine } from '../../../src/engine/engine.ts';
import { ActionError } from '../../../src/host/errors.ts';
import { blobsOf } from '../../../src/oci/content.ts';
import { readLayout } from '../../../src/staging/layout.ts';

/**
 * An engine that holds one image, a layout on disk, and pushes it as the real one does: blobs five at a time, HEAD,
 * POST and one PUT; then manifests, children first, the tag last. Like the real one it stops at the first error and
 * retries nothing.
 */
export function engineDouble(folder: string): Engine {
  const agent = new http.Agent({ keepAlive: true });
  return {
    info: async () => ({ ...INFO, operatingSystem: 'linux', architecture: 'amd64' }),
    image: async () => undefined,
    tag: async () => {},
    remove: async () => true,
    containers: async () => [],
    removeContainer: async () => {},
    async push(name, login) {
      const colon = name.lastIndexOf(':');
      const [repository, tag] = [name.slice(0, colon), name.slice(colon + 1)];
      const auth = `${login.username}:${login.password}`;
      const base = `http://${repository.replace('/', '/v2/')}`;
      const ask = (method: string, url: string, body?: Buffer, type = '') => send(agent, auth, method, url, body, type);
      const { manifests, root, leftOut = new Set() } = await readLayout(folder);
      const queue = [...blobsOf({ manifests, leftOut })];
      const worker = async () => {
        for (let blob = queue.shift(); blob !== undefined; blob = queue.shift()) {
          if ((await ask('HEAD', `${base}/blobs/${blob.digest}`)).status === 200) continue;
          const started = await ask('POST', `${base}/blobs/uploads/`);
          const url = new URL(started.location, base);
          url.searchParams.set('digest', blob.digest);
          const bytes = readFileSync(join(folder, 'blobs', 'sha256', blob.digest.slice(7)));
          accept(await ask('PUT', url.href, bytes), 201);
        }
      };
      await all(Array.from({ length: 5 }, worker));
      for (const { digest, bytes, mediaType } of manifests) {
        const reference = digest === root.digest ? tag : digest;
        accept(await ask('PUT', `${base}/manifests/${reference}`, bytes, mediaType), 201);
      }
    },
  };
}

const INFO = { containerdStore: true, desktop: false, rootless: false, dataRoot: '' };

/** Waits for all, then throws the first error: no request of this push is pending when the next begins. */
async function all(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  const failed = ends.find(end => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

type Reply = Readonly<{ status: number; location: string }>;

function accept({ status }: Reply, expected: number): void {
  if (status !== expected) throw new ActionError('ENGINE_FAILED', `docker push failed: unexpected status ${status}`);
}

function send(
  agent: http.Agent,
  auth: string,
  method: string,
  url: string,
  body: Buffer | undefined,
  type: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': body?.length ?? 0, ...(type !== '' && { 'content-type': type }) };
    const out = http.request(url, { agent, auth, method, headers }, answer => {
      answer.resume();
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' }));
    });
    out.on('error', error => reject(new ActionError('ENGINE_FAILED', `docker push failed: ${error.message}`)));
    out.end(body);
  });
}
