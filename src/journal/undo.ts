import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../host/errno.ts';
import { createLimit } from '../host/limit.ts';
import { JOURNAL } from './names.ts';
import { isRunReference } from './run-reference.ts';

/** A builder to remove, and whether its BuildKit's state stays on the disk for the next one. */
export type BuilderRemoval = Readonly<{ name: string; keepState?: boolean }>;

/**
 * Something on the user's machine that this run changes and must restore:
 * - `image`: the name was given to the image that is built; `keep` is a second name of the image it named before, if any,
 *   `run` is this run's name of the image, and `digest` the image's own, once it is known.
 * - `containers`: containers of that image that gates may have left running.
 * - `builder`: a builder that was created.
 * - `file`: a file written outside the run's folder, or (with a trailing slash) a folder made for one.
 * - `login`: logins in the user's Docker config, the file at `path`; the run's folder has its former content.
 * - `withdrawn`: earlier entries of this kind and name are void: the change was never made, or is undone.
 */
export type Undo =
  | Readonly<{ kind: 'image'; name: string; keep?: string; run?: string; digest?: string }>
  | Readonly<{ kind: 'containers'; image: string }>
  | (BuilderRemoval & Readonly<{ kind: 'builder' }>)
  | Readonly<{ kind: 'file'; path: string }>
  | Readonly<{ kind: 'login'; path: string }>
  | Readonly<{ kind: 'withdrawn'; of: 'builder' | 'image'; name: string }>;

type UndoStep = Exclude<Undo, { kind: 'withdrawn' }>;
type ImageUndo = Extract<Undo, { kind: 'image' }>;

/** An engine's operations on images. */
export type Images = Readonly<{
  /** Undefined when no image has this name or id. */
  image(reference: string): Promise<Readonly<{ id: string; references: readonly string[] }> | undefined>;
  tag(image: string, name: string): Promise<void>;
  /** Removes a name and, with the last one, the image. `NAME:TAG@DIGEST` is removed only while it names that image. */
  remove(reference: string): Promise<boolean>;
}>;

type Containers = Readonly<{
  /** All containers of an image; `image` is the name or id that a container was created with. */
  containers(image: string): Promise<readonly Readonly<{ id: string; image: string }>[]>;
  removeContainer(id: string): Promise<void>;
}>;

/** The operations for undoing changes. */
export type Undoers = Readonly<{
  engine: Images & Containers;
  removeBuilder(removal: BuilderRemoval): Promise<void>;
  removeFile(path: string): Promise<void>;
  takeBackLogins(path: string): void;
}>;

/** Where a run records its changes to the user's machine. */
export type Journal = Readonly<{
  /**
   * Records an undo. Call it before the change: if the process dies in between, there is an entry too many, not one too
   * few.
   */
  note(undo: Undo): Promise<void>;
  /**
   * The entries of this process, in order, unless all of them were withdrawn; for the runner's state, which only the
   * post step gets. Any process of the same user can change the file.
   */
  noted(): readonly Undo[];
}>;

/** The journal in a run's folder. */
export function openJournal(folder: string): Journal {
  const noted: Undo[] = [];
  let lines = '';
  let writing: Promise<void> | undefined;
  // One write for all that are noted at the same time, such as the names of many images.
  const write = async () => {
    const text = lines;
    lines = '';
    writing = undefined;
    await appendFile(join(folder, JOURNAL), text, { mode: 0o600 });
  };
  return {
    note(undo) {
      noted.push(undo);
      lines += `${JSON.stringify(undo)}\n`;
      writing ??= Promise.resolve().then(write);
      return writing;
    },
    noted: () => (isDone(noted) ? [] : [...noted]),
  };
}

/** Whether every entry was withdrawn. */
function isDone(list: readonly Undo[]): boolean {
  const last = new Map(
    list.map(undo => [undo.kind === 'withdrawn' ? keyOf(undo.of, undo.name) : keyOf(undo.kind, nameOf(undo)), undo]),
  );
  return [...last.values()].every(({ kind }) => kind === 'withdrawn');
}

/** Undoes this process's image entries now, so that post has less to do. What can't be undone is left to post. */
export async function takeBackImages(journal: Journal, engine: Images): Promise<void> {
  const left = new Map<string, ImageUndo>();
  for (const undo of journal.noted()) {
    if (undo.kind === 'image') left.set(undo.name, undo);
    else if (undo.kind === 'withdrawn' && undo.of === 'image') left.delete(undo.name);
  }
  const inTurn = apartByName();
  await Promise.allSettled(
    [...left.values()].toReversed().map(undo =>
      inTurn(undo, async () => {
        await undoImage(undo, engine);
        await journal.note({ kind: 'withdrawn', of: 'image', name: undo.name });
      }),
    ),
  );
}

