import type { BuildInputs } from '../plan/terms/types.ts';
import { contextName, contextsIn, imageOfContext } from './contexts.ts';
import { imagesIn, readDockerfile } from './stages.ts';
import { syntaxImage } from './syntax.ts';

/** What is given to a build and decides about the images that it uses. */
type Given = Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/**
 * All images that a Dockerfile may begin with, copy from or be read by: those of stages that are not built, too.
 *
 * @returns undefined when one of the names depends on what only the build knows
 * @see https://docs.docker.com/reference/dockerfile/
 */
export async function baseImages(text: string, given: Given): Promise<readonly string[] | undefined> {
  const syntax = syntaxImage(text, given.buildArgs);
  const named = await namesIn(text, given);
  if (syntax === undefined || named === undefined || named.includes(undefined)) return undefined;
  const contexts = contextsIn(given.buildContexts);
  const replaced = new Set(contexts.map(({ name }) => name));
  const own = named.flatMap(name => (name === undefined || replaced.has(contextName(name)) ? [] : [name]));
  return images([syntax, ...own, ...contexts.map(({ value }) => imageOfContext(value))]);
}

/**
 * The images that the build of a target uses, as far as its Dockerfile tells before the build: what only the build knows
 * is left out, and so is everything in a text that is not a Dockerfile.
 */
export async function usedImages(text: string, given: Given & Pick<BuildInputs, 'target'>): Promise<readonly string[]> {
  const named = (await namesIn(text, given, given.target)) ?? [];
  const contexts = contextsIn(given.buildContexts);
  const own = named.flatMap(image => {
    if (image === undefined) return [];
    const name = contextName(image);
    // `name::linux/amd64` replaces it on that platform alone.
    const ofPlatform = contexts.filter(context => context.name.startsWith(`${name}::`));
    const ofAll = contexts.findLast(context => context.name === name);
    const replacements = ofPlatform.map(({ value }) => imageOfContext(value));
    return [...replacements, ofAll === undefined ? image : imageOfContext(ofAll.value)];
  });
  return images([...own, syntaxImage(text, given.buildArgs)]);
}

/** Undefined for a text without a FROM. */
async function namesIn(text: string, { buildArgs }: Given, target?: string) {
  const given = buildArgs.map((arg): [string, string | undefined] => {
    const equals = arg.indexOf('=');
    // Without a value it comes from the environment of buildx.
    return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
  });
  const automatic = new Map(AUTOMATIC.map(name => [name, undefined]));
  const dockerfile = await readDockerfile(text).catch(() => undefined);
  return dockerfile && imagesIn(dockerfile, { buildArgs: new Map(given), automatic }, target);
}

/** Each once. */
function images(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter(name => name !== undefined && name !== '' && name !== 'scratch'))] as string[];
}

const KINDS = ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'];
/** What only the build knows. */
const AUTOMATIC = [...KINDS.flatMap(kind => [`TARGET${kind}`, `BUILD${kind}`]), 'TARGETSTAGE'];
