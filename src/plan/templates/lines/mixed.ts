import { refuse } from '../../terms/problems.ts';
import { namesIn, render, type Scope, TemplateFailed } from '../template.ts';
import { isOurs, opensOurBlock } from './arg-templates.ts';
import { touches } from './event-text.ts';

/** A template with the text before it. An opening brace ends the search, to keep it linear. */
const token =
  /(?<!\\)(\\*)(\$?)(?:\{\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\}\}|\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\})/g;

/** Helpers that read files or the environment, or may never end: not for authors of commit messages. */
const GUARDED = /\b(?:env|file|json|regex_replace)\b/;

/** Each is parsed separately: a text written by others could keep the step busy for minutes. */
const MOST = 500;

/** The rendered text, and the same with everything outside templates hidden; undefined without templates. */
export type Mixed = Readonly<{ text: string; shown: string | undefined }>;

/**
 * Renders our templates in a text that may contain those of other tools: those are left as they are, and so is `\{{`,
 * without its backslash.
 *
 * @param texts Parts written by others, as found by `textsOf`. In these, only valid and harmless templates are
 *   rendered: as in metadata-action, a commit message may say `{{branch}}`, but it can't read files
 * @throws ActionError for an unknown name in one of our templates, quoting only the name
 */
export function renderMixed(value: string, scope: Scope, texts: readonly string[] = []): Mixed {
  const tokens = [...value.matchAll(token)];
  if (tokens.length > MOST) {
    return refuse(
      `has more than ${MOST} pairs of double braces`,
      'Pass a text that others write as a secret, where it is not read as a template',
    );
  }
  const isOthers = touches(value, texts);
  const judge = (found: RegExpExecArray, check: () => boolean): boolean => {
    const isText = isOthers(found.index, found.index + found[0].length);
    if (isText && GUARDED.test(innerOf(found))) return false;
    try {
      return check();
    } catch (error) {
      if (isText) return false;
      throw error;
    }
  };
  const inBlock = tokens.some(
    found => innerOf(found).startsWith('#') && judge(found, () => opensOurBlock(innerOf(found), scope)),
  );
  const isOwn = (found: RegExpExecArray) => judge(found, () => isOurs(innerOf(found), scope, inBlock));
  const foreign: string[] = [];
  const keep = (text: string): string => `{{[foreign ${foreign.push(text) - 1}]}}`;
  const pieces = split(value, tokens).map(piece => judged(piece, isOwn, keep));
  if (!pieces.some(({ isOwn, isEscaped }) => isOwn || isEscaped)) return { text: value, shown: undefined };

  const kept = foreign.map((text, index) => [`foreign ${index}`, () => text] as const);
  const names = { ...scope, ...Object.fromEntries(kept) };
  const text = renderWhole(pieces.map(({ text }) => text).join(''), names);
  if (!pieces.some(({ isOwn }) => isOwn)) return { text, shown: undefined };
  const hidden = pieces.map(({ text, isOwn, isShort }) => (isOwn || isShort ? text : '…')).join('');
  return { text, shown: renderWhole(hidden, names) };
}

/** Whether all double braces of a text are closed. */
export function isClosed(text: string): boolean {
  return !text.replaceAll(token, '').includes('{{');
}

/** Every name between braces, in any language. */
export function namesInMixed(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(token)].flatMap(found => [...namesIn(`{{${innerOf(found)}}}`)]));
}

function innerOf([, , , triple, double]: RegExpExecArray): string {
  return triple ?? double ?? '';
}

/** Texts and templates, alternating. */
function split(value: string, tokens: readonly RegExpExecArray[]): readonly (string | RegExpExecArray)[] {
  let end = 0;
  const pieces = tokens.flatMap(found => {
    const before = value.slice(end, found.index);
    end = found.index + found[0].length;
    return [before, found];
  });
  return [...pieces, value.slice(end)];
}

type Piece = Readonly<{ text: string; isOwn?: true; isEscaped?: true; isShort?: boolean }>;

/** The form of a piece for Handlebars: texts and others' templates come back unchanged. */
function judged(
  piece: string | RegExpExecArray,
  isOwn: (found: RegExpExecArray) => boolean,
  keep: (text: string) => string,
): Piece {
  if (typeof piece === 'string') {
    // A brace next to a template would be parsed as part of it. Two characters reveal no secret.
    return { text: piece.replaceAll(/\\*\{\{|^\}|\{$/g, keep), isShort: piece.length <= 2 && !/[{}]/.test(piece) };
  }
  const [whole, slashes = '', dollar = ''] = piece;
  if (slashes.length === 1 && dollar === '') return { text: whole, isEscaped: true };
  return dollar === '' && isOwn(piece) ? { text: whole, isOwn: true } : { text: keep(whole) };
}

/** @throws ActionError that doesn't quote the text */
function renderWhole(text: string, names: Scope): string {
  try {
    return render(text, names);
  } catch (error) {
    if (!(error instanceof TemplateFailed)) throw error;
    return refuse('is not a valid template', 'Check that every {{#if …}} has its {{/if}}, or write \\{{ for braces');
  }
}
