import { existsSync } from 'node:fs';
import { InputError, type Problem } from '../../host/errors.ts';
import { inputIn, inputVariable } from '../../host/variables/step.ts';
import type { GateEntry } from '../gates/gates.ts';
import { type Inputs, readInputs } from '../inputs.ts';
import type { InputName } from '../reading/defaults.ts';
import { sourceOf } from '../reading/source.ts';
import { isSeveral } from '../several/bake.ts';
import { type OwnInputs, readEntries } from '../several/entries.ts';

/** The inputs of one of several builds: the step's, overridden by its own. */
export type NamedInputs = Readonly<{ name: string; inputs: Inputs }>;

export type RunInputs = Readonly<{
  inputs: Inputs;
  /** Those of `builds`; [] without it. */
  builds: readonly NamedInputs[];
}>;

type Env = Readonly<Record<string, string | undefined>>;
type Exists = (path: string) => boolean;

/**
 * Reads the step's inputs, and those of each of its builds.
 *
 * @throws InputError with every problem of every input
 */
export function readRun(env: Env, exists: Exists = existsSync): RunInputs {
  const problems: Problem[] = [];
  const source = sourceOf(env, problems, [], exists);
  const entries = readEntries(source);
  const attempt = <T>(read: () => T, rename: (problem: Problem) => Problem): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map(rename));
      return undefined;
    }
  };
  const inputs = attempt(
    () => readInputs(env, exists),
    problem => problem,
  );
  if (inputs !== undefined && !isSeveral(source)) problems.push(...inputs.gates.flatMap(ofSeveral));
  const builds = entries.flatMap(({ at, name, own }) => {
    const read = () => ({ name, inputs: inputsOf({ name, own }, env, exists) });
    return attempt(read, problem => renamed(problem, at, own)) ?? [];
  });
  if (problems.length > 0 || inputs === undefined) throw new InputError(problems);
  return { inputs, builds };
}

/** The error for a gate of nonexistent images. */
function ofSeveral({ targets, once }: GateEntry, index: number): Problem[] {
  const given = [...(targets.length > 0 ? ['targets'] : []), ...(once ? ['once'] : [])];
  return given.map(key => {
    const input = `gates[${index}].${key}`;
    return {
      input,
      problem: 'is given, but there is only one image',
      fix: 'Remove it, or list the images in `builds`.',
    };
  });
}

/** The inputs of one build. @throws InputError with every problem */
export function inputsOf(
  { name, own }: Readonly<{ name: string; own: OwnInputs }>,
  env: Env,
  exists: Exists = existsSync,
): Inputs {
  const texts = NAMED.map(input => [input, withName(own[input] ?? inputIn(env, input) ?? '', name)] as const);
  const all = {
    ...own,
    ...Object.fromEntries(texts),
    builds: '',
    bake: '',
    'bake-targets': '',
    'bake-set': '',
    'bake-vars': '',
  };
  const given = Object.entries(all).map(([input, text]) => [inputVariable(input), text]);
  return readInputs({ ...env, ...Object.fromEntries(given) }, exists, name);
}

/** An error in a build's own input, under that input's name in the step. One in the step's own is in each build's. */
function renamed(problem: Problem, at: string, own: OwnInputs): Problem {
  return isOwn(problem, own) ? { ...problem, input: `${at}.${problem.input}` } : problem;
}

/** Whether an error is in one of a build's own inputs. */
export function isOwn({ input }: Problem, own: OwnInputs): boolean {
  const [name = ''] = /^[\w-]+/.exec(input) ?? [];
  return name in own;
}

/** Inputs in which `{{target}}` is the build's name. */
const NAMED: readonly InputName[] = [
  ...(['images', 'tags', 'flavor', 'labels', 'annotations'] as const),
  ...(['context', 'file', 'target', 'build-args', 'cache-scope'] as const),
];

function withName(text: string, name: string): string {
  return text.replace(/\{\{\s*target\s*\}\}/g, () => name);
}
