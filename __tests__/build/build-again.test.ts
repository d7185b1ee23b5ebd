import { expect, test } from '@jest/globals';
import { buildAgain } from '../../src/build/build-again.ts';
import { BuildError } from '../../src/build/failure.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { recordingLog } from '../fakes/log.ts';

const network = new BuildError('the build failed: 503', { verdict: {} });
const own = new BuildError('the build failed: exit code: 1', {});

test.each<[string, Error[], string[]]>([
  ['at once', [], ['build']],
  ['again after a network failure', [network, network], ['build', 'clear', 'build', 'clear', 'build']],
  ['not again after its own failure', [own], ['build', String(own)]],
  ['not endlessly', Array(9).fill(network), [...Array(2).fill(['build', 'clear']).flat(), 'build', String(network)]],
])('builds %s', async (_what, failures, expected) => {
  const done: string[] = [];
  const left = [...failures];
  const attempt = async () => {
    done.push('build');
    const failure = left.shift();
    if (failure !== undefined) throw failure;
  };
  const ports = { log: recordingLog(), sleep: async () => {}, now: () => 0, signal: new AbortController().signal };
  const clear = async () => void done.push('clear');
  await buildAgain(attempt, clear, { ...DEFAULT_RETRY, retries: 2 }, ports).catch(error => done.push(String(error)));
  expect(done).toEqual(expected);
  expect(ports.log.lines.filter(line => line.startsWith('notice: '))).toHaveLength(
    done.filter(x => x === 'clear').length,
  );
});
