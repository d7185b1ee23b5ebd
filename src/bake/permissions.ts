import { existsSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';
import type { Problem } from '../host/errors.ts';
import { isObject } from '../host/fields.ts';
import { realPath } from '../host/files/real-path.ts';
import { quote } from '../host/text/quote.ts';
import { isRemote } from '../plan/git-context.ts';
import { keyValue } from '../plan/secrets.ts';
import { valuesIn } from '../plan/terms/attributes.ts';
import { fields } from '../plan/terms/list.ts';
import { isGha, isStepOnly } from '../runner/child-env.ts';
import { secretsOf } from './secrets.ts';
import { type BakeTarget, listIn, mapIn, specsIn, textIn, withoutScheme } from './target.ts';

type Access = 'fs.read' | 'fs.write';

/**
 * What a definition needs from this machine without a grant by `allow`: files outside the workspace, the host's
 * network, privileges, the SSH agent. bake asks for that at a terminal, and silently grants it if a program reads its
 * progress (docker/buildx, commands/bake.go, `progressui.RawJSONMode`).
 *
 * @param allow in bake's syntax: `fs.read=PATH`, `fs=PATH`, `network.host`, `ssh` …
 */
export function notAllowed(
  targets: Readonly<Record<string, BakeTarget>>,
  allow: readonly string[],
  workspace: string,
): readonly Problem[] {
  const root = realPath(workspace);
  const granted = (access: Access, path: string): boolean => {
    const places = [root, ...allow.flatMap(item => grant(item, access, workspace))];
    return meanings(path, workspace).every(one =>
      places.some(place => place === '*' || one === place || one.startsWith(place.endsWith(sep) ? place : place + sep)),
    );
  };
  return Object.entries(targets).flatMap(([name, target]): Problem[] => {
    const paths = [
      ...readBy(target, workspace).map(path => ['fs.read', path] as const),
      ...writtenBy(target).map(path => ['fs.write', path] as const),
    ].filter(([access, path]) => !granted(access, path));
    const rights = rightsOf(target).filter(
      right => !allow.includes(right) && !allow.includes(right.split('=', 1)[0] ?? ''),
    );
    const wishes = [...paths.map(([access, path]) => `${access}=${path}`), ...rights];
    const asks = wishes.map(wish => ({
      input: 'bake',
      problem: `has target ${quote(name)}, which asks for \`${short(wish)}\``,
      fix: `Grant it with \`allow: ${short(wish)}\`, or remove it from the bake file.`,
    }));
    return [...asks, ...ownVariables(name, target), ...otherServices(name, target)];
  });
}

/** A build with a `type=gha` cache has the job's token in its environment, where a secret could refer to it. */
function ownVariables(name: string, target: BakeTarget): readonly Problem[] {
  const variables = secretsOf(target).secretEnvs.map(item => keyValue(item)[1]);
  return variables.filter(isStepOnly).map(variable => ({
    input: 'bake',
    problem: `has target ${quote(name)}, with a secret from \`${short(variable)}\`, which belongs to the step`,
    fix: 'Give the secret another variable, and set that with `env:` in the workflow.',
  }));
}

/** buildx adds the job's token to an address without one, even if it comes from the definition. */
function otherServices(name: string, target: BakeTarget): readonly Problem[] {
  const specs = ['cache-from', 'cache-to'].flatMap(key => specsIn(target, key)).filter(isGha);
  const urls = specs
    .filter(spec => valueIn(spec, 'token').length === 0)
    .flatMap(spec => valueIn(spec, 'url', 'url_v2'))
    .filter(url => url !== '');
  return [...new Set(urls)].map(url => ({
    input: 'bake',
    problem: `has target ${quote(name)}, whose \`type=gha\` cache would send the job's token to \`${short(url)}\``,
    fix: "Remove its `url`: the runner's own service is the default. Another service needs its own `token` in the same entry.",
  }));
}

function grant(item: string, access: Access, workspace: string): readonly string[] {
  const [key, path] = keyValue(item);
  if (key !== access && key !== 'fs') return [];
  return [path === '*' ? path : realPath(resolve(workspace, path))];
}

/**
 * Local paths that are sent to the builder. URLs and `docker-image://…` are treated as paths too: those inside the
 * workspace need no grant, and buildx reads `https://../..` as a folder if `https:` is one.
 */
function readBy(target: BakeTarget, workspace: string): readonly string[] {
  const context = withoutScheme(textIn(target, 'context'));
  return [
    ...(context === '' ? [] : [context]),
    ...dockerfileOf(target, workspace),
    ...Object.values(mapIn(target, 'contexts')).map(localContext),
    ...specsIn(target, 'secret').flatMap(spec => valueIn(spec, 'src', 'source')),
    ...specsIn(target, 'cache-from').flatMap(spec => valueIn(spec, 'src')),
    ...sshPaths(target),
  ];
}

function writtenBy(target: BakeTarget): readonly string[] {
  const specs = [...specsIn(target, 'cache-to'), ...specsIn(target, 'output')];
  return specs.flatMap(spec => {
    const [only = '', ...others] = fields(spec);
    // A bare path is a `local` output.
    return others.length === 0 && only !== '' && !only.includes('=') ? [only] : valueIn(spec, 'dest');
  });
}

function rightsOf(target: BakeTarget): readonly string[] {
  const hasAgent = Array.isArray(target.ssh) && target.ssh.some(item => !isObject(item) || !('paths' in item));
  return [
    ...listIn(target, 'entitlements'),
    ...(textIn(target, 'network') === 'host' ? ['network.host'] : []),
    ...(hasAgent ? ['ssh'] : []),
  ];
}

/** In a local context, unless it is absolute or remote. */
function dockerfileOf(target: BakeTarget, workspace: string): readonly string[] {
  const context = withoutScheme(textIn(target, 'context')) || '.';
  const file = textIn(target, 'dockerfile');
  if (file === '' || textIn(target, 'dockerfile-inline') !== '') return [];
  if (withoutScheme(file) !== file) return [withoutScheme(file)];
  if (isRemote(context) && !existsSync(`${workspace}/${context}`)) return [];
  return [isAbsolute(file) ? file : context === '.' ? file : `${context}/${file}`];
}

function localContext(value: string): string {
  const [, layout] = /^oci-layout:\/\/([^:@]+)/.exec(value) ?? [];
  return layout ?? withoutScheme(value);
}

function sshPaths({ ssh }: BakeTarget): readonly string[] {
  if (!Array.isArray(ssh)) return [];
  return ssh.flatMap((item: unknown) => (isObject(item) && Array.isArray(item.paths) ? item.paths.map(String) : []));
}

function valueIn(spec: string, ...keys: readonly string[]): readonly string[] {
  return valuesIn(spec, ...keys).filter(value => value !== '');
}

/**
 * The possible meanings of a path: buildx normalizes some `link/..` as text, and passes others to the system, which
 * follows the link first.
 */
function meanings(path: string, workspace: string): readonly string[] {
  return [resolve(workspace, path), isAbsolute(path) ? path : `${workspace}/${path}`].map(realPath);
}

function short(wish: string): string {
  return wish.replaceAll(/[\p{Cc}`]/gu, ' ').slice(0, 200);
}