/** The engine, recording each name before it is given, so that the name of a run that dies is removed. */
export function noting<E extends Pick<Images, 'tag' | 'remove'>>(engine: E, journal: Pick<Journal, 'note'>): E {
  return {
    ...engine,
    async tag(image: string, name: string) {
      await journal.note({ kind: 'image', name });
      await engine.tag(image, name);
    },
    async remove(reference: string) {
      const isRemoved = await engine.remove(reference);
      await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
      return isRemoved;
    },
  };
}

/**
 * How many images are undone in parallel. The engine collects garbage after each, but only once for all that were removed
 * while it was collecting, so a limit that is often reached costs one more collection.
 */
const AT_ONCE = 100;

/**
 * Undoes all entries, newest first; images in parallel, unless they share a name. One failure doesn't prevent the
 * others.
 *
 * @returns What could not be undone, in words.
 */
export async function undoAll(list: readonly Undo[], undoers: Undoers): Promise<readonly string[]> {
  const failures: (string | undefined)[] = [];
  const withdrawn = new Set<string>();
  const inTurn = apartByName();
  let images: Promise<void>[] = [];
  for (const undo of list.toReversed()) {
    if (undo.kind === 'withdrawn') {
      withdrawn.add(keyOf(undo.of, undo.name));
      continue;
    }
    if (withdrawn.has(keyOf(undo.kind, nameOf(undo)))) continue;
    const at = failures.push(undefined) - 1;
    const doing = async (): Promise<void> => {
      try {
        await undoOne(undo, undoers);
      } catch (error) {
        failures[at] = `${undo.kind} ${nameOf(undo)}: ${reasonOf(error)}`;
      }
    };
    if (undo.kind === 'image') {
      images.push(inTurn(undo, doing));
      continue;
    }
    await Promise.all(images);
    images = [];
    await doing();
  }
  await Promise.all(images);
  return failures.filter(failure => failure !== undefined);
}

/** Undoes images in parallel, but those that share a name sequentially, and none after one that failed. */
function apartByName(): (undo: ImageUndo, work: () => Promise<void>) => Promise<void> {
  const atOnce = createLimit(AT_ONCE);
  const last = new Map<string, Promise<void>>();
  return (undo, work) => {
    const names = [undo.name, undo.keep, undo.run].filter(name => name !== undefined);
    const done = Promise.all(names.map(name => last.get(name))).then(() => atOnce(work));
    for (const name of names) last.set(name, done);
    return done;
  };
}

function keyOf(kind: string, name: string): string {
  return `${kind} ${name}`;
}

function nameOf(undo: UndoStep): string {
  return undo.kind === 'file' || undo.kind === 'login'
    ? undo.path
    : undo.kind === 'containers'
      ? undo.image
      : undo.name;
}

async function undoOne(undo: UndoStep, undoers: Undoers): Promise<void> {
  if (undo.kind === 'builder') return undoers.removeBuilder(undo);
  if (undo.kind === 'file') return undoers.removeFile(undo.path);
  if (undo.kind === 'login') return undoers.takeBackLogins(undo.path);
  if (undo.kind === 'containers') {
    const all = await undoers.engine.containers(undo.image);
    const made = all.filter(({ image }) => image === undo.image);
    await Promise.all(made.map(({ id }) => undoers.engine.removeContainer(id)));
    return;
  }
  return undoImage(undo, undoers.engine);
}

async function undoImage(undo: ImageUndo, engine: Images): Promise<void> {
  if (undo.keep === undefined && undo.digest !== undefined) return removeOnly(undo.name, undo.digest, engine);
  // A run that died before keeping the former image hadn't taken its name either.
  if (undo.keep !== undefined && (await engine.image(undo.keep)) === undefined) return;
  if (await isSomeoneElses(undo, engine)) {
    if (undo.keep !== undefined) await engine.remove(undo.keep);
    return;
  }
  // First take the name from our image, so that the engine deletes it instead of leaving it without a name.
  await engine.remove(undo.name);
  if (undo.keep === undefined) return;
  await engine.tag(undo.keep, undo.name);
  await engine.remove(undo.keep);
}

/** Removes the name if it stands for this image. To ask for that first takes the engine as long as removing ten names. */
async function removeOnly(name: string, digest: string, engine: Images): Promise<void> {
  if (await engine.remove(`${name}@${digest}`)) return;
  // The engine may not know names in that form.
  if ((await engine.image(name))?.id === digest) await engine.remove(name);
}

/**
 * Whether the user has since given the name to another image. One that another run gave it to has a name of its own, or is
 * built again there.
 */
async function isSomeoneElses({ name, run }: { name: string; run?: string }, engine: Images): Promise<boolean> {
  const now = run === undefined ? undefined : await engine.image(name);
  if (run === undefined || now === undefined || now.references.includes(run)) return false;
  const ours = await engine.image(run);
  return ours !== undefined && now.id !== ours.id && !now.references.some(isRunReference);
}
