import type { IncomingHttpHeaders } from 'node:http';
import { types } from 'node:util';
import type { ErrorCode } from '../../host/error-codes.ts';
import { ActionError, type ErrorOptions, type RetryVerdict } from '../../host/errors.ts';
import { parseRetryAfter, temporaryStatus } from '../../host/retry.ts';
import { proxyTrouble } from '../../http/proxy.ts';
import { advise } from './advice.ts';
import type { Trouble } from './advice-types.ts';
import { clean, readAnswerText } from './answer-text.ts';
import { parseChallenge } from './challenge.ts';
import { hintFor } from './external-url.ts';

/** A failed request, with the facts for the retry policy and the stages. */
export class RegistryError extends ActionError {
  /** The HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  readonly trouble: Trouble;
  /** OCI error codes, upper case. */
  readonly codes: readonly string[];
  /** The registry's own message, one harmless line; '' if there is none. */
  readonly detail: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions &
      Readonly<{
        status?: number;
        trouble?: Trouble;
        codes?: readonly string[];
        detail?: string;
        verdict: RetryVerdict;
      }>,
  ) {
    super(code, message, options);
    this.name = 'RegistryError';
    this.status = options.status;
    this.trouble = options.trouble ?? 'other';
    this.codes = options.codes ?? [];
    this.detail = options.detail ?? '';
  }
}

/** The operation, for messages: `acme/api` on `ghcr.io`, "uploading blob sha256:…". */
export type Doing = Readonly<{ host: string; path: string; what: string; anonymous: boolean }>;

/** A complete answer that is not a success. */
type BadAnswer = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The request had no credentials. */
  isBare?: boolean;
}>;

/**
 * An answer as an error: one line that says where, what and why, with a hint.
 *
 * @param now for a Retry-After date
 */
export function answerError(doing: Doing, answer: BadAnswer, now: number): RegistryError {
  const parsed = readAnswerText(answer.text);
  const challenge = answer.status === 401 ? parseChallenge(answer.headers['www-authenticate']) : undefined;
  if (answer.status === 401 && challenge === undefined && answer.isBare) return unaskedError(doing, answer);
  const bearer = challenge?.scheme === 'bearer' ? challenge : undefined;
  const text = parsed.text || clean(bearer?.error ?? '');
  const refusal = { ...doing, status: answer.status, codes: parsed.codes, text };
  const advice = advise({ ...refusal, service: bearer?.service, challengeError: bearer?.error });
  const trouble = advice?.trouble ?? 'other';
  const words = [String(answer.status), parsed.codes[0], text].filter(w => w !== undefined && w !== '').join(' ');
  const message = `${where(doing)}: ${doing.what}: ${advice ? `${advice.cause} ` : ''}(${words})`;
  const retryAfter = parseRetryAfter(answer.headers['retry-after'], now);
  const again = temporaryStatus(answer.status) || isDamage(answer.status, parsed.codes);
  const verdict = again ? { retryAfter } : 'settled';
  const { status } = answer;
  return new RegistryError(CODES[trouble], message, {
    hint: advice?.hint,
    status,
    trouble,
    codes: parsed.codes,
    detail: text,
    verdict,
  });
}

/** The registry requires credentials without naming a scheme: none are sent. */
function unaskedError(doing: Doing, { headers }: BadAnswer): RegistryError {
  const asked = headers['www-authenticate'];
  const how =
    asked === undefined
      ? 'its answer has no `WWW-Authenticate`'
      : `its \`WWW-Authenticate\` is ${JSON.stringify(clean(asked, 200))}`;
  const message = `${where(doing)}: ${doing.what}: it requires credentials but does not say how (401; ${how})`;
  const hint = hintFor(doing.host);
  return new RegistryError('AUTH_FAILED', message, { hint, status: 401, trouble: 'credentials', verdict: 'settled' });
}

