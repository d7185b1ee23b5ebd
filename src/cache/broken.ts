import { matchesGlob } from 'node:path';
import type { BuildStats, Step } from '../buildx/steps.ts';

/** Where the cache ended in one stage: the first step that had to run. */
export type Break = Readonly<{
  /** `build` or `linux/arm64 build`; '' for a Dockerfile with a single unnamed stage. */
  stage: string;
  step: string;
  /** What had changed, in words; undefined when that cannot be told. */
  why: string | undefined;
}>;

/** What a run leaves beside its cache for the next one to compare with. */
export type CacheRecord = Readonly<{
  /** Names of the steps of each stage, by their numbers. */
  steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A hash of each build argument's value. */
  args: Readonly<Record<string, string>>;
  /** Git's hash of each file in the build context. */
  files: Readonly<Record<string, string>>;
}>;

type Numbered = Readonly<{ stage: string; number: number; text: string; step: Step }>;

/** `[linux/arm64 build 2/3] RUN …`: the stage, 2, and the instruction. */
const STEP = /^\[(?:(.*) )?(\d+)\/\d+\] (.*)$/s;

function numbered({ steps }: BuildStats): Numbered[] {
  return steps.flatMap(step => {
    const [, stage = '', number, text = ''] = (step.ofDockerfile && STEP.exec(step.name)) || [];
    return number === undefined ? [] : [{ stage, number: Number(number), text, step }];
  });
}

/** The stages in one order, whichever was built first: the same build gives the same record. */
export function recordOf(stats: BuildStats, rest: Pick<CacheRecord, 'args' | 'files'>): CacheRecord {
  const steps: Record<string, Record<string, string>> = {};
  const all = numbered(stats).toSorted((one, other) =>
    one.stage < other.stage ? -1 : Number(one.stage > other.stage),
  );
  for (const { stage, number, text } of all) steps[stage] = { ...steps[stage], [number]: text };
  return { steps, ...rest };
}

/**
 * The first step of each stage that was not cached. Nothing when all were, or none at all: then there was no cache to
 * break. A base that had to be fetched says nothing by itself.
 */
export function breaksOf(stats: BuildStats, before?: CacheRecord, now?: CacheRecord): readonly Break[] {
  if (stats.cachedSteps === 0 || stats.cachedSteps === stats.totalSteps) return [];
  const firsts = new Map<string, Numbered>();
  for (const one of numbered(stats)) {
    if (one.step.cached || one.step.completed === undefined || /^FROM /.test(one.text)) continue;
    const known = firsts.get(one.stage);
    if (known === undefined || one.number < known.number) firsts.set(one.stage, one);
  }
  return [...firsts.values()].map(first => ({
    stage: first.stage,
    step: first.text,
    why: fromStage(first, firsts) ?? (before && now && reason(first, before, now)),
  }));
}

/** A step that copies from a stage that was built anew has its reason there. */
function fromStage({ text }: Numbered, firsts: ReadonlyMap<string, unknown>): string | undefined {
  const source = /^(?:COPY|RUN) .*?--?(?:from=|mount=\S*from=)([\w.-]+)/.exec(text)?.[1];
  const isBroken = [...firsts.keys()].some(stage => source !== undefined && stage.split(' ').at(-1) === source);
  return isBroken ? `stage ${source} was built anew` : undefined;
}

function reason({ stage, number, text }: Numbered, before: CacheRecord, now: CacheRecord): string | undefined {
  const old = before.steps[stage];
  if (old === undefined) return undefined;
  const bases = [old[1], now.steps[stage]?.[1]];
  if (bases.every(base => base?.startsWith('FROM ')) && bases[0] !== bases[1]) return 'the base image changed';
  const args = [...new Set([...Object.keys(before.args), ...Object.keys(now.args)])];
  const changed = args.filter(name => before.args[name] !== now.args[name]);
  const told = changed.length === 0 ? undefined : `build argument ${changed.slice(0, 3).join(', ')} changed`;
  if (old[number] !== text) return told ?? 'the instruction is new or was changed';
  return changedFiles(text, before.files, now.files) ?? (text.startsWith('RUN ') ? told : undefined);
}

/** The files that a COPY or ADD takes from the context and that are not what they were. */
function changedFiles(text: string, old: CacheRecord['files'], now: CacheRecord['files']): string | undefined {
  const words = /^(?:COPY|ADD) (.*)$/s.exec(text)?.[1]?.split(/\s+/) ?? [];
  if (words.some(word => /^--from=/.test(word))) return undefined;
  const sources = words.filter(word => !word.startsWith('--')).slice(0, -1);
  const differing = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter(path => old[path] !== now[path] && sources.some(source => covers(source, path)))
    .sort();
  if (differing.length === 0) return undefined;
  const [shown, rest] = [differing.slice(0, 3).join(', '), differing.length - 3];
  return `${differing.length === 1 ? 'a file' : `${differing.length} files`} changed: ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function covers(source: string, path: string): boolean {
  const plain = source.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (plain === '' || plain === '.' || path === plain || path.startsWith(`${plain}/`)) return true;
  return /[*?[]/.test(plain) && (matchesGlob(path, plain) || matchesGlob(path, `${plain}/**`));
}

/** `stage build: not cached from "COPY src /src" on: 2 files changed: src/a, src/b` */
export function breakLine({ stage, step, why }: Break): string {
  const text = step.length > 100 ? `${step.slice(0, 100)}…` : step;
  return `${stage === '' ? '' : `stage ${stage}: `}not cached from "${text}" on${why === undefined ? '' : `: ${why}`}`;
}
