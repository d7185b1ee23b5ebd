import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import type { Engine, EngineInfo } from './engine.ts';

/** The engine's info through the docker CLI, for an engine without a local socket. */
export async function engineInfoByCli(
  run: Run,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<EngineInfo> {
  const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
  if (result.code !== 0) {
    throw new ActionError('ENGINE_FAILED', `the Docker Engine does not answer: ${lastLine(result.stderr)}`, {
      hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
  }
  const containerdStore = /io\.containerd\.snapshotter/.test(result.stdout);
  const architecture = /"Architecture":"([^"]*)"/.exec(result.stdout)?.[1] ?? '';
  return {
    containerdStore,
    desktop: result.stdout.includes('Docker Desktop'),
    rootless: result.stdout.includes('"name=rootless"'),
    operatingSystem: 'linux',
    architecture,
    dataRoot: '',
  };
}

/** The operations that work on any engine. */
export type EveryEngine = Pick<Engine, 'image' | 'tag' | 'remove' | 'containers' | 'removeContainer'>;

/** These operations through the docker CLI. */
export function engineByCli(run: Run, env: Readonly<Record<string, string>>, signal: AbortSignal): EveryEngine {
  const docker = (...args: string[]) => run('docker', args, { env, signal, timeout: 60_000 });
  return {
    async image(reference) {
      const result = await docker('image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference);
      const [id = '', size = '0'] = result.stdout.trim().split(' ');
      return result.code === 0 ? { id, references: [reference], size: Number(size) } : undefined;
    },
    async tag(image, name) {
      const result = await docker('tag', image, name);
      if (result.code !== 0) throw new ActionError('ENGINE_FAILED', `docker tag failed: ${result.stderr.trim()}`);
    },
    async remove(reference) {
      // Forced, it succeeds without an image too; it prints what it has removed.
      const { code, stdout } = await docker('image', 'rm', '--force', '--no-prune', reference);
      return code === 0 && stdout.trim() !== '';
    },
    async containers(image) {
      const format = '{{.ID}} {{.Names}} {{.Image}}';
      const result = await docker('ps', '--all', '--no-trunc', '--filter', `ancestor=${image}`, '--format', format);
      if (result.code !== 0) throw new ActionError('ENGINE_FAILED', `docker ps failed: ${result.stderr.trim()}`);
      return result.stdout.split('\n').flatMap(line => {
        const [id = '', name = '', ofImage = ''] = line.split(' ');
        return id === '' ? [] : [{ id, name, image: ofImage, imageId: '' }];
      });
    },
    async removeContainer(id) {
      await docker('rm', '--force', '--volumes', id);
    },
  };
}
