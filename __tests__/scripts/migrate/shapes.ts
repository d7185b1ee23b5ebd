import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A workflow, and what becomes of it. */
export type Shape = Readonly<{ title: string; expected: string; text: string }>;

/** The workflows of all files `shapes*.yml.txt`. */
export function shapes(): readonly Shape[] {
  const files = globSync('shapes*.yml.txt', { cwd: import.meta.dirname }).toSorted();
  return files
    .map(file => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('')
    .split(/^#--- /m)
    .slice(1)
    .map(part => {
      const [title, expected, ...lines] = part.split('\n');
      return {
        title: title!,
        expected: expected!.slice(1).trim(),
        text: lines.join('\n').replaceAll('<CR>\n', '\r\n'),
      };
    });
}

/** The bake files of the repositories that the workflows are in. */
const FILES: Readonly<Record<string, string>> = {
  'docker-bake.hcl': 'target "default" { inherits = ["docker-metadata-action"] }',
  'docker/bake.hcl': 'target "api" { tags = ["ghcr.io/acme/api:1"] }',
  'untagged.hcl': 'target "default" {}',
  'pushing.hcl': 'target "default" { output = ["type=registry"] }',
};

export const read = (path: string) => FILES[path];
