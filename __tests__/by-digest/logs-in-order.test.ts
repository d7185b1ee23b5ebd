import { expect, test } from '@jest/globals';
import { logsInOrder } from '../../src/by-digest/logs-in-order.ts';
import { recordingLog } from '../fakes/log.ts';

test('the first is shown live, the others when it is their turn', () => {
  const log = recordingLog();
  const [one, two, three] = logsInOrder(log, 3);
  const close = one!.log.open('step of one');
  two!.log.info('two says');
  const inner = three!.log.open('step of three');
  three!.log.info('three says');
  one!.log.info('one says');
  expect(log.lines).toEqual(['▸ step of one', 'one says']);
  inner();
  three!.done();
  close();
  one!.done();
  expect(log.lines).toEqual(['▸ step of one', 'one says', '◂', 'two says']);
  two!.log.warning('two warns');
  expect(log.lines.at(-1)).toBe('warning: two warns');
  two!.done();
  expect(log.lines.slice(-3)).toEqual(['▸ step of three', 'three says', '◂']);
});

test('a group is closed if its work failed', async () => {
  const log = recordingLog();
  const [one, two] = logsInOrder(log, 2);
  const failing = two!.log.group('work', async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  two!.done();
  one!.done();
  expect(log.lines).toEqual(['▸ work', '◂']);
});
