import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, command } from '../../../scripts/command.ts';
import { type Account, blob, type Held, manifest } from '../../../scripts/registries/client.ts';
import { ask } from './engine-api.ts';

/** A Dockerfile for an image that prints a text. Needs the build context `busybox`. */
export function dockerfile(...lines: string[]): string {
  return ['FROM busybox', ...lines, 'CMD ["/bin/sh", "-c", "cat /hello"]', ''].join('\n');
}

/** Pulls `host/path@digest` with the registry's password and runs it; returns what it printed. Leaves no image. */
export function pullAndRun(account: Account, path: string, digest: string): Promise<string> {
  return pulled(account, `${account.host}/${path}@${digest}`, [], outputOf);
}

/** Pulls one platform of `host/path@digest`; returns what the engine says it is (`linux/arm64`). Leaves no image. */
export function pullPlatform(account: Account, path: string, digest: string, platform: string): Promise<string> {
  const format = '{{.Os}}/{{.Architecture}}{{with .Variant}}/{{.}}{{end}}';
  return pulled(account, `${account.host}/${path}@${digest}`, [`--platform=${platform}`], reference =>
    command('docker', ['image', 'inspect', `--format=${format}`, reference]),
  );
}

async function pulled<T>(
  account: Account,
  reference: string,
  options: readonly string[],
  use: (reference: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-pull-'));
  const auth = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [account.host]: { auth } } }));
  try {
    await command('docker', ['pull', '--quiet', ...options, reference], { env: { DOCKER_CONFIG: folder } });
    return await use(reference);
  } finally {
    await attempt('docker', ['image', 'rm', reference]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A gate that passes if the image says ahoy. It goes by the exit code: a busy engine may lose the output of a container
 * that ends at once.
 */
export const TEST_AHOY = 'docker run --rm --network=none --pull=never "$IMAGE" grep -qx ahoy /hello';

/** Runs a local image. A busy engine may lose the output of a container that ends at once: then it runs again. */
export async function outputOf(image: string): Promise<string> {
  const run = () => command('docker', ['run', '--rm', '--network=none', '--pull=never', image]);
  return (await run()) || run();
}

/** Images by `docker image ls`. */
export const listImages = (...args: readonly string[]): Promise<string> =>
  unlessGone(() => command('docker', ['image', 'ls', ...args]));

/**
 * An engine may fail to list its images while another test removes some, because one of them has just
 * gone (seen with 28.5): the request is repeated.
 */
async function unlessGone<T>(list: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await list();
    } catch (error) {
      if (tries === 5 || !/NotFound(?: desc =|:) content digest/.test(String(error))) throw error;
    }
  }
}

type LocalImage = Readonly<{ Id: string; RepoTags: readonly string[]; RepoDigests: readonly string[] }>;

/** References of all local images, with their IDs: what must be the same before and after a run. */
export async function localImages(): Promise<string[]> {
  const images = (await unlessGone(() => ask(undefined, 'GET', '/images/json'))) as readonly LocalImage[];
  const lines = images.flatMap(({ Id, RepoTags, RepoDigests }) => {
    const names = RepoTags.length > 0 ? RepoTags : RepoDigests.map(name => name.replace(/@.*/, ':<none>'));
    return (names.length > 0 ? names : ['<none>:<none>']).map(name => `${name} ${Id}`);
  });
  return lines.sort();
}

/** Only those with one of these digests or names: other tests use the engine at the same time. */
export async function localImagesOf(...marks: readonly string[]): Promise<string[]> {
  return (await localImages()).filter(image => marks.some(mark => image.includes(mark)));
}

/** The runnable manifests of an index (attestations left out), or the manifest itself. */
export async function platformManifests(account: Account, path: string, reference: string): Promise<Held[]> {
  const top = await manifest(account, path, reference);
  if (!top) throw new Error(`${path}:${reference} is not on ${account.host}`);
  const children = top.json.manifests?.filter(child => child.platform?.architecture !== 'unknown');
  if (!children) return [top];
  return Promise.all(children.map(async child => (await manifest(account, path, child.digest))!));
}

type ImageConfig = Readonly<{
  os: string;
  architecture: string;
  variant?: string;
  config: Readonly<{ Labels?: Readonly<Record<string, string>>; Env?: string[] }>;
}>;

/** The image configuration of a runnable manifest. */
export async function configOf(account: Account, path: string, held: Held): Promise<ImageConfig> {
  return JSON.parse((await blob(account, path, held.json.config!.digest)).toString()) as ImageConfig;
}
