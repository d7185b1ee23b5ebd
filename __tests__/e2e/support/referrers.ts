import { createHash } from 'node:crypto';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';

type Part = Readonly<{ mediaType: string; digest: string; size: number }>;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/**
 * Attaches something to a manifest as cosign 3 and oras do: a manifest with a `subject`, and, as docker-registry has no
 * referrers API, the tag that lists it. Written with `fetch`, not with the action's own client.
 *
 * @returns the new manifest's descriptor, which others may refer to in turn
 */
export async function attach(registry: LocalRegistry, path: string, subject: Part, text: string): Promise<Part> {
  const blob = await pushBlob(registry, path, Buffer.from(text), 'application/vnd.dev.sigstore.bundle.v0.3+json');
  const config = await pushBlob(registry, path, Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
  const artifactType = blob.mediaType;
  const { mediaType, digest, size } = subject;
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType,
    config,
    layers: [blob],
    subject: { mediaType, digest, size },
  };
  const made = await putManifest(registry, path, manifest, MANIFEST);
  const tag = digest.replace(':', '-');
  const before = await send(registry, 'GET', `/v2/${path}/manifests/${tag}`, undefined, { accept: INDEX });
  const listed = before.status === 200 ? ((await before.json()) as { manifests: unknown[] }).manifests : [];
  const index = { schemaVersion: 2, mediaType: INDEX, manifests: [...listed, { ...made, artifactType }] };
  await putManifest(registry, path, index, INDEX, tag);
  return made;
}

/** Writes any manifest, under a tag or its digest. */
export async function putManifest(
  registry: LocalRegistry,
  path: string,
  json: object,
  mediaType: string,
  tag?: string,
): Promise<Part> {
  const bytes = Buffer.from(JSON.stringify(json));
  const digest = digestOf(bytes);
  const headers = { 'content-type': mediaType };
  const answer = await send(registry, 'PUT', `/v2/${path}/manifests/${tag ?? digest}`, bytes, headers);
  if (answer.status !== 201) throw new Error(`PUT of a manifest answered ${answer.status}: ${await answer.text()}`);
  return { mediaType, digest, size: bytes.length };
}

export async function pushBlob(registry: LocalRegistry, path: string, bytes: Buffer, mediaType: string): Promise<Part> {
  const digest = digestOf(bytes);
  const started = await send(registry, 'POST', `/v2/${path}/blobs/uploads/`);
  const location = new URL(started.headers.get('location')!, `http://${registry.host}`);
  location.searchParams.set('digest', digest);
  const answer = await send(registry, 'PUT', `${location.pathname}${location.search}`, bytes);
  if (answer.status !== 201) throw new Error(`PUT of a blob answered ${answer.status}`);
  return { mediaType, digest, size: bytes.length };
}

function send(
  { host, username, password }: LocalRegistry,
  method: string,
  path: string,
  body?: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return fetch(`http://${host}${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body && { body: new Uint8Array(body) }),
  });
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
