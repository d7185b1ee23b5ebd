import { fields } from '../../plan/list.ts';
import { expand, type Variables } from './expand.ts';
import { type CacheMount, identityOf, mountOf, type Unkept } from './mount.ts';
import { reachable, stagesOf } from './stages.ts';

/** What a build is given that decides about its cache mounts. */
export type BuildFacts = Readonly<{
  /** `NAME=value`. */
  buildArgs: readonly string[];
  /** '' for the last stage. */
  target: string;
  /** Every platform that is built for, as in `linux/arm64/v8`. */
  platforms: readonly string[];
  /** The builder's own. */
  native: string;
}>;

export type Found = Readonly<{ mounts: readonly CacheMount[]; unkept: readonly Unkept[] }>;

/** Whether there can be a cache mount at all: what says no costs no parser. */
export function mayHaveMounts(dockerfile: string): boolean {
  return /type\s*=\s*["']?cache\b/i.test(dockerfile) || /--mount=[^\s]*\$/.test(dockerfile);
}

/**
 * The cache mounts of the stages that a build needs, each once.
 *
 * @throws Error when the text is no Dockerfile
 */
export async function findMounts(dockerfile: string, facts: BuildFacts): Promise<Found> {
  const stages = await stagesOf(dockerfile);
  const found = new Map<string, CacheMount>();
  const unkept = new Map<string, Unkept>();
  for (const platform of facts.platforms.length > 0 ? facts.platforms : [facts.native]) {
    const globals = globalsFor(platform, facts);
    for (const stage of reachable(stages, facts.target, globals)) {
      for (const flag of stage.mounts) {
        const mount = read(flag.value, stage.variables(globals, flag.line));
        if (mount === undefined) continue;
        if ('why' in mount) unkept.set(mount.name, mount);
        else found.set(identityOf(mount), mount);
      }
    }
  }
  return { mounts: [...found.values()], unkept: [...unkept.values()] };
}

/** Undefined for a mount of another type. */
function read(value: string, variables: Variables): CacheMount | Unkept | undefined {
  const options = new Map<string, string>();
  for (const field of fields(value)) {
    const equals = field.indexOf('=');
    const [name, raw] = equals < 0 ? [field, 'true'] : [field.slice(0, equals), field.slice(equals + 1)];
    const key = name.trim().toLowerCase();
    const text = expand(raw, variables);
    // A type that is not known is most likely none of ours.
    if (text === undefined && key !== 'type') options.set(`?${key}`, raw);
    else options.set(key, text ?? '');
  }
  if (options.get('type') !== 'cache') return undefined;
  const open = ['id', 'target', 'dst', 'destination', 'from', 'source', 'src', 'uid', 'gid', 'mode'].find(key =>
    options.has(`?${key}`),
  );
  // The target does not matter where there is an id.
  const matters = open !== undefined && !(options.has('id') && ['target', 'dst', 'destination'].includes(open));
  if (matters) return { name: value, why: `the value of its \`${open}\` cannot be told from the Dockerfile` };
  return mountOf(options);
}

/** @see https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function globalsFor(platform: string, { buildArgs, native }: BuildFacts): Map<string, string | undefined> {
  const given = buildArgs.map(arg => {
    const equals = arg.indexOf('=');
    return equals < 0 ? ([arg, undefined] as const) : ([arg.slice(0, equals), arg.slice(equals + 1)] as const);
  });
  return new Map([...parts('TARGET', platform), ...parts('BUILD', native), ...given]);
}

function parts(prefix: string, platform: string): [string, string][] {
  const [os = '', arch = '', variant = ''] = platform.split('/');
  return [
    [`${prefix}PLATFORM`, platform],
    [`${prefix}OS`, os],
    [`${prefix}ARCH`, arch],
    [`${prefix}VARIANT`, variant],
  ];
}
