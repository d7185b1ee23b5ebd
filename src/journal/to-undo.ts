import { join } from 'node:path';
import { readIfThere } from '../host/files/read-if-there.ts';
import { JOURNAL } from './names.ts';
import { isRunReference } from './run-reference.ts';
import type { Images, Undo } from './undo.ts';

/** What is to be undone, and what is left alone because it cannot be distinguished from what somebody else wrote. */
export type ToUndo = Readonly<{ safe: readonly Undo[]; left: readonly Undo[] }>;

/** What shows that something is this action's. */
export type Proofs = Pick<Images, 'image'> &
  Readonly<{
    /** Whether a path is that of a certificate or configuration, or of a folder for one, that this action would write. */
    isWritten(path: string): Promise<boolean>;
    /** Whether a path is that of the user's Docker config, the only one that logins are written to. */
    isUserConfig(path: string): boolean;
  }>;

/**
 * What a run's journal lists. The file lies where every process of this user can write, a gate for one. So an entry
 * counts if the run itself handed it to the runner (`state`), or if what it speaks of proves to be this action's: by a
 * name that only this action gives, seen in the engine. If the run handed nothing over, names of images and builders
 * count too: it may have died between noting a name and proving it, and whoever can write this file as this user can
 * give the engine orders as well. Files must always prove to be ours, and what runs must be of that run's image.
 *
 * @param state the state `undo` as the main step left it, before the first gate and at its end; '' if it was killed
 *   before that, and always when a later run cleans up after a dead one
 */
export async function toUndo(folder: string, state: string, proofs: Proofs): Promise<ToUndo> {
  const own = entriesIn(jsonIn(state));
  const known = new Set(own.map(entry => JSON.stringify(entry)));
  const lines = (readIfThere(join(folder, JOURNAL), {}) ?? '').split('\n');
  const others = entriesIn(lines.map(jsonIn)).filter(entry => !known.has(JSON.stringify(entry)));
  const isAlone = state === '';
  const isProved = await Promise.all(others.map(entry => isOurs(entry, isAlone, proofs).catch(() => false)));
  // What calls off an entry tells the reader of the log nothing.
  const left = others.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
  return { safe: [...own, ...others.filter((_, at) => isProved[at])], left };
}

/** @param isAlone the file is all that is left of the run */
async function isOurs(undo: Undo, isAlone: boolean, proofs: Proofs): Promise<boolean> {
  if (isAlone && !['file', 'login', 'containers'].includes(undo.kind)) return true;
  switch (undo.kind) {
    case 'withdrawn':
      // Nothing that the run handed over is called off by others.
      return false;
    case 'builder':
      return /^slipway-[0-9a-f]{12}$/.test(undo.name);
    case 'containers':
      return isRunReference(undo.image);
    case 'file':
      return proofs.isWritten(undo.path);
    case 'login':
      return proofs.isUserConfig(undo.path);
    case 'image':
      return isRunReference(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
  }
}

/** A name that leads to the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;

/** The image that has the name has the run's as well, or what it stood for before is kept under a name of ours. */
async function hasOurName(
  { name, keep, run }: Extract<Undo, { kind: 'image' }>,
  engine: Pick<Images, 'image'>,
): Promise<boolean> {
  if (keep !== undefined) return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
  if (run === undefined || !isRunReference(run)) return false;
  const now = await engine.image(name);
  return now?.references.includes(run) ?? false;
}

/** A line that was cut off by a sudden death is the last one, and its change was not made yet. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entriesIn(json: unknown): readonly Undo[] {
  return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}

/** What may stand in an image's or a builder's name: no option, and no way out of an address of the engine's API. */
const NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;

/** Made anew of what is known: whatever else a line holds (the path of a program, say) does not come along. */
function entryOf(json: unknown): Undo | undefined {
  if (json === null || typeof json !== 'object') return undefined;
  const entry = json as Record<string, unknown>;
  const nameIn = (key: string) => (typeof entry[key] === 'string' && NAME.test(entry[key]) ? entry[key] : undefined);
  const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
  if (kind === 'file' || kind === 'login') return isPath(entry.path) ? { kind, path: entry.path } : undefined;
  if (kind === 'containers') return image === undefined ? undefined : { kind, image };
  if (name === undefined) return undefined;
  if (kind === 'builder') return { kind, name, ...(entry.keepState === true && { keepState: true }) };
  if (kind === 'withdrawn')
    return entry.of === 'builder' || entry.of === 'image' ? { kind, of: entry.of, name } : undefined;
  if (kind !== 'image' || (entry.keep !== undefined && keep === undefined)) return undefined;
  return { kind, name, ...(keep !== undefined && { keep }), ...(run !== undefined && { run }) };
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}
