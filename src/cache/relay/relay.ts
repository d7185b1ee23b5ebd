import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { readBody } from '../../http/body.ts';
import { METHODS } from '../service/service.ts';
import { ANSWER_LIMIT, createClient, type Headers, type Limits, passedOn } from './client.ts';
import { createOutbox } from './outbox.ts';
import type { Permit } from './permit.ts';
import { createPlaces, isByContent, type JsonFields, type Place } from './places.ts';

/** The cache service, version 2, as reached through this process by a local builder. */
export type Relay = Readonly<{
  /** For `ACTIONS_RESULTS_URL`. */
  url: string;
  /**
   * For `ACTIONS_RUNTIME_TOKEN`: it has the claims of the job's token, but works only with this relay. Build steps may
   * intercept a builder's token.
   */
  token: string;
  /** An unprotected URL for testing whether the relay is reachable. */
  greeting: string;
  /** What is wrong with the service, in words. From then on every request is rejected immediately. */
  failure(): string | undefined;
  /** Bytes that were accepted and not yet stored. */
  held(): number;
  /** Waits until accepted content is stored, or cannot be, and closes. */
  close(): Promise<void>;
}>;

type Exchange = Readonly<{ req: IncomingMessage; res: ServerResponse; url: URL }>;

const QUESTION_LIMIT = 64 * 1024;
/** Milliseconds. GitHub's signed addresses are valid for ten minutes. */
const FRESH = 60_000;
/** BuildKit's parts have a megabyte. */
const PART_LIMIT = 128 * 1024 * 1024;

/**
 * Opens the relay. BuildKit waits indefinitely for a service that does not answer: here each request has a deadline,
 * and a service that missed one is not asked again. And BuildKit uploads one megabyte at a time: here a part is
 * acknowledged immediately, and parts are uploaded concurrently (decision 14).
 *
 * @param service `permit` limits the requests
 * @param address of this machine, as the builder reaches it
 * @throws Error when this machine cannot listen on the address
 */
