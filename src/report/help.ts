import type { ErrorCode } from '../host/error-codes.ts';
import { REPOSITORY } from '../host/project.ts';

/**
 * The address of a code's section in docs/troubleshooting.md, of the version that runs.
 *
 * @param env the runner sets GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF for an action that it has downloaded
 */
export function helpUrl(code: ErrorCode, env: Readonly<Record<string, string>>): string {
  const { GITHUB_ACTION_REPOSITORY: named = '', GITHUB_ACTION_REF: ref = '' } = env;
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
  const repository = isNamed ? named : REPOSITORY;
  const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
  return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}
