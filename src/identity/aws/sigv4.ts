import { createHmac } from 'node:crypto';
import { sha256Hex } from '../../host/text/sha256.ts';

/** An AWS access key; temporary ones have a session token. */
export type AwsKey = Readonly<{ id: string; secret: string; session: string | undefined }>;

export type Unsigned = Readonly<{
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

type Scope = Readonly<{ service: string; region: string; time: Date }>;

/**
 * The headers of a request with AWS's signature version 4: `x-amz-date`, `x-amz-security-token` for a temporary key,
 * and `authorization`. All given headers and `host` are signed.
 *
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signed({ method, url, headers, body }: Unsigned, key: AwsKey, scope: Scope): Record<string, string> {
  const stamp = scope.time.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = stamp.slice(0, 8);
  const own = {
    ...headers,
    'x-amz-date': stamp,
    ...(key.session === undefined ? {} : { 'x-amz-security-token': key.session }),
  };
  const lines = Object.entries({ ...own, host: url.host })
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .sort(([one], [other]) => order(one, other));
  const names = lines.map(([name]) => name).join(';');
  const canonical = [
    method,
    pathOf(url),
    queryOf(url),
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256Hex(body),
  ].join('\n');
  const range = `${date}/${scope.region}/${scope.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', stamp, range, sha256Hex(canonical)].join('\n');
  const parts = [date, scope.region, scope.service, 'aws4_request'];
  const signer = parts.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${key.secret}`);
  const signature = hmac(signer, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.id}/${range}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...own, authorization };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** RFC 3986's unreserved characters stay unescaped. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Every service except S3 encodes the path twice. */
function pathOf({ pathname }: URL): string {
  return pathname.split('/').map(encode).join('/');
}

function queryOf({ searchParams }: URL): string {
  const pairs = [...searchParams].map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = pairs.sort((one, other) => order(one[0], other[0]) || order(one[1], other[1]));
  return sorted.map(pair => pair.join('=')).join('&');
}
