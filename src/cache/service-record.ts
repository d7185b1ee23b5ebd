import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { messageOf } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { readBody } from '../registry/body.ts';
import type { RetryPolicy } from '../retry.ts';
import type { CacheRecord } from './broken.ts';
import { LARGEST_RECORD, parseRecord } from './record.ts';
import { ANSWER_LIMIT, createClient } from './relay/client.ts';
import type { Said } from './relay/places.ts';
import { folderOf } from './scope.ts';
import { METHODS } from './service.ts';

/** The record beside a cache on the runner's service, as an entry of its own. Nothing here throws or is worth a warning. */
export type ServiceRecord = Readonly<{
  /** What the last run that wrote this cache left; undefined when there is none to be had. */
  read(): Promise<CacheRecord | undefined>;
  /** Begins to leave another one. */
  write(record: CacheRecord): Promise<void>;
  /** Ends that. @param isGood the cache itself has been stored: only then is the record valid */
  settle(isGood: boolean): Promise<void>;
}>;

const VERSION = sha256('slipway-record 2');
/** Bytes. */
const LARGEST_PACKED = 2 * 1024 * 1024;
/** Once is enough: what is missing is a reason in the log. */
const POLICY: RetryPolicy = { retries: 0, base: 0, cap: 0, deadline: 5_000 };

/** Looks for the former record at once: it is there by the time that the build is done. */
export function recordInService(
  { url, token }: Readonly<{ url: string; token: string }>,
  scope: string,
  machine: Machine,
): ServiceRecord {
  const client = createClient(POLICY, POLICY.deadline, machine);
  // No scope has this sign in its name, so that none is the beginning of another.
  const prefix = `slipway-record-${folderOf(scope)}#`;
  const ours = `${prefix}${sha256(machine.env.GITHUB_REF ?? '').slice(0, 8)}-`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const call = async (method: string, asked: Said): Promise<Said> => {
    const body = Buffer.from(JSON.stringify({ ...asked, version: VERSION }));
    const answer = await client.ask('POST', new URL(`${METHODS}${method}`, url), headers, body);
    const text = await client.heed(readBody(answer.body, ANSWER_LIMIT));
    if (answer.status !== 200) throw new Error(`the cache service answers ${answer.status} to ${method}`);
    return JSON.parse(text.toString()) as Said;
  };
  const quietly = <T>(doing: string, work: Promise<T>): Promise<T | undefined> =>
    work.catch(error => void machine.log.debug(`the record of the cache could not be ${doing}: ${messageOf(error)}`));

  /** Whether what was found is of the same branch, whose cache is read before that of its base. */
  let isOurs = false;
  const find = async (): Promise<CacheRecord | undefined> => {
    const found = await call('GetCacheEntryDownloadURL', { key: prefix, restore_keys: [prefix] });
    if (found.ok !== true) return undefined;
    isOurs = String(found.matched_key).startsWith(ours);
    const answer = await client.ask('GET', new URL(String(found.signed_download_url)), {});
    const packed = await client.heed(readBody(answer.body, LARGEST_PACKED));
    if (answer.status !== 200) throw new Error(`its storage answers ${answer.status}`);
    return parseRecord((await promisify(gunzip)(packed, { maxOutputLength: LARGEST_RECORD })).toString());
  };
  const upload = async (record: CacheRecord): Promise<Said | undefined> => {
    const packed = await promisify(gzip)(JSON.stringify(record));
    if (packed.length > LARGEST_PACKED) return undefined;
    const key = `${ours}${randomBytes(8).toString('hex')}`;
    const begun = await call('CreateCacheEntry', { key });
    const to = new URL(String(begun.signed_upload_url));
    const type = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
    const answer = await client.ask('PUT', to, type, packed);
    answer.body.resume();
    if (answer.status !== 201) throw new Error(`its storage answers ${answer.status}`);
    return { key, size_bytes: packed.length };
  };

  const former = quietly('read', find());
  let uploading: Promise<Said | undefined> | undefined;
  return {
    read: () => former,
    async write(record) {
      const isKnown = JSON.stringify(await former) === JSON.stringify(record);
      if (!isKnown || !isOurs) uploading = quietly('written', upload(record));
    },
    async settle(isGood) {
      const uploaded = await uploading;
      if (isGood && uploaded !== undefined) await quietly('written', call('FinalizeCacheEntryUpload', uploaded));
      client.close();
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
