import { ActionError } from '../../host/errors.ts';
import type { Run } from '../../host/ports.ts';

export type PolicyPorts = Readonly<{
  run: Run;
  /** Of docker children: it decides which buildx answers. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
}>;

/** The first buildx with `--policy`, and the first that takes `cwd://` in it. */
const FIRST = '0.31.0';
const ANYWHERE = '0.32.0';

/**
 * What buildx is told of Rego files of the workspace. A build that they cannot be applied to fails: they are there to
 * keep builds from doing something.
 *
 * @param paths relative to the workspace, in which buildx runs
 * @param isRoot every build has the workspace as its context
 * @throws ActionError BUILDX_UNUSABLE
 * @see https://docs.docker.com/build/policies/usage/
 */
export async function policySpecs(
  paths: readonly string[],
  isRoot: boolean,
  { run, env, signal }: PolicyPorts,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { stdout } = await run('docker', ['buildx', 'version'], { env, signal, timeout: 60_000 });
  const version = /\sv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined || !isFrom(version, FIRST)) {
    const which = version === undefined ? 'the version of buildx is not known' : `this is buildx ${version}`;
    throw new ActionError('BUILDX_UNUSABLE', `\`build-policy\` needs buildx ${FIRST} or later, and ${which}`, {
      hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or remove \`build-policy\`.`,
    });
  }
  // Without a scheme a path is one in the context, which may come from anywhere.
  if (isFrom(version, ANYWHERE)) return paths.map(path => `filename=cwd://${path},strict=true`);
  if (isRoot) return paths.map(path => `filename=${path},strict=true`);
  throw new ActionError('BUILDX_UNUSABLE', `buildx ${version} accepts \`build-policy\` only from the build context`, {
    hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or build with the workspace as the \`context\`.`,
  });
}

function isFrom(version: string, first: string): boolean {
  const [own, other] = [version, first].map(text => text.split('.').map(Number));
  const at = own!.findIndex((part, index) => part !== other![index]);
  return at < 0 || own![at]! > other![at]!;
}
