import { fieldsIn, jsonFields } from '../../host/fields.ts';
import { parseRetryAfter, temporaryStatus } from '../../host/retry.ts';
import { readText } from '../../http/body.ts';
import { type Followed, sendFollowing } from '../../http/redirect.ts';
import type { Transport } from '../../http/transport.ts';
import { isLoopback } from '../../oci/reference.ts';
import { clean, readAnswerText } from '../../registry/errors/answer-text.ts';
import { networkError } from '../../registry/errors/errors.ts';
import { refusal } from './refusal.ts';

/** One request of an exchange. */
type Question = Readonly<{
  method: 'GET' | 'POST';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** The service, for messages: `AWS STS`. */
  who: string;
  /** The secrets in the request, hidden if the service repeats them in an error. */
  secrets: readonly string[];
}>;

/** A complete answer, whatever its status. */
export type Answer = Readonly<{
  status: number;
  text: string;
  /**
   * The service's error message, with its code first if it has one; harmless, on one line, without secrets. '' on
   * success: the answer may contain a token in an unknown form.
   */
  errorText: string;
  /** The service's clock, in milliseconds since the epoch; ours if unknown. */
  time: number;
}>;

/**
 * Sends a request to a service that exchanges identities. Never follows a redirect to another host, and uses plain HTTP
 * only on loopback.
 *
 * @throws ActionError REGISTRY_ERROR or RATE_LIMITED if a retry may help (5xx, throttling, 429), NETWORK_ERROR if there
 *   is no answer
 */
export type Ask = (question: Question) => Promise<Answer>;

type AskDeps = Readonly<{
  registry: string;
  /** The transport to a host: loopback never goes through a proxy. */
  transport(isLoopback: boolean): Pick<Transport, 'send'>;
  signal: AbortSignal;
  now: () => number;
}>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
const LARGEST_ANSWER = 1024 * 1024;

export function createAsk({ registry, transport, signal, now }: AskDeps): Ask {
  return async question => {
    const { method, url, headers, body, who, secrets } = question;
    const doing = { host: url.host, path: '', what: `getting a login for ${registry}`, anonymous: false };
    if (url.protocol !== 'https:' && !isLoopback(url.host)) {
      throw refusal(`${registry}: ${who} at ${clean(url.host, 200)} does not use https, so nothing was sent to it`, {
        hint: 'Correct the address in the environment.',
      });
    }
    const sent = {
      method,
      url,
      headers: { 'user-agent': 'slipway', accept: 'application/json', 'accept-encoding': 'identity', ...headers },
      body: body === undefined ? undefined : Buffer.from(body),
      signal,
      idle: IDLE,
      limit: IDLE,
    };
    let answer: Followed;
    let text: string;
    try {
      answer = await sendFollowing(transport(isLoopback(url.host)), sent, { insecure: false, stay: true });
      text = await readText(answer.body, LARGEST_ANSWER);
    } catch (error) {
      throw networkError(doing, error, signal);
    }
    const { status } = answer;
    const isSuccess = status >= 200 && status < 300;
    const errorText = isSuccess ? '' : wordsOf(text, secrets);
    if (temporaryStatus(status) || (!isSuccess && isPassing(text))) {
      const retryAfter = parseRetryAfter(answer.headers['retry-after'], now());
      const words = [String(status), errorText].filter(word => word !== '').join(' ');
      const hint = `Re-run the job once ${who} answers again.`;
      throw refusal(`${registry}: ${who} could not be asked for a login (${words})`, {
        code: status === 429 ? 'RATE_LIMITED' : 'REGISTRY_ERROR',
        hint,
        verdict: { retryAfter },
      });
    }
    return { status, text, errorText, time: Date.parse(answer.headers.date ?? '') || now() };
  };
}

// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html and CommonErrors.html: sent with 400.
const PASSING = /\b(?:Throttling|ThrottlingException|TooManyRequestsException|IDPCommunicationError|RequestTimeout)\b/;

/** Whether an error with a permanent status is in fact temporary. */
function isPassing(text: string): boolean {
  return text.length < 100_000 && PASSING.test(text) && /<Code>|"__type"/.test(text);
}

/** The message in an error's body, in any of these services' formats. */
function wordsOf(text: string, secrets: readonly string[]): string {
  // AWS's query services answer in XML.
  const xml = ['Code', 'Message'].map(name => xmlText(text, name) ?? '');
  const errorText = xml[1] === '' ? jsonWords(text) : xml.filter(part => part !== '').join(': ');
  const hidden = secrets.filter(secret => secret !== '').reduce((all, one) => all.replaceAll(one, '***'), errorText);
  // Before truncation: half a secret matches no mask.
  return clean(hidden, 500);
}

function jsonWords(text: string): string {
  const json = jsonFields(text);
  // AWS: `com.amazonaws.ecr#AccessDeniedException`, and `Message` or `message`.
  const type = stringAt(json, '__type')?.replace(/^.*#/, '');
  // Google: `{"error": {"status": …, "message": …}}`; all others: OAuth2 (RFC 6749 §5.2).
  const google = recordAt(json, 'error');
  const code = type ?? stringAt(google, 'status') ?? stringAt(json, 'error');
  const words =
    stringAt(google, 'message') ??
    stringAt(json, 'error_description') ??
    stringAt(json, 'Message') ??
    readAnswerText(text.slice(0, 20_000)).text;
  return [code, words === code ? undefined : words].filter(part => part !== undefined && part !== '').join(': ');
}

/** A non-empty string. */
export function stringAt(json: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = Object.hasOwn(json, key) ? json[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An object; {} for anything else. */
export function recordAt(json: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return fieldsIn(Object.hasOwn(json, key) ? json[key] : undefined);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element of this name, which has no child elements. */
export function xmlText(xml: string, name: string): string | undefined {
  const open = xml.indexOf(`<${name}>`);
  const start = open + name.length + 2;
  const end = open < 0 ? -1 : xml.indexOf('<', start);
  if (end < 0) return undefined;
  return xml.slice(start, end).replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
