import { quote } from '../host/text/quote.ts';
import { DOCKER_HUB } from '../oci/reference.ts';
import { hasHost, type PlannedTarget, resolveNames } from '../plan/targets.ts';
import type { RegistryEntry } from '../plan/terms/types.ts';
import { type Login, shorthandRegistry } from './credentials.ts';
import { parseBoolean, type Source } from './reading/source.ts';

/** The source of names: the input and its value. */
type Names = Readonly<{ input: 'images' | 'tags'; names: readonly string[] }>;

export type Entries = Readonly<{ registries: readonly RegistryEntry[]; logins: readonly Login[] }>;

/**
 * Bare names that don't go to the author's login, and logins without a name. In docker's actions, logins aren't
 * destinations and a bare name is on Docker Hub; here the entries of `registries` are destinations.
 */
export function checkPlaces(source: Source, { input, names }: Names, { registries, logins }: Entries): void {
  const known = names.filter(name => leadsSomewhere(name, registries));
  const bare = known.filter(name => !hasHost(name));
  const targets = known.flatMap(name => resolveNames([{ name, enable: true }], registries));
  const hub = targets.some(({ name }) => name.registry === DOCKER_HUB);
  const reported = bare.map(name => {
    if (registries.length === 0) return elsewhere(source, input, name);
    return hub ? false : diverted(source, { input, names: known }, name, { registries, logins });
  });
  if (known.length > 0 && !reported.includes(true)) checkShorthand(source, targets);
}

/** Whether `registry: ghcr.io` was meant as the destination of a bare name. */
function elsewhere(source: Source, input: string, name: string): boolean {
  const login = shorthandRegistry(source);
  if (login === undefined || login === DOCKER_HUB) return false;
  const tag = input === 'tags' ? ':…' : '';
  source.report(
    input,
    `has ${quote(name)}, which goes to Docker Hub: \`registry: ${login}\` only sets the login`,
    `Write \`${input}: ${login}/${name}${tag}\`, or \`registries: "- registry: ${login}"\` with \`${input}: ${name}${tag}\`.`,
  );
  return true;
}

/** Whether a bare name was meant for Docker Hub, while `registries` sends it elsewhere. */
function diverted(source: Source, { input, names }: Names, name: string, { registries, logins }: Entries): boolean {
  const goes = resolveNames([{ name, enable: true }], registries).map(target => target.name.text);
  const others = names.map(other => other.toLowerCase());
  const twice = goes.find(place => others.includes(place));
  const entries = registries.map(({ registry }) => registry).join(', ');
  const spellings = `Write \`docker.io/${name}\` to publish to Docker Hub too`;
  if (twice !== undefined) {
    source.report(
      input,
      `has ${quote(name)}, which \`registries\` sends to ${entries}, where \`${twice}\` already goes; nothing goes to Docker Hub`,
      `${spellings}, or remove ${quote(name)}.`,
    );
    return true;
  }
  // Also if its password is empty, as in a fork's run: a step means the same there.
  const isShorthand = source.text('username') !== '' && shorthandRegistry(source) === DOCKER_HUB;
  const hasLogin = logins.some(({ registry, username }) => registry === DOCKER_HUB && username !== '');
  if (!isShorthand && !hasLogin) return false;
  const problem = `has ${quote(name)}, which \`registries\` sends to ${entries} and not to Docker Hub, though there is a login for it`;
  const fix = `${spellings}, or \`${goes[0]}\` to publish only there`;
  // A login in `registry-auth` may be for base images.
  if (!isShorthand) source.warn(`\`${input}\` ${problem}. ${fix}.`);
  else source.report(input, problem, `${fix}; a login for base images goes into \`registry-auth\`.`);
  return true;
}

/**
 * An unused login beside `registries`. It is Docker Hub's unless `registry` says otherwise, and may be meant for a
 * listed registry.
 */
export function checkListed(source: Source, registries: readonly RegistryEntry[]): void {
  const login = loginToPublish(source);
  if (login === undefined || registries.some(({ registry }) => registry === login)) return;
  const [first] = registries.filter(({ username }) => username === '');
  const meant = source.text('registry') === '' && first !== undefined;
  source.report(
    'username',
    `and \`password\` are a login for ${login}, which \`registries\` does not list`,
    `Add \`${login}\` to \`registries\`, ${meant ? `set \`registry: ${first.registry}\` if it is the login for that, ` : ''}or put a login for base images into \`registry-auth\`.`,
  );
}

/** The registry of `username` and `password`, if they are meant for publishing. */
function loginToPublish(source: Source): string | undefined {
  const login = shorthandRegistry(source);
  if (login === undefined || source.text('username') === '' || parseBoolean(source.text('push')) === false)
    return undefined;
  const others = ['source', 'cache-ref', 'cache-from', 'cache-to', 'build-contexts'] as const;
  return others.some(other => source.raw(other).includes(login)) ? undefined : login;
}

/** `username` and `password` are the login of a destination; those for base images belong in `registry-auth`. */
function checkShorthand(source: Source, targets: readonly PlannedTarget[]): void {
  const login = loginToPublish(source);
  if (login === undefined || targets.some(({ name }) => name.registry === login)) return;
  const first = targets[0]?.name.path ?? 'acme/api';
  source.warn(
    `\`username\` and \`password\` are a login for ${login}, but nothing is published there. ` +
      `Write \`images: ${login}/${first}\` to publish there, or put the login into \`registry-auth\` if it is for base images.`,
  );
}

/** Invalid names are reported elsewhere. */
export function leadsSomewhere(name: string, registries: readonly RegistryEntry[]): boolean {
  try {
    return resolveNames([{ name, enable: true }], registries).length > 0;
  } catch {
    return false;
  }
}
