import { join } from 'node:path';
import { fieldsIn, jsonIn } from '../host/fields.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import { JOURNAL } from './names.ts';
import { isRunReference } from './run-reference.ts';
import type { Images, Undo } from './undo.ts';

/** What to undo, and what to leave alone because somebody else may have written it. */
export type ToUndo = Readonly<{ safe: readonly Undo[]; left: readonly Undo[] }>;

/** Evidence that something was created by this action. */
export type Proofs = Pick<Images, 'image'> &
  Readonly<{
    /**
     * Whether this action would write a certificate, configuration, or a folder for one, at this path. Configuration by
     * anybody else has the same name: its content is looked at when it is removed.
     */
    isWritten(path: string): boolean;
    /** Whether this is the path of the user's Docker config, the only one that logins are written to. */
    isUserConfig(path: string): boolean;
  }>;

/**
 * What to undo according to a run's journal. Every process of this user can write that file, gates included. So an
 * entry counts only if the run itself passed it to the runner (`state`), or if its subject is provably this action's:
 * by a name that only this action creates, seen in the engine. If the run passed nothing, names of images and builders
 * count too: it may have died between noting a name and creating it, and whoever can write the file as this user can
 * also control the engine. Files must always prove to be ours, and containers must be of a run's image: the state can
 * be tampered with as well.
 *
 * @param state the `undo` state of the main step, saved before the first gate and at its end; '' if the step was killed
 *   before that, and always when a later run cleans up after a dead one
 */
export async function toUndo(folder: string, state: string, proofs: Proofs): Promise<ToUndo> {
  const own = entriesIn(jsonIn(state));
  const known = new Set(own.map(entry => JSON.stringify(entry)));
  const lines = (readIfThere(join(folder, JOURNAL), {}) ?? '').split('\n');
  const others = entriesIn(lines.map(line => jsonIn(line))).filter(entry => !known.has(JSON.stringify(entry)));
  const sources = [
    ...own.map(undo => ({ undo: narrowed(undo, others), from: 'state' as const })),
    ...others
      .filter(undo => !narrows(undo, own))
      .map(undo => ({ undo, from: state === '' ? ('all that is left' as const) : ('file' as const) })),
  ];
  const isProved = await Promise.all(sources.map(({ undo, from }) => isOurs(undo, from, proofs).catch(() => false)));
  const all = sources.map(({ undo }) => undo);
  // Withdrawals are of no interest in the log.
  const left = all.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
  return { safe: all.filter((_, at) => isProved[at]), left };
}

/** An entry for a name, limited to the image that the file says was built. Nothing more is removed by that. */
function narrowed(undo: Undo, others: readonly Undo[]): Undo {
  if (undo.kind !== 'image' || undo.keep !== undefined || undo.digest !== undefined) return undo;
  const { name, run } = undo;
  const built = others.findLast(one => one.kind === 'image' && one.name === name && one.run === run);
  return built?.kind === 'image' && built.digest !== undefined ? { ...undo, digest: built.digest } : undo;
}

/** Whether an entry says what an own one is for. */
function narrows(undo: Undo, own: readonly Undo[]): boolean {
  return own.some(one => narrowed(one, [undo]) !== one);
}

/** @param from where the entry is from; `all that is left`: from the file of a run that passed nothing */
async function isOurs(undo: Undo, from: 'state' | 'file' | 'all that is left', proofs: Proofs): Promise<boolean> {
  if (from !== 'file' && !['file', 'login', 'containers'].includes(undo.kind)) return true;
  switch (undo.kind) {
    case 'withdrawn':
      // Others cannot withdraw entries that the run passed on.
      return false;
    case 'builder':
      return /^slipway-[0-9a-f]{12}$/.test(undo.name);
    case 'containers':
      return isRunReference(undo.image);
    case 'file':
      return proofs.isWritten(undo.path);
    case 'login':
      // A later step may have set DOCKER_CONFIG to another folder. Files without this run's logins stay as they are.
      return from === 'state' || proofs.isUserConfig(undo.path);
    case 'image':
      return isRunReference(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
  }
}

/** A name at the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;

/** The image with this name also has the run's name, or the former image is kept under one of our names. */
async function hasOurName(
  { name, keep, run }: Extract<Undo, { kind: 'image' }>,
  engine: Pick<Images, 'image'>,
): Promise<boolean> {
  if (keep !== undefined) return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
  if (run === undefined || !isRunReference(run)) return false;
  const now = await engine.image(name);
  return now?.references.includes(run) ?? false;
}

function entriesIn(json: unknown): readonly Undo[] {
  return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}

/** Valid in names of images and builders: no options, and no path out of an engine API address. */
const NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Rebuilt from known fields: anything else in a line (the path of a program, say) is dropped. */
function entryOf(json: unknown): Undo | undefined {
  const entry = fieldsIn(json);
  const nameIn = (key: string) => (typeof entry[key] === 'string' && NAME.test(entry[key]) ? entry[key] : undefined);
  const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
  if (kind === 'file' || kind === 'login') return isPath(entry.path) ? { kind, path: entry.path } : undefined;
  if (kind === 'containers') return image === undefined ? undefined : { kind, image };
  if (name === undefined) return undefined;
  if (kind === 'builder') return { kind, name, ...(entry.keepState === true && { keepState: true }) };
  if (kind === 'withdrawn')
    return entry.of === 'builder' || entry.of === 'image' ? { kind, of: entry.of, name } : undefined;
  if (kind !== 'image' || (entry.keep !== undefined && keep === undefined)) return undefined;
  const digest = typeof entry.digest === 'string' && DIGEST.test(entry.digest) ? entry.digest : undefined;
  return {
    kind,
    name,
    ...(keep !== undefined && { keep }),
    ...(run !== undefined && { run }),
    ...(digest !== undefined && { digest }),
  };
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}
