import { parseRetryAfter, temporaryStatus } from '../host/retry.ts';
import { clean, readAnswerText } from './errors/answer-text.ts';
import type { Answered } from './errors/answered.ts';
import { type Doing, RegistryError, where } from './errors/errors.ts';

/**
 * An error answer from a host to which the registry redirected. A 401 is an error like any other: that host must not
 * get credentials.
 */
export function elsewhereError(
  doing: Doing,
  { status, headers, url, text }: Pick<Answered, 'status' | 'headers' | 'url'> & Readonly<{ text: string }>,
  now: number,
): RegistryError {
  const parsed = readAnswerText(text);
  const words = [String(status), parsed.codes[0], parsed.text]
    .filter(word => word !== undefined && word !== '')
    .join(' ');
  const isMissing = status === 404 || status === 410;
  const isRefusal = status === 401 || status === 403;
  const what = isMissing ? 'has nothing there' : isRefusal ? 'refuses it' : 'failed';
  const message = `${where(doing)}: ${doing.what}: ${clean(url.host)}, where the registry keeps it, ${what} (${words})`;
  return new RegistryError(isMissing ? 'NOT_FOUND' : 'REGISTRY_ERROR', message, {
    hint: isRefusal ? REFUSED : `The registry itself (${doing.host}) answers, but its storage does not.`,
    status,
    trouble: isMissing ? 'missing' : 'other',
    codes: parsed.codes,
    verdict: temporaryStatus(status) ? { retryAfter: parseRetryAfter(headers['retry-after'], now) } : 'settled',
  });
}

const REFUSED =
  'The registry itself lets this account in and sends it there; credentials are not sent along. Ask whoever runs the registry about its storage, and check the clock of this runner: signed links expire.';
