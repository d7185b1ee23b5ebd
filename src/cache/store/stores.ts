import { basename, dirname, join, resolve } from 'node:path';
import { dockerfileIn } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import { messageOf } from '../../host/errors.ts';
import { asciiPath } from '../../host/files/alias.ts';
import type { Machine } from '../../host/machine.ts';
import { cacheFolder, homeOf } from '../../host/variables/system.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { archiveKeys, archiveToSave, branchesOf, cacheTags, contentHash, restoreArchive } from './archive.ts';
import { createCacheWorker } from './cache-worker.ts';
import { secondsOf } from './deadline.ts';
import { openLocalStore } from './local-store.ts';
import { joinParts } from './parts.ts';
import { folderOf } from './scope.ts';
import { folderSpecs, ghaSpecs, inlineSpecs, registrySpecs } from './specs.ts';
import type { Backend, CacheSpecs } from './types.ts';

/** What the post step must save: a folder's archive under a key, if the folder still matches the seal. */
export type PendingSave = Readonly<{ home: string; key: string; seal: string; seconds: number }>;

/** A cache that is open for one build. */
type Store = Readonly<{
  specs: CacheSpecs;
  /** What went wrong while opening, in words. */
  trouble?: string | undefined;
  /** After a successful build. */
  keep?(): Promise<Readonly<{ trouble?: string | undefined; pending?: PendingSave | undefined }>>;
  close?(): Promise<void>;
}>;

export type StoreFacts = Readonly<{
  inputs: Inputs;
  context: Context;
  /** The run's folder. */
  folder: string;
  scope: string;
  readOnly: boolean;
  /** References that this run moves. */
  references: readonly string[];
  /** Those that a run on another branch would move. Rejects if its rules give none. */
  referencesOf(branch: string): Promise<readonly string[]>;
}>;

/** Opens the cache of this backend. Failures are reported as `trouble`; never throws. */
export async function openStore(backend: Backend, facts: StoreFacts, machine: Machine): Promise<Store> {
  const { inputs, scope, readOnly } = facts;
  const { mode, ref } = inputs.cache;
  const without = ({ from, to }: CacheSpecs): Store => ({ specs: { from, to: readOnly ? [] : to } });
  try {
    if (backend === 'gha') return without(ghaSpecs(scope, mode, secondsOf(inputs)));
    if (backend === 'registry') return without(registrySpecs(ref, mode));
    if (backend === 'inline') return without(inlineSpecs(await imagesBefore(facts)));
    if (backend === 'actions') return await openArchive(facts, machine);
    if (backend === 'local') return await openFolder(facts, machine);
  } catch (error) {
    return { specs: NOTHING, trouble: messageOf(error) };
  }
  return { specs: NOTHING };
}

const NOTHING: CacheSpecs = { from: [], to: [] };

async function openArchive(facts: StoreFacts, machine: Machine): Promise<Store> {
  const { inputs, context, folder, scope, readOnly } = facts;
  const seconds = secondsOf(inputs);
  const content = await contentHash(context.workspace, [...dockerfiles(inputs, context), ...inputs.cache.keyFiles]);
  const keys = archiveKeys({ scope, content, branches: branchesOf(context) });
  const archive = await restoreArchive(join(folder, 'layer-cache'), keys, createCacheWorker(machine, seconds));
  if (archive.key !== undefined) machine.log.info(`Cache restored: ${archive.key}`);
  return {
    specs: await specsOf(archive, facts),
    trouble: archive.trouble,
    async keep() {
      if (!readOnly) await joinParts(archive.to);
      const saved = readOnly ? undefined : await archiveToSave(archive, keys);
      return { pending: saved === undefined ? undefined : { ...saved, seconds } };
    },
  };
}

async function openFolder(facts: StoreFacts, machine: Machine): Promise<Store> {
  const { inputs, context, scope, readOnly } = facts;
  const { ref, maxSize } = inputs.cache;
  const store = await openLocalStore(localRoot(ref, context), folderOf(scope), machine.now);
  return {
    specs: await specsOf(store, facts),
    async keep() {
      if (readOnly) return {};
      await joinParts(store.to);
      return { trouble: (await store.keep(maxSize)).refused };
    },
    close: store.close,
  };
}

/** The caches in these folders, which are side by side. */
async function specsOf(
  { from, to }: Readonly<{ from: string | undefined; to: string }>,
  { inputs, readOnly }: StoreFacts,
): Promise<CacheSpecs> {
  const tags = from === undefined ? [] : await cacheTags(from);
  const place = asciiPath(dirname(to));
  const inPlace = (folder: string) => join(place, basename(folder));
  return folderSpecs(from && inPlace(from), tags, readOnly ? undefined : inPlace(to), inputs.cache.mode);
}

function localRoot(ref: string, { workspace, env }: Context): string {
  if (ref.startsWith('~/')) return join(homeOf(env), ref.slice(2));
  if (ref !== '') return resolve(workspace, ref);
  return join(cacheFolder(env), 'slipway/layers');
}

/** The Dockerfile and its .dockerignore, if they are in the workspace. */
function dockerfiles({ build }: Inputs, { workspace }: Context): readonly string[] {
  const file = dockerfileIn(workspace, build);
  return [file, `${file}.dockerignore`, join(build.context, '.dockerignore')];
}

/** Images that may share layers with this one: of this branch, its base, and the default branch. */
async function imagesBefore({ context, references, referencesOf }: StoreFacts): Promise<readonly string[]> {
  // Rules that give no tag for a branch, or fail there, do not matter.
  const [own, ...further] = branchesOf(context);
  const others = further.filter(branch => branch !== own).map(branch => referencesOf(branch).catch(() => []));
  // Each one costs a request before the build.
  return [...new Set([...references, ...(await Promise.all(others)).flat()])].slice(0, 4);
}
