import { namedVariable } from '../host/variables/environment.ts';
import { givenPlatform } from '../oci/platforms.ts';
import { fields } from '../plan/terms/list.ts';
import { expand, type Variables } from './expand.ts';
import { type CacheMount, identityOf, mountOf, type Unkept } from './mount.ts';
import { mountsOf, readDockerfile } from './stages.ts';

/** The facts of a build that decide on its cache mounts. */
export type BuildFacts = Readonly<{
  /** `NAME=value`, or `NAME` for the environment's value. */
  buildArgs: readonly string[];
  /** buildx's environment. */
  env: Readonly<Record<string, string>>;
  /** '' for the last stage. */
  target: string;
  /** Every target platform, as in the input. */
  platforms: readonly string[];
  /** The builder's own. */
  native: string;
}>;

export type Found = Readonly<{ mounts: readonly CacheMount[]; unkept: readonly Unkept[] }>;

/** Whether there can be a cache mount at all: avoids parsing. */
export function mayHaveMounts(dockerfile: string): boolean {
  return dockerfile.includes('--mount') && /cache|\$/i.test(dockerfile);
}

/**
 * The cache mounts of the stages that a build needs, without duplicates.
 *
 * @throws Error when the text is not a Dockerfile
 */
export function findMounts(text: string, facts: BuildFacts): Found {
  const dockerfile = readDockerfile(text);
  const found = new Map<string, CacheMount>();
  const unkept = new Map<string, Unkept>();
  const buildArgs = buildArgsOf(facts);
  const stage = (facts.target || dockerfile.stages.at(-1)?.name || 'default').toLowerCase();
  for (const platform of facts.platforms.length > 0 ? facts.platforms : [facts.native]) {
    const automatic = new Map([
      ...platformArgs('TARGET', platform, facts.native),
      ...platformArgs('BUILD', facts.native, facts.native),
      ['TARGETSTAGE', stage] as const,
    ]);
    for (const { value, variables } of mountsOf(dockerfile, facts.target, { buildArgs, automatic })) {
      const mount = read(value, variables, dockerfile.escapeChar);
      if (mount === undefined) continue;
      if ('why' in mount) unkept.set(mount.name, mount);
      else found.set(identityOf(mount), mount);
    }
  }
  return { mounts: [...found.values()], unkept: [...unkept.values()] };
}

const ALIASES: Readonly<Record<string, string>> = { dst: 'target', destination: 'target', src: 'source' };
/** Options that identify a mount, or rule out keeping it. */
const DECISIVE = ['id', 'target', 'from', 'source', 'uid', 'gid', 'mode'];

/** Undefined for a mount of another type. */
function read(value: string, variables: Variables, escapeChar: string): CacheMount | Unkept | undefined {
  const options = new Map<string, string | undefined>();
  // If an option is repeated, under whichever of its names, the last one counts.
  for (const field of fields(value)) {
    const equals = field.indexOf('=');
    if (equals < 0) continue;
    const name = field.slice(0, equals).toLowerCase();
    options.set(ALIASES[name] ?? name, expand(field.slice(equals + 1), variables, escapeChar));
  }
  // An unknown type is most likely not a cache.
  if (options.get('type')?.toLowerCase() !== 'cache') return undefined;
  // The target is irrelevant if there is an id.
  if (options.get('id')) options.delete('target');
  const open = DECISIVE.find(name => options.has(name) && options.get(name) === undefined);
  if (open !== undefined)
    return { name: value, why: `the value of its \`${open}\` cannot be determined from the Dockerfile` };
  return mountOf(options);
}

/** `NAME` alone takes its value from the environment, and is not set if that has none. */
function buildArgsOf({ buildArgs, env }: BuildFacts): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const arg of buildArgs) {
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg : arg.slice(0, equals);
    const value = equals < 0 ? namedVariable(env, name) : arg.slice(equals + 1);
    if (value !== undefined) given.set(name, value);
  }
  return given;
}

/** @see https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArgs(prefix: string, platform: string, native: string): [string, string][] {
  const { os, architecture, variant = '' } = givenPlatform(platform, native);
  return [
    [`${prefix}PLATFORM`, [os, architecture, ...(variant === '' ? [] : [variant])].join('/')],
    [`${prefix}OS`, os],
    [`${prefix}ARCH`, architecture],
    [`${prefix}VARIANT`, variant],
  ];
}
