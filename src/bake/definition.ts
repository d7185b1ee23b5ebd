import { isAbsolute, resolve } from 'node:path';
import { attestations, type ProvenanceOptions } from '../build/attestations.ts';
import { cacheExport } from '../build/buildx-args.ts';
import { type Pins, pinContexts } from '../dockerfile/contexts.ts';
import { isObject } from '../host/fields.ts';
import { namedVariable } from '../host/variables/environment.ts';
import { buildContext, isRemote, withDefaultContext } from '../plan/git-context.ts';
import { keyValue } from '../plan/secrets.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { type BakeTarget, listIn, mapIn, specsIn } from './target.ts';

/** What defines a target besides its inputs. */
export type TargetOptions = Readonly<{
  /** Its existing part in a bake definition. */
  given: BakeTarget | undefined;
  labels: readonly string[];
  annotations: readonly string[];
  outputs: readonly string[];
  /** `--secret` specs: ids, paths and names of variables. */
  secrets: readonly string[];
  gitContext: string;
  hasCheckout: boolean;
  workspace: string;
  /** For build arguments without a value. */
  env: Readonly<Record<string, string>>;
  provenance: ProvenanceOptions;
  policies?: readonly string[] | undefined;
}>;

/** A target with its images pinned by digest. */
export function pinnedTarget(target: BakeTarget, pins: Pins): BakeTarget {
  if (pins.size === 0) return target;
  const given = Object.entries(mapIn(target, 'contexts')).map(([name, value]) => `${name}=${value}`);
  return { ...target, contexts: pairs(pinContexts(given, pins)) };
}

/** One image as a target of a bake definition. */
export function imageTarget(build: BuildInputs, options: TargetOptions): BakeTarget {
  const { given = {} } = options;
  const { tags: _, output: __, ...kept } = given;
  return withoutEmpty({
    ...(options.given === undefined ? described(build, options) : kept),
    // The definition's platforms, or the part of them that is built here.
    platforms: build.platforms,
    args: { ...argsOf(build, options.env), ...mapIn(given, 'args') },
    // A target's settings in the definition override the inputs.
    labels: { ...pairs(options.labels), ...mapIn(given, 'labels') },
    annotations: annotationsOf(options.annotations, listIn(given, 'annotations')),
    attest: attestations(build, options.provenance),
    'cache-from': build.cacheFrom,
    'cache-to': build.cacheTo.map(cacheExport),
    secret: [...specsIn(given, 'secret'), ...options.secrets],
    ssh: [...sshOf(given), ...build.ssh],
    pull: build.pull || undefined,
    'no-cache': build.noCache || undefined,
    output: options.outputs,
    policy: [...specsIn(given, 'policy'), ...(options.policies ?? [])],
  });
}

/** The flags of `docker buildx build` as target fields. */
function described(build: BuildInputs, { gitContext: git, hasCheckout, workspace }: TargetOptions): BakeTarget {
  const context = buildContext(build.context, git, hasCheckout);
  const hosts = build.addHosts.map(item => /^([^:=]+)[:=](.*)$/s.exec(item)).filter(match => match !== null);
  return {
    context,
    contexts: Object.fromEntries(build.buildContexts.map(item => keyValue(withDefaultContext(item, git)))),
    dockerfile: dockerfileOf(build.file, context, workspace),
    target: build.target,
    network: build.network,
    'no-cache-filter': build.noCacheFilters,
    'shm-size': build.shmSize,
    ulimits: build.ulimit,
    'extra-hosts': Object.fromEntries(hosts.map(([, host = '', ip = '']) => [host, ip])),
    entitlements: build.allow.filter(item => !item.startsWith('fs')),
  };
}

/** bake resolves the path in the context, the input `file` in the workspace. */
function dockerfileOf(file: string, context: string, workspace: string): string {
  if (file === '' || isRemote(file) || isRemote(context) || isAbsolute(file)) return file;
  return resolve(workspace, file);
}

/** As `--build-arg`: without a value, the environment's is used, if any. */
function argsOf({ buildArgs }: BuildInputs, env: TargetOptions['env']): Readonly<Record<string, string>> {
  const args = buildArgs.flatMap((item): [string, string][] => {
    if (item.includes('=')) return [keyValue(item)];
    const value = namedVariable(env, item);
    return value === undefined ? [] : [[item, value]];
  });
  return Object.fromEntries(args);
}

function pairs(items: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map(keyValue));
}

/** The definition's annotations override computed ones with the same key and level. */
function annotationsOf(computed: readonly string[], given: readonly string[]): readonly string[] {
  const keys = new Set(given.map(item => keyOf(item)));
  return [...computed.filter(item => !keys.has(keyOf(item))), ...given];
}

/** The default level is the manifest (docker/buildx, util/buildflags/export.go). */
function keyOf(annotation: string): string {
  const [key] = keyValue(annotation);
  return /^(?:index|manifest)/.test(key) ? key : `manifest:${key}`;
}

/** buildx prints them as text, or as `{id, paths}`. */
function sshOf(given: BakeTarget): readonly string[] {
  const { ssh } = given;
  if (!Array.isArray(ssh)) return [];
  return ssh.map((item: unknown) => {
    if (typeof item === 'string') return item;
    const { id = 'default', paths = [] } = item as Readonly<{ id?: string; paths?: readonly string[] }>;
    return paths.length === 0 ? id : `${id}=${paths.join(',')}`;
  });
}

function withoutEmpty(target: BakeTarget): BakeTarget {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(target).filter(([, value]) => !isEmpty(value)));
}

/** The definition as JSON for bake, where `${…}` and `%{…}` are templates unless escaped. */
export function definitionText(targets: Readonly<Record<string, BakeTarget>>): string {
  return JSON.stringify(escaped({ target: targets }));
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/[$%](?=\{)/g, sign => sign + sign);
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [escaped(key), escaped(item)]));
}
