import { expect, test } from '@jest/globals';
import { createBackground } from '../../src/host/background.ts';

test('all work is waited for, including work added by other work, and whatever its outcome', async () => {
  const background = createBackground();
  const did: string[] = [];
  const first = Promise.withResolvers<void>();
  background.add(Promise.reject(new Error('it reports this itself')));
  background.add(
    first.promise.then(() => {
      did.push('first');
      background.add(Promise.resolve().then(() => did.push('second')));
    }),
  );
  const settled = background.settle().then(() => did.push('settled'));
  first.resolve();
  await settled;
  expect(did).toEqual(['first', 'second', 'settled']);
});

test('without work there is no wait', async () => {
  expect(await createBackground().settle()).toBeUndefined();
});

test('waiting for the work so far does not wait for work added later', async () => {
  const background = createBackground();
  const first = Promise.withResolvers<void>();
  background.add(first.promise);
  const soFar = background.soFar();
  background.add(new Promise(() => {}));
  first.reject(new Error('it reports this itself'));
  expect(await soFar).toBeUndefined();
});
