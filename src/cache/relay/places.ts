import { randomBytes } from 'node:crypto';

/** Where an entry's content really is. */
export type Place = Readonly<{
  /** Its name here, which nobody guesses. */
  id: string;
  at: URL;
  /** Content may be put there. */
  isUpload: boolean;
  /** It may speak of other entries: it is not named by its content. */
  isIndex: boolean;
}>;

/** What is asked for, or answered, as JSON. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** The places that signed addresses of the service lead to, and their names here. */
export type Places = Readonly<{
  /** The place of this name. */
  find(path: string): Place | undefined;
  /** Where the content of this entry is being uploaded to; undefined when that was not begun here. */
  upload(asked: JsonFields): Place | undefined;
  /** An answer with addresses of ours for those in it; undefined when there are none. */
  rename(said: JsonFields, asked: JsonFields): JsonFields | undefined;
}>;

/** As in the storage's own addresses: a container, and a name in it. */
const PREFIX = 'actions-cache/';
const BY_CONTENT = /\bsha256:[0-9a-f]{64}$/;

/** @param origin what our addresses begin with, once it is known; with a slash at its end */
export function createPlaces(origin: () => string): Places {
  const places = new Map<string, Place>();
  const uploads = new Map<string, Place>();
  return {
    find: path => (path.startsWith(`/${PREFIX}`) ? places.get(path.slice(PREFIX.length + 1)) : undefined),
    upload: asked => uploads.get(nameOf(asked)),
    rename(said, asked) {
      const ours = Object.entries(said).map(([name, value]) => {
        const [, direction] = /^signed_?(upload|download)_?url$/i.exec(name) ?? [];
        const at = direction === undefined ? null : URL.parse(String(value));
        if (at === null) return [name, value];
        const isUpload = direction?.toLowerCase() === 'upload';
        const place = { id: randomBytes(16).toString('hex'), at, isUpload, isIndex: !isByContent(asked) };
        places.set(place.id, place);
        if (isUpload) uploads.set(nameOf(asked), place);
        return [name, `${origin()}${PREFIX}${place.id}`];
      });
      const changed = Object.fromEntries(ours) as JsonFields;
      return Object.entries(said).some(([name, value]) => changed[name] !== value) ? changed : undefined;
    },
  };
}

/** Whether an entry is named by what it holds: one of that name is always the same. */
export function isByContent({ key }: JsonFields): boolean {
  return typeof key === 'string' && BY_CONTENT.test(key);
}

function nameOf({ key, version }: JsonFields): string {
  return JSON.stringify([key, version]);
}
