import { constants } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellQuote } from '../host/text/shell-quote.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { configKey } from './config-key.ts';

/** The suffix of `docker-credential-…`, as in `credHelpers`. */
export const HELPER = 'slipway-renewed';

/**
 * A temporary credential helper for logins that expire. A running build reads config.json only once; a helper is asked
 * each time, so that a late request (writing a cache, say) does not fail because of an expired login.
 */
export type LoginHelper = Readonly<{
  /** The folder for the PATH of docker children. */
  bin: string;
  /** Replaces the logins that the helper returns. */
  give(logins: ReadonlyMap<string, Credential>): Promise<void>;
  /** Removes all logins. */
  forget(): Promise<void>;
}>;

/**
 * @param dir a folder to create, for this user only
 * @returns undefined if programs cannot run from there (a file system mounted with noexec)
 */
export async function createLoginHelper(dir: string): Promise<LoginHelper | undefined> {
  const [bin, logins] = [join(dir, 'bin'), join(dir, 'logins')];
  const program = join(bin, `docker-credential-${HELPER}`);
  for (const folder of [dir, bin, logins]) await mkdir(folder, { mode: 0o700 });
  await replace(program, script(logins, []), 0o700);
  const runs = await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!runs) return undefined;
  return {
    bin,
    async give(given) {
      const entries = [...given].flatMap(([host, credential]) =>
        credential.kind === 'basic' ? [{ key: configKey(host), credential }] : [],
      );
      const files = entries.map(async ({ key, credential }, index) => {
        const login = { ServerURL: key, Username: credential.username, Secret: credential.password };
        await replace(join(logins, String(index)), JSON.stringify(login), 0o600);
      });
      await Promise.all(files);
      await replace(
        program,
        script(
          logins,
          entries.map(({ key }) => key),
        ),
        0o700,
      );
    },
    async forget() {
      await rm(logins, { recursive: true, force: true });
      await mkdir(logins, { mode: 0o700 });
    },
  };
}

/**
 * The protocol of docker-credential-helpers: the server on stdin; the answer is its login as JSON, or exactly this
 * message.
 */
function script(logins: string, keys: readonly string[]): string {
  const cases = keys.map((key, index) => `  ${shellQuote(key)}) file=${shellQuote(join(logins, String(index)))} ;;`);
  return [
    '#!/bin/sh',
    '[ "$1" = get ] || exit 0',
    'read -r server',
    'file=',
    'case $server in',
    ...cases,
    'esac',
    '[ -r "$file" ] && exec cat "$file"',
    "echo 'credentials not found in native keychain'",
    'exit 1',
    '',
  ].join('\n');
}

/** Atomically: a concurrent reader sees the old text or the new one. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode, flag: 'wx' });
  await rename(draft, path);
}
