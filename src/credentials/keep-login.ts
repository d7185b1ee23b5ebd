import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Json, type JsonObject, objectAt } from '../event/context.ts';
import { errnoOf, reasonOf } from '../host/errno.ts';
import { ActionError } from '../host/errors.ts';
import { isObject } from '../host/fields.ts';
import { checkCreatable } from '../host/files/check-creatable.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { readRegular } from '../host/files/regular-file.ts';
import { sha256Hex } from '../host/text/sha256.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { authEntry } from './auth-entry.ts';
import { configKey } from './config-key.ts';

/** In the run's folder: the user's original config, and what was written into it. */
const RECORD = 'kept-logins.json';

/** `undefined`: there was none. */
type Kept = Readonly<{ key: string; auth: Json; before: Json | undefined; helper: Json | undefined }>;

type Keeping = Readonly<{
  /** The original file in base64; undefined if there was none. */
  before: string | undefined;
  /** SHA-256 of the written file. */
  written: string;
  madeFolder: boolean;
  kept: readonly Kept[];
}>;

/**
 * Writes logins into the user's own Docker config, as `docker login` does, for later steps. The original is kept in the
 * run's folder and noted in the journal before anything changes. Helpers that would answer for one of these hosts are
 * overridden.
 *
 * @param dir the folder of the user's config
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be read or written
 */
export async function keepLogins(
  logins: ReadonlyMap<string, Credential>,
  dir: string,
  folder: Pick<RunFolder, 'path' | 'note'>,
): Promise<void> {
  const path = configPathIn(dir);
  try {
    const bytes = readIfAny(path);
    const json = parsed(bytes);
    const auths = objectAt(json, 'auths');
    const helpers = objectAt(json, 'credHelpers');
    const hasStore = typeof json.credsStore === 'string' && json.credsStore !== '';
    const kept = [...logins].map(([host, credential]): Kept => {
      const key = configKey(host);
      return { key, auth: authEntry(credential), before: auths[key], helper: helpers[key] };
    });
    const helped = kept.filter(({ key }) => hasStore || helpers[key] !== undefined);
    const text = asText({
      ...json,
      auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, auth])) },
      ...(helped.length > 0 && {
        credHelpers: { ...helpers, ...Object.fromEntries(helped.map(({ key }) => [key, ''])) },
      }),
    });
    const isNew = statIfAny(dir) === undefined;
    const record: Keeping = { before: bytes?.toString('base64'), written: sha256Hex(text), madeFolder: isNew, kept };
    writeFileSync(join(folder.path, RECORD), JSON.stringify(record), { mode: 0o600 });
    await folder.note({ kind: 'login', path });
    await makeFolder(dir);
    if (isNew) chmodSync(dir, 0o700);
    replace(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Checks early, writing nothing, that logins can be kept.
 *
 * @throws ActionError RUNNER_UNUSABLE as `keepLogins`
 */
export function checkKeepLogins(dir: string): void {
  const path = configPathIn(dir);
  try {
    parsed(readIfAny(path));
    checkCreatable(path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): ActionError {
  return new ActionError('RUNNER_UNUSABLE', `\`keep-login\` cannot write ${path}: ${reasonOf(cause)}`, {
    cause,
    hint: 'Make the file writable for the runner and valid JSON, or set DOCKER_CONFIG to another folder for the job.',
  });
}

/**
 * Restores the original. If nobody has changed the file since, byte for byte; otherwise only our remaining logins are
 * removed and those they replaced restored. A file that has none of them stays as it is.
 *
 * @param folder of the run
 * @throws Error (its message a clause) when that fails
 */
export function takeBackLogins(path: string, folder: string): void {
  const record = recordIn(folder);
  if (record === undefined) return;
  const now = readIfAny(path);
  // The file is gone, and our logins with it.
  if (now === undefined) return;
  const before = record.before === undefined ? undefined : Buffer.from(record.before, 'base64');
  if (before !== undefined && now.equals(before)) return;
  if (sha256Hex(now) !== record.written) {
    const json = parsed(now);
    if (record.kept.some(one => isThere(one, json))) replace(path, withoutOurs(json, record));
    return;
  }
  if (before !== undefined) return replace(path, before);
  rmSync(path, { force: true });
  if (!record.madeFolder) return;
  try {
    rmdirSync(dirname(path));
  } catch {
    // It contains something else by now.
  }
}

/** The path of the user's config, links resolved. */
export function configPathIn(dir: string): string {
  const path = resolve(dir, 'config.json');
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function withoutOurs(json: JsonObject, { kept }: Keeping): string {
  const auths = { ...objectAt(json, 'auths') };
  const helpers = { ...objectAt(json, 'credHelpers') };
  for (const { key, before, helper } of kept.filter(one => isThere(one, json))) {
    put(auths, key, before);
    if (helpers[key] === '') put(helpers, key, helper);
  }
  const { credHelpers: _, ...rest } = json;
  return asText({ ...rest, auths, ...(Object.keys(helpers).length > 0 && { credHelpers: helpers }) });
}

/** False if another step has logged in or out there meanwhile. */
function isThere({ key, auth }: Kept, json: JsonObject): boolean {
  return JSON.stringify(objectAt(json, 'auths')[key]) === JSON.stringify(auth);
}

function put(entries: { [key: string]: Json | undefined }, key: string, value: Json | undefined): void {
  if (value === undefined) delete entries[key];
  else entries[key] = value;
}

function recordIn(folder: string): Keeping | undefined {
  try {
    return JSON.parse(readRegular(join(folder, RECORD)).toString()) as Keeping;
  } catch (error) {
    // It was noted before it could be written, or after it was removed: nothing was changed.
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Atomically, keeping the file's permissions. */
function replace(path: string, content: string | Buffer): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const mode = statIfAny(path)?.mode ?? 0o600;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    chmodSync(draft, mode & 0o777);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readIfAny(path: string): Buffer | undefined {
  try {
    // A dangling link cannot be replaced.
    lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
  return readRegular(path, { follow: true });
}

function statIfAny(path: string) {
  return statSync(path, { throwIfNoEntry: false });
}

function parsed(bytes: Buffer | undefined): JsonObject {
  const text = bytes?.toString() ?? '';
  if (text.trim() === '') return {};
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    // Without V8's message, which quotes the file.
    throw new Error('it is not valid JSON');
  }
  if (!isObject(json)) throw new Error('it is not a JSON object');
  return json;
}

/** In docker's format. */
function asText(json: JsonObject): string {
  return JSON.stringify(json, undefined, '\t');
}
