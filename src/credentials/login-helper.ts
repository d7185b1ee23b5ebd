import { constants } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellQuote } from '../host/text/shell-quote.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { configKey } from './config-key.ts';

/** The suffix of `docker-credential-…`, as `credHelpers` names it. */
export const HELPER = 'slipway-renewed';

/**
 * A credential helper for this run only, for logins that run out. A running build has read config.json once and keeps
 * what stood there; a helper is asked anew, so that what the build needs at its end (a cache to write, say) is not
 * refused because of a login that has run out meanwhile.
 */
export type LoginHelper = Readonly<{
  /** The folder that docker children need in their PATH. */
  bin: string;
  /** From now on the helper gives these logins, and no others. */
  give(logins: ReadonlyMap<string, Credential>): Promise<void>;
  /** It gives none any more. */
  forget(): Promise<void>;
}>;

/**
 * @param dir a folder that is made, for this user alone
 * @returns undefined where programs cannot be run from there (a file system mounted with noexec)
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

/** The protocol of docker-credential-helpers: the server on stdin, its login as JSON or these very words. */
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

/** Whoever reads meanwhile sees the old text or the new one. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode, flag: 'wx' });
  await rename(draft, path);
}
