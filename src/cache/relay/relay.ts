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

/** The cache service, version 2, as a builder on this machine reaches it through this process. */
export type Relay = Readonly<{
  /** For `ACTIONS_RESULTS_URL`. */
  url: string;
  /**
   * For `ACTIONS_RUNTIME_TOKEN`: it says what the job's token says, and is good for nothing but this relay. What a builder
   * is given may be overheard by the steps that it runs.
   */
  token: string;
  /** A URL that anybody who knows it may ask for, to see whether they reach this relay. */
  greeting: string;
  /** What is wrong with the service, in words. From then on every request is refused at once. */
  failure(): string | undefined;
  /** Bytes that were taken and are still to be stored. */
  held(): number;
  /** Waits until what was taken is stored, or cannot be, and closes. */
  close(): Promise<void>;
}>;

type Exchange = Readonly<{ req: IncomingMessage; res: ServerResponse; url: URL }>;

const QUESTION_LIMIT = 64 * 1024;
/** Milliseconds. GitHub's signed addresses are good for ten minutes. */
const FRESH = 60_000;
/** BuildKit's parts have a megabyte. */
const PART_LIMIT = 128 * 1024 * 1024;

/**
 * Opens the relay. BuildKit waits without a limit for a service that does not answer: here each request
 * has a deadline, and a service that missed one is not asked again. And BuildKit uploads one megabyte after the other:
 * here a part is acknowledged at once, and parts go on side by side (decision 14).
 *
 * @param service `permit` says what may be asked of it
 * @param address of this machine, which the builder reaches it by
 * @throws Error when this machine does not let it listen: it may not have this address
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
  /** What was found a moment ago, by its question. */
  const known = new Map<string, Readonly<{ json: Buffer; until: number }>>();
  const token = likeToken(service.token);
  machine.log.mask(token);
  const login = Buffer.from(`Bearer ${token}`);
  const greeting = `greeting/${randomBytes(16).toString('hex')}`;
  let origin = '';
  const failure = (): string | undefined => client.gone() ?? outbox.failure();

  /** One of the service's methods. */
  async function call({ req, res, url }: Exchange): Promise<void> {
    const asked = onlyKnown(parsed(await readBody(req, QUESTION_LIMIT)));
    // Told anew: what was looked at is what is asked, whatever else the service would have read in it.
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
    // An entry that was created unseen would be refused, and taken for one that somebody else stores.
    const told = await (isLookup ? client.look : client.ask)(passed);
    const text = await client.watched(readBody(told.body, ANSWER_LIMIT));
    const ours = told.status === 200 ? places.rename(parsed(text), asked) : undefined;
    if (ours === undefined) return answer(res, told.status, text, passedOn(told.headers));
    const renamed = Buffer.from(JSON.stringify(ours));
    // BuildKit looks again, one by one, for everything that it has just read.
    if (isLookup && isByContent(asked)) known.set(question, { json: renamed, until: machine.now() + FRESH });
    answer(res, 200, renamed);
  }

  /** Content on its way to the service. It is said to be stored as soon as it is here. */
  async function take({ req, res, url }: Exchange, { id, at, isIndex }: Place): Promise<void> {
    // As it is: what is signed is not to be written anew.
    const target = new URL(url.search === '' ? at : `${at}${at.search === '' ? '?' : '&'}${url.search.slice(1)}`);
    const headers = passedOn(req.headers);
    const body = await readBody(req, PART_LIMIT);
    const send = async () => void (await client.deliver({ method: 'PUT', url: target, headers, body }));
    const parting = { bytes: body.length, send };
    if (url.searchParams.get('comp') === 'block') await outbox.part(id, parting);
    else await outbox.complete(id, parting, isIndex);
    answer(res, 201, '', { 'x-ms-request-id': id, etag: `"${id}"`, 'last-modified': new Date().toUTCString() });
  }

  /** Content on its way from the service. */
  async function give({ req, res }: Exchange, { at }: Place): Promise<void> {
    const method = req.method === 'HEAD' ? 'HEAD' : 'GET';
    const told = await client.fetch({ method, url: at, headers: passedOn(req.headers) });
    // A signed address that is too old: BuildKit asks for another one, and shall get it.
    if (told.status === 401 || told.status === 403) known.clear();
    res.writeHead(told.status, passedOn(told.headers));
    await client.watched(pipeline(told.body, res));
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
      // Content is asked for again after a 502, which helps as long as the service has only stumbled.
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

/** A token with the same claims, which clients read, and another signature, which they cannot check. */
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

/** The fields of BuildKit's questions. The service reads others, and other spellings of these (proto3's JSON mapping). */
const FIELDS: readonly string[] = ['key', 'version', 'restore_keys', 'size_bytes'];

function onlyKnown(asked: JsonFields): JsonFields {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => FIELDS.includes(name)));
}

function answer(res: ServerResponse, status: number, body: string | Buffer, headers: Headers = {}): void {
  const type = { 'content-type': 'application/json' };
  res.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}

/** In words that both of its clients understand: those of the service's methods, and those of its storage. */
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
