import type { ErrorCode } from '../host/error-codes.ts';
import { REPOSITORY } from '../host/project.ts';
import type { Environment } from '../host/variables/environment.ts';
import { stepVariables } from '../host/variables/step.ts';

/**
 * The address of a code's section in docs/troubleshooting.md, for the running version.
 */
export function helpUrl(code: ErrorCode, env: Environment): string {
  const { actionRepository: named, actionRef: ref } = stepVariables(env);
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
  const repository = isNamed ? named : REPOSITORY;
  const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
  return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}
