import { refuse } from './problems.ts';

// Handlebars has no meaning for a name that starts with a dot, so no template of metadata-action looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)([^}]*?)(-?)\}\}/g;

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
  return /\{\{-?\s*\.[A-Za-z_]/.test(template);
}

/**
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, trim markers included.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
export function rewriteGoFields(template: string): string {
  return template.replaceAll(goAction, (_, left: string, name: string, rest: string, right: string) => {
    if (rest.trim() !== '') {
      refuse(
        `uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`,
        `Use the plain field {{ .${name} }}, or {{date 'YYYYMMDD'}} for a formatted time`,
      );
    }
    if (!goFieldNames.some(known => known === name)) {
      refuse(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
    }
    return `{{${left && '~'}[.${name}]${right && '~'}}}`;
  });
}
