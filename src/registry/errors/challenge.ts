/** How to authenticate to a registry (RFC 9110 §11.6.1; distribution's token authentication specification). */
export type Challenge =
  | Readonly<{ scheme: 'basic' }>
  | Readonly<{
      scheme: 'bearer';
      realm: string;
      service: string | undefined;
      scope: string | undefined;
      error: string | undefined;
    }>;

const PART = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/gy;

/**
 * The supported challenge in a WWW-Authenticate header, which may hold several (Node joins repeated headers with
 * commas). Bearer is preferred to Basic, as in Docker. Undefined if none is supported.
 */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const all = [...challenges(header ?? '')];
  const bearer = all.find(c => c.scheme === 'bearer' && c.params.has('realm'));
  if (bearer) {
    const get = (name: string) => bearer.params.get(name);
    return {
      scheme: 'bearer',
      realm: get('realm') ?? '',
      service: get('service'),
      scope: get('scope'),
      error: get('error'),
    };
  }
  return all.some(c => c.scheme === 'basic') ? { scheme: 'basic' } : undefined;
}

function* challenges(header: string): Generator<Readonly<{ scheme: string; params: Map<string, string> }>> {
  let current: { scheme: string; params: Map<string, string> } | undefined;
  let at = 0;
  // Bounded: the header is untrusted.
  const text = header.slice(0, 16_384);
  while (at < text.length) {
    PART.lastIndex = at;
    const match = PART.exec(text);
    if (!match) {
      at++;
      continue;
    }
    at = PART.lastIndex;
    const [, name = '', quoted, plain] = match;
    const value = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
    if (value !== undefined) current?.params.set(name.toLowerCase(), value);
    else {
      if (current) yield current;
      current = { scheme: name.toLowerCase(), params: new Map() };
    }
  }
  if (current) yield current;
}
