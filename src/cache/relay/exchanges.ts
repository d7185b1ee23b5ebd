import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Fields, fieldsIn } from '../../host/fields.ts';
import type { Machine } from '../../host/machine.ts';
import { readBody } from '../../http/body.ts';
import { METHODS } from '../service/service.ts';
import { answer, refuse } from './answers.ts';
import { ANSWER_LIMIT, type Client, passedOn } from './client.ts';
import type { Outbox } from './outbox.ts';
import type { Permit } from './permit.ts';
import { isByContent, type Place, type Places } from './places.ts';

/** The cache service that the relay asks. `permit` limits the requests. */
export type Service = Readonly<{ url: string; token: string; permit: Permit }>;

/** A request to the relay. Its sender is known to the relay, and its path is one of the service or a place. */
export type Exchange = Readonly<{ req: IncomingMessage; res: ServerResponse; url: URL }>;

/** What the relay answers once it is clear who asks, and for what. All reject if the service fails. */
type Exchanges = Readonly<{
  /** A method of the service. */
  call(exchange: Exchange): Promise<void>;
  /** Content on its way to the service. Acknowledged as soon as it has arrived. */
  take(exchange: Exchange, place: Place): Promise<void>;
  /** Content on its way from the service. */
  give(exchange: Exchange, place: Place): Promise<void>;
}>;

const QUESTION_LIMIT = 64 * 1024;
/** Milliseconds. GitHub's signed addresses are valid for ten minutes. */
const FRESH = 60_000;
/** BuildKit's parts have a megabyte. */
const PART_LIMIT = 128 * 1024 * 1024;

export function createExchanges(
  service: Service,
  { client, outbox, places, machine }: Readonly<{ client: Client; outbox: Outbox; places: Places; machine: Machine }>,
): Exchanges {
  /** Recent look-ups, by request. */
  const known = new Map<string, Readonly<{ json: Buffer; until: number }>>();

  async function call({ req, res, url }: Exchange): Promise<void> {
    const asked = onlyKnown(parsed(await readBody(req, QUESTION_LIMIT)));
    // Serialized again, so that the service reads exactly the checked fields.
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

  async function give({ req, res }: Exchange, { at }: Place): Promise<void> {
    const method = req.method === 'HEAD' ? 'HEAD' : 'GET';
    const response = await client.fetch({ method, url: at, headers: passedOn(req.headers) });
    // An expired address: BuildKit then requests another one.
    if (response.status === 401 || response.status === 403) known.clear();
    res.writeHead(response.status, passedOn(response.headers));
    await client.watched(pipeline(response.body, res));
  }

  return { call, take, give };
}

function parsed(json: Buffer): Fields {
  try {
    return fieldsIn(JSON.parse(json.toString()));
  } catch {
    return {};
  }
}

/**
 * The fields of BuildKit's requests. The service also accepts others, and other spellings of these (proto3's JSON
 * mapping).
 */
const FIELDS: readonly string[] = ['key', 'version', 'restore_keys', 'size_bytes'];

function onlyKnown(asked: Fields): Fields {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => FIELDS.includes(name)));
}
