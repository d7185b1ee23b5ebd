import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Credential } from '../../src/registry/auth/credential.ts';
import { createRegistry } from '../../src/registry/client.ts';
import type { Registry } from '../../src/registry/types.ts';
import { type RealRegistry, startBasicRegistry, startTokenRegistry } from '../fakes/registry-real.ts';

// The client against Debian's docker-registry, to confirm the fakes' assumptions.

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}` as const;

function blobOf(size: number) {
  const bytes = randomBytes(size);
  return {
    blob: { digest: digestOf(bytes), size },
    source: { replayable: true, open: () => Readable.from([bytes], { objectMode: false }) },
    bytes,
  };
}

function manifestOf(config: { digest: string; size: number }) {
  const descriptor = { mediaType: 'application/vnd.oci.image.config.v1+json', ...config };
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: descriptor, layers: [] }),
  );
  return { mediaType: manifestType, bytes, digest: digestOf(bytes) };
}

describe.each([
  ['basic', startBasicRegistry],
  ['token', startTokenRegistry],
] as const)('docker-registry with %s authentication', (kind, start) => {
  let real: RealRegistry;
  const open: Registry[] = [];
  const connect = (credential: Credential | undefined, host = real.host) => {
    const registry = createRegistry(host, {
      credential: async () => credential,
      ports: { sleep: ms => setTimeout(ms), now: Date.now, random: Math.random },
      retry: { retries: 1, base: 10, cap: 10, deadline: 5000 },
    });
    open.push(registry);
    return registry;
  };

  beforeAll(async () => {
    real = await start();
  });
  afterAll(async () => {
    for (const registry of open) registry.close();
    await real.stop();
  });

  test('right and wrong credentials', async () => {
    await connect(real.credential).checkCredentials();
    const wrong = connect({ kind: 'basic', username: 'robot', password: 'wrong' });
    await expect(wrong.checkCredentials()).rejects.toMatchObject({ code: 'AUTH_FAILED' });
    await expect(connect(undefined).repository('a/b').checkPush()).rejects.toMatchObject({ code: 'AUTH_FAILED' });
  });

  test('blobs and manifests can be written and read back', async () => {
    const repository = connect(real.credential).repository('acme/api');
    await repository.checkPush();
    const small = blobOf(1000);
    const large = blobOf(20_000_000);
    expect(await repository.headBlob(large.blob.digest)).toBeUndefined();
    await Promise.all([small, large].map(b => repository.uploadBlob(b.blob, b.source)));
    expect(await repository.headBlob(large.blob.digest)).toBe(20_000_000);
    expect(Buffer.concat(await (await repository.getBlob(large.blob.digest)).toArray()).equals(large.bytes)).toBe(true);

    const manifest = manifestOf(small.blob);
    await repository.putManifest(manifest, manifest.digest);
    expect(await repository.listTags()).toEqual([]);
    await Promise.all(['1.0', '1', 'latest'].map(tag => repository.putManifest(manifest, tag)));
    expect(await repository.getManifest('latest')).toEqual(manifest);
    expect(await repository.headManifest('1.0')).toEqual({
      mediaType: manifestType,
      digest: manifest.digest,
      size: manifest.bytes.length,
    });
    expect((await repository.listTags()).sort()).toEqual(['1', '1.0', 'latest']);
    expect(await repository.headManifest('2')).toBeUndefined();
  });

  test('mounts from another repository, and falls back to an upload', async () => {
    const registry = connect(real.credential);
    const { blob, source } = blobOf(5000);
    await registry.repository('team/one').uploadBlob(blob, source);
    expect(await registry.repository('team/two').mountBlob(blob.digest, 'team/one')).toBe(true);
    expect(await registry.repository('team/two').headBlob(blob.digest)).toBe(5000);

    const unknown = blobOf(6000);
    expect(await registry.repository('team/two').mountBlob(unknown.blob.digest, 'team/one')).toBe(false);
    await registry.repository('team/two').uploadBlob(unknown.blob, unknown.source);
    expect(await registry.repository('team/two').headBlob(unknown.blob.digest)).toBe(6000);
  });

  test('corrupt content is rejected and leaves no blob', async () => {
    const repository = connect(real.credential).repository('acme/damaged');
    const { blob, source } = blobOf(1000);
    const other = { digest: digestOf(Buffer.from('other')), size: blob.size };
    await expect(repository.uploadBlob(other, source)).rejects.toMatchObject({ code: 'REGISTRY_ERROR', status: 400 });
    expect(await repository.headBlob(other.digest)).toBeUndefined();
  });

  test('a manifest whose blobs are missing is refused', async () => {
    const repository = connect(real.credential).repository('acme/holes');
    const manifest = manifestOf({ digest: digestOf(Buffer.from('nowhere')), size: 7 });
    await expect(repository.putManifest(manifest, 'x')).rejects.toMatchObject({ status: 400 });
  });

  if (kind === 'token') {
    test('a pull-only account may not push or mount', async () => {
      const registry = connect({ kind: 'basic', username: 'reader', password: 'reader' });
      await registry.checkCredentials();
      expect(await registry.repository('acme/api').headManifest('latest')).toBeDefined();
      await expect(registry.repository('acme/api').checkPush()).rejects.toMatchObject({ code: 'AUTH_DENIED' });
      const { blob, source } = blobOf(10);
      await connect(real.credential).repository('secret/x').uploadBlob(blob, source);
      const limited = connect({ kind: 'basic', username: 'limited', password: 'limited' });
      expect(await limited.repository('acme/api').mountBlob(blob.digest, 'secret/x')).toBe(false);
      await limited.repository('acme/api').uploadBlob(blob, source);
    });

    test('tokens are reused, and identity tokens are exchanged', async () => {
      const repository = connect(real.credential).repository('acme/api');
      const before = real.tokensIssued();
      for (let i = 0; i < 5; i++) await repository.headManifest('latest');
      expect(real.tokensIssued() - before).toBe(1);
      const identity = connect({ kind: 'identity', identityToken: 'refresh-robot' });
      await identity.repository('acme/api').checkPush();
    });
  }
});
