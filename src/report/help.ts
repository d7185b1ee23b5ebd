import type { ErrorCode } from '../host/error-codes.ts';
import { REPOSITORY } from '../host/project.ts';

/**
 * The address of a code's section in docs/troubleshooting.md, for the running version.
 *
 * @param env the runner sets GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF for a downloaded action
 */
export function helpUrl(code: ErrorCode, env: Readonly<Record<string, string>>): string {
  const { GITHUB_ACTION_REPOSITORY: named = '', GITHUB_ACTION_REF: ref = '' } = env;
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
  const repository = isNamed ? named : REPOSITORY;
  const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
  return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}
