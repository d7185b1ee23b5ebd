import { expand, type Variables } from './expand.ts';

/** A stage of a Dockerfile, as far as its cache mounts go. */
export type Stage = Readonly<{
  name: string;
  /** What it begins with, as written: an image or another stage. */
  base: string;
  /** Stages (or images) that it copies or mounts from, as written. */
  uses: readonly string[];
  /** The values of its `RUN --mount=`, with the line of the instruction (from 0). */
  mounts: readonly Readonly<{ value: string; line: number }>[];
  /** Its ARG and ENV instructions, in order. */
  settings: readonly Setting[];
  /** What the variables are at a line. */
  variables(globals: Variables, line: number): Variables;
}>;

type Setting = Readonly<{
  kind: 'ARG' | 'ENV';
  name: string;
  value: string | undefined;
  literal: boolean;
  line: number;
}>;

type Parsed = Readonly<{ before: readonly Setting[]; stages: readonly Stage[] }>;

/**
 * The stages of a Dockerfile in its order.
 *
 * @throws Error when it has none
 */
export async function stagesOf(text: string): Promise<Parsed> {
  const { DockerfileParser } = await import('dockerfile-ast');
  const before: Setting[] = [];
  const stages: MutableStage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const line = instruction.getRange().start.line;
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') stages.push(newStage(instruction as typeof instruction & From, stages, before));
    const stage = stages.at(-1);
    if (keyword === 'ARG' || keyword === 'ENV') {
      const settings = (instruction as typeof instruction & Properties)
        .getProperties()
        .map(property => settingOf(keyword, property, line));
      (stage?.settings ?? before).push(...settings);
    }
    if (stage === undefined || (keyword !== 'RUN' && keyword !== 'COPY')) continue;
    for (const flag of (instruction as typeof instruction & Flagged).getFlags()) {
      const value = flag.getValue() ?? '';
      if (keyword === 'RUN' && flag.getName() === 'mount') stage.mounts.push({ value, line });
      const from = flag.getName() === 'from' ? value : /(?:^|,)from=([^,]*)/.exec(value)?.[1];
      if (from !== undefined) stage.uses.push(from);
    }
  }
  if (stages.length === 0) throw new Error('it has no FROM');
  return { before, stages };
}

/** The stages that a build of `target` runs, in the Dockerfile's order. */
export function reachable({ before, stages }: Parsed, target: string, globals: Variables): readonly Stage[] {
  const named = (name: string): Stage | undefined =>
    stages.find(stage => stage.name !== '' && stage.name.toLowerCase() === name.toLowerCase()) ??
    (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
  const first = target === '' ? stages.at(-1) : named(target);
  const open = first === undefined ? [...stages] : [first];
  const seen = new Set<Stage>();
  const args = settle(new Map(), before, globals);
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (seen.has(stage)) continue;
    seen.add(stage);
    const names = [stage.base, ...stage.uses].map(word => expand(word, new Map([...globals, ...args])) ?? word);
    open.push(...names.flatMap(name => named(name) ?? []));
  }
  return stages.filter(stage => seen.has(stage));
}

type MutableStage = Stage & { uses: string[]; mounts: { value: string; line: number }[]; settings: Setting[] };
type From = { getBuildStage(): string | null; getImage(): string | null };
type Property = { getName(): string; getValue(): string | null; getUnescapedValue(): string | null };
type Properties = { getProperties(): Property[] };
type Flagged = { getFlags(): { getName(): string; getValue(): string | null }[] };

function newStage(from: From, others: readonly Stage[], before: readonly Setting[]): MutableStage {
  const base = from.getImage() ?? '';
  const parent = others.findLast(other => other.name !== '' && other.name.toLowerCase() === base.toLowerCase());
  const settings: Setting[] = [];
  return {
    name: from.getBuildStage() ?? '',
    base,
    uses: [],
    mounts: [],
    settings,
    variables(globals, line) {
      const inherited = parent?.variables(globals, Number.POSITIVE_INFINITY) ?? new Map();
      const own = settings.filter(setting => setting.line < line);
      const outer = new Map([...globals, ...settle(new Map(), before, globals)]);
      return settle(inherited, own, globals, outer);
    },
  };
}

function settingOf(kind: 'ARG' | 'ENV', property: Property, line: number): Setting {
  const value = property.getValue() ?? undefined;
  return {
    kind,
    name: property.getName(),
    value,
    literal: property.getUnescapedValue()?.startsWith("'") === true,
    line,
  };
}

/**
 * Variables after these instructions. A build argument wins over an ARG's default, and an ENV over any ARG.
 *
 * @param outer what an ARG without a default takes its value from
 */
function settle(start: Variables, settings: readonly Setting[], given: Variables, outer: Variables = given): Variables {
  const variables = new Map(start);
  const fixed = new Set<string>();
  for (const { kind, name, value, literal } of settings) {
    const own = value === undefined || literal ? value : expand(value, variables);
    if (kind === 'ENV') {
      fixed.add(name);
      if (own === undefined) variables.delete(name);
      else variables.set(name, own);
    } else if (!fixed.has(name)) {
      if (given.has(name)) variables.set(name, given.get(name));
      else if (value === undefined) variables.set(name, outer.get(name));
      else if (own === undefined) variables.delete(name);
      else variables.set(name, own);
    }
  }
  return variables;
}
