import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBlobs } from './cache-blobs.ts';
import { branchScopes, runtimeToken } from './cache-token.ts';

/** An artifact that was finalized. */
export type StoredArtifact = Readonly<{ id: number; name: string; bytes: Buffer }>;

export type ArtifactService = Readonly<{
  url: string;
  /** The runner's environment of a job; jobs of one run see each other's artifacts. */
  env(): Record<string, string>;
  artifacts(): readonly StoredArtifact[];
  /** Adds an artifact, as a job could without this action. */
  plant(name: string, zip: Buffer): void;
  /** Every request of this method (`ListArtifacts`, `write`, …) is answered with this status from now on. */
  fail(method: string | undefined, status?: number): void;
  clear(): void;
  close(): Promise<void>;
}>;

const PREFIX = '/twirp/github.actions.results.api.v1.ArtifactService/';

/**
 * GitHub's artifact service v4 over real HTTP, for the real @actions/artifact: its Twirp methods and its blob storage.
 *
 * @param onRequest called with the method of each request before it is answered
 */
export async function startArtifactService(onRequest?: (method: string) => void): Promise<ArtifactService> {
  const blobs = createBlobs();
  const stored: StoredArtifact[] = [];
  const open = new Map<string, string>();
  const token = runtimeToken('artifacts', branchScopes('main'));
  let broken: Readonly<{ method: string; status: number }> | undefined;
  let count = 0;
  let url = '';

  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const { status, headers, body = '' } = answer(req, Buffer.concat(chunks));
      res.writeHead(status, headers).end(req.method === 'HEAD' ? undefined : body);
    });
  });

  function answer(req: http.IncomingMessage, body: Buffer): Reply {
    const at = new URL(req.url ?? '', url);
    const method = at.pathname.startsWith(PREFIX)
      ? at.pathname.slice(PREFIX.length)
      : req.method === 'GET'
        ? 'read'
        : 'write';
    onRequest?.(method);
    if (broken?.method === method) return json({ code: 'internal', msg: 'out of order' }, broken.status);
    if (!at.pathname.startsWith(PREFIX)) {
      const reply = blobs.answer(req.method ?? '', at.pathname, at, req.headers, body);
      return {
        ...reply,
        headers: { ...reply.headers, ...(method === 'read' && { 'content-type': 'application/zip' }) },
      };
    }
    if (req.headers.authorization !== `Bearer ${token}`) return json({ code: 'unauthenticated' }, 401);
    const asked = JSON.parse(body.toString()) as Record<string, string>;
    if (asked.workflow_run_backend_id !== 'run') return json({ code: 'permission_denied' }, 403);
    return twirp(method, asked);
  }

  function twirp(method: string, asked: Record<string, string>): Reply {
    const name = asked.name ?? '';
    switch (method) {
      case 'CreateArtifact': {
        if (stored.some(one => one.name === name)) return json({ code: 'already_exists', msg: `${name} exists` }, 409);
        open.set(name, `/artifacts/${++count}`);
        return json({ ok: true, signed_upload_url: `${url}/artifacts/${count}?sig=secret` });
      }
      case 'FinalizeArtifact': {
        const bytes = blobs.bytes(open.get(name) ?? '');
        if (bytes === undefined || String(bytes.length) !== String(asked.size))
          return json({ code: 'invalid_argument' }, 400);
        if (asked.hash !== `sha256:${createHash('sha256').update(bytes).digest('hex')}`)
          return json({ code: 'invalid_argument' }, 400);
        const id = Number(open.get(name)!.split('/').at(-1));
        stored.push({ id, name, bytes });
        return json({ ok: true, artifact_id: String(id) });
      }
      case 'ListArtifacts': {
        const wanted =
          asked.id_filter === undefined ? stored : stored.filter(({ id }) => String(id) === String(asked.id_filter));
        return json({ artifacts: wanted.map(listed) });
      }
      case 'GetSignedArtifactURL': {
        const found = stored.find(one => one.name === name);
        return found
          ? json({ signed_url: `${url}/artifacts/${found.id}?sig=secret` })
          : json({ code: 'not_found' }, 404);
      }
      default:
        return json({ code: 'bad_route' }, 404);
    }
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: () => ({ ACTIONS_RESULTS_URL: `${url}/`, ACTIONS_RUNTIME_TOKEN: token }),
    artifacts: () => [...stored],
    plant(name, zip) {
      const path = `/artifacts/${++count}`;
      blobs.answer('PUT', path, new URL(path, url), { 'x-ms-blob-type': 'BlockBlob' }, zip);
      stored.push({ id: count, name, bytes: zip });
    },
    fail(method, status = 500) {
      broken = method === undefined ? undefined : { method, status };
    },
    clear() {
      stored.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: Buffer | string }>;

function json(value: object, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function listed({ id, name, bytes }: StoredArtifact) {
  return {
    workflow_run_backend_id: 'run',
    workflow_job_run_backend_id: 'job',
    database_id: String(id),
    name,
    size: String(bytes.length),
    created_at: '2026-11-02T09:30:00Z',
  };
}
