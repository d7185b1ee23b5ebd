import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ContextValue } from '../harness/expressions.ts';
import { withOwnName } from '../release/uses.ts';

/** A step or a job that uses something. */
export type Use = Readonly<{
  id?: string;
  name?: string;
  if?: string | boolean;
  uses?: string;
  with?: Given;
  secrets?: Given;
}>;
export type Given = Readonly<Record<string, string | number | boolean>>;
export type Job = Use &
  Readonly<{
    strategy?: Readonly<{ matrix?: Readonly<Record<string, readonly ContextValue[]>> }>;
    steps?: readonly Use[];
    outputs?: Readonly<Record<string, string>>;
  }>;
export type Workflow = Readonly<{ on: Readonly<Record<string, unknown>>; jobs: Readonly<Record<string, Job>> }>;

/** A whole workflow in `examples/`. Its recipe is the page of the same name in `docs/recipes/`. */
export type Example = Readonly<{ name: string; text: string; workflow: Workflow }>;

/** Every example below `root`, sorted by name. */
export function readExamples(root: string): readonly Example[] {
  const files = readdirSync(join(root, 'examples')).filter(name => name.endsWith('.yml'));
  return files.toSorted().map(file => {
    const text = withOwnName(readFileSync(join(root, 'examples', file), 'utf8'));
    return { name: file.slice(0, -'.yml'.length), text, workflow: workflowOf(text) };
  });
}

/** A workflow with its `on` as a map, in whatever form it is written. */
export function workflowOf(text: string): Workflow {
  const { on, jobs } = parse(text) as { on: unknown; jobs: Workflow['jobs'] };
  if (typeof on === 'string') return { on: { [on]: null }, jobs };
  if (Array.isArray(on)) return { on: Object.fromEntries(on.map(name => [name, null])), jobs };
  return { on: on as Workflow['on'], jobs };
}
