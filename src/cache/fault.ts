import { BuildError } from '../build/failure.ts';
import { fields } from '../plan/terms/list.ts';

const CACHE_FAILURE =
  /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache|blob sha256:[0-9a-f]+ not found|unexpected commit digest|actions-cache\//i;
/** A failed command of the Dockerfile, whose output may be anything, or a COPY of a missing file. */
const OWN_FAULT = /did not complete successfully|failed to calculate checksum of ref .*"[^"]*": not found/;

/**
 * Whether a build failed because of its caches, not of its Dockerfile.
 *
 * @param cacheTo the caches to write
 */
export function isCacheFailure(error: unknown, cacheTo: readonly string[]): boolean {
  if (!(error instanceof BuildError)) return false;
  const reason = error.reason;
  if (OWN_FAULT.test(reason)) return false;
  return (
    CACHE_FAILURE.test(reason) ||
    foldersOf(cacheTo).some(folder => PLACES.some(place => reason.includes(`${place} ${folder}`)))
  );
}

/** Whether it failed while writing them. */
export function isWriting(error: unknown): boolean {
  return error instanceof BuildError && /export/i.test(error.reason);
}

const PLACES = ['mkdir', 'open', 'stat', 'lstat'];

/** Folders that caches are written to: if one cannot be created, buildx only reports its path. */
function foldersOf(cacheTo: readonly string[]): readonly string[] {
  return cacheTo.flatMap(fields).flatMap(column => /^dest=(.{2,})$/.exec(column)?.[1] ?? []);
}
