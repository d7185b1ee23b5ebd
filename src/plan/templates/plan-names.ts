import { nearest } from '../terms/nearest.ts';
import { refuse } from '../terms/problems.ts';
import { pathsIn, type Scope } from './template.ts';

/** What the plan knows when labels, annotations and build arguments are rendered. */
type Planned = Readonly<{
  /** The first tag, as in the output `version`; '' without tags. */
  version: string;
  /** Full references, as in the output `tags`. */
  tags: readonly string[];
  created: Date;
  revision: string;
}>;

const metaKeys = ['version', 'tag', 'tags', 'created', 'revision'] as const;

/**
 * Names that are only available to labels, annotations and build arguments, because they depend on the tags.
 * `meta.version` and `meta.tags` are those of docker/github-builder.
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

/** @throws ActionError for `{{meta.…}}` with an unknown name */
export function checkMeta(template: string): void {
  for (const [head, key = ''] of pathsIn(template)) {
    if (head !== 'meta' || metaKeys.some(known => known === key)) continue;
    const near = nearest(key, metaKeys);
    refuse(
      key === '' ? 'uses {{meta}} without a name in it' : `uses {{meta.${key}}}, which does not exist`,
      near === undefined || key === ''
        ? `Use one of ${metaKeys.map(known => `{{meta.${known}}}`).join(', ')}`
        : `Did you mean {{meta.${near}}}`,
    );
  }
}
