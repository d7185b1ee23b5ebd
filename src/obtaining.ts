import { openCache } from './cache/cache.ts';
import type { Keeper } from './cache/mounts/keep.ts';
import type { Outlook } from './cache/reach.ts';
import type { Context } from './context.ts';
import type { Inputs } from './inputs.ts';
import type { Machine } from './machine.ts';
import type { Plan } from './plan/types.ts';
import type { Report } from './report/report.ts';
import { type Built, buildImage } from './stages/build.ts';
import { beforeGates } from './stages/cache-export.ts';
import type { Prepared } from './stages/prepare.ts';

/** The image, and the inputs with the cache in them that was chosen for it. */
export type Obtained = Readonly<{ built: Built; cached: Inputs }>;

/** What is known of caches before the builder is. */
type Caches = Readonly<{ outlook: Outlook; mounts: Keeper }>;

/** The image: built, or the one that exists. The report is told. @throws ActionError */
export async function obtain(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  caches: Caches,
  report: Report,
  machine: Machine,
): Promise<Obtained> {
  if (inputs.source === undefined) return buildCached(inputs, context, plan, prepared, caches, report, machine);
  const { takeSource } = await import('./promote/take.ts');
  const built = await report.timed('source', () => takeSource(inputs, plan, prepared, machine));
  report.built(built.result);
  return { built, cached: inputs };
}

/** Builds with the cache that suits this run; the post step saves what is for the job's end. */
async function buildCached(
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  { outlook, mounts }: Caches,
  report: Report,
  machine: Machine,
): Promise<Obtained> {
  const [cache] = await report.timed('cache', () =>
    Promise.all([openCache(inputs, context, plan, prepared, outlook, machine), mounts.fill(prepared)]),
  );
  const heard = { ...prepared, heard: mounts.hear };
  try {
    const built = await report.timed('build', () =>
      cache.build((wanted, watched) => {
        if (wanted.build.noCache && !inputs.build.noCache) mounts.lose();
        return buildImage(beforeGates(wanted), context, plan, heard, watched);
      }),
    );
    report.built(built.result);
    mounts.take(prepared);
    const kept = await cache.keep(built.result);
    report.cached(kept.report);
    if (kept.parcel !== undefined) await report.saveState({ cache: JSON.stringify(kept.parcel) });
    return { built, cached: cache.inputs };
  } finally {
    await cache.close();
  }
}
