import { nearest } from '../terms/nearest.ts';
import { refuse } from '../terms/problems.ts';
import { namesIn, pathsIn, type Scope } from './template.ts';

/** What the plan has worked out when labels, annotations and build arguments are rendered. */
export type Planned = Readonly<{
  /** The first tag, as in the output `version`; '' without tags. */
  version: string;
  /** Full references, as in the output `tags`. */
  tags: readonly string[];
  created: Date;
  revision: string;
}>;

const metaKeys = ['version', 'tag', 'tags', 'created', 'revision'] as const;

/**
 * Names that only labels, annotations and build arguments have, for they come of the tags. `meta.version` and
 * `meta.tags` are those of docker/github-builder.
 *
 * @see https://github.com/docker/github-builder#metadata-templates
 */
export function planNames({ version, tags, created, revision }: Planned): Scope {
  const time = created.toISOString();
  const meta: Readonly<Record<(typeof metaKeys)[number], unknown>> = {
    version,
    tag: version,
    tags,
    created: time,
    revision,
  };
  return { version: () => version, created: () => time, revision: () => revision, meta };
}

/** Words of Handlebars that no scope has. */
const builtIn = new Set(['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined']);

/** Names in a label or annotation that give nothing, as in metadata-action, and are most likely misspelt. */
export function unknownNames(template: string, scope: Scope): readonly string[] {
  // `each`, `with` and the like bring names of their own; `if` and `unless` do not, and may ask for any.
  if (/\{\{[~\s]*#(?!\s*(?:if|unless)\b)/.test(template)) return [];
  return [...namesIn(template, { conditions: false })].filter(
    name => name !== '' && !Object.hasOwn(scope, name) && !builtIn.has(name),
  );
}

/** @throws ActionError for `{{meta.…}}` with a name that it has not */
export function checkMeta(template: string): void {
  for (const [head, key = ''] of pathsIn(template)) {
    if (head !== 'meta' || metaKeys.some(known => known === key)) continue;
    const near = nearest(key, metaKeys);
    refuse(
      key === '' ? 'uses {{meta}} without a name in it' : `uses {{meta.${key}}}, which there is not`,
      near === undefined || key === ''
        ? `Use one of ${metaKeys.map(known => `{{meta.${known}}}`).join(', ')}`
        : `Did you mean {{meta.${near}}}?`,
    );
  }
}