export async function openRelay(
  service: Readonly<{ url: string; token: string; permit: Permit }>,
  address: string,
  limits: Limits,
  machine: Machine,
): Promise<Relay> {
  const client = createClient(limits, machine);
  const outbox = createOutbox();
  const places = createPlaces(() => origin);
  /** Recent look-ups, by request. */
  const known = new Map<string, Readonly<{ json: Buffer; until: number }>>();
  const token = likeToken(service.token);
  machine.log.mask(token);
  const login = Buffer.from(`Bearer ${token}`);
  const greeting = `greeting/${randomBytes(16).toString('hex')}`;
  let origin = '';
  const failure = (): string | undefined => client.gone() ?? outbox.failure();

  /** Handles a method of the service. */
  async function call({ req, res, url }: Exchange): Promise<void> {
    const asked = onlyKnown(parsed(await readBody(req, QUESTION_LIMIT)));
    // Serialised again, so that the service reads exactly the checked fields.
    const body = Buffer.from(JSON.stringify(asked));
    const method = url.pathname.slice(METHODS.length + 1);
    const upload = method === 'FinalizeCacheEntryUpload' ? places.upload(asked) : undefined;
    const isBegun = method !== 'FinalizeCacheEntryUpload' || upload !== undefined;
    if (!service.permit(method, asked) || !isBegun) {
      machine.log.debug(`the cache relay rejects ${method} of ${JSON.stringify(asked.key)}`);
      return refuse(req, res, 403, 'this build does not need that request');
    }
    const passed = {
      method: 'POST',
      url: new URL(url.pathname.slice(1), service.url),
      headers: {
        ...passedOn(req.headers),
        'content-type': 'application/json',
        authorization: `Bearer ${service.token}`,
      },
      body,
    } as const;
    if (upload !== undefined) {
      const send = async () => {
        const { ok, message } = parsed(await client.deliver(passed));
        if (ok === false) throw new Error(`the cache service rejected an entry: ${String(message)}`);
      };
      await outbox.complete(upload.id, { bytes: 0, send }, upload.isIndex);
      return answer(res, 200, JSON.stringify({ ok: true, entry_id: '0' }));
    }
    const question = `${url.pathname} ${body.toString()}`;
    const before = known.get(question);
    if (before !== undefined && before.until > machine.now()) return answer(res, 200, before.json);
    const isLookup = method === 'GetCacheEntryDownloadURL';
    // A new entry must be visible at once; otherwise it would be rejected as if somebody else were storing it.
    const response = await (isLookup ? client.look : client.ask)(passed);
    const text = await client.watched(readBody(response.body, ANSWER_LIMIT));
    const ours = response.status === 200 ? places.rename(parsed(text), asked) : undefined;
    if (ours === undefined) return answer(res, response.status, text, passedOn(response.headers));
    const renamed = Buffer.from(JSON.stringify(ours));
    // BuildKit repeats each look-up right afterwards.
    if (isLookup && isByContent(asked)) known.set(question, { json: renamed, until: machine.now() + FRESH });
    answer(res, 200, renamed);
  }

  /** Content on its way to the service. Acknowledged as soon as it has arrived. */
  async function take({ req, res, url }: Exchange, { id, at, isIndex }: Place): Promise<void> {
    // Unchanged: the address is signed.
    const target = new URL(url.search === '' ? at : `${at}${at.search === '' ? '?' : '&'}${url.search.slice(1)}`);
    const headers = passedOn(req.headers);
    const body = await readBody(req, PART_LIMIT);
    const send = async () => void (await client.deliver({ method: 'PUT', url: target, headers, body }));
    const upload = { bytes: body.length, send };
    if (url.searchParams.get('comp') === 'block') await outbox.part(id, upload);
    else await outbox.complete(id, upload, isIndex);
    answer(res, 201, '', { 'x-ms-request-id': id, etag: `"${id}"`, 'last-modified': new Date().toUTCString() });
  }

  /** Content on its way from the service. */
  async function give({ req, res }: Exchange, { at }: Place): Promise<void> {
    const method = req.method === 'HEAD' ? 'HEAD' : 'GET';
    const response = await client.fetch({ method, url: at, headers: passedOn(req.headers) });
    // An expired address: BuildKit then requests another one.
    if (response.status === 401 || response.status === 403) known.clear();
    res.writeHead(response.status, passedOn(response.headers));
    await client.watched(pipeline(response.body, res));
  }

  async function route(exchange: Exchange): Promise<void> {
    const { req, res, url } = exchange;
    if (url.pathname === `/${greeting}`) return answer(res, 200, '');
    const place = places.find(url.pathname);
    if (place === undefined && !(isMethod(url.pathname) && isSame(req.headers.authorization, login))) {
      machine.log.debug(`refused a request at the cache relay: ${req.method} ${url.pathname}`);
      return refuse(req, res, 404, 'there is nothing here');
    }
    const problem = failure();
    if (problem !== undefined) return refuse(req, res, 403, problem);
    if (place === undefined) return call(exchange);
    if (req.method !== 'PUT') return give(exchange, place);
    return place.isUpload ? take(exchange, place) : refuse(req, res, 403, 'this entry is read-only');
  }

  const server = createServer({ keepAliveTimeout: 5_000, maxHeaderSize: 65_536 }, (req, res) => {
    const url = URL.parse(req.url ?? '/', 'http://relay');
    if (url === null) return refuse(req, res, 400, 'no address');
    route({ req, res, url }).catch(error => {
      machine.log.debug(`cache relay: ${req.method} ${url.pathname}: ${messageOf(error)}`);
      // After a 502 content is requested again, which helps if the failure was temporary.
      refuse(req, res, client.gone() === undefined ? 502 : 403, client.gone() ?? messageOf(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  server.on('error', error => machine.log.debug(`cache relay: ${messageOf(error)}`));
  origin = `http://${address}:${(server.address() as AddressInfo).port}/`;
  return {
    url: origin,
    token,
    greeting: `${origin}${greeting}`,
    failure,
    held: outbox.held,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await outbox.settled();
      client.close();
      await closed;
    },
  };
}

function isMethod(path: string): boolean {
  return path.startsWith(`/${METHODS}`) && /^[A-Za-z]+$/.test(path.slice(METHODS.length + 1));
}

/** A token with the same claims, which clients read, and another signature, which they cannot verify. */
function likeToken(token: string): string {
  const [header, claims] = token.split('.');
  const signature = randomBytes(32).toString('base64url');
  return claims === undefined ? signature : `${header}.${claims}.${signature}`;
}

function isSame(given: string | undefined, expected: Buffer): boolean {
  const bytes = Buffer.from(given ?? '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function parsed(json: Buffer): JsonFields {
  try {
    const value: unknown = JSON.parse(json.toString());
    return typeof value === 'object' && value !== null ? (value as JsonFields) : {};
  } catch {
    return {};
  }
}

/**
 * The fields of BuildKit's requests. The service also accepts others, and other spellings of these (proto3's JSON
 * mapping).
 */
const FIELDS: readonly string[] = ['key', 'version', 'restore_keys', 'size_bytes'];

function onlyKnown(asked: JsonFields): JsonFields {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => FIELDS.includes(name)));
}

function answer(res: ServerResponse, status: number, body: string | Buffer, headers: Headers = {}): void {
  const type = { 'content-type': 'application/json' };
  res.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}

/** In the error formats of both clients: the service's methods, and its storage. */
function refuse(req: IncomingMessage, res: ServerResponse, status: number, msg: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  req.resume();
  const code = status === 502 ? 'unavailable' : 'failed_precondition';
  const close = req.readableEnded ? {} : { connection: 'close' };
  answer(res, status, JSON.stringify({ code, msg }), { 'x-ms-error-code': 'CacheRelay', ...close });
}
