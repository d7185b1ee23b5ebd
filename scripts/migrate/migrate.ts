import { parse } from 'yaml';
import { dryRunLines, isBake, isDefinitionKnown, type ReadFile } from './bake.ts';
import { isBuilderCall, migrateCall } from './builder/call.ts';
import { type Chain, type Found, findChain } from './chain.ts';
import { type Identified, MARK, withIdentities } from './cloud/replace.ts';
import { newInputs } from './inputs.ts';
import { indentOf, shift, splice } from './lines.ts';
import { loginItem, title } from './logins.ts';
import { eventsIn } from './occasions.ts';
import { type Edit, idOf, rewired } from './rewire.ts';
import { findSpreads, type Spread } from './spread/find.ts';
import type { Raw } from './spread/raw.ts';
import { dropped, whichStay } from './stay.ts';
import { escaped, type FileJob, type FileStep, NotTaken, readJobs } from './steps.ts';

/** A replaced chain: its former steps, and the position of the new one. */
export type Replaced = Readonly<{
  job: string;
  /** Undefined for a job that calls another workflow. */
  chain: Chain | undefined;
  title: string;
  /** Of bake: whether its definition was looked at, where that matters. */
  isKnown: boolean;
  /** The image it builds together with other jobs. */
  spread?: Spread | undefined;
}>;

export type Migration = Readonly<{
  /** The resulting file; unchanged if nothing was migrated. */
  text: string;
  replaced: readonly Replaced[];
  /** What was not migrated, and why. */
  left: readonly string[];
  /** Notes about the migrated parts. */
  notes: readonly string[];
  /** Results of removed steps, by job and step `id`. */
  results: Identified['results'];
}>;

/**
 * Rewrites a workflow with docker's actions to use Slipway. Everything outside docker's chain stays byte for byte;
 * comments of removed steps move above the new one.
 *
 * @param uses the new steps' `uses`, such as `acme/slipway@v1`
 * @param read reads the repository's bake files
 * @throws Error for texts that are not workflows
 */
export function migrate(text: string, uses: string, read: ReadFile = () => undefined): Migration {
  if (!text.includes('\r\n')) return migrateLines(text, uses, read);
  // Mixed line ends would make what stays differ; a file without changes stays as it is.
  const migration = migrateLines(text.replaceAll('\r\n', '\n'), uses, read);
  const isChanged = migration.replaced.length > 0;
  return { ...migration, text: isChanged ? migration.text.replaceAll('\n', '\r\n') : text };
}

function migrateLines(text: string, uses: string, read: ReadFile): Migration {
  let jobs: ReadonlySet<string> = new Set(readJobs(text).map(({ name }) => name));
  for (;;) {
    const identified = withIdentities(text, readJobs(text), jobs);
    const migration = migrateSteps(identified.text, uses, read);
    const isDone = (name: string) => migration.replaced.some(({ job }) => job === name);
    const open = identified.jobs.filter(name => !isDone(name) || hasMark(migration.text, name));
    if (open.length === 0) {
      const own = identified.notes.filter(({ job }) => isDone(job)).map(({ job, note }) => `${job}: ${note}`);
      return { ...migration, notes: [...own, ...migration.notes], results: identified.results };
    }
    // Logins that a Slipway step can't replace stay.
    jobs = new Set([...jobs].filter(name => !open.includes(name)));
  }
}

function hasMark(text: string, name: string): boolean {
  const job = readJobs(text).find(one => one.name === name);
  return job?.steps.some(({ source }) => source.includes(MARK)) ?? false;
}

function migrateSteps(text: string, uses: string, read: ReadFile): Omit<Migration, 'results'> {
  const [edits, replaced, left, notes]: [Edit[], Replaced[], string[], string[]] = [[], [], [], []];
  const jobs = readJobs(text);
  const spreads = findSpreads(text, jobs);
  const workflow = parse(text) as Raw;
  const around = { text, uses, on: eventsIn(text) };
  const seen = new Set<string>();
  for (const { name } of jobs) {
    if (seen.has(name)) continue;
    const spread = spreads.find(one => ('legs' in one ? one.jobs.has(name) : one.jobs.includes(name)));
    const names = spread === undefined ? [name] : [...('legs' in spread ? spread.jobs.keys() : spread.jobs)];
    for (const one of names) seen.add(one);
    try {
      if (spread && !('legs' in spread)) throw new NotTaken(spread.why);
      const caller = jobs.find(job => job.name === name && isBuilderCall(job));
      if (caller) {
        const call = migrateCall(text, caller, uses, workflow);
        edits.push(...call.edits);
        notes.push(...call.notes.map(note => `${name}: ${note}`));
        replaced.push({ job: name, chain: undefined, title: 'docker/github-builder', isKnown: true });
        continue;
      }
      // Jobs that belong together are migrated together, or not at all.
      const results = names.flatMap(one => {
        const job = jobs.find(each => each.name === one)!;
        const found = spread?.jobs.get(one) ?? { job, found: findChain(job) };
        if (found.found === undefined) return [];
        if (typeof found.found === 'string') throw new NotTaken(found.found);
        const done = migrateJob(found.job, found.found, around);
        const known = found.found.chains.map(({ build }) => !isBake(build) || isDefinitionKnown(build, read));
        return [{ ...done, job: one, found: found.found, known }];
      });
      if (spread?.isOtherVersion) notes.push(`${names.join(' and ')}: ${OTHER_VERSION}`);
      for (const result of results) {
        edits.push(...result.edits);
        notes.push(...new Set(result.notes.map(note => `${result.job}: ${note}`)));
        const { job, found, known } = result;
        replaced.push(...found.chains.map((chain, at) => replacedBy({ job, chain, isKnown: known[at]! }, spread)));
      }
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      left.push(`${names.join(' and ')}: ${error.message}`);
    }
  }
  return { text: splice(text, edits), replaced, left, notes };
}

