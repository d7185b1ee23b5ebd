import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Position } from './faults.ts';

/** One request through a proxy. `n` counts all requests of its publish, through any proxy. */
export type Passing = Position & Readonly<{ n: number; registry: string; fault: Fault | undefined }>;

/** Decides which requests of one publish fail, and records the others. */
export type Script = {
  /** Requests in the order of their arrival. */
  readonly seen: Passing[];
  /** Called on arrival. */
  decide(key: string, registry: string): Fault | undefined;
};

/** Stands before a registry and its token server. A publish is known by its repository, so that many may run at once. */
export type FaultProxy = Readonly<{
  host: string;
  /** Watches the requests for this repository; the result stops watching. */
  watch(repository: string, script: Script): () => void;
  close(): Promise<void>;
}>;

export type Behind = Readonly<{
  /** For keys: `a`, `b`. */
  name: string;
  /** The registry's `127.0.0.1:PORT`. */
  host: string;
  /** Requests of `/token` go here: the challenges are rewritten to name the proxy. */
  tokens?: string | undefined;
  /** Digests with a name in keys. */
  names: ReadonlyMap<string, string>;
}>;

export async function openFaultProxy(behind: Behind): Promise<FaultProxy> {
  const agent = new http.Agent({ keepAlive: true });
  const scripts = new Map<string, Script>();
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    const found = /\bc\/\d+\b/.exec(decodeURIComponent(req.url ?? ''))?.[0] ?? '';
    void pass(behind, agent, scripts.get(found), req, res).catch(() => req.socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch: (repository, script) => {
      scripts.set(repository, script);
      return () => void scripts.delete(repository);
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

async function pass(
  behind: Behind,
  agent: http.Agent,
  script: Script | undefined,
  req: http.IncomingMessage,
  res: http.ServerResponse,
): Promise<void> {
  const key = script === undefined ? '' : keyOf(behind, script, req);
  const fault = script?.decide(key, behind.name);
  const { method = '' } = req;
  const seen = { key, method, digest: false, answer: false, upload: false, registry: behind.name, fault };
  const note = script === undefined ? seen : { ...seen, n: script.seen.length };
  if (script !== undefined) script.seen.push(note as Passing);
  if (fault?.act === 'reset') return void req.socket.resetAndDestroy();
  if (fault?.act === 'stall') return;
  if (fault?.act === 'reply') {
    req.resume();
    const challenge = `Bearer realm="http://${req.headers.host}/token",service="test",error="invalid_token"`;
    const body = fault.body ?? '';
    res.writeHead(fault.status!, {
      'content-length': Buffer.byteLength(body),
      ...(fault.status === 401 && { 'www-authenticate': challenge }),
      ...fault.headers,
    });
    return void res.end(method === 'HEAD' ? undefined : body);
  }
  const body = await bytesOf(req);
  note.upload = body.length > 0;
  if (fault?.act === 'reset-late') return void req.socket.resetAndDestroy();
  if (fault?.act === 'cut-upload') {
    await forward(behind, agent, req, body.subarray(0, body.length / 2), body.length).catch(() => {});
    return void req.socket.resetAndDestroy();
  }
  const sent = fault?.act === 'short-upload' ? body.subarray(0, body.length / 2) : body;
  const answer = await forward(behind, agent, req, sent, sent.length);
  note.digest = answer.headers['docker-content-digest'] !== undefined;
  note.answer = answer.body.length > 0;
  if (fault?.act === 'lose') return void req.socket.resetAndDestroy();
  const headers = { ...answer.headers, ...rewritten(answer.headers, req.headers.host ?? '') };
  if (fault?.act === 'wrong-digest') headers['docker-content-digest'] = `sha256:${'0'.repeat(64)}`;
  res.writeHead(answer.status, headers);
  if (fault?.act !== 'cut-answer') return void res.end(answer.body);
  res.write(answer.body.subarray(0, answer.body.length / 2), () => req.socket.resetAndDestroy());
}

/** Names a request without the parts that vary between runs, and counts requests of the same name. */
function keyOf({ name, names }: Behind, { seen }: Script, req: http.IncomingMessage): string {
  const url = new URL(req.url ?? '', 'http://proxy');
  const digests = (text: string) => text.replace(/sha256:[0-9a-f]{64}/g, digest => names.get(digest) ?? digest);
  const path = digests(url.pathname.replace(/^\/v2\/c\/\d+\//, '').replace(/uploads\/[0-9a-f-]{36}/, 'uploads'));
  const query = ['digest', 'mount', 'scope'].flatMap(param => url.searchParams.getAll(param)).map(digests);
  const scopes = query.map(text =>
    text.replace(/repository:c\/\d+(?:\/(\w+))?:/g, (_, image = '') => (image === '' ? '' : `${image}:`)),
  );
  const kind = [name, req.method, path, ...scopes].join(' ');
  return `${kind} #${seen.filter(one => kindOf(one.key) === kind).length + 1}`;
}

/** A key without its count: requests of one kind are repetitions of the same request. */
export function kindOf(key: string): string {
  return key.slice(0, key.lastIndexOf(' #'));
}

/** Challenges name the token server; its requests go through the proxy too, so that they can fail as well. */
function rewritten(headers: http.IncomingHttpHeaders, host: string): http.OutgoingHttpHeaders {
  const challenge = headers['www-authenticate'];
  if (challenge === undefined) return {};
  return { 'www-authenticate': challenge.replace(/realm="[^"]*"/, `realm="http://${host}/token"`) };
}

type Whole = Readonly<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>;

/** Forwards a request. With fewer bytes than announced, the connection is cut after them. */
function forward(
  behind: Behind,
  agent: http.Agent,
  req: http.IncomingMessage,
  body: Buffer,
  announced: number,
): Promise<Whole> {
  const [host, port] = (req.url?.startsWith('/token') ? behind.tokens! : behind.host).split(':');
  const headers = { ...req.headers, ...(req.headers['content-length'] && { 'content-length': String(announced) }) };
  const { method, url: path } = req;
  return new Promise((resolve, reject) => {
    const whole = announced === body.length;
    const out = http.request({ host, port, method, path, headers, agent: whole ? agent : false }, answer => {
      bytesOf(answer).then(
        bytes => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }),
        reject,
      );
    });
    out.on('error', reject);
    if (whole) out.end(body);
    else out.write(body, () => setImmediate(() => out.destroy()));
  });
}

async function bytesOf(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
