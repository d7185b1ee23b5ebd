import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { ActionError, messageOf } from '../host/errors.ts';
import { type Fields, fieldsIn } from '../host/fields.ts';
import { architectureOfKernel } from '../oci/platforms.ts';
import { parseReference } from '../oci/reference.ts';
import { type Container, containerList, type PlatformManifest, platformManifests } from './engine-json.ts';

export type LocalImage = Readonly<{
  id: string;
  references: readonly string[];
  size: number;
  /** Digests of the uncompressed layers. */
  layers?: readonly string[];
  /** Its runnable platforms. Undefined with the classic store, and before Docker 28. */
  platforms?: readonly PlatformManifest[] | undefined;
}>;

/** How the engine stores images and where it runs. */
export type EngineInfo = Readonly<{
  /** The containerd image store keeps indexes and attestations; the classic one does not. */
  containerdStore: boolean;
  /** Docker Desktop runs the engine in a VM, which cannot reach our loopback. */
  desktop: boolean;
  /** A rootless engine has a separate network and cannot reach our loopback either. */
  rootless: boolean;
  operatingSystem: string;
  architecture: string;
  /** The engine's data folder on its own machine; '' if unknown. */
  dataRoot: string;
}>;

/**
 * The Docker Engine on a local socket. All methods throw an ActionError (ENGINE_FAILED, or CANCELLED on abort).
 *
 * @see https://docs.docker.com/reference/api/engine/
 */
export type Engine = Readonly<{
  info(): Promise<EngineInfo>;
  /** Undefined if no image has this name or id. */
  image(reference: string): Promise<LocalImage | undefined>;
  /** Gives an image another name, `repository:tag`. */
  tag(image: string, name: string): Promise<void>;
  /**
   * Removes a name and, with the last one, the image, even if an exited container uses it. `NAME:TAG@DIGEST` is removed
   * only while it names that image (containerd store). Images without a name that it was built on stay: the engine would
   * look for them among all others.
   *
   * @returns false if there is no such name
   */
  remove(reference: string): Promise<boolean>;
  /** All containers of an image, including exited ones. */
  containers(image: string): Promise<readonly Container[]>;
  /** Stops and removes a container with its anonymous volumes. A missing one is fine. */
  removeContainer(id: string): Promise<void>;
  /** Pushes a name, `repository:tag`, with all its platforms. The login goes in a header, not to a file. */
  push(
    name: string,
    login: Readonly<{ username: string; password: string; registrytoken?: string; serveraddress: string }>,
  ): Promise<void>;
}>;

