import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBlobs } from './cache-blobs.ts';
import { createEntries, type Entry } from './cache-entries.ts';
import { createLink, type Distance } from './cache-link.ts';
import { branchScopes, runtimeToken, type Scope, scopesOf } from './cache-token.ts';

/** Which requests: one of the service's methods, or the bytes of a blob read or written. */
export type Call = 'CreateCacheEntry' | 'FinalizeCacheEntryUpload' | 'GetCacheEntryDownloadURL' | 'read' | 'write';

/**
 * What is wrong with the service. `away`: nobody listens. `hang`: requests are accepted and never answered. `corrupt`: the
 * second half of what is read is not what was written. A status is the answer to everything, or only to `on`; `hangs`:
 * such requests are accepted and never answered; `stops`: their answers stop half-way. Each spares the first
 * `after` of them, and ends after `times`.
 */
export type Fault =
  | 'away'
  | 'hang'
  | 'corrupt'
  | (Readonly<{ hangs: Call }> & Span)
  | (Readonly<{ stops: Call }> & Span)
  | (Readonly<{ status: number; on?: Call; headers?: Record<string, string> }> & Span);

type Span = Readonly<{ after?: number; times?: number }>;

/**
 * What a run cost the service: requests of all kinds, their clients (`User-Agent`), how many are pending and were at
 * most, and bytes of blobs.
 */
export type Counts = {
  requests: number;
  open: number;
  readonly agents: Set<string>;
  together: number;
  read: number;
  written: number;
  readonly calls: Partial<Record<Call, number>>;
};

/** One run of a job: its environment from the runner, and what it used. */
export type CacheRun = Readonly<{ env: Readonly<Record<string, string>>; token: string; counts: Counts }>;

export type CacheService = Readonly<{
  url: string;
  /** A run with these scopes; a push to main by default. */
  run(scopes?: readonly Scope[], until?: number): CacheRun;
  /** The stored entries, oldest first; without those never finalized. */
  entries(): readonly Entry[];
  fail(fault: Fault | undefined): Promise<void>;
  /** From now on such requests are accepted, and answered when the result is called. */
  hold(call: Call): () => void;
  distance(distance: Distance): void;
  /** Removes every entry. */
  clear(): void;
  close(): Promise<void>;
}>;

const PREFIX = '/twirp/github.actions.results.api.v1.CacheService/';

type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: Buffer | string }>;
type Known = CacheRun & Readonly<{ id: string }>;

/**
 * GitHub's cache service v2 over real HTTP, for @actions/cache and BuildKit alike: its Twirp methods, and the blob
 * storage that its signed addresses lead to.
 *
 * @param host the address to listen on
 */
