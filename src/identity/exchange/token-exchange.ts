import type { Answer } from './ask.ts';

/** OAuth 2.0 Token Exchange (RFC 8693): its grant type, and its type of id tokens. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

/** A status with the service's message. A successful answer is not quoted: it may contain a token. */
export function wordsOf({ status, errorText }: Pick<Answer, 'status' | 'errorText'>): string {
  if (status >= 200 && status < 300) return `${status}, but its answer holds no login that can be used`;
  return [String(status), errorText].filter(word => word !== '').join(' ');
}

/** A number of seconds; undefined for anything else. Some services write it as text. */
export function secondsAt(json: Readonly<Record<string, unknown>>, key: string): number | undefined {
  const value = Object.hasOwn(json, key) ? json[key] : undefined;
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 ? seconds : undefined;
}
