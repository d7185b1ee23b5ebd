import { type Contexts, type ContextValue, evaluate } from '../harness/expressions.ts';
import { STEP_CONTEXTS } from './contexts.ts';
import { type Leg, legsOf } from './matrix.ts';
import { DIGEST } from './placeholders.ts';
import type { WorkflowJob } from './read.ts';

type Outputs = Readonly<Record<string, string>>;
type Said = Readonly<Record<string, Readonly<{ outputs: Outputs }>>>;

/** What planned steps and jobs tell those after them. */
export type Known = Readonly<{ steps: Said; jobs: Said }>;

/** The contexts of a job from what is known: only the jobs that it needs. */
export function knownContexts({ steps, jobs }: Known, { needs = [] }: WorkflowJob): Contexts {
  const known = Object.entries(jobs).filter(([name]) => needs.includes(name));
  return { steps, needs: Object.fromEntries(known.map(([name, one]) => [name, { result: 'success', ...one }])) };
}

/** The outputs of a dry run as if the step had done its work. */
export function asIfRun(inputs: Outputs, outputs: Outputs): Outputs {
  if (inputs['dry-run'] === 'true') return outputs;
  const { push } = JSON.parse(outputs.decision || '{"push":false}') as { push: boolean };
  const isPart = !['', 'false'].includes(inputs.part ?? '');
  return { ...outputs, digest: outputs.digest || DIGEST, pushed: String(push && !isPart) };
}

/** The outputs of a job; undefined if they depend on what is not known, in whole or in part. */
export function outputsOf(job: WorkflowJob, contexts: Contexts, { steps }: Known): Outputs | undefined {
  // Another workflow sets its outputs.
  if (job.call !== undefined) return undefined;
  const given = Object.entries(job.outputs ?? {});
  const isKnown = given.every(([, text]) => [...text.matchAll(/\bsteps\.([\w-]+)/g)].every(([, id]) => id! in steps));
  if (!isKnown) return undefined;
  try {
    return Object.fromEntries(given.map(([name, text]) => [name, evaluate(text, contexts, STEP_CONTEXTS)]));
  } catch {
    return undefined;
  }
}

/** The jobs of a matrix, also of one that earlier jobs have made; undefined if it is not known. */
export function legsIn(job: WorkflowJob, contexts: Contexts): readonly Leg[] | undefined {
  if (job.legs !== undefined) return job.legs;
  try {
    const legs = legsOf({ strategy: { matrix: resolved(job.written, contexts) } });
    return legs?.length === 0 ? undefined : legs;
  } catch {
    return undefined;
  }
}

function resolved(value: unknown, contexts: Contexts): unknown {
  if (Array.isArray(value)) return value.map(one => resolved(one, contexts));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, contexts)]));
  const body = typeof value === 'string' ? /^\s*\$\{\{(.*)\}\}\s*$/s.exec(value)?.[1] : undefined;
  if (body === undefined) return value;
  return JSON.parse(evaluate(`\${{ toJSON(${body}) }}`, contexts, STEP_CONTEXTS)) as ContextValue;
}

/** Whether texts use outputs of jobs or steps that are not known. */
export function usesUnknown(texts: string, { steps, jobs }: Known): boolean {
  const uses = [...texts.matchAll(/\b(needs|steps)\b(?:\.([\w-]+)(?:\.(\w+))?)?/g)];
  return uses.some(([, kind, name, what]) => {
    // Jobs that are needed have succeeded.
    if (kind === 'needs' && what === 'result') return false;
    return name === undefined || !((name ?? '') in (kind === 'needs' ? jobs : steps));
  });
}
