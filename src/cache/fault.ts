import { BuildError } from '../build/failure.ts';
import { says } from '../host/tool-messages.ts';
import { fields } from '../plan/terms/list.ts';

/**
 * Whether a build failed because of its caches, not of its Dockerfile.
 *
 * @param cacheTo the caches to write
 */
export function isCacheFailure(error: unknown, cacheTo: readonly string[]): boolean {
  if (!(error instanceof BuildError)) return false;
  const reason = error.reason;
  if (says(reason, 'stepFailed', 'fileMissing')) return false;
  return (
    says(reason, 'cacheTrouble') ||
    foldersOf(cacheTo).some(folder => PLACES.some(place => reason.includes(`${place} ${folder}`)))
  );
}

/** Whether it failed while writing them. */
export function isWriting(error: unknown): boolean {
  return error instanceof BuildError && says(error.reason, 'exporting');
}

const PLACES = ['mkdir', 'open', 'stat', 'lstat'];

/** Folders that caches are written to: if one cannot be created, buildx only reports its path. */
function foldersOf(cacheTo: readonly string[]): readonly string[] {
  return cacheTo.flatMap(fields).flatMap(column => /^dest=(.{2,})$/.exec(column)?.[1] ?? []);
}
