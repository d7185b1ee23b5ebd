import { randomBytes } from 'node:crypto';
import type { Engine } from '../buildx/engine.ts';
import type { Plan } from '../plan/types.ts';
import { note } from '../undo.ts';

/** A reference of the image: of those that are published the first. Undefined when it has no name. */
export function firstReference(plan: Plan): string | undefined {
  const first = plan.destinations.find(({ decision }) => decision.push === plan.decision.push) ?? plan.destinations[0];
  const tag = first?.tags[0]?.name;
  return first === undefined || tag === undefined ? undefined : `${first.name}:${tag}`;
}

/** That, or a name of our own. */
export function nameInEngine(plan: Plan): string {
  return firstReference(plan) ?? `slipway/build:${randomBytes(6).toString('hex')}`;
}

/** Notes the name for post, and what it names now under a second name. */
export async function keepName(
  engine: Pick<Engine, 'image' | 'tag'>,
  name: string,
  run: string,
  journal: string,
): Promise<void> {
  const former = await engine.image(name);
  if (former === undefined) return note(journal, { kind: 'image', name, run });
  const keep = { repository: 'slipway/keep', tag: randomBytes(8).toString('hex') };
  await note(journal, { kind: 'image', name, run, keep: `${keep.repository}:${keep.tag}` });
  await engine.tag(name, keep.repository, keep.tag);
}
