import { ActionError } from '../../host/errors.ts';
import type { Plan } from '../../plan/terms/types.ts';
import type { SummaryFacts } from './facts.ts';

/**
 * The facts without known secrets in program output, registry messages and inputs. Before escaping: a secret containing
 * an entity would no longer be found.
 */
export function redacted(facts: SummaryFacts, redact: (text: string) => string): SummaryFacts {
  const { reason, failure, images, gates = [], scans = [], warnings, given, plan, stats, cache, verdict } = facts;
  return {
    ...facts,
    reason: redact(reason),
    failure: failure && redactedError(failure, redact),
    images: images.map(image => ({
      ...image,
      results: image.results.map(({ error, reason, ...result }) => ({
        ...result,
        ...(error !== undefined && { error: redact(error) }),
        ...(reason !== undefined && { reason: redact(reason) }),
      })),
    })),
    gates: gates.map(gate => ({ ...gate, note: redact(gate.note) })),
    verdict: verdict && {
      ...verdict,
      breaches: verdict.breaches.map(one => ({ ...one, found: redact(one.found), fix: redact(one.fix) })),
    },
    scans: scans.map(scan => ({
      ...scan,
      packages: scan.packages.map(({ name, version, ids, fixed, ...one }) => {
        return { ...one, name: redact(name), version: redact(version), ids: ids.map(redact), fixed: fixed.map(redact) };
      }),
    })),
    warnings: warnings.map(redact),
    given: given.map(redact),
    plan: plan && redactedPlan(plan, redact),
    // Step names contain build arguments, as in `ADD https://…?token=$TOKEN`.
    stats: stats && { ...stats, steps: stats.steps.map(step => ({ ...step, name: redact(step.name) })) },
    cache: cache && { ...cache, misses: cache.misses.map(miss => ({ ...miss, step: redact(miss.step) })) },
  };
}

function redactedPlan(plan: Plan, redact: (text: string) => string): Plan {
  const { decision, buildArgs, notices, remarks } = plan;
  return {
    ...plan,
    decision: { ...decision, reason: redact(decision.reason) },
    buildArgs: { ...buildArgs, shown: buildArgs.shown.map(redact) },
    notices: notices.map(redact),
    remarks: remarks.map(redact),
  };
}

function redactedError({ code, message, hint, output }: ActionError, redact: (text: string) => string): ActionError {
  return new ActionError(code, redact(message), {
    ...(hint !== undefined && { hint: redact(hint) }),
    // A secret may span lines.
    output: output.length === 0 ? [] : redact(output.join('\n')).split('\n'),
  });
}
