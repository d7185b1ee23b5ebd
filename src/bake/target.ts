import { type Fields, isObject } from '../host/fields.ts';
import { joinFields } from '../plan/terms/list.ts';

/** One target of a bake definition, as JSON. Unknown fields are passed on. */
export type BakeTarget = Fields;

/** A text of a target; '' if missing. */
export function textIn(target: BakeTarget, key: string): string {
  const value = target[key];
  return typeof value === 'string' ? value : '';
}

/** A list of texts; other values are ignored. */
export function listIn(target: BakeTarget, key: string): readonly string[] {
  const value = target[key];
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

/** A map of texts; bake omits entries without a value. */
export function mapIn(target: BakeTarget, key: string): Readonly<Record<string, string>> {
  const value = target[key];
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A list of specs (`type=local,dest=out`): buildx prints them as text or, since 0.21, as maps. */
export function specsIn(target: BakeTarget, key: string): readonly string[] {
  const value = target[key];
  if (!Array.isArray(value)) return [];
  return value.flatMap(item => {
    if (typeof item === 'string') return [item];
    if (!isObject(item)) return [];
    const { type, ...rest } = item;
    const entries = [...(type === undefined ? [] : [['type', type] as const]), ...Object.entries(rest)];
    return [joinFields(entries.map(([name, text]) => `${name}=${String(text)}`))];
  });
}

/** A local path of a definition: `cwd://` means relative to bake's working directory, as all paths are here. */
export function withoutScheme(path: string): string {
  return path.replace(/^cwd:\/\//, '');
}
