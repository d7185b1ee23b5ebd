import { fields } from '../plan/terms/list.ts';
import { expand, type Variables } from './expand.ts';
import { assignmentsIn, type Instruction, instructionIn, instructionsIn } from './instructions.ts';
import { after, type Given, globalsAfter, type Setting } from './variables.ts';

/** A Dockerfile, as far as its cache mounts go. */
export type Dockerfile = Readonly<{
  /** The character that escapes. */
  escapeChar: string;
  /** The ARGs before the first FROM. */
  before: readonly Setting[];
  stages: readonly Stage[];
}>;

type Stage = Readonly<{ name: string /** An image or another stage, as written. */; base: string } & Steps>;

type Steps = Readonly<{
  /** Its settings and the values of its `RUN --mount=`, in order. */
  steps: readonly (Setting | string)[];
  /** The stages (or images) that it copies or mounts from. */
  uses: readonly string[];
  /** What its ONBUILD instructions make a stage do that begins with it. */
  onBuild?: Steps;
}>;

/** A `RUN --mount=` of a build: its value, and the variables where it is. */
export type Mount = Readonly<{ value: string; variables: Variables }>;

/**
 * Reads the text of a Dockerfile.
 *
 * @throws Error when it has no stage
 */
export async function readDockerfile(text: string): Promise<Dockerfile> {
  const { escapeChar, instructions } = await instructionsIn(text);
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
  return { escapeChar, before: before.flatMap(instruction => settingOf(instruction, escapeChar) ?? []), stages };
}

/** What a build of this target (by default of the last stage) runs with mounts, in the Dockerfile's order. */
export function mountsOf(dockerfile: Dockerfile, target: string, build: Omit<Given, 'escapeChar'>): readonly Mount[] {
  return neededFor(dockerfile, target, build).flatMap(({ mounts }) => mounts);
}

/** What a build of this target begins with, copies from or mounts, and that is none of its stages. */
export function outsideOf(dockerfile: Dockerfile, target: string, build: Omit<Given, 'escapeChar'>): readonly string[] {
  return [...new Set(neededFor(dockerfile, target, build).flatMap(({ outside }) => outside))];
}

/** The stages that a build of a target needs, in the Dockerfile's order. */
function neededFor(
  { before, stages, escapeChar }: Dockerfile,
  target: string,
  build: Omit<Given, 'escapeChar'>,
): readonly Placed[] {
  const given = { ...build, escapeChar };
  const globals = globalsAfter(before, given);
  const placed: Placed[] = [];
  for (const stage of stages) placed.push(place(stage, placed, given, globals));
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

/** A stage between its others: what it begins with is known. */
type Placed = Readonly<{
  stage: Stage;
  needs: readonly Placed[];
  /** What it uses that is no stage; as written where a variable is not known. */
  outside: readonly string[];
  mounts: readonly Mount[];
  /** What a stage that begins with this one has of variables. */
  end: Variables;
}>;

function place(stage: Stage, earlier: readonly Placed[], given: Given, globals: Variables): Placed {
  const base = expand(stage.base, globals, given.escapeChar) ?? stage.base;
  const parent = named(base, earlier);
  const mounts: Mount[] = [];
  let variables = parent?.end ?? { values: new Map(), complete: base === 'scratch' };
  for (const step of [...(parent?.stage.onBuild?.steps ?? []), ...stage.steps]) {
    if (typeof step === 'string') mounts.push({ value: step, variables });
    else variables = after(step, variables, given, globals);
  }
  const uses = [...(parent?.stage.onBuild?.uses ?? []), ...stage.uses];
  const others = uses.flatMap(use => named(use, earlier) ?? (/^\d+$/.test(use) ? (earlier[Number(use)] ?? []) : []));
  const isOutside = (name: string) => named(name, earlier) === undefined && !/^\d+$/.test(name);
  const outside = [...(parent === undefined ? [base] : []), ...uses.filter(isOutside)];
  return { stage, needs: parent === undefined ? others : [parent, ...others], outside, mounts, end: variables };
}

/** A name may be given again; the last one has it. */
function named(name: string, stages: readonly Placed[]): Placed | undefined {
  return name === '' ? undefined : stages.findLast(({ stage }) => stage.name.toLowerCase() === name.toLowerCase());
}

/** What is before the first FROM, and from there on what begins with each FROM. */
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
  const uses: string[] = [];
  for (const instruction of instructions) {
    const { keyword, flags } = instruction;
    const setting = settingOf(instruction, escapeChar);
    if (setting !== undefined) steps.push(setting);
    for (const { name, value } of flags) {
      if (keyword === 'COPY' && name === 'from') uses.push(value);
      if (keyword !== 'RUN' || name !== 'mount') continue;
      steps.push(value);
      uses.push(...fields(value).flatMap(field => /^from=(.+)/is.exec(field)?.[1] ?? []));
    }
  }
  return { steps, uses };
}

function settingOf(instruction: Instruction, escapeChar: string): Setting | undefined {
  const { keyword } = instruction;
  if (keyword !== 'ARG' && keyword !== 'ENV') return undefined;
  return { kind: keyword, assignments: assignmentsIn(instruction, escapeChar) };
}
