import type { Log } from '../../host/ports.ts';
import { breachText, type PolicyVerdict, policyError } from '../breach.ts';

/** Where a verdict is reported. `judged` returns all that is known so far. */
export type VerdictPorts = Readonly<{ report: Readonly<{ judged(verdict: PolicyVerdict): PolicyVerdict }>; log: Log }>;

/**
 * Reports a verdict on the plan or the images.
 *
 * @throws ActionError POLICY_BREACHED with every breach, unless the policy only warns
 */
export function conclude(verdict: PolicyVerdict, { report, log }: VerdictPorts): void {
  const { mode, breaches } = verdict;
  const all = report.judged(verdict);
  if (breaches.length === 0) {
    log.info(complianceText(all));
    return;
  }
  if (mode === 'enforce') throw policyError(breaches);
  log.warning(`${breachText(breaches)}\nThe run continues, because of \`policy-mode: warn\`.`);
}

/** @param all what is known so far. Earlier breaches of a policy that only warns remain. */
function complianceText({ breaches, isFinal }: PolicyVerdict): string {
  if (breaches.length > 0) return 'No more rules of the policy are breached; the warnings above remain';
  if (isFinal) return 'The run complies with its policy';
  return 'The plan complies with the policy; the image is checked once it is built';
}
