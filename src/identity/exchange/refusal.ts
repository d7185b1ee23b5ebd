import type { ErrorCode } from '../../host/error-codes.ts';
import { ActionError, type RetryVerdict } from '../../host/errors.ts';

/** Why there is no login for an identity; the default code is AUTH_FAILED. */
export function refusal(
  message: string,
  { code = 'AUTH_FAILED', ...options }: Readonly<{ hint: string; code?: ErrorCode; verdict?: RetryVerdict }>,
): ActionError {
  return new ActionError(code, message, options);
}
