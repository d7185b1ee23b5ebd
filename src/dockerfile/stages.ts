import { fields } from '../plan/terms/list.ts';
import { expand, type Variables } from './expand.ts';
import { assignmentsIn, type Instruction, instructionIn, instructionsIn } from './instructions.ts';
import { after, type Given, globalsAfter, type Setting } from './variables.ts';

/** A Dockerfile: its stages, the images that it uses and its mounts. */
export type Dockerfile = Readonly<{
  /** Its escape character. */
  escapeChar: string;
  /** BuildKit may read other instructions. */
  isDoubtful: boolean;
  /** The ARGs before the first FROM. */
  before: readonly Setting[];
  stages: readonly Stage[];
}>;

type Stage = Readonly<{ name: string /** An image or another stage, as written. */; base: string } & Steps>;

type Steps = Readonly<{
  /** Its settings and the values of its `RUN --mount=`, in order. */
  steps: readonly (Setting | string)[];
  /** The stages (or images) that it copies or mounts from; undefined if unknown. */
  uses: readonly (string | undefined)[];
  /** What its ONBUILD instructions add to a stage based on it. */
  onBuild?: Steps;
}>;

/** A `RUN --mount=` of a build: its value, and the variables at its place. */
type Mount = Readonly<{ value: string; variables: Variables }>;

/**
 * Parses a Dockerfile.
 *
 * @throws Error when it has no stage
 */
export function readDockerfile(text: string): Dockerfile {
  const { escapeChar, instructions, isDoubtful } = instructionsIn(text);
  const [before = [], ...bodies] = bodiesIn(instructions);
  if (bodies.length === 0) throw new Error('it has no FROM');
  const stages = bodies.map(([from, ...body]) => {
    const [base = '', as = '', name = ''] = from!.rest.split(/\s+/);
    const triggers = body
      .filter(({ keyword }) => keyword === 'ONBUILD')
      .map(({ rest }) => instructionIn(rest, escapeChar));
    const onBuild = stepsOf(triggers, escapeChar);
    return { name: as.toLowerCase() === 'as' ? name : '', base, ...stepsOf(body, escapeChar), onBuild };
  });
  const settings = before.flatMap(instruction => settingOf(instruction, escapeChar) ?? []);
  return { escapeChar, isDoubtful, before: settings, stages };
}

/** The mounts in a build of this target (by default of the last stage), in the Dockerfile's order. */
export function mountsOf(dockerfile: Dockerfile, target: string, build: Omit<Given, 'escapeChar'>): readonly Mount[] {
  return neededFor(dockerfile, target, build).flatMap(({ mounts }) => mounts);
}

/**
 * The images that stages use as a base, copy from or mount; undefined stands for names that only the build knows.
 *
 * @param target only the stages that a build of this target needs (`''`: of the last stage); by default all stages
 */
export function imagesIn(
  dockerfile: Dockerfile,
  build: Omit<Given, 'escapeChar'>,
  target?: string,
): readonly (string | undefined)[] {
  const stages = target === undefined ? placedIn(dockerfile, build) : neededFor(dockerfile, target, build);
  return [...new Set(stages.flatMap(({ outside }) => outside))];
}

/** The stages that a build of a target needs, in the Dockerfile's order. */
function neededFor(dockerfile: Dockerfile, target: string, build: Omit<Given, 'escapeChar'>): readonly Placed[] {
  const placed = placedIn(dockerfile, build);
  const first = target === '' ? placed.at(-1) : named(target, placed);
  const open = first === undefined ? [...placed] : [first];
  const needed = new Set<Placed>();
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    open.push(...stage.needs);
  }
  return placed.filter(stage => needed.has(stage));
}

function placedIn({ before, stages, escapeChar }: Dockerfile, build: Omit<Given, 'escapeChar'>): readonly Placed[] {
  const given = { ...build, escapeChar };
  const globals = globalsAfter(before, given);
  const placed: Placed[] = [];
  for (const stage of stages) placed.push(place(stage, placed, given, globals));
  return placed;
}

/** A stage with its base resolved. */
type Placed = Readonly<{
  stage: Stage;
  needs: readonly Placed[];
  /** The images that it uses; undefined for a name that only the build knows. */
  outside: readonly (string | undefined)[];
  mounts: readonly Mount[];
  /** The variables of a stage based on this one. */
  end: Variables;
}>;

function place(stage: Stage, earlier: readonly Placed[], given: Given, globals: Variables): Placed {
  const base = expand(stage.base, globals, given.escapeChar) || undefined;
  const parent = base === undefined ? undefined : named(base, earlier);
  const mounts: Mount[] = [];
  let variables = parent?.end ?? { values: new Map(), complete: base === 'scratch' };
  for (const step of [...(parent?.stage.onBuild?.steps ?? []), ...stage.steps]) {
    if (typeof step === 'string') mounts.push({ value: step, variables });
    else variables = after(step, variables, given, globals);
  }
  const uses = [...(parent?.stage.onBuild?.uses ?? []), ...stage.uses];
  const others = uses.flatMap(use => stageOf(use, earlier) ?? []);
  const images = uses.filter(use => stageOf(use, earlier) === undefined && !isNumber(use));
  const outside = [...(parent === undefined ? [base] : []), ...images];
  return { stage, needs: parent === undefined ? others : [parent, ...others], outside, mounts, end: variables };
}

/** If a name is reused, the last stage has it. */
function named(name: string, stages: readonly Placed[]): Placed | undefined {
  return name === '' ? undefined : stages.findLast(({ stage }) => stage.name.toLowerCase() === name.toLowerCase());
}

/** The stage that is copied or mounted from, by its name or number. */
function stageOf(use: string | undefined, earlier: readonly Placed[]): Placed | undefined {
  if (use === undefined) return undefined;
  return named(use, earlier) ?? (isNumber(use) ? earlier[Number(use)] : undefined);
}

function isNumber(use: string | undefined): boolean {
  return use !== undefined && /^\d+$/.test(use);
}

/** The part before the first FROM, then one part per FROM. */
function bodiesIn(instructions: readonly Instruction[]): readonly (readonly Instruction[])[] {
  const bodies: Instruction[][] = [[]];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') bodies.push([instruction]);
    else bodies.at(-1)!.push(instruction);
  }
  return bodies;
}

function stepsOf(instructions: readonly Instruction[], escapeChar: string): Steps {
  const steps: (Setting | string)[] = [];
  const uses: (string | undefined)[] = [];
  for (const instruction of instructions) {
    const { keyword, flags } = instruction;
    const setting = settingOf(instruction, escapeChar);
    if (setting !== undefined) steps.push(setting);
    for (const { name, value } of flags) {
      if (name.toLowerCase() === 'from') uses.push(value);
      if (keyword !== 'RUN' || name.toLowerCase() !== 'mount') continue;
      steps.push(value);
      uses.push(...mountSources(value));
    }
  }
  // Variables are not expanded there: BuildKit rejects them.
  const sources = uses.filter(use => use !== '').map(use => (use?.includes('$') ? undefined : use));
  return { steps, uses: sources };
}

/** The source of a mount: `from=`, in any case. */
function mountSources(value: string): readonly (string | undefined)[] {
  try {
    return fields(value).flatMap(field => /^\s*from\s*=(.*)/is.exec(field)?.[1]?.trim() ?? []);
  } catch {
    return [undefined];
  }
}

function settingOf(instruction: Instruction, escapeChar: string): Setting | undefined {
  const { keyword } = instruction;
  if (keyword !== 'ARG' && keyword !== 'ENV') return undefined;
  return { kind: keyword, assignments: assignmentsIn(instruction, escapeChar) };
}
