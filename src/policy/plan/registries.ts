import { specsIn } from '../../bake/target.ts';
import { quote } from '../../host/text/quote.ts';
import type { RegistryRules } from '../../inputs/policy/types.ts';
import { parseReference } from '../../oci/reference.ts';
import { matchPatterns } from '../../plan/filter.ts';
import { keyValue } from '../../plan/secrets.ts';
import { fields } from '../../plan/terms/list.ts';
import type { AskedImage, AskedRun } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { isAmong, type Place } from '../patterns.ts';

/** The registries of images and of caches, which contain their layers. */
export function registryBreaches({ allow, publish }: RegistryRules, run: AskedRun): readonly Breach[] {
  const linked = Object.entries(run.linked).flatMap(([name, target]) =>
    foreignCaches(allow, name, [...specsIn(target, 'cache-from'), ...specsIn(target, 'cache-to')].flatMap(refOf)),
  );
  const own = run.images.flatMap(asked => {
    const { name } = asked.image;
    const places = asked.image.destinations.map(({ registry, path }) => ({ registry, path }));
    const foreign = allow === undefined ? [] : places.filter(place => !isAmong(allow, place));
    const denied =
      publish === undefined ? [] : places.filter(place => !isAmong(ownPlaces(publish, run.context), place));
    const allowed = `Publish to ${(allow ?? []).join(', ')}.`;
    return [
      ...foreign.map(place => breach('registries.allow', name, `${text(place)} is not an allowed registry`, allowed)),
      ...foreignCaches(allow, name, cachesOf(asked)),
      ...denied.map(place => {
        const found = `${run.context.repository} may not publish to ${text(place)}`;
        return breach(
          'registries.publish',
          name,
          found,
          'Ask whoever owns the policy to allow it, or publish elsewhere.',
        );
      }),
    ];
  });
  return [...own, ...linked];
}

function foreignCaches(allow: RegistryRules['allow'], image: string, references: readonly string[]): readonly Breach[] {
  const foreign = allow === undefined ? [] : references.map(placeOf).filter(place => !isAmong(allow, place));
  return foreign.map(place => {
    const found = `the cache in ${text(place)} is not in an allowed registry`;
    return breach('registries.allow', image, found, 'Use another cache.');
  });
}

/** The patterns of every rule for this repository. */
function ownPlaces(
  rules: NonNullable<RegistryRules['publish']>,
  { repository }: AskedRun['context'],
): readonly string[] {
  const own = repository.toLowerCase();
  const name = own.slice(own.indexOf('/') + 1);
  return rules
    .filter(({ repositories }) => matchPatterns(repositories, own).matched)
    .flatMap(({ to }) => to.map(text => text.replaceAll('{repository}', own).replaceAll('{name}', name)));
}

/** The repositories of registry caches; an unreadable reference counts as a breach. */
function cachesOf({ inputs: { build, cache } }: AskedImage): readonly string[] {
  const specs = [...build.cacheFrom, ...build.cacheTo].flatMap(refOf);
  const own = /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(cache.ref) ? '' : cache.ref;
  return [...specs, ...(own === '' ? [] : [own])];
}

/** The reference of a registry cache. */
function refOf(spec: string): readonly string[] {
  const columns = fields(spec)
    .map(keyValue)
    .map(([key, value]) => [key.trim().toLowerCase(), value.trim()] as const);
  const [only] = columns;
  if (columns.length === 1 && !spec.includes('=')) return only === undefined ? [] : [spec.trim()];
  const attributes = new Map(columns);
  return attributes.get('type') === 'registry' ? [attributes.get('ref') ?? ''] : [];
}

function placeOf(reference: string): Place {
  try {
    const { registry, path } = parseReference(reference).name;
    return { registry, path };
  } catch {
    return { registry: quote(reference), path: '' };
  }
}

function text({ registry, path }: Place): string {
  return path === '' ? registry : `${registry}/${path}`;
}

function breach(rule: string, image: string, found: string, fix: string): Breach {
  return { rule, image, found, fix };
}
