import { fingerprint } from './fingerprint.ts';

/** An instruction that BuildKit makes a step of. */
export type Instruction = Readonly<{
  keyword: string;
  /** Fingerprint of its text in the Dockerfile. */
  text: string;
  /** The build arguments that it is given: a RUN all that are declared, any other those that it names. */
  args: readonly string[];
}>;

/** The stages of a Dockerfile, by the names that they have in BuildKit's steps. */
export type Instructions = ReadonlyMap<string, StageText>;

/** `total` is what BuildKit says that there are: a base that is neither a stage nor `scratch` counts as one more. */
type StageText = Readonly<{ total: number; instructions: readonly Instruction[] }>;

/** Variables where an instruction stands: declared arguments, and names that an ENV has taken from them. */
type Scope = Readonly<{ args: Set<string>; taken: Set<string> }>;

/** What a Dockerfile says of the steps that BuildKit makes of it. */
export async function instructionsIn(dockerfile: string): Promise<Instructions> {
  const { DockerfileParser } = await import('dockerfile-ast');
  const stages: (Scope & { name: string; bases: number; instructions: Instruction[] })[] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const keyword = instruction.getKeyword();
    const text = instruction.getTextContent();
    if (keyword === 'FROM') {
      const from = instruction as typeof instruction & From;
      const base = from.getImage()?.toLowerCase() ?? '';
      const parent = stages.findLast(({ name }) => name !== '' && name === base);
      const name = from.getBuildStage()?.toLowerCase() ?? '';
      const bases = parent === undefined && base !== 'scratch' ? 1 : 0;
      stages.push({ name, bases, instructions: [], args: new Set(parent?.args), taken: new Set(parent?.taken) });
    }
    const stage = stages.at(-1);
    if (stage === undefined) continue;
    if (keyword === 'ARG' || keyword === 'ENV') {
      for (const property of (instruction as typeof instruction & Properties).getProperties()) {
        declare(stage, keyword, property.getName(), property.getValue() ?? '');
      }
    }
    if (!/^(?:RUN|COPY|ADD|WORKDIR)$/.test(keyword)) continue;
    const named = variablesIn(text);
    const args = [...stage.args].filter(name => keyword === 'RUN' || named.has(name));
    stage.instructions.push({ keyword, text: fingerprint(withoutComments(text)), args });
  }
  return new Map(
    stages.map(({ name, bases, instructions }, index) => [
      name || `stage-${index}`,
      { total: bases + instructions.length, instructions },
    ]),
  );
}

type From = { getBuildStage(): string | null; getImage(): string | null };
type Properties = { getProperties(): { getName(): string; getValue(): string | null }[] };

/** An ENV wins over an ARG of its name, before and after it; one that hands on the argument leaves it what it is. */
function declare({ args, taken }: Scope, keyword: 'ARG' | 'ENV', name: string, value: string): void {
  // No build argument of any other name can be used, and a Dockerfile may have anything in its place.
  if (!NAME.test(name)) return;
  if (keyword === 'ARG') {
    if (!taken.has(name)) args.add(name);
  } else if (!variablesIn(value).has(name)) {
    args.delete(name);
    taken.add(name);
  }
}

const NAME = /^[A-Za-z_]\w*$/;

/** The variables that a text names: `$A` and `${A…`. */
function variablesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name!));
}

/** In a heredoc nothing is a comment of the Dockerfile's. */
function withoutComments(text: string): string {
  return text.includes('<<') ? text : text.replace(/^[ \t]*#.*\n/gm, '');
}

/** A step as BuildKit names it: `[stage number/total] text`. */
type Named = Readonly<{ stage: string; number: number; total: number; text: string }>;

/**
 * The instruction that a step is made of. Undefined where the Dockerfile has another number of them: a base may bring
 * instructions of its own (ONBUILD).
 *
 * @param hasBase the stage has a step `FROM`, which is its first; none is told of a base that is a build context
 */
export function instructionOf(
  { stage, number, total, text }: Named,
  hasBase: boolean,
  stages: Instructions,
): Instruction | undefined {
  // An only stage without a name has none in its steps, unless they copy from a build context.
  const found = stages.get(plainStage(stage) || 'stage-0');
  const instruction = found?.total === total ? found.instructions[number - (hasBase ? 2 : 1)] : undefined;
  return instruction !== undefined && text.startsWith(`${instruction.keyword} `) ? instruction : undefined;
}

/** Without the platform: `build` for `linux/arm64 build`, '' for `linux/arm64`. */
export function plainStage(stage: string): string {
  const name = stage.split(' ').at(-1) ?? '';
  return name.includes('/') ? '' : name;
}
