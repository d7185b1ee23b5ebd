/** The faults of one request. A `reply` comes from the proxy; the registry never sees the request. */
export type Fault = Readonly<{
  name: string;
  /** What the proxy does with the request. */
  act:
    | 'reply'
    | 'reset' // the connection breaks before the body is read
    | 'reset-late' // … after the body was read, before the registry gets it
    | 'stall' // nothing is answered
    | 'cut-upload' // half of the body arrives, then the connection breaks
    | 'short-upload' // half of the body arrives and is taken for all of it
    | 'cut-answer' // half of the answer's body arrives
    | 'wrong-digest' // the answer's Docker-Content-Digest is another one
    | 'lose'; // done, but the answer never arrives
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** A retry can help, so this fault must go unnoticed if it occurs once. */
  passing: boolean;
}>;

const json = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] });
const reply = (name: string, status: number, body: string, headers: Record<string, string> = {}): Fault => {
  return { name, act: 'reply', status, body, headers, passing: status >= 500 || status === 429 };
};
const broken = (act: Fault['act']): Fault => ({ name: act, act, passing: true });

export const FAULTS: readonly Fault[] = [
  reply('500', 500, json('UNKNOWN', 'unknown error')),
  reply('502 html', 502, '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', {
    'content-type': 'text/html',
  }),
  reply('503', 503, json('UNAVAILABLE', 'service unavailable')),
  reply('429', 429, json('TOOMANYREQUESTS', 'slow down')),
  reply('429 retry-after', 429, json('TOOMANYREQUESTS', 'slow down'), { 'retry-after': '7' }),
  { ...reply('401 expired', 401, json('UNAUTHORIZED', 'authentication required')), passing: true },
  reply('403', 403, json('DENIED', 'requested access to the resource is denied')),
  reply('404 repository', 404, json('NAME_UNKNOWN', 'repository name not known to registry')),
  ...(
    ['reset', 'reset-late', 'stall', 'cut-upload', 'short-upload', 'cut-answer', 'wrong-digest', 'lose'] as const
  ).map(broken),
];

/** A request as the proxies number it: `b PUT manifests/latest 1` is the first of its kind at the second registry. */
export type Position = Readonly<{
  key: string;
  method: string;
  /** Whether the answer had a digest and a body; `upload`: whether the request had a body. */
  digest: boolean;
  answer: boolean;
  upload: boolean;
}>;

/** Whether a fault means something at this request: a HEAD has no body to cut, a token server no digests. */
export function fits(fault: Fault, { key, method, digest, answer, upload }: Position): boolean {
  const isBlob = key.includes(' PUT blobs/uploads');
  switch (fault.act) {
    case 'cut-upload':
      return upload;
    case 'short-upload':
      return isBlob;
    case 'cut-answer':
      return method !== 'HEAD' && answer;
    case 'wrong-digest':
      return digest;
    default:
      // 401 from a token server means a wrong password, which a retry cannot fix; registries send a challenge with it.
      return !(fault.name === '401 expired' && key.includes('/token'));
  }
}
