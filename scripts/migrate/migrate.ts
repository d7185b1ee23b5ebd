import { isBake, isDefinitionKnown, type ReadFile } from './bake.ts';
import { isBuilderCall, migrateCall } from './builder/call.ts';
import { type Chain, findChain } from './chain.ts';
import { type Identified, MARK, withIdentities } from './cloud/replace.ts';
import { migrateJob } from './job.ts';
import { distinct, type Edit, splice } from './lines.ts';
import { title } from './logins.ts';
import { eventsIn } from './occasions.ts';
import { findSpreads, type Spread } from './spread/find.ts';
import { readFile, type WorkflowFile } from './spread/raw.ts';
import { NotTaken, readJobs } from './steps.ts';

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
 * comments of removed steps move to the new one, next to the input that they are about where there is one.
 *
 * @param uses the new steps' `uses`, such as `acme/slipway@<sha> # v1.2.3`
 * @param read reads the repository's bake files
 * @throws Error for texts that are not workflows, and for mixed line ends, which could not stay as they are
 */
export function migrate(text: string, uses: string, read: ReadFile = () => undefined): Migration {
  if (!text.includes('\r\n')) return migrateLines(text, uses, read);
  const migration = migrateLines(text.replaceAll('\r\n', '\n'), uses, read);
  // A file without changes stays as it is.
  if (migration.replaced.length === 0) return { ...migration, text };
  if (/(?<!\r)\n/.test(text)) throw new Error('some of its lines end in CRLF and others in LF: make them alike first');
  return { ...migration, text: migration.text.replaceAll('\n', '\r\n') };
}

function migrateLines(text: string, uses: string, read: ReadFile): Migration {
  const file = readFile(text);
  let jobs: ReadonlySet<string> = new Set(file.jobs.map(({ name }) => name));
  for (;;) {
    const identified = withIdentities(file, jobs);
    const migration = migrateSteps(identified.text === text ? file : readFile(identified.text), uses, read);
    const isDone = (name: string) => migration.replaced.some(({ job }) => job === name);
    const marked = identified.jobs.length > 0 ? withMark(migration.text) : [];
    const open = identified.jobs.filter(name => !isDone(name) || marked.includes(name));
    if (open.length === 0) {
      const own = identified.notes.filter(({ job }) => isDone(job)).map(({ job, note }) => `${job}: ${note}`);
      return { ...migration, notes: [...own, ...migration.notes], results: identified.results };
    }
    // Logins that a Slipway step can't replace stay.
    jobs = new Set([...jobs].filter(name => !open.includes(name)));
  }
}

/** The jobs in which a marked login is left. */
function withMark(text: string): readonly string[] {
  const jobs = readJobs(text).filter(({ steps }) => steps.some(({ source }) => source.includes(MARK)));
  return jobs.map(({ name }) => name);
}

function migrateSteps(file: WorkflowFile, uses: string, read: ReadFile): Omit<Migration, 'results'> {
  const { text, jobs, workflow } = file;
  const [edits, replaced, left, notes]: [Edit[], Replaced[], string[], string[]] = [[], [], [], []];
  const spreads = findSpreads(file);
  const around = { text, workflow, uses, on: eventsIn(workflow) };
  const seen = new Set<string>();
  for (const { name } of jobs) {
    if (seen.has(name)) continue;
    const spread = spreads.find(one => ('legs' in one ? one.jobs.has(name) : one.jobs.includes(name)));
    const { alike } = jobs.find(job => job.name === name)!;
    const names = spread === undefined ? [name, ...alike] : [...('legs' in spread ? spread.jobs.keys() : spread.jobs)];
    for (const one of names) seen.add(one);
    try {
      if (spread && !('legs' in spread)) throw new NotTaken(spread.why);
      // Jobs that belong together are migrated together, or not at all.
      const results = names.flatMap(one => {
        const job = jobs.find(each => each.name === one)!;
        if (isBuilderCall(job)) {
          const call: Replaced = { job: one, chain: undefined, title: 'docker/github-builder', isKnown: true };
          return [{ ...migrateCall(around, job), job: one, replaced: [call] }];
        }
        const found = spread?.jobs.get(one) ?? { job, found: findChain(job) };
        if (found.found === undefined) return [];
        if (typeof found.found === 'string') throw new NotTaken(found.found);
        const done = migrateJob(found.job, found.found, around);
        const of = found.found.chains.map(chain => {
          const isKnown = !isBake(chain.build) || isDefinitionKnown(chain.build, read);
          return replacedBy({ job: one, chain, isKnown }, spread);
        });
        return [{ ...done, job: one, replaced: of }];
      });
      edits.push(...inCommon(results.flatMap(result => result.edits)));
      if (spread?.isOtherVersion) notes.push(`${names.join(' and ')}: ${OTHER_VERSION}`);
      for (const result of results) {
        notes.push(...new Set(result.notes.map(note => `${result.job}: ${note}`)));
        replaced.push(...result.replaced);
      }
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      left.push(`${names.join(' and ')}: ${error.message}`);
    }
  }
  return { text: splice(text, edits), replaced, left, notes };
}

/** The edits of jobs that may have lines in common. @throws NotTaken if these would have to differ */
function inCommon(edits: readonly Edit[]): readonly Edit[] {
  const ordered = distinct(edits).toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (ordered.some(({ end }, at) => end > (ordered[at + 1]?.start ?? Number.POSITIVE_INFINITY))) {
    throw new NotTaken('these jobs have the same steps (`*`), which would have to differ from one job to the other');
  }
  return ordered;
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
