import { findEngine } from '../buildx/endpoint.ts';
import type { Engine } from '../buildx/engine.ts';
import { engineBuildkit, type PrivateBuilder } from '../buildx/engine-buildkit.ts';
import type { Context } from '../context.ts';
import { buildxConfigDir, userConfigDir } from '../credentials/user-config.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { parseOutputs } from '../plan/outputs.ts';
import type { BuildInputs } from '../plan/types.ts';
import { readIfThere } from '../read-if-there.ts';
import { baseImages } from './base-images.ts';
import { localDockerfile } from './dockerfile.ts';
import type { Prepared } from './prepare.ts';
import { collectEvery } from './young-garbage.ts';

/**
 * The engine's BuildKit as a builder that leaves layers packed, where the image is only pushed and the build asks for
 * nothing that the docker driver alone does: `host-gateway`, and base images that the engine has. A builder that the
 * user named stays as it is. It answers no request before the registries are checked.
 */
export async function packedBuilder(
  { build }: Pick<Inputs, 'build'>,
  context: Context,
  { builder, exports, folder, dockerEnv, socketEngine, checked }: Prepared,
  { env }: Pick<Machine, 'env'>,
): Promise<PrivateBuilder | undefined> {
  const isWanted = exports.engine && !exports.unpack && parseOutputs(build.outputs).extra.length === 0;
  const isPlain = builder.name === undefined && builder.driver === 'docker' && socketEngine !== undefined;
  const needsDriver = build.addHosts.some(host => host.includes('host-gateway'));
  const { socket } = findEngine(env, userConfigDir(env), readIfThere);
  if (!isWanted || !isPlain || needsDriver || socket === undefined) return undefined;
  if (!build.pull && (await mayUseLocalImage(build, context, socketEngine))) return undefined;
  const userBuildx = buildxConfigDir(dockerEnv, userConfigDir(env));
  return engineBuildkit(folder, socket, userBuildx, checked, collectEvery(8_000_000));
}

/**
 * Whether the Dockerfile names an image that is in the engine, or may do so. buildx has the docker driver alone take
 * such images before those of a registry.
 */
async function mayUseLocalImage(build: BuildInputs, context: Context, engine: Pick<Engine, 'image'>): Promise<boolean> {
  const path = localDockerfile(build, context);
  const text = path === undefined ? undefined : readIfThere(path);
  const images = text === undefined ? undefined : baseImages(text, build);
  if (images === undefined) return true;
  // What the engine does not take for a name is none of its images.
  const found = await Promise.all(images.map(name => engine.image(name).catch(() => undefined)));
  return found.some(image => image !== undefined);
}
