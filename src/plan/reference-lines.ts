import { ActionError, messageOf, type Problem } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import { shellIn } from './terms/foreign.ts';
import { list } from './terms/list.ts';

/** How to read the lines of `tags`. */
export type TagsMode = 'rules' | 'references' | 'mixture';

/**
 * Without `images`, lines that all look like references are references, as in build-push-action; otherwise they are
 * metadata-action's rules. A mixture is an error.
 */
export function tagsMode(images: readonly string[], tags: readonly string[]): TagsMode {
  if (images.length > 0 || !tags.some(looksComplete)) return 'rules';
  return tags.every(looksComplete) ? 'references' : 'mixture';
}

/** Whether a line of `tags` looks like a reference rather than a rule: `ghcr.io/acme/api:1`, but not `type=raw,value=a:b`. */
export function looksComplete(line: string): boolean {
  return /[/:]/.test(line) && !/(?:^|,)\s*"?type\s*=/.test(line) && !line.includes('{{');
}

function namesIn(line: string): readonly string[] {
  try {
    return list(line, { commas: true });
  } catch {
    return [line]; // A quotation mark is not closed. No reference has one, so the line is reported.
  }
}

/** The references in these lines (split at commas), and what is wrong with the others. */
export function parseReferences(lines: readonly string[]): { references: Reference[]; problems: Problem[] } {
  const references: Reference[] = [];
  const problems: Problem[] = [];
  for (const text of lines.flatMap(namesIn)) {
    try {
      const reference = parseReference(text);
      if (reference.digest === undefined) references.push(reference);
      else problems.push({ input: 'tags', problem: `has a digest: ${quote(text)}`, fix: 'Write only the tag.' });
    } catch (error) {
      const hint = error instanceof ActionError ? error.hint : undefined;
      const shell = shellIn(text);
      if (shell !== undefined) problems.push({ input: 'tags', problem: shell.refusal[0], fix: `${shell.refusal[1]}.` });
      else {
        const fix = hint ?? 'Write `ghcr.io/acme/api:1.2`.';
        problems.push({ input: 'tags', problem: `has an invalid reference: ${messageOf(error)}`, fix });
      }
    }
  }
  return { references, problems };
}
