import { ActionError, messageOf } from '../errors.ts';
import type { Inputs } from '../inputs.ts';
import { judge, revisionOf } from '../plan/immutable.ts';
import type { Plan } from '../plan/types.ts';
import type { Registry } from '../registry/types.ts';
import type { Existing, Kept } from './existing.ts';
import { findExisting } from './existing.ts';
import type { Fleet, Target } from './fleet.ts';

/**
 * Everything that would doom the publish, found before any build time is spent: wrong credentials, no permission to
 * push, a missing repository, an immutable tag of another commit. All of it is told in one error; what concerns an
 * optional registry is a warning.
 *
 * The permission is proved by starting an upload, which settles the credentials too; the token that it takes is the
 * one that staging needs.
 *
 * @returns The image to be kept, when this commit is published already.
 * @throws ActionError AUTH, DENIED, NOT_FOUND, … or PUBLISH when several codes meet.
 */
export async function preflight(
  { preflight: provesPush, immutableTags }: Pick<Inputs, 'preflight' | 'immutableTags'>,
  plan: Pick<Plan, 'metadata'>,
  fleet: Fleet,
  registries: ReadonlyMap<string, Registry>,
): Promise<Kept | undefined> {
  const existing: Existing[] = [];
  const look = async (target: Target) => void existing.push(...(await findExisting(target, immutableTags)));
  await Promise.all([
    ...fleet.targets.map(target => orFail(fleet, [target], () => look(target))),
    ...(provesPush
      ? fleet.targets.map(target => orFail(fleet, [target], target.repository.checkPush))
      : [...registries].map(([host, registry]) => {
          const mine = fleet.targets.filter(target => target.destination.registry === host);
          return orFail(fleet, mine, registry.checkCredentials);
        })),
  ]);
  const kept = settle(existing, revisionOf(plan.metadata.labels), fleet);
  throwIfDoomed(fleet);
  return kept;
}

async function orFail(fleet: Fleet, targets: readonly Target[], check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    for (const target of targets) fleet.fail(target, error);
  }
}

/** Which image is kept. Targets with a tag that this run may not move have failed. */
function settle(existing: readonly Existing[], revision: string, fleet: Fleet): Kept | undefined {
  const rank = ({ target, reference }: Existing): string =>
    `${target.destination.optional ? 1 : 0} ${String(fleet.targets.indexOf(target)).padStart(6, '0')} ${reference}`;
  const inOrder = [...existing].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const { keep, same, conflicts } = judge(inOrder, revision);
  for (const { target } of conflicts.map(conflict => conflict.tagged)) {
    const mine = conflicts.filter(conflict => conflict.tagged.target === target);
    const lines = mine.map(({ tagged, why }) => `${tagged.reference} exists and may not move: it ${why}`);
    const hint = 'Publish under a new tag (a new version, say), or take the tag out of `immutable-tags`.';
    fleet.fail(target, new ActionError('DENIED', lines.join('; '), { hint }));
  }
  return keep && { image: keep, same: new Set(same.map(({ reference }) => reference)) };
}

/** @throws ActionError that tells all that is wrong with the required targets, each with its hint. */
export function throwIfDoomed(fleet: Fleet): void {
  const errors = fleet.targets
    .filter(target => !target.destination.optional)
    .flatMap(target => fleet.errorOf(target) ?? []);
  const [first] = errors;
  if (first === undefined) return;
  const hints = new Map(errors.map(error => [messageOf(error), error instanceof ActionError ? error.hint : undefined]));
  const [hint] = hints.values();
  const isOne = new Set(hints.values()).size === 1;
  const lines = [...hints].map(([message, own]) => (isOne || own === undefined ? message : `${message}\n  → ${own}`));
  const codes = new Set(errors.map(error => (error instanceof ActionError ? error.code : 'PUBLISH')));
  const [code = 'PUBLISH'] = codes;
  throw new ActionError(codes.size === 1 ? code : 'PUBLISH', `nothing was published: ${lines.join('\n')}`, {
    ...(isOne && hint !== undefined && { hint }),
    cause: first,
  });
}
