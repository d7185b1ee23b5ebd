import { digestsRead } from './bake.ts';
import type { Chain, Found } from './chain.ts';
import { commentsIn, withoutComments } from './comments.ts';
import { cut, type Span } from './lines.ts';
import { title } from './logins.ts';
import { type FileJob, type FileStep, mentions, NotTaken, stepPattern } from './steps.ts';

/** A change of the file. */
export type Edit = Span & Readonly<{ text: string }>;

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
    if (chain.meta?.id !== undefined && !ids.has(chain.meta.id)) ids.set(chain.meta.id, id);
  }
  const edits: Edit[] = [];
  checkVariables(job, found, gone);
  const { start, end } = job.span;
  const own = text.slice(start, end);
  const code = withoutComments(own, commentsIn(own));
  const stays = cut(
    code,
    gone.map(({ span }) => ({ start: span.start - start, end: span.end - start })),
  );
  const apart = found.chains.flatMap(({ more }) => more).find(({ id }) => id !== undefined && mentions(stays, id));
  if (apart) throw new NotTaken(`the tags of "${title(apart)}" alone are read, and the step's output has all tags`);
  for (const [from, to] of ids) {
    for (const match of code.matchAll(new RegExp(`\\b${stepPattern(from)}(?=\\.)`, 'g'))) {
      const at = start + match.index;
      if (gone.some(({ span }) => at >= span.start && at < span.end)) continue;
      const reader = job.steps.find(({ span }) => at >= span.start && at < span.end);
      const step = found.chains.find(({ meta }) => meta?.id === from)!.build;
      if (reader && reader.span.start < step.span.start) {
        throw new NotTaken(`"${title(reader)}" reads a result of metadata-action before the build`);
      }
      if (from !== to) edits.push({ start: at, end: at + match[0].length, text: `steps.${to}` });
    }
  }
  return [...edits, ...rewiredDigests(text, job, found, gone)];
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