export async function startCacheService(distance: Distance = {}, host = '127.0.0.1'): Promise<CacheService> {
  const entries = createEntries();
  const blobs = createBlobs();
  const link = createLink(distance);
  const runs = new Map<string, Known>();
  let fault: Fault | undefined;
  /** Requests affected by the fault, so far. */
  let about = 0;
  let held: Readonly<{ call: Call; released: Promise<void> }> | undefined;
  let url = '';
  const server = http.createServer({ keepAliveTimeout: 30_000 }, (req, res) => {
    void handle(req, res).catch(() => res.destroy());
  });

  async function handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const at = new URL(req.url ?? '', url);
    const call = callOf(req.method ?? '', at);
    const run = runOf(req, at);
    if (run !== undefined && call !== undefined) {
      run.counts.requests += 1;
      run.counts.agents.add(req.headers['user-agent'] ?? '');
      run.counts.calls[call] = (run.counts.calls[call] ?? 0) + 1;
      run.counts.together = Math.max(run.counts.together, ++run.counts.open);
      res.on('close', () => run.counts.open--);
    }
    const body = await link.receive(req);
    const met = typeof fault === 'object' && isDue(fault, call) ? fault : undefined;
    if (fault === 'hang' || (met !== undefined && 'hangs' in met)) return;
    await link.wait();
    if (held !== undefined && held.call === call) await held.released;
    const refusal = met !== undefined && 'status' in met ? met : undefined;
    const reply = refusal ? broken(refusal) : answer(req, at, call, run, body);
    const bytes = Buffer.from(reply.body ?? '');
    if (run !== undefined && call === 'write') run.counts.written += body.length;
    if (run !== undefined && call === 'read' && req.method === 'GET') run.counts.read += bytes.length;
    res.writeHead(reply.status, { ...reply.headers, 'content-length': String(bytes.length) });
    if (req.method === 'HEAD') return void res.end();
    if (met !== undefined && 'stops' in met) return void res.write(bytes.subarray(0, bytes.length / 2));
    await link.send(res, fault === 'corrupt' && call === 'read' ? spoil(bytes) : bytes);
  }

  function isDue(what: Exclude<Fault, string>, call: Call | undefined): boolean {
    if (aboutOf(what, call) !== call) return false;
    const at = about++ - (what.after ?? 0);
    return at >= 0 && at < (what.times ?? Number.POSITIVE_INFINITY);
  }

  function runOf(req: http.IncomingMessage, at: URL): Known | undefined {
    const token = at.searchParams.get('run') ?? (req.headers.authorization ?? '').replace(/^Bearer /i, '');
    return runs.get(token) ?? [...runs.values()].find(run => run.id === token);
  }

  function answer(
    req: http.IncomingMessage,
    at: URL,
    call: Call | undefined,
    run: Known | undefined,
    body: Buffer,
  ): Reply {
    const scopes = run === undefined ? undefined : scopesOf(run.token);
    if (run === undefined || scopes === undefined) return twirpError(401, 'unauthenticated', 'the token is not valid');
    if (call === undefined) return twirpError(404, 'bad_route', `nothing answers ${req.method} ${at.pathname}`);
    if (call === 'read' || call === 'write') {
      const [, , kind = '', id = ''] = at.pathname.split('/');
      if (at.searchParams.get('sig') !== signature(id) || (call === 'write') !== (kind === 'up'))
        return { status: 403 };
      return blobs.answer(req.method ?? '', id, at, req.headers, body);
    }
    return method(call, scopes, JSON.parse(body.toString() || '{}') as Record<string, unknown>, run);
  }

  function method(call: Call, scopes: readonly Scope[], asked: Record<string, unknown>, run: Known): Reply {
    const [key, version] = [String(asked.key ?? ''), String(asked.version ?? '')];
    const signed = (entry: Entry, kind: 'up' | 'down') =>
      `${url}/actions-cache/${kind}/${entry.id}?run=${run.id}&sig=${signature(entry.id)}`;
    if (call === 'CreateCacheEntry') {
      const entry = entries.create(scopes, key, version);
      if (entry === 'denied') return json({ ok: false, message: 'cache write denied: the token may only read' });
      if (entry === 'exists') return twirpError(409, 'already_exists', 'an entry of this key and version exists');
      return json({ ok: true, signed_upload_url: signed(entry, 'up') });
    }
    if (call === 'FinalizeCacheEntryUpload') {
      const entry = entries.finalize(scopes, key, version, Number(asked.size_bytes));
      if (entry === undefined) return twirpError(404, 'not_found', 'there is no such upload');
      if (blobs.bytes(entry.id)?.length !== entry.size)
        return twirpError(400, 'invalid_argument', 'size_bytes is not right');
      return json({ ok: true, entry_id: String(Number.parseInt(entry.id.slice(0, 8), 16)) });
    }
    const found = entries.find(scopes, [key, ...((asked.restore_keys as string[] | undefined) ?? [])], version);
    if (found === undefined) return json({ ok: false, signed_download_url: '', matched_key: '' });
    return json({ ok: true, signed_download_url: signed(found, 'down'), matched_key: found.key });
  }

  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, host, resolve));
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  url = `http://${host}:${port}`;

  return {
    url,
    run(scopes = branchScopes('main'), until) {
      const id = randomBytes(8).toString('hex');
      const token = runtimeToken(id, scopes, until);
      const env = {
        ACTIONS_CACHE_SERVICE_V2: 'True',
        ACTIONS_CACHE_URL: `${url}/`,
        ACTIONS_RESULTS_URL: `${url}/`,
        ACTIONS_RUNTIME_TOKEN: token,
      };
      const counts = { requests: 0, open: 0, agents: new Set<string>(), together: 0, read: 0, written: 0, calls: {} };
      const run: Known = { id, token, env, counts };
      runs.set(token, run);
      return run;
    },
    entries: () => entries.all().filter(entry => entry.size !== undefined),
    async fail(next) {
      fault = next;
      about = 0;
      if (fault === 'away') await shut();
      else if (!server.listening) await listen(port);
    },
    hold(call) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = { call, released: promise };
      return () => {
        held = undefined;
        resolve();
      };
    },
    distance: link.set,
    clear() {
      entries.clear();
      blobs.clear();
    },
    close: shut,
  };
}

function aboutOf(what: Exclude<Fault, string>, call: Call | undefined): Call | undefined {
  if ('hangs' in what) return what.hangs;
  return 'stops' in what ? what.stops : (what.on ?? call);
}

function callOf(method: string, { pathname }: URL): Call | undefined {
  if (pathname.startsWith('/actions-cache/'))
    return method === 'PUT' ? 'write' : /^(?:GET|HEAD)$/.test(method) ? 'read' : undefined;
  const name = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : '';
  return /^(?:CreateCacheEntry|FinalizeCacheEntryUpload|GetCacheEntryDownloadURL)$/.test(name)
    ? (name as Call)
    : undefined;
}

function broken({ status, headers = {} }: Readonly<{ status: number; headers?: Record<string, string> }>): Reply {
  const code = status === 429 ? 'resource_exhausted' : status < 500 ? 'permission_denied' : 'internal';
  const reply = twirpError(status, code, `told to answer ${status}`);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Bytes of the same length, with the second half inverted. */
function spoil(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => (at < bytes.length / 2 ? byte : byte ^ 0xff)));
}

function signature(id: string): string {
  return `s-${id}`;
}

function json(body: object): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function twirpError(status: number, code: string, msg: string): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, msg }) };
}