/** Connects to the engine at a unix socket. */
export function connectEngine(socketPath: string, signal?: AbortSignal): Engine {
  const call = (method: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(socketPath, { method, path, headers }, signal);
  return {
    async info() {
      const info = await json(await expect(call('GET', '/info'), 200));
      return {
        containerdStore: JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter'),
        desktop: String(info.OperatingSystem).includes('Docker Desktop'),
        rootless: JSON.stringify(info.SecurityOptions ?? '').includes('"name=rootless"'),
        operatingSystem: String(info.OSType ?? 'linux'),
        architecture: architectureOfKernel(String(info.Architecture ?? '')),
        dataRoot: String(info.DockerRootDir ?? ''),
      };
    },
    async image(reference) {
      const answer = await call('GET', `/images/${encodeName(reference)}/json?manifests=1`);
      if (answer.statusCode === 404) return discard(answer);
      const image = await json(await expect(Promise.resolve(answer), 200));
      const references = Array.isArray(image.RepoTags) ? image.RepoTags.map(String) : [];
      const { Layers: layers = [] } = (image.RootFS ?? {}) as { Layers?: readonly string[] };
      const platforms = platformManifests(image.Manifests);
      return { id: String(image.Id), references, size: Number(image.Size ?? 0), layers, platforms };
    },
    async tag(image, name) {
      const { repository, tag } = splitName(name);
      const query = new URLSearchParams({ repo: repository, tag });
      discard(await expect(call('POST', `/images/${encodeName(image)}/tag?${query}`), 201));
    },
    async remove(reference) {
      const answer = await expect(call('DELETE', `/images/${encodeName(reference)}?force=true&noprune=true`), 200, 404);
      discard(answer);
      return answer.statusCode === 200;
    },
    async containers(image) {
      const query = new URLSearchParams({ all: '1', filters: JSON.stringify({ ancestor: [image] }) });
      return containerList(await body(await expect(call('GET', `/containers/json?${query}`), 200)));
    },
    async removeContainer(id) {
      // 409: it is already being removed, by `--rm`.
      discard(await expect(call('DELETE', `/containers/${encodeURIComponent(id)}?force=1&v=1`), 204, 404, 409));
    },
    async push(name, login) {
      const { repository, tag } = splitName(name);
      const auth = Buffer.from(JSON.stringify(login)).toString('base64url');
      const path = `/images/${encodeName(repository)}/push?${new URLSearchParams({ tag })}`;
      await readPush(await expect(call('POST', path, { 'X-Registry-Auth': auth }), 200));
    },
  };
}

/** The engine's API takes the parts of a name. */
function splitName(reference: string): Readonly<{ repository: string; tag: string }> {
  const { name, tag = 'latest' } = parseReference(reference);
  return { repository: name.text, tag };
}

/** A request to the engine. `path` includes the query and is escaped; `payload` is sent as JSON. */
type EngineRequest = Readonly<{
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  payload?: unknown;
}>;

export function send(
  socketPath: string,
  { method, path, headers, payload }: EngineRequest,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
    // No keep-alive: an idle socket would keep the process running, and local connections are cheap.
    const options = { socketPath, method, path, headers: { ...common, ...headers }, agent: false as const };
    const req = request(signal === undefined ? options : { ...options, signal }, resolve);
    req.on('error', error => reject(unreachable(error, socketPath, signal)));
    req.end(payload === undefined ? '' : JSON.stringify(payload));
  });
}

function unreachable(error: Error, socketPath: string, signal: AbortSignal | undefined): ActionError {
  if (signal?.aborted)
    return new ActionError('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
  return new ActionError('ENGINE_FAILED', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
    cause: error,
    hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
  });
}

/** The answer if its status is accepted; otherwise throws ENGINE_FAILED with the engine's message. */
export async function expect(answer: Promise<IncomingMessage>, ...codes: number[]): Promise<IncomingMessage> {
  const got = await answer;
  if (codes.includes(got.statusCode ?? 0)) return got;
  const text = await body(got);
  throw new ActionError('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}

/** The push stream is JSON lines; errors arrive in the stream, after status 200. */
async function readPush(answer: IncomingMessage): Promise<void> {
  try {
    for await (const line of createInterface({ input: answer })) {
      if (line.trim() === '') continue;
      const { error } = parseObject(line);
      if (typeof error === 'string') throw new ActionError('ENGINE_FAILED', `docker push failed: ${error}`);
    }
  } catch (error) {
    throw brokenOff(error);
  }
}

/** An answer's body, parsed as an object. */
export async function json(answer: IncomingMessage): Promise<Fields> {
  return parseObject(await body(answer));
}

function parseObject(text: string): Fields {
  try {
    return fieldsIn(JSON.parse(text));
  } catch (error) {
    throw new ActionError('ENGINE_FAILED', `the Docker Engine's answer is not JSON: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function body(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) chunks.push(chunk as Buffer);
  } catch (error) {
    throw brokenOff(error);
  }
  return Buffer.concat(chunks).toString();
}

/** An answer that was cut off; other errors are returned unchanged. */
function brokenOff(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError(
    'ENGINE_FAILED',
    `the Docker Engine closed the connection in the middle of an answer: ${messageOf(error)}`,
    {
      cause: error,
      hint: 'Check whether it is still running and what its log says, then re-run the job.',
    },
  );
}

/** Releases the connection without reading the body. */
export function discard(answer: IncomingMessage): undefined {
  answer.resume();
}

function engineMessage(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? text);
  } catch {
    return text.slice(0, 500);
  }
}

/** Names keep their slashes in the path; everything else that could end the path is escaped. */
export function encodeName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
