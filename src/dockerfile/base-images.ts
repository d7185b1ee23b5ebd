import { fields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { expand, type Variables } from './expand.ts';
import { assignmentsIn, type Instruction, instructionIn, instructionsIn } from './instructions.ts';
import { syntaxImage } from './syntax.ts';
import { globalsAfter, type Setting } from './variables.ts';

/** Digests of images by name, as `baseImages` gives names. */
export type Pins = ReadonlyMap<string, string>;

type Given = Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/**
 * The images that a Dockerfile may begin with, copy from or be read by, those of stages that are not built as well.
 *
 * @returns undefined when some name depends on what only the build knows
 * @see https://docs.docker.com/reference/dockerfile/
 */
export async function baseImages(dockerfile: string, given: Given): Promise<readonly string[] | undefined> {
  const { buildArgs } = given;
  const contexts = contextsIn(given.buildContexts);
  const syntax = syntaxImage(dockerfile, buildArgs);
  const named = await namesIn(dockerfile, buildArgs);
  if (syntax === undefined || named === undefined) return undefined;
  const replaced = new Set(contexts.map(({ name }) => name));
  const names = named.filter(name => !replaced.has(contextName(name)));
  const images = contexts.flatMap(({ value }) => imageOfContext(value) ?? []);
  return [...new Set([...(syntax === '' ? [] : [syntax]), ...names, ...images])];
}

/** The image that a build context stands for; undefined for a folder, a repository and the like. */
export function imageOfContext(value: string): string | undefined {
  return /^docker-image:\/\/(.+)/.exec(value)?.[1];
}

/** Build contexts that are images, in a folder of this machine. */
export function layoutContexts(buildContexts: readonly string[]): readonly string[] {
  return contextsIn(buildContexts).flatMap(({ value }) => (value.startsWith('oci-layout://') ? [value] : []));
}

/**
 * The same build, but with images taken by digest wherever it names them: what they are called may come to mean another
 * image until the build looks, and the engine may have one of that name.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#build-context
 */
export function pinContexts(buildContexts: readonly string[], pins: Pins): readonly string[] {
  if (pins.size === 0) return buildContexts;
  const by = (name: string): string | undefined => {
    const digest = pins.get(name);
    return digest === undefined ? undefined : `docker-image://${name}@${digest}`;
  };
  const given = contextsIn(buildContexts);
  const kept = given.map(({ key, value }) => `${key}=${by(imageOfContext(value) ?? '') ?? value}`);
  const replaced = new Set(given.map(({ name }) => name));
  const added = [...pins.keys()].filter(name => !replaced.has(contextName(name))).map(name => `${name}=${by(name)}`);
  return [...kept, ...added];
}

function contextsIn(buildContexts: readonly string[]) {
  return buildContexts.map(text => {
    const equals = text.indexOf('=');
    const [key, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
    return { key, value, name: contextName(key) };
  });
}

/** BuildKit compares the names of contexts and images in one form: `docker.io/library/node:latest` is `node`. */
export function contextName(name: string): string {
  const text = name.toLowerCase().replace(/:latest$/, '');
  return text.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}

/** The names of images in FROM, `COPY --from` and `RUN --mount=from=`; undefined when some cannot be known. */
async function namesIn(dockerfile: string, buildArgs: readonly string[]): Promise<readonly string[] | undefined> {
  const { escapeChar, instructions } = await instructionsIn(dockerfile);
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  if (first < 0) return undefined;
  const globals = globalArgs(instructions.slice(0, first), { buildArgs, escapeChar });
  const found: (string | undefined)[] = [];
  const stages = new Set<string>();
  // Its own name is known only behind it: `FROM node AS node` begins with the image.
  const use = (name: string | undefined): void => {
    if (name === undefined || !stages.has(name.toLowerCase())) found.push(name);
  };
  for (const instruction of instructions.slice(first)) {
    if (instruction.keyword !== 'FROM') {
      for (const name of sourcesOf(instruction, escapeChar)) use(name);
      continue;
    }
    const [base = '', as = '', name = ''] = instruction.rest.split(/\s+/);
    use(expand(base, globals, escapeChar) || undefined);
    if (as.toLowerCase() === 'as') stages.add(name.toLowerCase());
  }
  if (found.includes(undefined)) return undefined;
  return found.filter(name => name !== undefined && name !== 'scratch') as string[];
}

/** What an instruction copies or mounts from, besides stages by their number. Nothing is expanded there. */
function sourcesOf(instruction: Instruction, escapeChar: string): readonly (string | undefined)[] {
  const { keyword, flags, rest } = instruction;
  if (keyword === 'ONBUILD') return sourcesOf(instructionIn(rest, escapeChar), escapeChar);
  const from = flags.flatMap(({ name, value }) => {
    if (name.toLowerCase() === 'from') return [value];
    return name.toLowerCase() === 'mount' ? mountSources(value) : [];
  });
  return from.filter(name => name !== '' && !isNumber(name)).map(name => (name?.includes('$') ? undefined : name));
}

function isNumber(name: string | undefined): boolean {
  return name !== undefined && /^\d+$/.test(name);
}

function mountSources(value: string): readonly (string | undefined)[] {
  try {
    return fields(value).flatMap(field => /^\s*from\s*=(.*)/is.exec(field)?.[1]?.trim() ?? []);
  } catch {
    return [undefined];
  }
}

const KINDS = ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'];
/** What only the build knows. */
const AUTOMATIC = [...KINDS.flatMap(kind => [`TARGET${kind}`, `BUILD${kind}`]), 'TARGETSTAGE'];

/** The ARGs before the first FROM, which alone may stand in names of images; `build-args` go before their defaults. */
function globalArgs(
  before: readonly Instruction[],
  { buildArgs, escapeChar }: Readonly<{ buildArgs: readonly string[]; escapeChar: string }>,
): Variables {
  const settings = before.flatMap((instruction): readonly Setting[] =>
    instruction.keyword === 'ARG' ? [{ kind: 'ARG', assignments: assignmentsIn(instruction, escapeChar) }] : [],
  );
  const given = buildArgs.map((text): [string, string | undefined] => {
    const equals = text.indexOf('=');
    // Without a value it comes from the environment of buildx.
    return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
  });
  const automatic = new Map(AUTOMATIC.map(name => [name, undefined]));
  return globalsAfter(settings, { buildArgs: new Map(given), automatic, escapeChar });
}
