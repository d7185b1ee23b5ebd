import { quote } from '../../host/text/quote.ts';
import { sha256Hex } from '../../host/text/sha256.ts';

const maxLength = 128;

/** A tag as the OCI distribution specification allows it. */
const validTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

type TagName =
  | Readonly<{ kind: 'as is'; name: string }>
  | Readonly<{ kind: 'changed'; name: string; why: string }>
  | Readonly<{ kind: 'refused'; why: string }>;

/** How a value becomes a tag. */
type TagOptions = Readonly<{
  /** Drop characters that tags can't have, instead of writing `-` for each run of them. */
  strip?: boolean;
  /** The value begins with text that the workflow's author can't choose: fix its start instead of refusing it. */
  fixStart?: boolean;
}>;

/** Makes a tag from a value. Idempotent. Distinct values that must be changed stay distinct, by a hash of the value. */
export function tagName(value: string, { strip = false, fixStart = false }: TagOptions = {}): TagName {
  const clean = value.replaceAll(/[^a-zA-Z0-9._-]+/g, strip ? '' : '-');
  if (validTag.test(clean)) return { kind: 'as is', name: clean };
  const start = clean.replace(/^[.-]+/, '');
  if (clean === '' && !fixStart) {
    return { kind: 'refused', why: `gives ${quote(value)}, which has no character allowed in a tag` };
  }
  if (start !== clean && !fixStart) return { kind: 'refused', why: `gives "${clean}", but no tag starts with . or -` };
  const name = withHash(start, value);
  const why =
    clean.length > maxLength
      ? `is longer than ${maxLength} characters`
      : 'starts with a character no tag may start with';
  return { kind: 'changed', name, why: `"${clean}" ${why}, so it becomes "${name}"` };
}

function withHash(start: string, value: string): string {
  const hash = sha256Hex(value).slice(0, 12);
  const kept = start.slice(0, maxLength - hash.length - 1).replace(/[.-]+$/, '');
  return kept === '' ? hash : `${kept}-${hash}`;
}
