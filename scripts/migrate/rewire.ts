import { digestsRead } from './bake.ts';
import type { Chain, Found } from './chain.ts';
import { commentsIn, withoutComments } from './comments.ts';
import type { Edit } from './lines.ts';
import { title } from './logins.ts';
import { readsIn } from './reads.ts';
import { type FileJob, type FileStep, NotTaken } from './steps.ts';

/** The `id` of the step that replaces a chain. */
export function idOf({ build, meta }: Chain, chains: readonly Chain[]): string | undefined {
  const first = chains.find(chain => chain.meta === meta)?.build === build;
  return build.id ?? (first ? meta?.id : undefined);
}

/** Readers of the old steps' outputs read the new step's, which have the same names. */
export function rewired(text: string, job: FileJob, found: Found, gone: readonly FileStep[]): Edit[] {
  const ids = new Map<string, string>();
  for (const chain of found.chains) {
    const id = idOf(chain, found.chains);
    if (id === undefined) continue;
    const meta = chain.meta?.id?.toLowerCase();
    if (meta !== undefined && !ids.has(meta)) ids.set(meta, id);
  }
  const edits: Edit[] = [];
  checkVariables(job, found, gone);
  const { start, end } = job.span;
  const own = text.slice(start, end);
  const code = withoutComments(own, commentsIn(own));
  const reads = readsIn(code);
  checkReads(code, job, found, gone);
  const within = (at: number) => (step: FileStep) => start + at >= step.span.start && start + at < step.span.end;
  const metas = new Map(found.chains.flatMap(({ build, meta }) => (meta?.id ? [[meta.id.toLowerCase(), build]] : [])));
  for (const { at, length, id = '' } of reads) {
    const to = ids.get(id);
    if (to === undefined || gone.some(within(at))) continue;
    const reader = job.steps.find(within(at));
    if (reader && reader.span.start < metas.get(id)!.span.start) {
      throw new NotTaken(`"${title(reader)}" reads a result of metadata-action before the build`);
    }
    if (id !== to.toLowerCase()) edits.push({ start: start + at, end: start + at + length, text: `steps.${to}` });
  }
  return [...edits, ...rewiredDigests(text, job, found, gone)];
}

/** The outputs of docker's actions that a Slipway step has too. */
const OUTPUTS = new Set(
  'version tags tag-names labels annotations json bake-file bake-file-tags bake-file-labels bake-file-annotations imageid digest metadata'.split(
    ' ',
  ),
);

/** Results that no new step has, or that it has among others. @throws NotTaken */
function checkReads(code: string, { span: { start } }: FileJob, { chains }: Found, gone: readonly FileStep[]): void {
  const by = new Map(gone.flatMap(step => (step.id === undefined ? [] : [[step.id.toLowerCase(), step]])));
  if (by.size === 0) return;
  const apart = new Set(chains.flatMap(({ more }) => more));
  const named = new Set([...chains.flatMap(({ build, meta, fed }) => [build, meta, ...fed]), ...apart]);
  for (const { at, text, id, field, name, expression } of readsIn(code)) {
    const whole = code.slice(expression.start, expression.end).trim();
    if (id === undefined)
      throw new NotTaken(`\`${whole}\` reads results of all steps, also of those that are replaced`);
    const step = by.get(id);
    if (step === undefined || gone.some(({ span }) => start + at >= span.start && start + at < span.end)) continue;
    if (apart.has(step)) {
      throw new NotTaken(`the tags of "${title(step)}" alone are read, and the step's output has all tags`);
    }
    if (!named.has(step) || field === undefined || (field === 'outputs' && name === undefined)) {
      throw new NotTaken(`\`${whole}\` reads all results of "${title(step)}", and the new step has others`);
    }
    if (field === 'outputs' && !OUTPUTS.has(name!.toLowerCase())) {
      throw new NotTaken(`\`${text}\` is used, but Slipway has no such output`);
    }
  }
}

/** metadata-action's results as variables exist only after the new step. @throws NotTaken */
function checkVariables(job: FileJob, { chains }: Found, gone: readonly FileStep[]): void {
  const fed = chains.flatMap(chain => chain.fed);
  for (const meta of gone.filter(step => step.action === 'docker/metadata-action' && !fed.includes(step))) {
    const own = chains.filter(chain => chain.meta === meta || chain.more.includes(meta));
    const from = Math.min(...(own.length > 0 ? own : chains).map(({ build }) => build.span.start));
    const reader = job.steps.find(
      step =>
        step.span.start > meta.span.start &&
        step.span.start < from &&
        !gone.includes(step) &&
        step.source.includes('DOCKER_METADATA_OUTPUT_'),
    );
    if (reader) throw new NotTaken(`"${title(reader)}" reads a result of metadata-action before the build`);
  }
}

/** Of several images, each has its digest in `images-result`. */
function rewiredDigests(text: string, job: FileJob, { chains }: Found, gone: readonly FileStep[]): Edit[] {
  const { start, end } = job.span;
  const own = text.slice(start, end);
  return chains.flatMap(({ build: { id, action } }) => {
    if (id === undefined || action !== 'docker/bake-action') return [];
    return digestsRead(own, id)
      .map(({ at, length, text: by }) => ({ start: start + at, end: start + at + length, text: by }))
      .filter(edit => !gone.some(({ span }) => edit.start >= span.start && edit.start < span.end));
  });
}
