import { quote } from '../../host/text/quote.ts';
import type { Field } from './field.ts';
import { refuse } from './problems.ts';
import { outsideTemplates } from './template-text.ts';

const SHELL = /\$(?:\{(\w+)[^}]*\}|([A-Za-z_]\w*)|\()/;
/** A statement or an expression, but neither a Go pipeline nor a Handlebars block, which may contain a bar too. */
const JINJA = /\{%[^%{}]*%\}|\{\{-?\s*(?![.#\s])([^{}]*)\}\}/g;
/** A filter or a call, before any quotes. Searched separately, to stay linear. */
const FILTER = /^[^'"]*(?:\||\w\()/;

/**
 * Refuses, by name, syntax that a shell, YAML or Jinja should have expanded before this action, and that would
 * otherwise become part of a tag.
 *
 * @throws ActionError
 */
export function refuseForeign({ key, value }: Field): void {
  const [, inside = ''] = /^(["'])(.*)\1$/.exec(value)?.slice(1) ?? [];
  if (inside !== '') {
    const name = key === undefined ? '' : `${key}=`;
    refuse(
      `has quotes around a value (${name}${value})`,
      `Write ${name}${inside}, or quote the whole of it: "${name}${inside}"`,
    );
  }
  const shell = shellIn(value);
  // In a regular expression a `$` is an end, but nothing follows that.
  if (shell !== undefined && (!isPattern(key) || value.startsWith(shell.text))) refuse(...shell.refusal);
  const [jinja] = [...value.matchAll(JINJA)].find(([, inner]) => inner === undefined || FILTER.test(inner)) ?? [];
  if (jinja !== undefined) {
    refuse(
      `has ${quote(jinja)}, which looks like Jinja`,
      "Templates are Handlebars here: {{sha}}, {{env 'APP_VERSION'}}, {{lower branch}}; Ansible's variables are not known",
    );
  }
}

/** A shell variable or command outside of templates, and the message to refuse it. */
export function shellIn(text: string): Readonly<{ text: string; refusal: readonly [string, string] }> | undefined {
  const found = SHELL.exec(outsideTemplates(text));
  if (found === null) return undefined;
  const name = found[1] ?? found[2];
  return {
    text: found[0],
    refusal:
      name === undefined
        ? ['has a command in $(…), which no shell runs here', 'Run it in a step before, and use that step’s output']
        : [`has the shell variable ${found[0]}, which no shell expands here`, `Write \${{ env.${name} }}`],
  };
}

/** @throws ActionError for `value="nightly"`, where CSV would quote the whole field */
export function refuseQuotes(line: string): void {
  const [, attribute = '', inside = ''] = /(?:^|,)\s*(\w+\s*=)\s*"([^"]*)"\s*(?:,|$)/.exec(line) ?? [];
  if (attribute === '') return;
  refuse(
    `has quotes around a value (${attribute}"${inside}")`,
    `Write ${attribute}${inside}, or quote the whole of it: "${attribute}${inside}"`,
  );
}

/**
 * Ansible's double-quoted texts need a doubled backslash. In a block (`|`) both reach the regular expression, which
 * then looks for a literal backslash, but no ref or tag has one.
 *
 * @throws ActionError
 */
export function refuseDoubledBackslash(pattern: string): void {
  if (!/\\\\[dDwWsSbB.?*+()[\]{}^$|/-]/.test(pattern)) return;
  const meant = pattern.replaceAll('\\\\', '\\');
  refuse(
    `has doubled backslashes in the pattern ${pattern}`,
    `Write ${meant}: a YAML block (|) leaves backslashes as they are`,
  );
}

function isPattern(key: string | undefined): boolean {
  return key === 'pattern' || key === 'match';
}
