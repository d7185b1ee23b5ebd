import type { DockerAccess } from '../credentials/docker-access.ts';
import { baseImages } from '../dockerfile/images.ts';
import { localDockerfile } from '../dockerfile/place.ts';
import type { Engine } from '../engine/engine.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Context } from '../event/context.ts';
import type { Background } from '../host/background.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import { collectEvery } from '../host/young-garbage.ts';
import { inputsOfImages, type Job } from '../inputs/job.ts';
import { removeFolder } from '../journal/run-folder.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import type { BuilderInUse } from './builder-in-use.ts';
import { findBuildx } from './buildx/plugin.ts';
import { engineBuildkit } from './engine-buildkit.ts';

type PackingSite = Readonly<{
  /** The run's folder. */
  folder: string;
  docker: Pick<DockerAccess, 'env' | 'user'>;
  engine: Pick<LocalEngine, 'endpoint' | 'socket'>;
  background: Background;
  /** BuildKit gets nothing before it resolves. @throws ActionError */
  checked: Promise<void>;
}>;

/**
 * The engine's own BuildKit as a builder that keeps layers packed, for an image that is only pushed. Returns `builder`
 * itself if the user named it, or the build needs a feature of the docker driver (`host-gateway`, and base images that
 * the engine has).
 */
export function packingBuilder(builder: BuilderInUse, job: Job, site: PackingSite): BuilderInUse {
  const { context } = job;
  const builds = inputsOfImages(job).map(({ build }) => build);
  const { socket, endpoint } = site.engine;
  const isPlain = builder.name === undefined && builder.driver === 'docker';
  const needsDriver = builds.some(({ addHosts }) => addHosts.some(host => host.includes('host-gateway')));
  if (!isPlain || needsDriver || socket === undefined || endpoint.socket === undefined) return builder;
  const { env, user } = site.docker;
  const engineSocket = endpoint.socket;
  return {
    ...builder,
    async open() {
      const plain = () => site.checked.then(builder.open);
      const using = distinct(builds.filter(({ pull }) => !pull)).map(build => mayUseLocalImage(build, context, socket));
      if ((await Promise.all(using)).some(uses => uses)) return plain();
      const options = { passed: collectEvery(8_000_000), ready: site.checked };
      const own = await engineBuildkit(site.folder, engineSocket, user.buildxConfigDir, options);
      if (own === undefined) return plain();
      return {
        name: own.name,
        env: { ...env, BUILDX_CONFIG: own.buildxConfig },
        program: findBuildx(env),
        keepsPacked: true,
        async close() {
          await own.close();
          site.background.add(removeFolder(own.buildxConfig));
        },
      };
    },
  };
}

/** What decides on the base images of a build. */
type Based = Pick<BuildInputs, 'context' | 'file' | 'buildArgs' | 'buildContexts'>;

/** Each once: many images may share a Dockerfile. */
function distinct(builds: readonly Based[]): readonly Based[] {
  const all = builds.map(({ context, file, buildArgs, buildContexts }) => ({
    context,
    file,
    buildArgs,
    buildContexts,
  }));
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
}

/** Whether the Dockerfile names, or may name, an image in the engine: only the docker driver uses those. */
async function mayUseLocalImage(build: Based, context: Context, engine: Pick<Engine, 'image'>): Promise<boolean> {
  const path = localDockerfile(build, context);
  const text = path === undefined ? undefined : readIfThere(path);
  const images = text === undefined ? undefined : baseImages(text, build);
  if (images === undefined) return true;
  // An invalid name is not an image in the engine.
  const found = await Promise.all(images.map(name => engine.image(name).catch(() => undefined)));
  return found.some(image => image !== undefined);
}
