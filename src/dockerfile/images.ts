import type { BuildInputs } from '../plan/terms/types.ts';
import { contextName, contextsIn, imageOfContext } from './contexts.ts';
import { type Dockerfile, imagesIn, readDockerfile } from './stages.ts';
import { syntaxImage } from './syntax.ts';

type Given = Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/**
 * All images that a Dockerfile may use as a base, copy from or be parsed by, including those of unused stages.
 *
 * @returns undefined when a name depends on values that only the build knows, or BuildKit may read other instructions
 * @see https://docs.docker.com/reference/dockerfile/
 */
export function baseImages(text: string, given: Given): readonly string[] | undefined {
  const syntax = syntaxImage(text, given.buildArgs);
  const dockerfile = readIfValid(text);
  const named = dockerfile?.isDoubtful ? undefined : namesIn(dockerfile, given);
  if (syntax === undefined || named === undefined || named.includes(undefined)) return undefined;
  const contexts = contextsIn(given.buildContexts);
  const replaced = new Set(contexts.map(({ name }) => name));
  const own = named.flatMap(name => (name === undefined || replaced.has(contextName(name)) ? [] : [name]));
  return images([syntax, ...own, ...contexts.map(({ value }) => imageOfContext(value))]);
}

/**
 * The images that the build of a target uses, as far as known before the build: unknown names are left out, and an
 * invalid Dockerfile has none.
 */
export function usedImages(text: string, given: Given & Pick<BuildInputs, 'target'>): readonly string[] {
  const named = namesIn(readIfValid(text), given, given.target) ?? [];
  const contexts = contextsIn(given.buildContexts);
  const own = named.flatMap(image => {
    if (image === undefined) return [];
    const name = contextName(image);
    // `name::linux/amd64` replaces it only on that platform.
    const ofPlatform = contexts.filter(context => context.name.startsWith(`${name}::`));
    const ofAll = contexts.findLast(context => context.name === name);
    const replacements = ofPlatform.map(({ value }) => imageOfContext(value));
    return [...replacements, ofAll === undefined ? image : imageOfContext(ofAll.value)];
  });
  return images([...own, syntaxImage(text, given.buildArgs)]);
}

function namesIn(dockerfile: Dockerfile | undefined, { buildArgs }: Given, target?: string) {
  const given = buildArgs.map((arg): [string, string | undefined] => {
    const equals = arg.indexOf('=');
    // Without a value it comes from buildx's environment.
    return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
  });
  const automatic = new Map(AUTOMATIC.map(name => [name, undefined]));
  return dockerfile && imagesIn(dockerfile, { buildArgs: new Map(given), automatic }, target);
}

/** Undefined for a text without a FROM. */
function readIfValid(text: string): Dockerfile | undefined {
  try {
    return readDockerfile(text);
  } catch {
    return undefined;
  }
}

function images(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter(name => name !== undefined && name !== '' && name !== 'scratch'))] as string[];
}

const KINDS = ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'];
/** Known only to the build. */
const AUTOMATIC = [...KINDS.flatMap(kind => [`TARGET${kind}`, `BUILD${kind}`]), 'TARGETSTAGE'];
