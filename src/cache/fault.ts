import { BuildError } from '../build/failure.ts';
import { fields } from '../plan/terms/list.ts';

const CACHE_FAILURE =
  /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache|blob sha256:[0-9a-f]+ not found|unexpected commit digest|actions-cache\//i;
/** A command of the Dockerfile, whose words may be anything, and a COPY of what is not there. */
const OWN_FAULT = /did not complete successfully|failed to calculate checksum of ref .*"[^"]*": not found/;

/**
 * Whether a build failed in the hands of its caches rather than of its Dockerfile.
 *
 * @param cacheTo what it was to write
 */
export function isCacheFailure(error: unknown, cacheTo: readonly string[]): boolean {
  if (!(error instanceof BuildError)) return false;
  const said = error.reason;
  if (OWN_FAULT.test(said)) return false;
  return (
    CACHE_FAILURE.test(said) ||
    foldersOf(cacheTo).some(folder => PLACES.some(place => said.includes(`${place} ${folder}`)))
  );
}

/** Whether it failed while it wrote them. */
export function isWriting(error: unknown): boolean {
  return error instanceof BuildError && /export/i.test(error.reason);
}

const PLACES = ['mkdir', 'open', 'stat', 'lstat'];

/** Folders that caches go to: of one that cannot be made, buildx tells the path alone. */
function foldersOf(cacheTo: readonly string[]): readonly string[] {
  return cacheTo.flatMap(fields).flatMap(column => /^dest=(.{2,})$/.exec(column)?.[1] ?? []);
}
