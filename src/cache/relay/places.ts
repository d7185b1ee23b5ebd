import { randomBytes } from 'node:crypto';
import type { Fields } from '../../host/fields.ts';

/** The real address of an entry's content. */
export type Place = Readonly<{
  /** Its unguessable name in the relay. */
  id: string;
  at: URL;
  /** Content may be uploaded there. */
  isUpload: boolean;
  /** It may refer to other entries: it is not named by its content. */
  isIndex: boolean;
}>;

/** A request or answer as JSON. */

/** The service's signed addresses, and their names in the relay. */
export type Places = Readonly<{
  /** The address with this name. */
  find(path: string): Place | undefined;
  /** The upload address of this entry; undefined if it was not requested here. */
  upload(request: Fields): Place | undefined;
  /** An answer with its addresses replaced by ours; undefined when there are none. */
  rename(answer: Fields, request: Fields): Fields | undefined;
}>;

/** As in the storage's own addresses: a container, and a name in it. */
const PREFIX = 'actions-cache/';
const BY_CONTENT = /\bsha256:[0-9a-f]{64}$/;

/** @param origin the prefix of our addresses, once known, with a trailing slash */
export function createPlaces(origin: () => string): Places {
  const places = new Map<string, Place>();
  const uploads = new Map<string, Place>();
  return {
    find: path => (path.startsWith(`/${PREFIX}`) ? places.get(path.slice(PREFIX.length + 1)) : undefined),
    upload: request => uploads.get(nameOf(request)),
    rename(answer, request) {
      const ours = Object.entries(answer).map(([name, value]) => {
        const [, direction] = /^signed_?(upload|download)_?url$/i.exec(name) ?? [];
        const at = direction === undefined ? null : URL.parse(String(value));
        if (at === null) return [name, value];
        const isUpload = direction?.toLowerCase() === 'upload';
        const place = { id: randomBytes(16).toString('hex'), at, isUpload, isIndex: !isByContent(request) };
        places.set(place.id, place);
        if (isUpload) uploads.set(nameOf(request), place);
        return [name, `${origin()}${PREFIX}${place.id}`];
      });
      const changed = Object.fromEntries(ours) as Fields;
      return Object.entries(answer).some(([name, value]) => changed[name] !== value) ? changed : undefined;
    },
  };
}

/** Whether an entry is named by its content: then entries of the same name are identical. */
export function isByContent({ key }: Fields): boolean {
  return typeof key === 'string' && BY_CONTENT.test(key);
}

function nameOf({ key, version }: Fields): string {
  return JSON.stringify([key, version]);
}
