import type { RegistryRules } from '../../inputs/policy/types.ts';
import { matchPatterns } from '../../plan/filter.ts';
import type { AskedRun } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { isAmong, type Place } from '../patterns.ts';
import { type Cache, cachesIn, cachesOf, placesOf, placeText, tagsOf } from './caches.ts';

/** The registries of images and of caches, which contain their layers. */
export function registryBreaches(rules: RegistryRules, run: AskedRun): readonly Breach[] {
  const linked = Object.entries(run.linked).flatMap(([name, target]) =>
    cacheBreaches(rules, run, name, cachesIn(target)),
  );
  const own = run.images.flatMap(({ image: { name, destinations }, inputs }) => {
    const places = destinations.map(({ registry, path }) => ({ registry, path }));
    const { allow } = rules;
    const foreign = allow === undefined ? [] : places.filter(place => !isAmong(allow, place));
    const allowed = `Publish to ${(allow ?? []).join(', ')}.`;
    return [
      ...foreign.map(place =>
        breach('registries.allow', name, `${placeText(place)} is not an allowed registry`, allowed),
      ),
      ...cacheBreaches(rules, run, name, cachesOf(inputs)),
      ...deniedPlaces(rules, run, places).map(place =>
        breach(
          'registries.publish',
          name,
          `${run.context.repository} may not publish to ${placeText(place)}`,
          'Ask whoever owns the policy to allow it, or publish elsewhere.',
        ),
      ),
    ];
  });
  return [...own, ...linked];
}

/** Caches may only be where images may be. In a registry, a written one can replace what others have published. */
function cacheBreaches(
  rules: RegistryRules,
  run: AskedRun,
  image: string,
  caches: readonly Cache[],
): readonly Breach[] {
  const { allow } = rules;
  const foreign = allow === undefined ? [] : caches.flatMap(placesOf).filter(place => !isAmong(allow, place));
  const written = caches.flatMap(tagsOf).map(({ place }) => place);
  return [
    ...foreign.map(place =>
      breach(
        'registries.allow',
        image,
        `the cache in ${placeText(place)} is not in an allowed registry`,
        'Use another cache.',
      ),
    ),
    ...deniedPlaces(rules, run, written).map(place =>
      breach(
        'registries.publish',
        image,
        `${run.context.repository} may not write a cache to ${placeText(place)}`,
        'Use another cache.',
      ),
    ),
  ];
}

function deniedPlaces({ publish }: RegistryRules, { context }: AskedRun, places: readonly Place[]): readonly Place[] {
  return publish === undefined ? [] : places.filter(place => !isAmong(ownPlaces(publish, context), place));
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

function breach(rule: string, image: string, found: string, fix: string): Breach {
  return { rule, image, found, fix };
}
