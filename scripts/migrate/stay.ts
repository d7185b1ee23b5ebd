import type { Found } from './chain.ts';
import { title, usesLogins, whyStays } from './logins.ts';
import { mentions } from './reads.ts';
import type { FileJob, FileStep } from './steps.ts';

/** Steps of the chain that others still need. */
export function whichStay(job: FileJob, found: Found, unplanned: readonly FileStep[]) {
  const { chains, logins, buildx, qemu, others } = found;
  const steps = new Set<FileStep>(unplanned);
  const notes: string[] = unplanned.map(step => `"${title(step)}" stays: a dry run knows less than its rules need`);
  const users = others.filter(usesLogins);
  const isBefore = (user: FileStep) => chains.some(({ build }) => user.span.start < build.span.start);
  for (const login of logins) {
    const why = whyStays(
      login,
      users.find(user => user.span.start > login.span.start && isBefore(user)),
    );
    if (why === undefined) continue;
    steps.add(login);
    notes.push(`"${title(login)}" stays, and the step uses that login: ${why}`);
  }
  const moved = logins.filter(login => !steps.has(login));
  const later = users.find(user => moved.some(login => user.span.start > login.span.start));
  const keepsLogins = later !== undefined;
  if (keepsLogins) notes.push(`"${title(later)}" may need the logins: \`keep-login: true\` leaves them to it`);
  const user = others.find(({ run }) => /\bdocker\b/.test(run));
  for (const setup of [...buildx, ...qemu]) {
    const reader = setup.id === undefined ? undefined : readerOf(setup.id, job, found);
    if (user === undefined && reader === undefined) continue;
    steps.add(setup);
    notes.push(`"${title(setup)}" stays: ${reader ?? `"${title(user!)}"`} may need it`);
  }
  return { steps, notes, keepsLogins };
}

/** What reads a result of a setup step: a step, or a key of the job. The new step knows its builder itself. */
function readerOf(id: string, { keys }: FileJob, { chains, others }: Found): string | undefined {
  const step = others.find(({ source }) => mentions(source, id));
  const build = chains.find(one => one.build.with.some(({ key, source }) => key !== 'builder' && mentions(source, id)));
  const key = keys.find(one => one.key !== 'steps' && mentions(one.source, id));
  const named = step ?? build?.build;
  return named ? `"${title(named)}"` : key && `\`${key.key}\` of the job`;
}

/** A login that ran on a condition is there at every event, and used where something is published. */
export function dropped(login: FileStep): string[] {
  const mayFail = login.keys.find(({ key }) => key === 'continue-on-error')?.value ?? 'false';
  const strict = mayFail === 'false' ? [] : [`"${title(login)}" could fail: the step fails without its login`];
  return [...strict, ...droppedCondition(login)];
}

function droppedCondition(login: FileStep): string[] {
  const condition = login.keys.find(({ key }) => key === 'if')?.value?.trim();
  // The usual one leaves out pull requests, where the step publishes nothing either.
  if (condition === undefined || /^(\$\{\{)?\s*github\.event_name\s*!=\s*'pull_request'\s*(\}\})?$/.test(condition))
    return [];
  return [`"${title(login)}" ran only \`if: ${condition}\`: the step's login has no condition`];
}
