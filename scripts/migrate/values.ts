import { type ContextValue, evaluate } from '../harness/expressions.ts';
import { legsOf } from '../workflow/matrix.ts';
import { isMap, mapAt, type Raw } from './spread/raw.ts';
import { expressionsIn } from './spread/shared.ts';
import { escaped } from './steps.ts';

/** What a text with expressions may be when the workflow runs. `isOpen`: there may be other values. */
export type Values = Readonly<{ known: readonly string[]; isOpen: boolean }>;

/** Gives the values of a text of a job. */
export type ValuesOf = (text: string) => Values;

const CONTEXTS = ['matrix', 'env', 'inputs'];

/** The values that the job's matrix, the environment and the inputs of the workflow give. */
export function valuesIn(workflow: Raw, job: Raw): ValuesOf {
  const legs = legsOf(job);
  const env = { ...mapAt(workflow, 'env'), ...mapAt(job, 'env') };
  const inputs = inputsOf(workflow.on);
  return text => {
    const expressions = expressionsIn(text).join(' ');
    const asked = [...inputs].filter(([name]) => new RegExp(`\\binputs\\.${escaped(name)}\\b`, 'i').test(expressions));
    let rows: readonly Raw[] = [{}];
    for (const [name, { values }] of asked) {
      rows = rows.flatMap(row => values.map(value => ({ ...row, [name]: value }))).slice(0, 1000);
    }
    const isMatrix = /\bmatrix\b/i.test(expressions);
    const scenes = (isMatrix ? (legs ?? []) : [{}]).flatMap(matrix => rows.map(row => ({ matrix, env, inputs: row })));
    const known = scenes.map(scene => filled(text, scene));
    const isOpen = known.includes(undefined) || (isMatrix && legs === undefined) || asked.some(([, one]) => one.isOpen);
    return { known: [...new Set(known.filter(value => value !== undefined))], isOpen };
  };
}

function filled(text: string, scene: Readonly<Record<string, Raw>>): string | undefined {
  // A variable may be an expression itself.
  const isNested = Object.values(scene.env ?? {}).some(value => String(value).includes('${{'));
  if (isNested && /\benv\b/i.test(text)) return undefined;
  try {
    return evaluate(text, JSON.parse(JSON.stringify(scene)) as Record<string, ContextValue>, CONTEXTS);
  } catch {
    return undefined;
  }
}

function inputsOf(on: unknown): ReadonlyMap<string, Readonly<{ values: readonly unknown[]; isOpen: boolean }>> {
  const all = ['workflow_dispatch', 'workflow_call'].flatMap(trigger =>
    isMap(on) ? Object.entries(mapAt(mapAt(on, trigger), 'inputs')) : [],
  );
  return new Map(
    all.map(([name, input]) => {
      const { options, default: initial = '' } = isMap(input) ? input : {};
      const values = Array.isArray(options) ? options : [initial];
      return [name, { values, isOpen: !Array.isArray(options) }];
    }),
  );
}
