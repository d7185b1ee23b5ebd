import { imagePattern } from './image-pattern.ts';
import type { RegistryRules } from './types.ts';
import { itemsAt, mapAt, patternsAt, type Tell, textsAt, type Value } from './values.ts';

export function registryRules(tell: Tell, given: Value): RegistryRules {
  const { allow, publish } = mapAt(tell, given, ['allow', 'publish']);
  return {
    allow: imagesAt(tell, allow),
    publish:
      publish &&
      itemsAt(publish).map(entry => {
        const { repositories, to } = mapAt(tell, entry, ['repositories', 'to']);
        for (const [key, value] of Object.entries({ repositories, to })) {
          if (value === undefined)
            tell.report(entry.at, `has no \`${key}\``, 'Write who (`repositories`) may publish where (`to`).');
        }
        const who = patternsAt(tell, repositories) ?? [];
        return { repositories: who.map(text => text.toLowerCase()), to: imagesAt(tell, to) ?? [] };
      }),
  };
}

/** Patterns of repositories; undefined if there are none. */
export function imagesAt(tell: Tell, given: Value | undefined): readonly string[] | undefined {
  const texts = textsAt(tell, given);
  return given && texts?.flatMap(text => withNames(tell, given.at, text) ?? []);
}

/** `{repository}` and `{name}` are replaced, so that they pass as a name. */
const NAMES = { '{repository}': 'repository0repository/placeholder', '{name}': 'name0placeholder' } as const;

function withNames(tell: Tell, at: string, text: string): string | undefined {
  if (!at.includes('.publish')) return imagePattern(tell, at, text);
  const entries = Object.entries(NAMES);
  const plain = entries.reduce((all, [name, passes]) => all.replaceAll(name, passes), text);
  const pattern = imagePattern(tell, at, plain);
  return pattern && entries.reduce((all, [name, passes]) => all.replaceAll(passes, name), pattern);
}
