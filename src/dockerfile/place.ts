import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Context } from '../event/context.ts';
import { buildContext, gitContext, isRemote } from '../plan/git-context.ts';
import type { BuildInputs } from '../plan/terms/types.ts';

/** The Dockerfile's path in the repository. buildx looks in the context when `file` is not given. */
export function dockerfileIn(workspace: string, { file, context }: Pick<BuildInputs, 'file' | 'context'>): string {
  const folder = existsSync(resolve(workspace, context)) ? context : '';
  return relative(workspace, resolve(workspace, file || join(folder, 'Dockerfile')));
}

/**
 * A notice if both workspace and context have the Dockerfile that `file` names: buildx uses the workspace's, other
 * tools the context's.
 */
export function dockerfileNotices(workspace: string, build: Pick<BuildInputs, 'file' | 'context'>): readonly string[] {
  const { file, context } = build;
  if (file === '' || context === '' || isRemote(context) || isAbsolute(file)) return [];
  const [taken, other] = [resolve(workspace, file), resolve(workspace, context, file)];
  if (taken === other || !existsSync(taken) || !existsSync(other)) return [];
  return [
    `\`file: ${file}\` is read from the workspace, and the context \`${context}\` has one too; to use that one, write \`file: ${join(context, file)}\``,
  ];
}

/** Whether the workspace has sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
export function hasCheckout({ workspace }: Pick<Context, 'workspace'>, file: string): boolean {
  return existsSync(join(workspace, '.git')) || existsSync(join(workspace, file || 'Dockerfile'));
}

/**
 * The Dockerfile's path on this machine; undefined for one that buildx fetches: with a remote context, `file` is a path
 * in that context.
 */
export function localDockerfile(build: Pick<BuildInputs, 'file' | 'context'>, context: Context): string | undefined {
  const { workspace } = context;
  const folder = buildContext(build.context, gitContext(context), hasCheckout(context, build.file));
  const isHere = !isRemote(folder) && existsSync(resolve(workspace, folder));
  return !isHere || isRemote(build.file) ? undefined : resolve(workspace, dockerfileIn(workspace, build));
}
