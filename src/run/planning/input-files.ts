import { type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { localDockerfile } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import { ofImage, type Problem } from '../../host/errors.ts';
import { inputsOfImages, type Job } from '../../inputs/job.ts';
import { problemsWithPlace, problemsWithWriting } from '../../layouts/place.ts';
import { keyValue } from '../../plan/secrets.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';

/** A file that buildx will read, and its input. */
type Named = Readonly<{ input: string; path: string; socketAllowed?: boolean }>;

/** What is wrong with the files and folders that the inputs name, for all images. */
export async function problemsWithFiles(job: Pick<Job, 'inputs' | 'context' | 'several'>): Promise<readonly Problem[]> {
  const { inputs, context, several } = job;
  const ofImages = inputsOfImages(job).map(async ({ build, layout }, at) => {
    const read = inputs.source === undefined ? problemsWithBuild(build, context) : [];
    const written = layout === '' ? [] : await problemsWithLayout(layout, context, inputs.dryRun);
    return [...read, ...written].map(problem => ofImage(problem, several?.builds[at]?.name ?? ''));
  });
  return (await Promise.all(ofImages)).flat();
}

/** A dry run writes nothing, and need not run on the machine of the real one. */
async function problemsWithLayout(layout: string, { workspace }: Context, isDry: boolean): Promise<readonly Problem[]> {
  const path = resolve(workspace, layout);
  const problems = await problemsWithPlace(path, layout);
  return problems.length > 0 || isDry ? problems : problemsWithWriting(path, layout);
}

/**
 * Files that buildx would read forever: pipes and devices, also behind a symbolic link, which a pull request can add to
 * a repository. Missing files are reported by buildx.
 */
function problemsWithBuild(build: BuildInputs, context: Context): readonly Problem[] {
  return filesOf(build, context).flatMap(({ input, path, socketAllowed }): Problem[] => {
    const stats = statsOf(resolve(context.workspace, path));
    if (stats === undefined || stats.isFile() || (socketAllowed && stats.isSocket())) return [];
    const problem = `names ${JSON.stringify(path)}, which is ${kindOf(stats)}`;
    return [{ input, problem, fix: 'Give the path of a regular file.' }];
  });
}

function filesOf(build: BuildInputs, context: Context): readonly Named[] {
  const dockerfile = localDockerfile(build, context);
  const beside = dockerfile === undefined ? [] : [dockerfile, `${dockerfile}.dockerignore`];
  const ignored = dockerfile === undefined ? [] : [join(build.context, '.dockerignore')];
  return [
    ...beside.map(path => ({ input: 'file', path })),
    ...ignored.map(path => ({ input: 'context', path })),
    ...build.secretFiles.map(item => ({ input: 'secret-files', path: keyValue(item)[1] })),
    ...build.ssh.map(item => ({ input: 'ssh', path: keyValue(item)[1], socketAllowed: true })),
  ].filter(({ path }) => path !== '');
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
