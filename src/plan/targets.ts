import type { Problem } from '../host/errors.ts';
import { isHostLike, type Name, parseName, type Reference } from '../oci/reference.ts';
import type { OwnRules } from './terms/metadata-types.ts';
import type { Destination, PlannedTag, PushDecision, RegistryEntry } from './terms/types.ts';

/** A line of `images`, parsed (metadata-action's syntax). */
type Image = Readonly<{ name: string; enable: boolean }>;

/** One repository to publish to, and its entry of `registries`, if any. */
export type PlannedTarget = Readonly<{ name: Name; entry: RegistryEntry | undefined }>;

/**
 * Every repository of the images, in order, without duplicates: a name with a registry is complete, a bare one goes to
 * each entry of `registries`, or to Docker Hub when there is none. Upper case is lowered.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
export function resolveNames(images: readonly Image[], registries: readonly RegistryEntry[]): PlannedTarget[] {
  const targets = images
    .filter(image => image.enable)
    .flatMap(({ name }): PlannedTarget[] => {
      const text = name.toLowerCase();
      if (hasHost(text) || registries.length === 0) return [withEntry(parseName(text), registries)];
      return registries.map(entry => ({ name: parseName(expand(entry, text)), entry }));
    });
  return uniqueBy(targets, target => keyOf(target.name));
}

/** One destination per target. One whose own rules give no tag gets nothing in this run. */
export function destinations(
  targets: readonly PlannedTarget[],
  tagsOf: (target: PlannedTarget) => readonly PlannedTag[],
  decisionOf: (entry: RegistryEntry | undefined) => PushDecision,
): Destination[] {
  return targets.map(target => {
    const { name, entry } = target;
    const tags = tagsOf(target);
    const decision = decisionOf(entry);
    const isLeftOut = entry?.tags !== undefined && tags.length === 0 && decision.push;
    return {
      registry: name.registry,
      path: name.path,
      name: name.text,
      tags,
      optional: entry?.optional ?? false,
      decision: isLeftOut
        ? { push: false, reason: `no rule of its \`tags\` in \`registries\` applies here` }
        : decision,
    };
  });
}

/** The tags in `registries`, as rules for the names they apply to. */
export function ownRules(targets: readonly PlannedTarget[], registries: readonly RegistryEntry[]): readonly OwnRules[] {
  return registries.flatMap((entry, index): OwnRules[] => {
    const names = targets.filter(target => target.entry === entry).map(({ name }) => name.text);
    if (entry.tags === undefined || names.length === 0) return [];
    return [{ names, tags: entry.tags, at: `registries[${index}].tags` }];
  });
}

/**
 * The entries with their own `tags` that none of the images goes to, in any run: a name with `enable=false` may go there
 * in another one. Nothing would say that these tags are never published.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
export function unusedTags(images: readonly Image[], registries: readonly RegistryEntry[]): readonly Problem[] {
  if (!registries.some(({ tags }) => tags !== undefined)) return [];
  const targets = resolveNames(
    images.map(image => ({ ...image, enable: true })),
    registries,
  );
  return registries.flatMap((entry, index): Problem[] => {
    if (entry.tags === undefined || targets.some(target => target.entry === entry)) return [];
    const problem = `has no effect: no image goes to ${entry.registry}`;
    const path = images[0]?.name.replace(/^.*\//, '') ?? 'api';
    const name = [entry.registry, entry.prefix, path].filter(part => part !== '').join('/');
    const fix = `Name one in \`images\`, as in \`${name.toLowerCase()}\` or a name without a registry; or remove it.`;
    return [{ input: `registries[${index}].tags`, problem, fix }];
  });
}

/**
 * Destinations of complete references: one per repository, its tags merged in order. No tag means `latest`. A reference
 * without a registry goes where a bare name in `images` goes: to each entry of `registries`.
 */
export function referenceDestinations(
  references: readonly Reference[],
  registries: readonly RegistryEntry[],
  isMoving: (tag: string) => boolean,
  decisionOf: (entry: RegistryEntry | undefined) => PushDecision,
): Destination[] {
  const placed = references.flatMap(({ name, tag = 'latest' }) =>
    resolveNames([{ name: name.text, enable: true }], registries).map(target => ({ target, tag })),
  );
  return [...Map.groupBy(placed, ({ target }) => keyOf(target.name)).values()].flatMap(group => {
    const names = new Set(group.map(({ tag }) => tag));
    const tags = [...names].map(name => ({ name, moving: isMoving(name), from: 'tags' }));
    return destinations(
      group.slice(0, 1).map(({ target }) => target),
      () => tags,
      decisionOf,
    );
  });
}

/** Whether a name begins with a registry's host. */
export function hasHost(name: string): boolean {
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && isHostLike(first);
}

/** The bare name under one entry: `<registry>/<prefix>/<name>`. */
function expand({ registry, prefix }: RegistryEntry, name: string): string {
  return [registry, prefix, name].filter(part => part !== '').join('/');
}

/** The entry for a complete name: the same registry, and the longest matching prefix. */
function withEntry(name: Name, registries: readonly RegistryEntry[]): PlannedTarget {
  const candidates = registries
    .filter(
      ({ registry, prefix }) => registry === name.registry && (prefix === '' || name.path.startsWith(`${prefix}/`)),
    )
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return { name, entry: candidates[0] ?? registries.find(entry => entry.registry === name.registry) };
}

function keyOf({ registry, path }: Name): string {
  return `${registry}/${path}`;
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...Map.groupBy(items, key).values()].flatMap(group => group.slice(0, 1));
}
