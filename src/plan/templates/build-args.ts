import type { BuildArg } from '../terms/metadata-types.ts';
import { type Collector, refuse } from '../terms/problems.ts';
import { isOurs, opensOurBlock } from './arg-templates.ts';
import { mayBeTemplate, namesIn, render, type Scope } from './template.ts';

/** A template with what stands before it. A brace that opens ends the search, so that it is linear. */
const token =
  /(?<!\\)(\\*)(\$?)(?:\{\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\}\}|\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\})/g;

/** Each is parsed by itself: a text that somebody else wrote could keep the step busy for minutes. */
const MOST = 500;

/**
 * Renders the values of build arguments. Between braces may stand what another tool is to read, since the value can be
 * anything: that is left as it is, and so is `\{{`, without its backslash.
 */
export function renderArgs(args: readonly string[], scope: Scope, problems: Collector): readonly BuildArg[] {
  return args.flatMap(arg => {
    const equals = arg.indexOf('=');
    if (equals < 0 || !mayBeTemplate(arg.slice(equals))) return [{ arg }];
    const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
    // The value may be secret: the name alone tells which one is wrong.
    return problems.attempt('build-args', key, () => renderArg(key, value, scope)) ?? [];
  });
}

/** Every name in a build argument, of whatever language. */
export function namesInArg(arg: string): ReadonlySet<string> {
  if (!mayBeTemplate(arg)) return new Set();
  const each = [...arg.matchAll(token)].flatMap(found => [...namesIn(`{{${innerOf(found)}}}`)]);
  return new Set([...each, ...namesIn(arg)]);
}

function renderArg(key: string, value: string, scope: Scope): BuildArg {
  const tokens = [...value.matchAll(token)];
  if (tokens.length > MOST) {
    return refuse(
      `has more than ${MOST} pairs of double braces`,
      'Pass a text that others write as a secret, where it is not read as a template',
    );
  }
  const inBlock = tokens.some(found => innerOf(found).startsWith('#') && opensOurBlock(innerOf(found), scope));
  const foreign: string[] = [];
  const keep = (text: string): string => `{{[foreign ${foreign.push(text) - 1}]}}`;
  const pieces = split(value, tokens).map(piece => judged(piece, scope, inBlock, keep));
  if (!pieces.some(({ isOwn, isEscaped }) => isOwn || isEscaped)) return { arg: `${key}=${value}` };

  const kept = foreign.map((text, index) => [`foreign ${index}`, () => text] as const);
  const names = { ...scope, ...Object.fromEntries(kept) };
  const arg = `${key}=${renderWhole(pieces.map(({ text }) => text).join(''), names)}`;
  if (!pieces.some(({ isOwn }) => isOwn)) return { arg };
  const hidden = pieces.map(({ text, isOwn, isShort }) => (isOwn || isShort ? text : '…')).join('');
  const shown = renderWhole(hidden, names).replaceAll(/…+/g, '…').replaceAll(/\s+/g, ' ');
  return { arg, shown: `${key}=${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}` };
}

function innerOf([, , , triple, double]: RegExpExecArray): string {
  return triple ?? double ?? '';
}

/** Texts and templates, in turns. */
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

/** What Handlebars gets of a piece: texts and others' templates come back as they are. */
function judged(
  piece: string | RegExpExecArray,
  scope: Scope,
  inBlock: boolean,
  keep: (text: string) => string,
): Piece {
  if (typeof piece === 'string') {
    // A brace next to a template would be taken for its own. Two characters tell nobody a secret.
    return { text: piece.replaceAll(/\\*\{\{|^\}|\{$/g, keep), isShort: piece.length <= 2 && !/[{}]/.test(piece) };
  }
  const [whole, slashes = '', dollar = ''] = piece;
  if (slashes.length === 1 && dollar === '') return { text: whole, isEscaped: true };
  return dollar === '' && isOurs(innerOf(piece), scope, inBlock) ? { text: whole, isOwn: true } : { text: keep(whole) };
}

/** @throws ActionError that quotes nothing of the text */
function renderWhole(text: string, names: Scope): string {
  try {
    return render(text, names);
  } catch (error) {
    if (!/^(?:is not a valid template|cannot be rendered)/.test((error as Error).message)) throw error;
    return refuse('is not a valid template', 'Check that every {{#if …}} has its {{/if}}, or write \\{{ for braces');
  }
}
