import type http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { serveSpdy } from './spdy.ts';

type Json = { [key: string]: unknown };

/** The part of a Kubernetes API server that buildx's driver uses: deployments, config maps, pods, and exec into them. */
export type FakeKubernetes = Readonly<{
  url: string;
  /** A kubeconfig for this server. */
  kubeconfig: string;
  /** `METHOD path` of every request, in order. */
  seen: readonly string[];
  /** Deployments that exist, by `namespace/name`. */
  deployments: ReadonlyMap<string, Json>;
  /** Commands that were run in pods. */
  execs: readonly (readonly string[])[];
  /** The pods of a deployment become ready after that many requests. */
  slow(looks: number): void;
  /** Requests whose line matches are answered with this status. */
  refuse(line: RegExp | undefined, status?: number): void;
  close(): Promise<void>;
}>;

const TOKEN = 'token-of-the-cluster';

/**
 * @param engine the socket of the engine whose BuildKit `buildctl dial-stdio` connects to in every pod
 * @param tls a certificate for 127.0.0.1: credentials are sent to no server without one
 */
export async function startKubernetes(
  engine: string,
  tls: Readonly<{ ca: string; cert: string; key: string }>,
): Promise<FakeKubernetes> {
  const seen: string[] = [];
  const execs: string[][] = [];
  const deployments = new Map<string, Json>();
  const configMaps = new Map<string, Json>();
  const open = new Set<Duplex>();
  let [waits, left] = [0, 0];
  let broken: Readonly<{ line: RegExp; status: number }> | undefined;

  const server = https.createServer({ cert: tls.cert, key: tls.key }, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const { status, body } = answer(req, Buffer.concat(chunks));
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  function answer(req: http.IncomingMessage, sent: Buffer): Readonly<{ status: number; body: Json }> {
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://cluster');
    const line = `${req.method} ${pathname}`;
    seen.push(line);
    if (req.headers.authorization !== `Bearer ${TOKEN}`) return failure(401, 'Unauthorized', 'Unauthorized');
    if (broken?.line.test(line)) return failure(broken.status, 'Forbidden', `${line} is forbidden`);
    const [, namespace = '', kind = '', name = ''] =
      /^\/(?:api|apis\/apps)\/v1\/namespaces\/([^/]+)\/(deployments|configmaps|pods)(?:\/([^/]+))?$/.exec(pathname) ??
      [];
    if (kind === 'pods' && req.method === 'GET') return pods(namespace, searchParams.get('labelSelector') ?? '');
    const store = kind === 'deployments' ? deployments : kind === 'configmaps' ? configMaps : undefined;
    if (store === undefined) return failure(404, 'NotFound', 'the server could not find the requested resource');
    return resource(store, req.method ?? '', { namespace, name, sent });
  }

  function resource(
    store: Map<string, Json>,
    method: string,
    at: Readonly<{ namespace: string; name: string; sent: Buffer }>,
  ) {
    const { namespace, name, sent } = at;
    const key = `${namespace}/${name}`;
    if (method === 'POST') {
      const made = store === deployments ? deploymentIn(sent) : configMapIn(sent);
      const own = `${namespace}/${made.metadata.name}`;
      if (store.has(own)) return failure(409, 'AlreadyExists', `${own} already exists`);
      store.set(own, { ...made, metadata: { ...made.metadata, namespace, uid: own } });
      left = waits;
      return { status: 201, body: store.get(own)! };
    }
    const found = store.get(key);
    if (found === undefined) return failure(404, 'NotFound', `"${name}" not found`);
    if (method === 'DELETE') {
      store.delete(key);
      return { status: 200, body: { kind: 'Status', apiVersion: 'v1', status: 'Success' } };
    }
    const { replicas = 1 } = (found.spec ?? {}) as { replicas?: number };
    const isReady = store !== deployments || left-- <= 0;
    return { status: 200, body: { ...found, status: { replicas, readyReplicas: isReady ? replicas : 0 } } };
  }

  /** Each deployment has as many pods as it asks for, all of them running. */
  function pods(namespace: string, selector: string): Readonly<{ status: number; body: Json }> {
    const items = [...deployments].flatMap(([key, deployment]) => {
      const { replicas = 1, template } = deployment.spec as {
        replicas?: number;
        template: { metadata: Json; spec: Json };
      };
      const labels = template.metadata.labels as Record<string, string>;
      const isMeant = selector.split(',').every(term => {
        const [label = '', value = ''] = term.split('=');
        return labels[label] === value;
      });
      if (!key.startsWith(`${namespace}/`) || !isMeant) return [];
      return Array.from({ length: replicas }, (_, at) => ({
        metadata: { name: `${key.split('/')[1]}-${at}`, namespace, labels },
        spec: template.spec,
        status: { phase: 'Running' },
      }));
    });
    return { status: 200, body: { kind: 'PodList', apiVersion: 'v1', metadata: {}, items } };
  }

  server.on('upgrade', (req, socket) => {
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://cluster');
    seen.push(`${req.method} ${pathname}`);
    open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
    const isAllowed = req.headers.authorization === `Bearer ${TOKEN}` && req.headers.upgrade === 'SPDY/3.1';
    if (!isAllowed || !/\/pods\/[^/]+\/exec$/.test(pathname)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    execs.push(searchParams.getAll('command'));
    const head = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', 'X-Stream-Protocol-Version: v4.channel.k8s.io'];
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${head.join('\r\n')}\r\n\r\n`);
    pipeToBuildKit(socket, engine);
  });

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, seen, deployments, execs, kubeconfig: kubeconfigOf(url, tls.ca) },
    slow(looks) {
      waits = looks;
    },
    refuse(line, status = 403) {
      broken = line && { line, status };
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** The client opens its streams in this order: errors, stdin, stdout, stderr. */
function pipeToBuildKit(socket: Duplex, engine: string): void {
  const upstream = connect(engine).on('error', () => socket.destroy());
  upstream.write('POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  socket.on('close', () => upstream.destroy());
  // Until it has answered: the engine loses data that arrives together with the request.
  const early: Buffer[] = [];
  let isOpen = false;
  let count = 0;
  serveSpdy(socket, stream => {
    const at = count++;
    if (at === 1) {
      stream.onData(bytes => void (isOpen ? upstream.write(bytes) : early.push(bytes)));
      stream.onEnd(() => upstream.end());
    }
    if (at !== 2) return;
    let head = Buffer.alloc(0);
    upstream.on('data', (chunk: Buffer) => {
      if (isOpen) return stream.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      isOpen = true;
      for (const bytes of early) upstream.write(bytes);
      if (head.length > end + 4) stream.write(head.subarray(end + 4));
    });
    upstream.on('close', () => stream.end());
  });
}

/** The fields of a requested deployment that the driver needs, from the client's protobuf. */
function deploymentIn(sent: Buffer) {
  const deployment = objectIn(sent);
  const spec = messageAt(deployment, 2);
  const template = messageAt(spec, 3);
  const containers = all(messageAt(template, 2), 2).map(container => ({
    name: textAt(fieldsOf(container), 1),
    image: textAt(fieldsOf(container), 2),
  }));
  const labels = mapAt(messageAt(template, 1), 11);
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: textAt(messageAt(deployment, 1), 1) } },
    spec: {
      replicas: Number(spec.get(1)?.[0] ?? 1),
      selector: { matchLabels: mapAt(messageAt(spec, 2), 1) },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
}

function configMapIn(sent: Buffer) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: textAt(messageAt(objectIn(sent), 1), 1) } };
}

type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

/** Kubernetes puts four bytes and an envelope around its messages (apimachinery, runtime.Unknown). */
function objectIn(sent: Buffer): Fields {
  return messageAt(fieldsOf(sent.subarray(4)), 2);
}

/** The fields of a protobuf message: numbers, and bytes of whatever kind. */
function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let [value, scale, byte] = [0, 1, 0];
    do {
      byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte >= 0x80);
    return value;
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    const length = wire === 2 ? varint() : wire === 1 ? 8 : 4;
    const value = wire === 0 ? varint() : bytes.subarray(at, at + length);
    if (wire !== 0) at += length;
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

function all(fields: Fields, field: number): readonly Buffer[] {
  return (fields.get(field) ?? []).filter(value => Buffer.isBuffer(value));
}

function messageAt(fields: Fields, field: number): Fields {
  return fieldsOf(all(fields, field)[0] ?? Buffer.alloc(0));
}

function textAt(fields: Fields, field: number): string {
  return all(fields, field)[0]?.toString() ?? '';
}

function mapAt(fields: Fields, field: number): Record<string, string> {
  return Object.fromEntries(
    all(fields, field)
      .map(fieldsOf)
      .map(entry => [textAt(entry, 1), textAt(entry, 2)]),
  );
}

function failure(code: number, reason: string, message: string): Readonly<{ status: number; body: Json }> {
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code } };
}

function kubeconfigOf(server: string, ca: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'quay', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name: 'ci', user: { token: TOKEN } }],
    contexts: [{ name: 'ci', context: { cluster: 'quay', user: 'ci', namespace: 'builders' } }],
    'current-context': 'ci',
  });
}