// A lost session or corrupted bytes: a retry can succeed (distribution-spec, codes).
const DAMAGE = new Set(['BLOB_UPLOAD_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'DIGEST_INVALID', 'SIZE_INVALID']);

function isDamage(status: number, codes: readonly string[]): boolean {
  // 416 means the session's range is out of step, and has no body (ibid., "Pushing a blob in chunks").
  return status === 416 || ((status === 400 || status === 404) && codes.some(code => DAMAGE.has(code)));
}

// Our own codes of `readBody` and `resolveLocation`: a retry would not help.
const BROKEN = new Set(['ERR_TOO_LARGE', 'ERR_REDIRECT']);

/** No answer: DNS, refused, reset, time-out, TLS; or the run was cancelled; or the source of a body failed. */
export function networkError(doing: Doing, error: unknown, signal?: AbortSignal): RegistryError {
  const cause = types.isNativeError(error) ? error : new Error(String(error));
  const { code = '', fromSource, elsewhere } = cause as NodeJS.ErrnoException & NetworkFacts;
  const prefix = `${where(doing)}: ${doing.what}`;
  if (signal?.aborted) return new RegistryError('CANCELLED', `${prefix}: cancelled`, { cause, verdict: 'settled' });
  if (fromSource)
    return new RegistryError('REGISTRY_ERROR', `${prefix}: reading the content failed: ${clean(cause.message)}`, {
      cause,
      verdict: {},
    });
  const at = elsewhere === undefined ? '' : `${clean(elsewhere)}, where the registry sends this: `;
  if (BROKEN.has(code) || code === 'ERR_SPENT') {
    return new RegistryError('REGISTRY_ERROR', `${prefix}: ${at}${clean(cause.message)}`, {
      cause,
      hint: code === 'ERR_REDIRECT' ? hintFor(doing.host) : undefined,
      verdict: code === 'ERR_SPENT' ? {} : 'settled',
    });
  }
  const byProxy = proxyTrouble(cause);
  if (byProxy) {
    const { why, hint, verdict } = byProxy;
    return new RegistryError('NETWORK_ERROR', `${prefix}: ${why}`, { hint, cause, verdict });
  }
  const [why, hint, settled] = networkCause(code, cause.message, doing.host, elsewhere);
  const verdict = settled ? 'settled' : {};
  return new RegistryError('NETWORK_ERROR', `${prefix}: ${at}${why}`, { hint, cause, verdict });
}

/** An answer that violates the protocol (a wrong digest, no Location): worth a retry. */
export function protocolError(doing: Doing, problem: string): RegistryError {
  return new RegistryError('REGISTRY_ERROR', `${where(doing)}: ${doing.what}: ${problem}`, {
    hint: 'The registry, or a proxy in front of it, returned an invalid response.',
    verdict: {},
  });
}

/** The token expired or lacks a permission, and the request cannot be repeated: the next one gets a new token. */
export function tokenError(doing: Doing): RegistryError {
  return new RegistryError('AUTH_FAILED', `${where(doing)}: ${doing.what}: the registry rejected the token (401)`, {
    status: 401,
    trouble: 'credentials',
    verdict: {},
  });
}

export function where({ host, path }: Doing): string {
  return path === '' ? host : `${host}/${path}`;
}

const CODES: Readonly<Record<Trouble, ErrorCode>> = {
  credentials: 'AUTH_FAILED',
  permission: 'AUTH_DENIED',
  missing: 'NOT_FOUND',
  rate: 'RATE_LIMITED',
  immutable: 'TAG_IMMUTABLE',
  quota: 'QUOTA_EXCEEDED',
  policy: 'POLICY_DENIED',
  other: 'REGISTRY_ERROR',
};

/** Details that our transport and sources add to the code. */
type NetworkFacts = Readonly<{ fromSource?: boolean; elsewhere?: string }>;

type NetworkCause = [why: string, hint: string, settled: boolean];

/** @param elsewhere the host that failed, if it is not the registry's: a storage, a token server */
function networkCause(code: string, message: string, host: string, elsewhere?: string): NetworkCause {
  const [why, hint, settled] = ownNetworkCause(code, message, host);
  // The certificates of an entry are trusted for all hosts that its registry redirects to.
  if (elsewhere === undefined || CERTIFICATE.test(code)) return [why, hint, settled];
  return [
    why,
    `The registry itself answers. Can this runner reach that host, too? If it is wrong: ${hintFor(host)}`,
    settled,
  ];
}

const CERTIFICATE = /CERT|SIGNED|SIGNATURE|ISSUER|ERR_TLS/;

function ownNetworkCause(code: string, message: string, host: string): NetworkCause {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [
      `this host name has no address (${code})`,
      `Check the spelling of "${host}", and that this runner can resolve it.`,
      false,
    ];
  if (code === 'ECONNREFUSED')
    return ['connection refused', `Is the registry running, and is the port in "${host}" correct?`, false];
  if (code === 'ETIMEDOUT')
    return [clean(message), 'The registry, a proxy or the network stalled. Can this runner reach it?', false];
  if (CERTIFICATE.test(code))
    return [
      `its certificate is not trusted (${code})`,
      "Give the certificate of its authority (`ca`) in the registry's entry.",
      true,
    ];
  if (code === 'EPROTO' || /^ERR_SSL/.test(code))
    return ['it does not speak TLS', 'For a registry on plain http set `insecure: true` in its entry.', true];
  const known = code === 'ECONNRESET' || code === 'EPIPE' ? 'the connection broke' : 'no answer';
  return [`${known} (${clean(code || message)})`, 'If it keeps happening: can this runner reach the registry?', false];
}
