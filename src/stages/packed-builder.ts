import { join } from 'node:path';
import { findEngine } from '../buildx/endpoint.ts';
import { engineBuildkit, type PrivateBuilder } from '../buildx/engine-buildkit.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { parseOutputs } from '../plan/outputs.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Prepared } from './prepare.ts';
import { collectEvery } from './young-garbage.ts';

/**
 * The engine's BuildKit as a builder that leaves layers packed, where the image is only pushed and the build asks for
 * nothing that the docker driver alone does (`host-gateway`). A builder that the user named stays as it is.
 */
export async function packedBuilder(
  { build }: Pick<Inputs, 'build'>,
  { builder, exports, folder, dockerEnv, socketEngine }: Prepared,
  { env }: Pick<Machine, 'env'>,
): Promise<PrivateBuilder | undefined> {
  const isWanted = exports.engine && !exports.unpack && parseOutputs(build.outputs).extra.length === 0;
  const isPlain = builder.name === undefined && builder.driver === 'docker' && socketEngine !== undefined;
  const needsDriver = build.addHosts.some(host => host.includes('host-gateway'));
  const { socket } = findEngine(env, userConfigDir(env), readIfThere);
  if (!isWanted || !isPlain || needsDriver || socket === undefined) return undefined;
  const userBuildx = dockerEnv.BUILDX_CONFIG ?? join(userConfigDir(env), 'buildx');
  return engineBuildkit(folder, socket, userBuildx, collectEvery(8_000_000));
}
