import { expect, test } from '@jest/globals';
import { inPath } from '../../scripts/engine/ensure.ts';
import { ask, catalog, manifest, tagsOf } from '../../scripts/registries/client.ts';
import { startRegistry } from '../../scripts/registries/registry.ts';

// Unit tests also run where nothing is installed yet; there, the end-to-end tests cover this.
const where = inPath('docker-registry') ? test : test.skip;

where('a registry with a password lets nobody else in, and is gone after stop', async () => {
  const registry = await startRegistry();
  try {
    expect((await ask(registry, 'GET', '/v2/')).status).toBe(200);
    expect((await ask({ ...registry, password: 'x' }, 'GET', '/v2/')).status).toBe(401);
    expect(await manifest(registry, 'acme/tides', 'latest')).toBeUndefined();
    expect([await tagsOf(registry, 'acme/tides'), await catalog(registry)]).toEqual([[], []]);
    expect(registry.log()).toContain('/v2/_catalog');
  } finally {
    await registry.stop();
  }
  await expect(ask(registry, 'GET', '/v2/')).rejects.toThrow();
  expect(() => process.kill(registry.pid, 0)).toThrow();
});

where('a configuration that docker-registry refuses is told', async () => {
  await expect(startRegistry({ config: { version: '0.9' } })).rejects.toThrow(/did not start:[\s\S]*version/);
});
