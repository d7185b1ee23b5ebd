import { ActionError, commonCode, messageOf } from '../host/errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { judge, revisionOf } from '../plan/immutable.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Registry } from '../registry/types.ts';
import { eachAlive, type Fleet } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import type { Existing, Kept } from './existing.ts';
import { findExisting } from './existing.ts';

/** An image and the repositories that get it. */
export type Planned = Readonly<{ image: ImagePlan; fleet: Fleet }>;

/** What is looked for, and whether the uploads that prove it are kept. */
type Wanted = Pick<Inputs, 'preflight' | 'immutableTags'> &
  Readonly<{
    /** Blobs follow right after the build. */
    keepsUploads: boolean;
  }>;

/**
 * Finds everything that would make the publish fail before any build time is spent: wrong credentials, no permission to
 * push, a missing repository, an immutable tag of another commit. All of it is reported in one error; problems of
 * optional registries are warnings.
 *
 * Starting an upload proves the permission and the credentials; staging reuses its token.
 *
 * @returns for each image the one to keep, if this commit is already published
 * @throws ActionError AUTH_FAILED, TAG_IMMUTABLE, NOT_FOUND, … or PUBLISH_FAILED for several codes
 */
export async function preflight(
  { preflight: provesPush, immutableTags, keepsUploads }: Wanted,
  images: readonly Planned[],
  registries: ReadonlyMap<string, Registry>,
): Promise<readonly (Kept | undefined)[]> {
  const fleets = images.map(({ fleet }) => fleet);
  const [existing] = await Promise.all([
    Promise.all(fleets.map(fleet => allExisting(fleet, immutableTags))),
    ...(provesPush ? fleets.map(fleet => proveEach(fleet, keepsUploads)) : [proveLogins(fleets, registries)]),
  ]);
  const kept = images.map(({ image, fleet }, at) => settle(existing[at] ?? [], revisionOf(image.metadata), fleet));
  throwIfDoomed(fleets);
  return kept;
}

async function allExisting(fleet: Fleet, immutableTags: Inputs['immutableTags']): Promise<readonly Existing[]> {
  const existing: Existing[] = [];
  const look = async (target: Target) => void existing.push(...(await findExisting(target, immutableTags)));
  await eachAlive(fleet, look);
  return existing;
}

async function proveEach(fleet: Fleet, keepsUpload: boolean): Promise<void> {
  await eachAlive(fleet, target => target.repository.checkPush({ keepsUpload }));
}

async function proveLogins(fleets: readonly Fleet[], registries: ReadonlyMap<string, Registry>): Promise<void> {
  const checks = [...registries].map(async ([host, registry]) => {
    const failure = await registry.checkCredentials().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (failure === undefined) return;
    for (const fleet of fleets) {
      for (const target of fleet.targets.filter(one => one.destination.registry === host)) {
        fleet.fail(target, failure.error);
      }
    }
  });
  await Promise.all(checks);
}

/** Decides which image is kept, and fails targets with a tag that this run may not move. */
function settle(existing: readonly Existing[], revision: string, fleet: Fleet): Kept | undefined {
  const rank = ({ target, reference }: Existing): string =>
    `${target.destination.optional ? 1 : 0} ${String(fleet.targets.indexOf(target)).padStart(6, '0')} ${reference}`;
  const inOrder = [...existing].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const { keep, same, conflicts } = judge(inOrder, revision);
  for (const { target } of conflicts.map(conflict => conflict.tagged)) {
    const mine = conflicts.filter(conflict => conflict.tagged.target === target);
    const lines = mine.map(({ tagged, why }) => `${tagged.reference} ${why}`);
    const hint = 'Publish under a new tag (a new version, say), or remove the tag from `immutable-tags`.';
    fleet.fail(target, new ActionError('TAG_IMMUTABLE', lines.join('; '), { hint }));
  }
  return keep && { image: keep, same: new Set(same.map(({ reference }) => reference)) };
}

/** @throws ActionError that lists all problems of the required targets with their hints. */
export function throwIfDoomed(fleets: readonly Fleet[]): void {
  const errors = fleets.flatMap(fleet => fleet.targets.flatMap(target => requiredError(fleet, target)));
  const [first] = errors;
  if (first === undefined) return;
  const hints = new Map(errors.map(error => [messageOf(error), error instanceof ActionError ? error.hint : undefined]));
  const [hint] = hints.values();
  const isOne = new Set(hints.values()).size === 1;
  const lines = [...hints].map(([message, own]) => (isOne || own === undefined ? message : `${message}\n  → ${own}`));
  throw new ActionError(commonCode(errors), `Cannot publish; nothing was built or pushed: ${lines.join('\n')}`, {
    ...(isOne && hint !== undefined && { hint }),
    cause: first,
  });
}

function requiredError(fleet: Fleet, target: Target): readonly Error[] {
  const error = target.destination.optional ? undefined : fleet.errorOf(target);
  return error === undefined ? [] : [error];
}
