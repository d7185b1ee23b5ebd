import { type BakeTarget, listIn, textIn } from '../../bake/target.ts';
import { isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Denials, TagRule } from '../../inputs/policy/types.ts';
import { matchPatterns } from '../../plan/filter.ts';
import { type AskedImage, type AskedRun, targetsOf } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { fitsOne } from '../patterns.ts';
import type { BuilderSettings } from './builder-settings.ts';
import { customBuilders, hostNetworks, insecureRegistries } from './builders.ts';
import { type Cache, cachesIn, cachesOf, isInsecure, placeText, tagsOf } from './caches.ts';

/** Requests that are forbidden. @param settings of the builder */
export function denialBreaches(rules: Denials, run: AskedRun, settings: BuilderSettings): readonly Breach[] {
  const { eventName } = run.context;
  const found = [
    ...run.images.flatMap(({ image, inputs }) => ofBuild(rules, image.name, inputs, settings)),
    ...targetsOf(run).flatMap(({ name, target }) => ofTarget(rules, name, target)),
    ...Object.entries(run.linked).flatMap(([name, target]) => ofCaches(rules, name, cachesIn(target), eventName)),
    ...run.images.flatMap(asked => [
      ...ofTags(rules.tags, asked, eventName),
      ...ofCaches(rules, asked.image.name, cachesOf(asked.inputs), eventName),
    ]),
  ];
  // With several images, the step's settings are in each image's inputs.
  return [...new Map(found.map(breach => [JSON.stringify(breach), breach])).values()];
}

function ofBuild(rules: Denials, image: string, inputs: Inputs, settings: BuilderSettings): readonly Breach[] {
  const { build } = inputs;
  const breach = (key: string, found: string, fix: string): Breach => ({ rule: `deny.${key}`, image, found, fix });
  return [
    ...entitled(rules, build.allow).map(right =>
      breach('entitlements', `\`allow\` grants ${quote(right)}`, 'Remove it from `allow`.'),
    ),
    ...build.buildArgs
      .map(nameOf)
      .filter(name => isSecretive(rules, name))
      .map(name => breach('build-args', `the build argument ${quote(name)} is forbidden`, SECRET)),
    ...(rules.insecure ? insecureParts(inputs, settings) : []).map(found =>
      breach('insecure', found, 'Use TLS, and `ca` for a private authority.'),
    ),
    ...(rules.hostNetwork ? hostNetworks(inputs, settings) : []).map(found =>
      breach('network', found, "Build without the host's network."),
    ),
    ...(rules.customBuilders ? customBuilders(inputs, settings) : []).map(found =>
      breach('custom-builders', found, 'Leave it out: the builder is chosen for the run.'),
    ),
  ];
}

const SECRET = 'Build arguments stay in the image: pass secrets in `secrets`.';

function ofTarget(rules: Denials, image: string, target: BakeTarget): readonly Breach[] {
  const breach = (key: string, found: string): Breach => ({
    ...{ rule: `deny.${key}`, image, found: `its bake target ${found}` },
    fix: 'Remove it from the bake file.',
  });
  const rights = listIn(target, 'entitlements');
  const { args } = target;
  const names = isObject(args) ? Object.keys(args) : [];
  return [
    ...entitled(rules, rights).map(right => breach('entitlements', `asks for ${quote(right)}`)),
    ...names
      .filter(name => isSecretive(rules, name))
      .map(name => breach('build-args', `has the argument ${quote(name)}`)),
    ...(rules.hostNetwork && textIn(target, 'network') === 'host'
      ? [breach('network', 'builds in the network of the host')]
      : []),
    ...(rules.insecure && cachesIn(target).some(isInsecure) ? [breach('insecure', OPEN_CACHE)] : []),
  ];
}

/** `allow: '*'` grants everything; an entitlement may have attributes (`device=vendor/class`). */
function entitled({ entitlements }: Denials, allowed: readonly string[]): readonly string[] {
  if (entitlements.length === 0) return [];
  return allowed.filter(right => right === '*' || fitsOne(entitlements, right) || fitsOne(entitlements, nameOf(right)));
}

function isSecretive({ buildArgs }: Denials, name: string): boolean {
  return fitsOne(buildArgs, name.toUpperCase());
}

function nameOf(item: string): string {
  return item.split('=', 1)[0]?.trim() ?? '';
}

function insecureParts({ registries, logins, build }: Inputs, settings: BuilderSettings): readonly string[] {
  const hosts = [...registries, ...logins].filter(({ insecure }) => insecure).map(({ registry }) => registry);
  const caches = (key: 'cacheFrom' | 'cacheTo') => build[key].some(spec => isInsecure({ spec, isWritten: false }));
  return [
    ...[...new Set(hosts)].map(host => `${host} is reached with \`insecure: true\``),
    ...insecureRegistries(settings),
    ...(caches('cacheFrom') ? [`\`cache-from\` ${OPEN_CACHE}`] : []),
    ...(caches('cacheTo') ? [`\`cache-to\` ${OPEN_CACHE}`] : []),
  ];
}

const OPEN_CACHE = 'has a cache over plain HTTP or with an unchecked certificate';

/** Only published tags count: a pull request may plan `latest`. */
function ofTags(rules: Denials['tags'], { image }: AskedImage, event: string): readonly Breach[] {
  const published = image.destinations.filter(({ decision }) => decision.push).flatMap(({ tags }) => tags);
  const names = [...new Set(published.map(({ name }) => name))];
  return rules
    .flatMap(rule => names.filter(name => isDenied(rule, name, event)))
    .map(name => ({
      ...{ rule: 'deny.tags', image: image.name },
      found: `the tag ${quote(name)} may not be published on ${event}`,
      fix: 'Leave the tag out on this event (`enable=` in its rule), or narrow the push with `events`.',
    }));
}

function isDenied({ tags, events }: TagRule, name: string, event: string): boolean {
  return matchPatterns(events, event).matched && tags.length > 0 && matchPatterns(tags, name).matched;
}

/** A cache in a registry can be written to any tag, also to one that names an image. */
function ofCaches(
  rules: Pick<Denials, 'tags'>,
  image: string,
  caches: readonly Cache[],
  event: string,
): readonly Breach[] {
  const written = caches.flatMap(tagsOf);
  return rules.tags
    .flatMap(rule => written.filter(({ tag }) => isDenied(rule, tag, event)))
    .map(({ place, tag }) => ({
      ...{ rule: 'deny.tags', image },
      found: `no cache may be written to the tag ${quote(tag)} on ${event} (${placeText(place)})`,
      fix: 'Write the cache to another tag.',
    }));
}
