import { imagePattern } from './image-pattern.ts';
import type { RegistryRules } from './types.ts';
import { itemsAt, mapAt, patternsAt, type Reporter, textsAt, type Value } from './values.ts';

export function registryRules(reporter: Reporter, given: Value): RegistryRules {
  const { allow, publish } = mapAt(reporter, given, ['allow', 'publish']);
  return {
    allow: imagesAt(reporter, allow),
    publish:
      publish &&
      itemsAt(reporter, publish).map(entry => {
        const { repositories, to } = mapAt(reporter, entry, ['repositories', 'to']);
        for (const [key, value] of Object.entries({ repositories, to })) {
          if (value === undefined)
            reporter.report(entry.at, `has no \`${key}\``, 'Write who (`repositories`) may publish where (`to`).');
        }
        const who = patternsAt(reporter, repositories) ?? [];
        return { repositories: who.map(text => text.toLowerCase()), to: imagesAt(reporter, to) ?? [] };
      }),
  };
}

/** Patterns of repositories; undefined if there are none. */
export function imagesAt(reporter: Reporter, given: Value | undefined): readonly string[] | undefined {
  const texts = textsAt(reporter, given);
  return given && texts?.flatMap(text => withNames(reporter, given.at, text) ?? []);
}

/** `{repository}` and `{name}` are replaced, so that they pass as a name. */
const NAMES = { '{repository}': 'repository0repository/placeholder', '{name}': 'name0placeholder' } as const;

function withNames(reporter: Reporter, at: string, text: string): string | undefined {
  if (!at.includes('.publish')) return imagePattern(reporter, at, text);
  const entries = Object.entries(NAMES);
  const plain = entries.reduce((all, [name, passes]) => all.replaceAll(name, passes), text);
  const pattern = imagePattern(reporter, at, plain);
  return pattern && entries.reduce((all, [name, passes]) => all.replaceAll(passes, name), pattern);
}
