import type { BuildInputs } from '../plan/terms/types.ts';
import { expand, type Variables } from './expand.ts';

/**
 * The images that a Dockerfile may begin with, copy from or be read by. One too many does no harm.
 *
 * @returns undefined when some name depends on what only the build knows
 * @see https://docs.docker.com/reference/dockerfile/
 */
export function baseImages(
  dockerfile: string,
  { buildArgs, buildContexts }: Pick<BuildInputs, 'buildArgs' | 'buildContexts'>,
): readonly string[] | undefined {
  const contexts = buildContexts.map(text => [text.split('=')[0] ?? '', text.slice(text.indexOf('=') + 1)] as const);
  const own = new Set(['scratch', ...contexts.map(([name]) => name), ...stageNames(dockerfile)]);
  const variables = globalArgs(dockerfile, buildArgs);
  const names = [
    /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim,
    /\bfrom=([^,\s"']+)/gi,
    /^#[ \t]*syntax[ \t]*=[ \t]*(\S+)/gim,
  ]
    .flatMap(pattern => [...dockerfile.matchAll(pattern)].map(([, name = '']) => name))
    .filter(name => !own.has(name.toLowerCase()) && !/^\d+$/.test(name))
    .map(name => expand(name, variables));
  if (names.includes(undefined)) return undefined;
  const images = contexts.flatMap(([, value]) => (/^docker-image:\/\/(.+)/.exec(value)?.[1] ?? []) as string | []);
  return [...new Set([...names.filter(name => name !== undefined), ...images])];
}

function stageNames(dockerfile: string): readonly string[] {
  const found = dockerfile.matchAll(/^[ \t]*FROM[ \t].*[ \t]AS[ \t]+(\S+)/gim);
  return [...found].map(([, name = '']) => name.toLowerCase());
}

/** What only the build knows. */
const AUTOMATIC = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION)$|^TARGETSTAGE$/;

/** The ARGs before the first FROM, which alone may stand in names of images; `build-args` go before their defaults. */
function globalArgs(dockerfile: string, buildArgs: readonly string[]): Variables {
  const head = dockerfile.slice(0, /^[ \t]*FROM[ \t]/im.exec(dockerfile)?.index ?? 0);
  const given = new Map(buildArgs.map(text => [text.split('=')[0] ?? '', text] as const));
  const automatic = (dockerfile.match(/\w+/g) ?? []).filter(name => AUTOMATIC.test(name));
  const values = new Map<string, string | undefined>(automatic.map(name => [name, undefined]));
  const variables = { values, complete: true };
  for (const [, name = '', value] of head.matchAll(/^[ \t]*ARG[ \t]+(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/gim)) {
    const own = given.get(name);
    // Without a value it comes from the environment of buildx.
    if (own !== undefined) values.set(name, own.includes('=') ? own.slice(name.length + 1) : undefined);
    else if (value !== undefined) values.set(name, expand(value, variables));
  }
  return variables;
}
