import type { BuildArg } from '../../terms/metadata-types.ts';
import type { Collector } from '../../terms/problems.ts';
import { mayBeTemplate, namesIn, type Scope } from '../template.ts';
import type { TextsIn } from './event-text.ts';
import { type Mixed, namesInMixed, renderMixed } from './mixed.ts';

/**
 * Renders the values of build arguments. A value may contain the templates of other tools: those are left as they are,
 * and so is `\{{`, without its backslash.
 */
export function renderArgs(
  args: readonly string[],
  scope: Scope,
  textsIn: TextsIn,
  problems: Collector,
): readonly BuildArg[] {
  return args.flatMap(arg => {
    const equals = arg.indexOf('=');
    if (equals < 0 || !mayBeTemplate(arg.slice(equals))) return [{ arg }];
    const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
    // The value may be secret: only the name identifies the wrong one.
    return problems.attempt('build-args', key, () => renderArg(key, renderMixed(value, scope, textsIn(value)))) ?? [];
  });
}

/** Every name in a line that may contain other tools' templates. */
export function namesInArg(arg: string): ReadonlySet<string> {
  return mayBeTemplate(arg) ? new Set([...namesInMixed(arg), ...namesIn(arg)]) : new Set();
}

function renderArg(key: string, { text, shown }: Mixed): BuildArg {
  const arg = `${key}=${text}`;
  if (shown === undefined) return { arg };
  const line = shown.replaceAll(/…+/g, '…').replaceAll(/\s+/g, ' ');
  return { arg, shown: `${key}=${line.length > 200 ? `${line.slice(0, 200)}…` : line}` };
}
