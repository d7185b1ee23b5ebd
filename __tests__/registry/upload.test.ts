import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pass, startTime, stopTimeouts, stopWatches, until } from '../fakes/time.ts';
import { BLOB, closeRigs, DIGEST, rig, source } from './rig.ts';

beforeEach(stopWatches);
afterEach(async () => {
  await closeRigs();
  startTime();
});

const blob = { digest: DIGEST, size: BLOB.length };

/** A fault for the first upload that is opened. */
function onFirstPost(status: number) {
  let posts = 0;
  return ({ method }: Readonly<{ method: string }>) =>
    method === 'POST' && ++posts === 1 ? { status, body: '{}' } : undefined;
}

test('the permission to push is checked and the upload cancelled', async () => {
  const { fake, registry } = await rig();
  await registry.repository('a').checkPush();
  await until(() => fake.uploads.size === 0);
  expect(fake.trace()).toEqual(['POST /v2/a/blobs/uploads/', 'DELETE /v2/a/blobs/uploads/ID']);
});

test('the upload that proved the permission is kept for the next blob', async () => {
  const { fake, registry } = await rig();
  const repository = registry.repository('a');
  await repository.checkPush({ keepsUpload: true });
  await repository.uploadBlob(blob, source());
  expect(fake.trace()).toEqual(['POST /v2/a/blobs/uploads/', 'PUT /v2/a/blobs/uploads/ID?digest=D']);
});

test('it is one of those opened in advance', async () => {
  const { fake, registry } = await rig();
  const repository = registry.repository('a');
  await repository.checkPush({ keepsUpload: true });
  repository.openUploads(2);
  await until(() => fake.uploads.size === 2);
  repository.openUploads(1);
  await until(() => fake.uploads.size === 1);
  expect(fake.trace().filter(line => line.startsWith('POST'))).toHaveLength(3);
});

test('it is cancelled after a while, if another one is kept, and at the end', async () => {
  stopTimeouts();
  const { fake, registry } = await rig();
  const repository = registry.repository('a');
  const cancelled = () => fake.trace().filter(line => line.startsWith('DELETE')).length;
  await repository.checkPush({ keepsUpload: true });
  await repository.checkPush({ keepsUpload: true });
  await until(() => cancelled() === 1);
  pass(5_000);
  await until(() => cancelled() === 2);
  await repository.checkPush({ keepsUpload: true });
  registry.close();
  await until(() => cancelled() === 3);
  expect(fake.uploads.size).toBe(0);
});

test('uploads opened in advance are used for blobs, and the rest is cancelled', async () => {
  const { fake, registry } = await rig();
  const repository = registry.repository('a');
  repository.openUploads(2);
  await repository.uploadBlob(blob, source());
  registry.close();
  await until(() => fake.uploads.size === 0);
  expect(fake.trace().toSorted()).toEqual([
    'DELETE /v2/a/blobs/uploads/ID',
    'POST /v2/a/blobs/uploads/',
    'POST /v2/a/blobs/uploads/',
    'PUT /v2/a/blobs/uploads/ID?digest=D',
  ]);
});

test('opening uploads again cancels those of the first time', async () => {
  const { fake, registry } = await rig();
  const repository = registry.repository('a');
  repository.openUploads(2);
  await until(() => fake.uploads.size === 2);
  repository.openUploads(1);
  await until(() => fake.trace().filter(line => line.startsWith('DELETE')).length === 2);
  await until(() => fake.uploads.size === 1);
  await repository.uploadBlob(blob, source());
  expect(fake.trace().filter(line => line.startsWith('POST'))).toHaveLength(3);
  expect(fake.uploads.size).toBe(0);
});

test('an upload that could not be opened in advance is retried as configured, and at most once more', async () => {
  const { fake, registry, slept } = await rig({ fault: onFirstPost(503) });
  const repository = registry.repository('a');
  repository.openUploads(1);
  await repository.uploadBlob(blob, source());
  expect(await repository.headBlob(DIGEST)).toBe(blob.size);
  expect(slept).toHaveLength(1);
  expect(fake.trace().filter(line => line.startsWith('POST'))).toHaveLength(2);
});

test('if the registry rejects it, the upload is rejected', async () => {
  const { registry } = await rig({ fault: onFirstPost(403) });
  const repository = registry.repository('a');
  repository.openUploads(1);
  await expect(repository.uploadBlob(blob, source())).rejects.toMatchObject({ code: 'AUTH_DENIED' });
});

test('a failed attempt to open one that nobody needed is no error', async () => {
  const { fake, registry } = await rig({ fault: onFirstPost(403) });
  registry.repository('a').openUploads(1);
  await until(() => fake.trace().length === 1);
  registry.close();
  expect(fake.uploads.size).toBe(0);
});
