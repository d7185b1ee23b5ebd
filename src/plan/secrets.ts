import { namedVariable } from '../host/variables/environment.ts';
import { joinFields } from './terms/list.ts';
import type { BuildInputs } from './terms/types.ts';

/** A file that the caller writes (0600) before the build and deletes after it. */
export type SecretFile = Readonly<{ name: string; content: string }>;

/** `--secret` values for argv: ids, paths and names of environment variables, never a secret. */
type SecretArgs = Readonly<{ specs: readonly string[]; files: readonly SecretFile[]; empty: readonly string[] }>;

/**
 * Turns the three secret inputs into buildx's `--secret` specs. Values go into files in `folder`. Forks and Dependabot
 * get empty secrets: these are omitted, as in build-push-action, and their ids listed in `empty`.
 */
export function secretArgs(
  build: Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'>,
  folder: string,
  gitAuth: Readonly<{ host: string; token: string }> | undefined,
): SecretArgs {
  const specs: string[] = [];
  const files: SecretFile[] = [];
  const empty: string[] = [];
  const addFile = (id: string, content: string) => {
    const name = `secret-${files.length}`;
    files.push({ name, content });
    specs.push(joinFields([`id=${id}`, `src=${folder}/${name}`]));
  };
  for (const item of build.secrets) {
    const [id, value] = keyValue(item);
    if (value === '') empty.push(id);
    else addFile(id, value);
  }
  for (const item of build.secretEnvs) {
    const [id, name] = keyValue(item);
    specs.push(joinFields([`id=${id}`, `env=${name}`]));
  }
  for (const item of build.secretFiles) {
    const [id, path] = keyValue(item);
    specs.push(joinFields([`id=${id}`, `src=${path}`]));
  }
  if (gitAuth !== undefined && !namesGitAuth(build)) addFile(`GIT_AUTH_TOKEN.${gitAuth.host}`, gitAuth.token);
  return { specs, files, empty };
}

/**
 * BuildKit refuses larger secrets before it builds anything, so nothing can print them ("secret x too big. max size
 * 500KiB"). In bytes; a character has one or more.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/session/secrets/secretsprovider/store.go
 */
const LARGEST_HIDDEN = 500 * 1024;

/**
 * The values of all build secrets, to be masked if the Dockerfile prints them. The runner masks only `secrets.*`, not
 * values from files or earlier steps.
 *
 * @param readFile Returns a file's text, or undefined: buildx reports missing files.
 */
export function secretValues(
  build: Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'>,
  env: Readonly<Record<string, string>>,
  readFile: (path: string) => string | undefined,
): string[] {
  const given = build.secrets.map(item => keyValue(item)[1]);
  const fromEnv = build.secretEnvs.map(item => namedVariable(env, keyValue(item)[1]) ?? '');
  const files = build.secretFiles.map(item => readFile(keyValue(item)[1]) ?? '');
  return [...given, ...fromEnv, ...files.filter(text => text.length <= LARGEST_HIDDEN)].filter(text => text !== '');
}

/** Splits at the first `=`; the id is trimmed, the value unchanged. Without `=`, the value is ''. */
export function keyValue(item: string): [key: string, value: string] {
  const equals = item.indexOf('=');
  return equals < 0 ? [item.trim(), ''] : [item.slice(0, equals).trim(), item.slice(equals + 1)];
}

function namesGitAuth(build: Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'>): boolean {
  const all = [...build.secrets, ...build.secretEnvs, ...build.secretFiles];
  return all.some(item => /^GIT_AUTH_(?:TOKEN|HEADER)(?:\.|$)/.test(keyValue(item)[0]));
}
