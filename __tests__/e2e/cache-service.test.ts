import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { attempt } from '../../scripts/command.ts';
import { busyboxRoot } from '../../scripts/engine/busybox.ts';
import { type CacheRun, type CacheService, startCacheService } from '../fakes/cache-service.ts';
import { branchScopes, pullScopes } from '../fakes/cache-token.ts';
import { fullTest } from '../full.ts';
import { cachedLayers, goCold } from './support/cold.ts';

let root: string;
let busybox: string;
let service: CacheService;
const id = `slipwaycache${randomBytes(4).toString('hex')}`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-cache-service-'));
  busybox = await busyboxRoot(join(root, 'busybox'));
  writeFileSync(join(busybox, 'of'), id);
  service = await startCacheService();
});
afterAll(async () => {
  await prune();
  await service?.close();
  rmSync(root, { recursive: true, force: true });
});

const prune = () => goCold(id, cachedLayers(service.entries()));

/** Builds with BuildKit's own `type=gha` cache; returns the plain log. */
async function build(run: CacheRun, cache: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(root, 'context-'));
  // Steps directly on a folder (`FROM busybox`) are never cached: BuildKit does not know its content. A COPY adds it.
  const lines = ['FROM scratch', `COPY --from=${id} / /`, `RUN : ${id}; dd if=/dev/urandom of=/big bs=1M count=3`];
  writeFileSync(join(folder, 'Dockerfile'), lines.join('\n'));
  const flags = [
    '--build-context',
    `${id}=${busybox}`,
    '--progress',
    'plain',
    '--output',
    `type=oci,dest=${join(folder, 'image.tar')}`,
  ];
  const args = ['buildx', 'build', ...flags, ...cache, folder];
  const result = await attempt('docker', args, { env: run.env });
  return `${result.stdout}\n${result.stderr}`;
}

const scope = `scope=${id}`;
const [from, to] = [`--cache-from=type=gha,${scope}`, `--cache-to=type=gha,mode=max,${scope}`];

describe('the double of the cache service, used by BuildKit', () => {
  fullTest('what one run exports another one imports', async () => {
    const first = service.run();
    expect(await build(first, [to])).not.toMatch(/ERROR/);
    expect(first.counts.calls).toMatchObject({ CreateCacheEntry: expect.any(Number), write: expect.any(Number) });
    expect(first.counts.written).toBeGreaterThan(3_000_000);

    await prune();
    const other = service.run(branchScopes('topic', 'main'));
    expect(await build(other, [from])).toMatch(/CACHED/);
    expect(other.counts.written).toBe(0);
  });

  fullTest('another branch does not see it', async () => {
    await prune();
    const run = service.run(branchScopes('other'));
    expect(await build(run, [from])).not.toMatch(/CACHED/);
  });

  fullTest('a pull request only writes into its own scope', async () => {
    const before = service.entries().filter(entry => entry.scope === 'refs/heads/main').length;
    expect(await build(service.run(pullScopes(7)), [to])).not.toMatch(/ERROR/);
    const scopes = service.entries().map(entry => entry.scope);
    expect(scopes.filter(name => name === 'refs/heads/main')).toHaveLength(before);
    expect(scopes).toContain('refs/pull/7/merge');
  });

  fullTest('a token that may only read cannot write', async () => {
    const before = service.entries().length;
    const run = service.run([{ ref: 'refs/heads/main', permission: 'read' }]);
    expect(await build(run, [`${to},ignore-error=true`])).toMatch(/ERROR: .*reserve cache/);
    expect(service.entries()).toHaveLength(before);
  });

  fullTest.each([
    ['away', /connection refused/],
    [{ status: 500 }, /importing cache manifest[\s\S]*ERROR: internal/],
    ['corrupt', /importing cache manifest[\s\S]*ERROR: /],
  ] as const)('%p prevents importing the cache', async (fault, told) => {
    await prune();
    await service.fail(fault);
    try {
      expect(await build(service.run(), [from])).toMatch(told);
    } finally {
      await service.fail(undefined);
    }
  });

  fullTest('a service that limits the rate keeps BuildKit waiting until it stops', async () => {
    await prune();
    await service.fail({ status: 429, on: 'GetCacheEntryDownloadURL' });
    const run = service.run();
    const log = build(run, [from]);
    while (run.counts.requests < 2) await new Promise(resolve => setTimeout(resolve, 50));
    await service.fail(undefined);
    expect(await log).toMatch(/CACHED/);
  });
});
