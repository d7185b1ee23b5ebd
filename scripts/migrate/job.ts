import { dryRunLines } from './bake.ts';
import type { Chain, Found } from './chain.ts';
import type { OwnComment } from './comments.ts';
import { newInputs } from './inputs.ts';
import { cut, type Edit } from './lines.ts';
import { loginItem, title } from './logins.ts';
import { type Homeless, newNames, placed } from './placing.ts';
import { adjacent, commentsAbove, removed } from './removed.ts';
import { render } from './render.ts';
import { idOf, rewired } from './rewire.ts';
import { mapAt, type Raw } from './spread/raw.ts';
import { dropped, whichStay } from './stay.ts';
import { escaped, type FileJob, type FileStep, NotTaken } from './steps.ts';
import { valuesIn } from './values.ts';

/** The file, as text and as YAML has it, the new steps' `uses`, and the events that start the workflow. */
export type Around = Readonly<{ text: string; workflow: Raw; uses: string; on: readonly string[] }>;

/** Replaces docker's steps in a job. @throws NotTaken */
export function migrateJob(job: FileJob, found: Found, around: Around) {
  const { text, workflow, uses, on } = around;
  const raw = mapAt(mapAt(workflow, 'jobs'), job.name);
  const values = valuesIn(workflow, raw);
  const fed = new Map(found.chains.flatMap(chain => chain.fed).map(meta => [meta, dryRunLines(meta, { on, values })]));
  const stay = whichStay(
    job,
    found,
    [...fed].filter(([, lines]) => lines === undefined).map(([meta]) => meta),
  );
  const edits: Edit[] = [];
  const notes: string[] = [...stay.notes];
  const gone = job.steps.filter(step => !found.others.includes(step) && !stay.steps.has(step));
  checkAliases(gone, text);
  const isReplaced = (step: FileStep) => fed.has(step) || found.chains.some(({ build }) => build === step);
  for (const step of gone.filter(one => !isReplaced(one))) {
    edits.push(removed(step, text, job.steps, one => gone.includes(one) && !isReplaced(one)));
  }
  const replace = (step: FileStep, id: string | undefined, lines: readonly string[], from: readonly FileStep[]) => {
    edits.push(replacing(step, { id, uses, lines }, { from, chains: found.chains, text }));
  };
  for (const [step, lines] of fed) if (lines && gone.includes(step)) replace(step, step.id, lines, [step]);
  const origins = Map.groupBy(
    gone.filter(step => !fed.has(step)),
    successorIn(found.chains),
  );
  for (const chain of found.chains) {
    const { build } = chain;
    const before = (one: FileStep) => one.span.start < build.span.start && !stay.steps.has(one);
    const logins = found.logins.filter(before);
    const items = logins.map(login => loginItem(login, stay.keepsLogins));
    for (const login of logins) notes.push(...dropped(login));
    if (items.includes('')) notes.push("the job's token logs in to ghcr.io by itself");
    const inputs = newInputs({
      ...chain,
      logins: items.filter(item => item !== ''),
      keepsLogins: stay.keepsLogins,
      buildx: found.buildx.filter(before),
      qemu: found.qemu.filter(before),
      steps: job.steps,
      on,
      values,
      readable: { workflow, job: raw, steps: job.steps, step: build },
    });
    notes.push(...inputs.notes);
    replace(build, idOf(chain, found.chains), inputs.lines, origins.get(build) ?? [build]);
  }
  edits.push(...rewired(text, job, found, gone));
  return { edits, notes };
}

function checkAliases(gone: readonly FileStep[], text: string): void {
  const aliased = gone.find(({ isAliased }) => isAliased);
  if (aliased) throw new NotTaken(`"${title(aliased)}" is written with an alias (\`*\`)`);
  if (gone.every(({ anchors }) => anchors.length === 0)) return;
  const rest = cut(
    text,
    gone.map(({ span }) => span),
  );
  for (const step of gone) {
    const again = step.anchors.find(name => new RegExp(`\\*${escaped(name)}(?![\\w-])`).test(rest));
    if (again !== undefined) throw new NotTaken(`"${title(step)}" is used again elsewhere, as \`*${again}\``);
  }
}

/** The build whose new step has what a removed step said: the one that uses its results, else the next one. */
function successorIn(chains: readonly Chain[]): (step: FileStep) => FileStep {
  const users = new Map(
    [...chains]
      .reverse()
      .flatMap(({ build, meta, more }) =>
        [build, ...(meta ? [meta] : []), ...more].map(step => [step, build] as const),
      ),
  );
  return step =>
    users.get(step) ?? (chains.find(({ build }) => build.span.start > step.span.start) ?? chains.at(-1)!).build;
}

const ABOVE = { part: '', place: 'above', isInValue: false, names: [] } as const;

type Moved = Homeless & Readonly<{ step: FileStep }>;

type Into = Readonly<{ from: readonly FileStep[]; chains: readonly Chain[]; text: string }>;

/** A new step in place of another one, with the comments of all steps that went into it. */
function replacing(
  step: FileStep,
  { id, uses, lines }: Readonly<{ id: string | undefined; uses: string; lines: readonly string[] }>,
  { from, chains, text }: Into,
): Edit {
  const isOther = (one: FileStep) => chains.some(({ more }) => more.includes(one));
  const all: readonly Moved[] = from.flatMap(one => [
    ...(one === step ? [] : commentsAbove(text, one).map(comment => ({ text: comment, step: one, ...ABOVE }))),
    ...one.comments.map(comment => ({
      ...comment,
      step: one,
      names: newNames(one, comment.part, isOther(one)),
    })),
  ]);
  const isInput = ({ part }: OwnComment) => part.startsWith('with.');
  const inputs = placed(lines, all.filter(isInput));
  const homeless = all.filter(one => !isInput(one) || inputs.rest.includes(one));
  const isOwn = (one: Moved) => one.step === step && !isInput(one);
  const made = render(step, { id, uses, lines: inputs.lines, comments: homeless.filter(isOwn) });
  const rest = homeless.filter(one => !isOwn(one));
  const ofStep = (is: (start: number) => boolean) =>
    rest.filter(one => is(one.step.span.start)).map(({ text: comment }) => comment);
  const at = step.span.start;
  const indented = (comments: readonly string[]) =>
    comments.map(comment => `${' '.repeat(step.column)}${comment}\n`).join('');
  const [start, above] = [adjacent(text, step), text.slice(adjacent(text, step), at)];
  return {
    start,
    end: step.span.end,
    text:
      indented(ofStep(one => one < at)) +
      above +
      indented([...ofStep(one => one === at), ...made.above, ...ofStep(one => one > at)]) +
      made.text,
  };
}
