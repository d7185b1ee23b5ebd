import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

/** Where to read and as whom. With `ca` (PEM) it is read over https. */
export type Account = Readonly<{ host: string; username: string; password: string; ca?: string }>;

export type Answer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: Buffer }>;

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** A registry's content under a reference. `digest` is as reported by the registry. */
export type Held = Readonly<{ digest: string; mediaType: string; json: ManifestJson; bytes: Buffer }>;
export type DescriptorJson = Readonly<{
  mediaType: string;
  digest: string;
  size: number;
  platform?: Readonly<{ os: string; architecture: string }>;
  annotations?: Readonly<Record<string, string>>;
}>;
export type ManifestJson = Readonly<{
  manifests?: readonly DescriptorJson[];
  config?: DescriptorJson;
  layers?: readonly DescriptorJson[];
  subject?: DescriptorJson;
  annotations?: Readonly<Record<string, string>>;
}>;

/** One request with Basic authentication. Deliberately not the action's own client, as an independent check. */
export function ask(account: Account, method: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const auth = `${account.username}:${account.password}`;
    const { host, ca } = account;
    const options = { method, auth, headers: { accept: MANIFESTS }, ...(ca !== undefined && { ca }) };
    const url = `${ca === undefined ? 'http' : 'https'}://${host}${path}`;
    const out = (ca === undefined ? plain : secure)(url, options, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const headers = answer.headers as Record<string, string>;
        resolve({ status: answer.statusCode!, headers, body: Buffer.concat(chunks) });
      });
    });
    out.on('error', reject);
    out.end();
  });
}

/** The manifest or index under a tag or digest; undefined when there is none. */
export async function manifest(account: Account, path: string, reference: string): Promise<Held | undefined> {
  const { status, headers, body } = await ask(account, 'GET', `/v2/${path}/manifests/${reference}`);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`GET ${path}:${reference} on ${account.host} answered ${status}: ${body}`);
  const json = JSON.parse(body.toString()) as ManifestJson;
  return { digest: headers['docker-content-digest']!, mediaType: headers['content-type']!, json, bytes: body };
}

/** A blob's bytes. */
export async function blob(account: Account, path: string, digest: string): Promise<Buffer> {
  const { status, body } = await ask(account, 'GET', `/v2/${path}/blobs/${digest}`);
  if (status !== 200) throw new Error(`GET ${path}@${digest} on ${account.host} answered ${status}`);
  return body;
}

/** The tags of a repository, sorted; [] when it does not exist. */
export async function tagsOf(account: Account, path: string): Promise<string[]> {
  const { status, body } = await ask(account, 'GET', `/v2/${path}/tags/list`);
  if (status === 404) return [];
  const { tags } = JSON.parse(body.toString()) as { tags: string[] | null };
  return (tags ?? []).sort();
}

/** Every non-empty repository. */
export async function catalog(account: Account): Promise<string[]> {
  const { body } = await ask(account, 'GET', '/v2/_catalog');
  return (JSON.parse(body.toString()) as { repositories: string[] }).repositories;
}
