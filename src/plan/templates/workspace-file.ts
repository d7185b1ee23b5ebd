import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { readText } from '../../host/files/regular-file.ts';
import type { ReadWorkspaceFile } from '../terms/metadata-types.ts';
import { refuse } from '../terms/problems.ts';

const maxBytes = 1024 * 1024;

/** Reads files below `workspace`, at most 1 MiB. Links are followed only if they stay inside. */
export function workspaceReader(workspace: string): ReadWorkspaceFile {
  return path => {
    let target: string;
    let root: string;
    try {
      root = realpathSync(workspace);
      target = realpathSync(join(workspace, path));
    } catch {
      return refuse(`reads "${path}", which does not exist`, 'Check out the repository before this step');
    }
    const inside = relative(root, target);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      return refuse(`reads "${path}", which points outside the workspace`, 'Name a file of the repository');
    }
    return contentOf(target, path);
  };
}

function contentOf(target: string, path: string): string {
  const stat = statSync(target);
  // A pipe or device could block forever.
  if (!stat.isFile()) return refuse(`reads "${path}", which is not a file`, 'Name a file of the repository');
  if (stat.size > maxBytes) return refuse(`reads "${path}", which is larger than 1 MiB`, 'Name a smaller file');
  return readText(target, { largest: maxBytes });
}
