import { keyValue } from '../plan/secrets.ts';

/** `key=value` of a spec. buildx takes its keys in upper case, too, and before 0.21 prints them as they were written. */
export function pairOf(column: string): [key: string, value: string] {
  const [key, value] = keyValue(column);
  return [key.toLowerCase(), value];
}
