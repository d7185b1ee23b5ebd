import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { startCacheService } from '../fakes/cache-service.ts';
import { fullTest } from '../full.ts';
import { runInside } from './support/inside.ts';
import { type Lab, openLab } from './support/lab.ts';

const NAME = `slipway-inside-${randomBytes(6).toString('hex')}`;

let lab: Lab;
let workspace: Workspace;
beforeAll(async () => {
  lab = await openLab([]);
  workspace = await lab.workspace({ Dockerfile: `FROM busybox\nLABEL test=${NAME}\n` });
});
afterAll(() => lab.close());

/** A registry on the job container's own 127.0.0.1, which the engine cannot reach. */
function registryIn(folder: string): readonly string[] {
  mkdirSync(folder);
  const config = join(folder, 'config.yml');
  const storage = { filesystem: { rootdirectory: join(folder, 'storage') } };
  writeFileSync(config, JSON.stringify({ version: 0.1, storage, http: { addr: '127.0.0.1:5000' } }));
  return ['docker-registry', 'serve', config];
}

test('in a job container, whose loopback is not the engine’s, an image is tested and published', async () => {
  const inputs = {
    images: `127.0.0.1:5000/acme/${NAME}`,
    tags: 'type=raw,value=1',
    push: 'true',
    retries: '8',
    test: 'docker run --rm "$IMAGE" true && echo tried',
    'build-contexts': `busybox=${lab.busybox}`,
  };
  const registry = registryIn(join(workspace.folder, '../registry'));
  const run = await runInside(workspace.folder, inputs, NAME, registry);
  expect(run.output).toMatch(/^tried$/m);
  expect(run.output).toContain(`✓ 127.0.0.1:5000/acme/${NAME}:1 published, verified`);
  expect(run.code).toBe(0);
});

fullTest('in a job container too, the engine’s BuildKit reaches the cache service through the step', async () => {
  const addresses = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  const { address } = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)!;
  const service = await startCacheService({}, address);
  try {
    const { env, counts } = service.run();
    const inputs = {
      images: `acme/${NAME}`,
      tags: 'type=raw,value=1',
      push: 'false',
      'build-contexts': `busybox=${lab.busybox}`,
    };
    writeFileSync(join(workspace.folder, 'Dockerfile'), `FROM scratch\nCOPY --from=busybox / /\nRUN : ${NAME}\n`);
    const job = { ...env, RUNNER_ENVIRONMENT: 'github-hosted' };
    const run = await runInside(workspace.folder, inputs, NAME, ['true'], job);
    expect(run.output).toContain('Cache: gha (');
    expect(run.output).not.toMatch(/::warning::.*cache/i);
    expect(run.code).toBe(0);
    expect(service.entries().some(({ key }) => key.startsWith('index-'))).toBe(true);
    expect([...counts.agents].filter(agent => agent.startsWith('buildkit/'))).toEqual([]);
  } finally {
    await service.close();
  }
});