const OTHER_VERSION =
  'the label org.opencontainers.image.version is that of the published tag; the parts had that of other rules';

function replacedBy(
  one: Readonly<{ job: string; chain: Chain; isKnown: boolean }>,
  spread: Spread | undefined,
): Replaced {
  const { build } = one.chain;
  const isOfSpread = build.with.some(({ key }) => key === 'part' || key === 'merge');
  return { ...one, title: title(build), spread: isOfSpread ? spread : undefined };
}

/** The file, the new steps' `uses`, and the events that start the workflow. */
type Around = Readonly<{ text: string; uses: string; on: readonly string[] }>;

function migrateJob(job: FileJob, found: Found, { text, uses, on }: Around) {
  const fed = new Map(found.chains.flatMap(chain => chain.fed).map(meta => [meta, dryRunLines(meta, on)]));
  const stay = whichStay(
    job,
    found,
    [...fed].filter(([, lines]) => lines === undefined).map(([meta]) => meta),
  );
  const edits: Edit[] = [];
  const notes: string[] = [...stay.notes];
  const gone = job.steps.filter(step => !found.others.includes(step) && !stay.steps.has(step));
  const rest = gone.reduce((all, { source }) => all.replace(source, ''), text);
  for (const step of gone) {
    if (step.isAliased) throw new NotTaken(`"${title(step)}" is written with an alias (\`*\`)`);
    const again = step.anchors.find(name => new RegExp(`\\*${escaped(name)}(?![\\w-])`).test(rest));
    if (again !== undefined) throw new NotTaken(`"${title(step)}" is used again elsewhere, as \`*${again}\``);
  }
  const builds = new Map(found.chains.map(chain => [chain.build, chain]));
  let comments = '';
  let last: Readonly<{ at: number; gap: string; above: string; body: string }> | undefined;
  for (const step of gone) {
    const start = startWithComments(step, job);
    const own = text.slice(start, step.span.start) + step.source;
    const planned = fed.get(step);
    if (planned !== undefined) {
      // It stays, with the comments above it.
      edits.push({ ...step.span, text: render(step, step.id, uses, planned) });
      continue;
    }
    comments += own
      .split('\n')
      .filter(line => line.trim().startsWith('#'))
      .map(line => `${' '.repeat(step.column)}${line.trim()}\n`)
      .join('');
    const chain = builds.get(step);
    if (chain === undefined) {
      edits.push({ start, end: step.span.end, text: '' });
      continue;
    }
    const before = (one: FileStep) => one.span.start < step.span.start && !stay.steps.has(one);
    const items = found.logins.filter(before).map(login => loginItem(login, stay.keepsLogins));
    for (const login of found.logins.filter(before)) notes.push(...dropped(login));
    if (items.includes('')) notes.push("the job's token logs in to ghcr.io by itself");
    const inputs = newInputs({
      ...chain,
      logins: items.filter(item => item !== ''),
      keepsLogins: stay.keepsLogins,
      buildx: found.buildx.filter(before),
      qemu: found.qemu.filter(before),
      steps: job.steps,
      on,
    });
    notes.push(...inputs.notes);
    const id = idOf(chain, found.chains);
    // Comments within the inputs are still there.
    const kept = new Set(inputs.lines.flatMap(lines => lines.split('\n')).map(line => line.trim()));
    const above = comments
      .split('\n')
      .filter(line => !kept.has(line.trim()))
      .join('\n');
    const gap = text.slice(start, step.span.start).startsWith('\n') ? '\n' : '';
    const body = render(step, id, uses, inputs.lines);
    last = { at: edits.length, gap, above: above === '' ? '' : `${above}\n`, body };
    edits.push({ start, end: step.span.end, text: last.gap + last.above + body });
    comments = '';
  }
  // Comments of steps that go behind the new one.
  if (last && comments !== '') {
    edits[last.at] = { ...edits[last.at]!, text: last.gap + last.above + comments + last.body };
  }
  edits.push(...rewired(text, job, found, gone));
  return { edits, notes };
}

/** Comment lines right above a step belong to it, and so does an empty line above them. */
function startWithComments(step: FileStep, job: FileJob): number {
  const at = job.steps.indexOf(step);
  const floor = at > 0 ? job.steps[at - 1]!.span.end : step.span.start;
  return Math.min(floor, step.span.start);
}

function render(step: FileStep, id: string | undefined, uses: string, inputs: readonly string[]): string {
  const [early, late] = [['name', 'id', 'if'], step.keys.map(({ key }) => key)];
  const key = (name: string) =>
    step.keys.filter(one => one.key === name).map(({ source }) => shift(source, -indentOf(source)));
  const keys = [
    ...key('name'),
    ...(id === undefined ? [] : [`id: ${id}\n`]),
    ...key('if'),
    `uses: ${uses}\n`,
    `with:\n${shift(inputs.map(line => (line.endsWith('\n') ? line : `${line}\n`)).join(''), 2)}`,
    ...late.filter(name => !early.includes(name)).flatMap(key),
  ];
  const body = shift(keys.map(text => (text.endsWith('\n') ? text : `${text}\n`)).join(''), step.column + 2);
  return `${' '.repeat(step.column)}- ${body.slice(step.column + 2)}`;
}
