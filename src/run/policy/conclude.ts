import type { Log } from '../../host/ports.ts';
import { breachText, policyError, type Verdict } from '../../policy/breach.ts';
import type { Report } from '../../report/report.ts';

/**
 * Reports a verdict on the plan or the images.
 *
 * @throws ActionError POLICY_BREACHED with every breach, unless the policy only warns
 */
export function conclude(verdict: Verdict, report: Pick<Report, 'judged'>, log: Log): void {
  const { mode, breaches, isFinal } = verdict;
  report.judged(verdict);
  if (breaches.length === 0) {
    log.info(
      isFinal
        ? 'The run complies with its policy'
        : 'The plan complies with the policy; the image is checked once it is built',
    );
    return;
  }
  if (mode === 'enforce') throw policyError(breaches);
  log.warning(`${breachText(breaches)}\nThe run continues, because of \`policy-mode: warn\`.`);
}
