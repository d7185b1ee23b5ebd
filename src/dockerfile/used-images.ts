import { keyValue } from '../plan/secrets.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { contextName, imageOfContext } from './base-images.ts';
import { outsideOf, readDockerfile } from './stages.ts';
import { syntaxImage } from './syntax.ts';

/** What is given to a build and decides about the images that it uses. */
export type UseFacts = Pick<BuildInputs, 'buildArgs' | 'buildContexts' | 'target'>;

/**
 * The images that a build begins with, copies from, mounts or is read by, as far as its Dockerfile tells before the
 * build. What a variable stands for that only the build knows is left out, as is all of a text that is no Dockerfile.
 */
export async function usedImages(text: string, facts: UseFacts): Promise<readonly string[]> {
  const given = new Map(
    facts.buildArgs.map(item => [keyValue(item)[0], item.includes('=') ? keyValue(item)[1] : UNKNOWN]),
  );
  const automatic = new Map(AUTOMATIC.map(name => [name, UNKNOWN]));
  const names = await readDockerfile(text).then(
    dockerfile => outsideOf(dockerfile, facts.target, { buildArgs: given, automatic }),
    () => [],
  );
  const contexts = new Map(facts.buildContexts.map(item => [contextName(keyValue(item)[0]), keyValue(item)[1]]));
  const own = names.map(name => {
    const context = contexts.get(contextName(name));
    // A folder, or a target of a bake definition.
    return context === undefined ? name : (imageOfContext(context) ?? 'scratch');
  });
  const all = [...own, syntaxImage(text, facts.buildArgs) ?? ''];
  const isKnown = (name: string) => name !== '' && name.toLowerCase() !== 'scratch' && !/[\0$]/.test(name);
  return [...new Set(all.filter(isKnown))];
}

/** A value that only the build knows: no name of an image has this character. */
const UNKNOWN = '\0';

const AUTOMATIC = ['TARGET', 'BUILD'].flatMap(prefix =>
  ['PLATFORM', 'OS', 'ARCH', 'VARIANT', 'OSVERSION'].map(part => `${prefix}${part}`),
);
