import gte from 'semver/functions/gte.js';
import { ActionError } from '../../host/errors.ts';
import type { Run } from '../../host/ports.ts';

type PolicyPorts = Readonly<{
  run: Run;
  /** For docker children: it determines which buildx runs. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
}>;

/** The first buildx with `--policy`, and the first that accepts `cwd://` in it. */
const FIRST = '0.31.0';
const ANYWHERE = '0.32.0';

/**
 * buildx's arguments for Rego files of the workspace. If they cannot be applied, the build fails: they exist to
 * restrict it.
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
  if (version === undefined || !gte(version, FIRST, true)) {
    const which = version === undefined ? 'the version of buildx is not known' : `this is buildx ${version}`;
    throw new ActionError('BUILDX_UNUSABLE', `\`build-policy\` needs buildx ${FIRST} or later, and ${which}`, {
      hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or remove \`build-policy\`.`,
    });
  }
  // A path without a scheme is relative to the context, which may be untrusted.
  if (gte(version, ANYWHERE, true)) return paths.map(path => `filename=cwd://${path},strict=true`);
  if (isRoot) return paths.map(path => `filename=${path},strict=true`);
  throw new ActionError('BUILDX_UNUSABLE', `buildx ${version} accepts \`build-policy\` only from the build context`, {
    hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or build with the workspace as the \`context\`.`,
  });
}
