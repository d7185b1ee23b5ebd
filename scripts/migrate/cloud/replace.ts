import { commentsIn, withoutComments } from '../comments.ts';
import { shift, splice } from '../lines.ts';
import { readsIn } from '../reads.ts';
import { commentsAbove, removed } from '../removed.ts';
import { placesOf, type WorkflowFile } from '../spread/raw.ts';
import type { FileJob, FileStep } from '../steps.ts';
import { type CloudLogin, cloudLogins } from './identity.ts';
import { whyNeeded } from './users.ts';

/** Marks a login that a Slipway step must replace: no real action has this name. */
export const MARK = 'docker/login-action@identity';

export type Identified = Readonly<{
  text: string;
  /** The changed jobs. */
  jobs: readonly string[];
  notes: readonly Readonly<{ job: string; note: string }>[];
  /** Results of removed steps, by job and step `id`. */
  results: Readonly<Record<string, CloudLogin['results']>>;
}>;

/**
 * Rewrites cloud logins as steps of login-action with an identity (`role-to-assume`, …), in Slipway's keys. Results of
 * removed steps become texts.
 *
 * @param jobs the jobs to search for logins
 */
export function withIdentities(file: WorkflowFile, jobs: ReadonlySet<string>): Identified {
  const { text } = file;
  const notes: { job: string; note: string }[] = [];
  const changed = new Set<string>();
  const results: Record<string, CloudLogin['results']> = {};
  const edits = placesOf(file)
    .filter(({ job }) => jobs.has(job.name))
    .flatMap(place => {
      const { job } = place;
      const logins = cloudLogins(place).flatMap(login => {
        const why = typeof login === 'string' ? login : (whyShared(job) ?? whyNeeded(place, login));
        if (why === undefined && typeof login !== 'string') return [login];
        const note = typeof login === 'string' ? login : `the login to ${login.keys.registry} stays: ${why}`;
        notes.push({ job: job.name, note });
        return [];
      });
      return logins.flatMap(login => {
        const reads = readsOf(text, job, login);
        if (reads === undefined) {
          notes.push({
            job: job.name,
            note: `the login to ${login.keys.registry} stays: an expression reads its results`,
          });
          return [];
        }
        changed.add(job.name);
        notes.push({
          job: job.name,
          note: `the step logs in to ${login.keys.registry} itself, with GitHub's id token`,
        });
        results[job.name] = { ...results[job.name], ...login.results };
        const [last, ...others] = [...login.steps].reverse() as [FileStep, ...FileStep[]];
        return [
          {
            ...last.span,
            text: shift(
              pseudo(
                login,
                others.flatMap(step => commentsAbove(text, step)),
              ),
              last.column,
            ),
          },
          ...others.map(step => removed(step, text, job.steps, one => others.includes(one))),
          ...reads,
        ];
      });
    });
  return { text: splice(text, edits), jobs: [...changed], notes, results };
}

/** Other jobs may have these lines too, perhaps with another identity. */
function whyShared({ alike }: FileJob): string | undefined {
  return alike.length === 0
    ? undefined
    : `${alike.join(' and ')} ${alike.length === 1 ? 'has' : 'have'} the same steps`;
}

/** @param above comments that stood above removed steps */
function pseudo({ keys, steps }: CloudLogin, above: readonly string[]): string {
  const own = steps.flatMap(({ comments }) => comments);
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const [inputs, others] = [true, false].map(is => own.filter(({ part }) => part.startsWith('with.') === is));
  const comments = (texts: readonly string[]) => texts.map(one => `${one}\n`).join('');
  const texts = (list: typeof own = []) => list.map(({ text }) => text);
  return `${comments([...above, ...texts(others)])}- uses: ${MARK}\n  with:\n${shift(comments(texts(inputs)) + lines.join(''), 4)}`;
}

/** Where later steps and the job's outputs read a result; undefined when one is part of a larger expression. */
function readsOf(text: string, { span, steps }: FileJob, login: CloudLogin) {
  const edits: { start: number; end: number; text: string }[] = [];
  const part = text.slice(span.start, span.end);
  const code = withoutComments(part, commentsIn(part));
  const isNamed = login.steps.some(({ id }) => id !== undefined);
  if (isNamed && readsIn(code).some(({ id }) => id === undefined)) return undefined;
  for (const [id, outputs] of Object.entries(login.results)) {
    for (const read of readsIn(code).filter(one => one.id === id.toLowerCase())) {
      const { start, end } = read.expression;
      const value = read.name === undefined || read.field !== 'outputs' ? undefined : outputs[read.name];
      if (value === undefined || code.slice(start, end).trim() !== read.text) return undefined;
      edits.push({ start: span.start + start - 3, end: span.start + end + 2, text: value });
    }
  }
  const isInside = (at: number) =>
    login.steps.some(step => steps.includes(step) && at >= step.span.start && at < step.span.end);
  return edits.filter(({ start }) => !isInside(start));
}
