import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../../scripts/harness/workspace.ts';
import { type CacheService, startCacheService } from '../../fakes/cache-service.ts';
import { type Inputs, type JobOptions, type Lab, openLab, type Run } from './lab.ts';
import { startOwnEngine } from './own-engine.ts';

/** A lab with a cache service, and a separate engine that can be made to forget everything. Needs root. */
export type CacheLab = Readonly<{
  lab: Lab;
  service: CacheService;
  /** The socket of the engine. */
  socket: string;
  /** Part of the name of every step and context of this lab's builds, and of no others. */
  id: string;
  /** Two stages: one that installs and compiles, one that takes the result. */
  workspace(source?: string): Promise<Workspace>;
  /** Publishes nothing: builds, on a hosted runner with this cache service, unless `env` says otherwise. */
  build(workspace: Workspace, inputs?: Inputs, options?: JobOptions): Promise<Run>;
  /** Makes the engine as cold as that of a new runner. */
  cold(): Promise<void>;
  close(): Promise<void>;
}>;

export async function openCacheLab(registries: Parameters<typeof openLab>[0] = []): Promise<CacheLab> {
  const lab = await openLab(registries);
  const service = await startCacheService();
  const id = `slipwaycache${randomBytes(4).toString('hex')}`;
  appendFileSync(join(lab.busybox, 'etc/id'), id);
  const engine = await startOwnEngine();
  return {
    lab,
    service,
    socket: engine.host.replace('unix://', ''),
    id,
    workspace: (source = 'one') =>
      lab.workspace({ Dockerfile: dockerfile(id), [`deps.${id}`]: 'dep 1.0', [`src.${id}/main`]: source }),
    build: async (workspace, inputs = {}, options = {}) => {
      const env = { ...service.run().env, DOCKER_HOST: engine.host, ...options.job?.env };
      const given = { 'build-contexts': `${id}=${lab.busybox}`, images: `acme/${id}`, tags: 'type=raw,value=main' };
      return lab.publish(
        workspace,
        { ...given, push: 'false', provenance: 'false', ...inputs },
        { ...options, job: { ...options.job, env } },
      );
    },
    cold: engine.forget,
    close: async () => {
      await Promise.all([lab.close(), service.close(), engine.close()]);
    },
  };
}

/** A COPY of the base gives it content that caches know; `FROM` a folder never does. */
function dockerfile(id: string): string {
  return [
    'FROM scratch AS build',
    `COPY --from=${id} / /`,
    `COPY deps.${id} /srv/`,
    `RUN : ${id}; dd if=/dev/urandom of=/srv/installed bs=1M count=2`,
    `COPY src.${id} /srv/src`,
    `RUN : ${id}; cp /srv/src/main /srv/out`,
    `FROM scratch AS image`,
    `COPY --from=build /srv/out /out.${id}`,
    '',
  ].join('\n');
}
