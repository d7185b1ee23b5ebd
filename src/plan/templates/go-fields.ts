import { refuse } from '../terms/problems.ts';
import { refuseGoActions, spellingFor } from './go-actions.ts';

// Names can't start with a dot in Handlebars, so no metadata-action template looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)\b([^{}]*)\}\}/g;
const helperCall = /\{\{[^{}]*\}\}/g;
/** A quoted text, which is left alone, or a field among a helper's arguments. */
const argument = /"[^"]*"|'[^']*'|(?<=[\s(=])\.([A-Za-z_]\w*)([^\s)}]*)/g;

/** The fields of Codeship's push step, for `{{ .Field }}` in templates. */
export const goFieldNames = [
  'CommitID',
  'Branch',
  'RepoName',
  'ProjectID',
  'BuildID',
  'CommitMessage',
  'CommitDescription',
  'CommitterName',
  'CommitterEmail',
  'CommitterUsername',
  'Time',
  'Timestamp',
  'StringTime',
  'StepName',
  'ServiceName',
  'ImageName',
  'Ci',
  'CiName',
] as const;

export type GoFieldName = (typeof goFieldNames)[number];

export function hasGoField(template: string): boolean {
  const calls = template.match(helperCall) ?? [];
  return calls.some(
    call => /^\{\{-?\s*\.[A-Za-z_]/.test(call) || [...call.matchAll(argument)].some(([, name]) => name),
  );
}

/**
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, including trim markers, and likewise fields
 * among the arguments of a helper: `{{slug .Branch}}`.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
export function rewriteGoFields(template: string): string {
  refuseGoActions(template);
  const fields = template.replaceAll(goAction, (_, left: string, name: string, rest: string) => {
    const trims = rest.endsWith('-');
    checkField(name, trims ? rest.slice(0, -1) : rest);
    return `{{${left && '~'}[.${name}]${trims ? '~' : ''}}}`;
  });
  return fields.replaceAll(helperCall, call =>
    call.replaceAll(argument, (text: string, name: string | undefined, rest: string) => {
      if (name === undefined) return text;
      checkField(name, rest);
      return `[.${name}]`;
    }),
  );
}

function checkField(name: string, rest: string): void {
  if (rest.trim() !== '') {
    refuse(
      `uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`,
      spellingFor(name, rest),
    );
  }
  if (!goFieldNames.some(known => known === name)) {
    refuse(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
  }
}
