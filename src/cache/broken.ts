import { matchesGlob } from 'node:path';
import type { BuildStats, Step } from '../buildx/steps.ts';
import { type Instructions, instructionOf, plainStage } from './dockerfile-steps.ts';
import { fingerprint } from './fingerprint.ts';
import { mayExclude } from './ignore.ts';

/** Where the cache ended in one stage: the first step that had to run. */
export type Break = Readonly<{
  /** `build` or `linux/arm64 build`; '' for a Dockerfile with a single unnamed stage. */
  stage: string;
  step: string;
  /** What had changed, in words; undefined when that cannot be told. */
  why: string | undefined;
}>;

/** A step as far as the next run needs to know it. Its text has the values of variables in it, secret ones too. */
export type KnownStep = Readonly<{
  /** It fetches the base of its stage. */
  isBase: boolean;
  /** Fingerprint of what BuildKit calls it, with variables filled in. */
  name: string;
  /** Fingerprint of the instruction as the Dockerfile has it; undefined where that cannot be told. */
  text?: string;
  /** The build arguments that the instruction is given. */
  args?: readonly string[];
}>;

/** What a run leaves beside its cache for the next one to compare with. */
export type CacheRecord = Readonly<{
  /** The steps of each stage, by their numbers. */
  steps: Readonly<Record<string, Readonly<Record<string, KnownStep>>>>;
  /** A fingerprint of each build argument's value. */
  args: Readonly<Record<string, string>>;
  /** Git's hash of each file in the build context; empty when they are not known. */
  files: Readonly<Record<string, string>>;
}>;

/** What a run knows besides its steps. */
export type Facts = Pick<CacheRecord, 'args' | 'files'> & Readonly<{ instructions?: Instructions | undefined }>;

type Numbered = Readonly<{ stage: string; number: number; total: number; text: string; step: Step }>;

/** `[linux/arm64 build 2/3] RUN …`: the stage, 2, 3, and the instruction. */
const STEP = /^\[(?:(.*) )?(\d+)\/(\d+)\] (.*)$/s;

function numbered({ steps }: BuildStats): Numbered[] {
  return steps.flatMap(step => {
    const [, stage = '', number, total, text = ''] = (step.ofDockerfile && STEP.exec(step.name)) || [];
    return number === undefined ? [] : [{ stage, number: Number(number), total: Number(total), text, step }];
  });
}

/** The stages in one order, whichever was built first: the same build gives the same record. */
export function recordOf(stats: BuildStats, { args, files, instructions = new Map() }: Facts): CacheRecord {
  const steps: Record<string, Record<string, KnownStep>> = {};
  const all = numbered(stats).toSorted((one, other) =>
    one.stage < other.stage ? -1 : Number(one.stage > other.stage),
  );
  const based = new Set(all.filter(({ text }) => isBase(text)).map(({ stage }) => plainStage(stage)));
  for (const one of all) {
    const { stage, number, text } = one;
    const known = instructionOf(one, based.has(plainStage(stage)), instructions);
    const step = {
      isBase: isBase(text),
      name: fingerprint(text),
      ...(known && { text: known.text, args: known.args }),
    };
    steps[stage] = { ...steps[stage], [number]: step };
  }
  return { steps, args, files };
}

function isBase(text: string): boolean {
  return text.startsWith('FROM ');
}

/**
 * The first step of each stage that was not cached. Nothing when all were, or none at all where no run left a record:
 * then there was no cache to break. A base that had to be fetched says nothing by itself.
 */
export function breaksOf(stats: BuildStats, before?: CacheRecord, now?: CacheRecord): readonly Break[] {
  const { cachedSteps, totalSteps } = stats;
  if (cachedSteps === totalSteps || (cachedSteps === 0 && before === undefined)) return [];
  const firsts = new Map<string, Numbered>();
  for (const one of numbered(stats)) {
    if (one.step.cached || one.step.completed === undefined || isBase(one.text)) continue;
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

/** Only what is certain: each of these is enough to end the cache here. */
function reason({ stage, number, text }: Numbered, before: CacheRecord, now: CacheRecord): string | undefined {
  const [old, own] = [before.steps[stage], now.steps[stage]];
  const [was, is] = [old?.[number], own?.[number]];
  if (old === undefined || is === undefined) return undefined;
  const bases = [old[1], own?.[1]];
  if (bases.every(base => base?.isBase) && bases[0]?.name !== bases[1]?.name) return 'the base image changed';
  const args = changedArgs(before.args, now.args);
  // Without the Dockerfile nobody knows whether its text was changed or an argument filled in otherwise.
  const isComparable = is.text !== undefined && (was === undefined || was.text !== undefined);
  const changed = (!isComparable && args.length > 0) || isElsewhere(is, old) ? undefined : CHANGED;
  if (was === undefined) return changed;
  const isRenamed = was.name !== is.name;
  if (!isComparable && isRenamed) return changed;
  if (isComparable && was.text !== is.text) {
    // A COPY depends on what variables make of its text, a RUN on the text, and so does what has a heredoc in it.
    if (isRenamed || /^RUN |<</.test(text)) return changed;
  }
  const given = args.filter(name => is.args?.includes(name));
  if (given.length > 0 && (isRenamed || text.startsWith('RUN '))) {
    return `build argument ${given.slice(0, 3).join(', ')} changed`;
  }
  return isRenamed ? undefined : changedFiles(text, before.files, now.files);
}

const CHANGED = 'the instruction is new or was changed';

/** The instruction was there, at another place: what changed is what comes before it. */
function isElsewhere(step: KnownStep, old: CacheRecord['steps'][string]): boolean {
  return Object.values(old).some(({ name, text }) =>
    text === undefined || step.text === undefined ? name === step.name : text === step.text,
  );
}

function changedArgs(old: CacheRecord['args'], now: CacheRecord['args']): readonly string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(name => old[name] !== now[name]);
}

/** The files that a COPY or ADD takes from the context and that are not what they were. */
function changedFiles(text: string, old: CacheRecord['files'], now: CacheRecord['files']): string | undefined {
  const words = /^(?:COPY|ADD) (.*)$/s.exec(text)?.[1]?.split(/\s+/) ?? [];
  if (words.some(word => /^--from=/.test(word))) return undefined;
  if ([old, now].some(files => Object.keys(files).length === 0)) return undefined;
  const isExcluded = mayExclude(words.flatMap(word => /^--exclude=(.*)/.exec(word)?.[1] ?? []));
  const sources = words.filter(word => !word.startsWith('--')).slice(0, -1);
  const differing = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter(path => old[path] !== now[path] && sources.some(source => covers(source, path)) && !isExcluded(path))
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
