import { expect, test } from '@jest/globals';
import type { ContainerState, Containers } from '../../../src/engine/containers.ts';
import type { Settled } from '../../../src/gates/container/conditions.ts';
import { watch } from '../../../src/gates/container/watch.ts';
import { recordingLog } from '../../fakes/log.ts';

const STATE: ContainerState = {
  exitCode: 0,
  outOfMemory: false,
  health: undefined,
  healthOutput: '',
  published: new Map(),
  addresses: new Map(),
  networkMode: 'bridge',
  gateway: undefined,
  env: [],
};

/** An engine with one container. `onInspect` gets the number of each check, and may end the container with a code. */
function engine(onInspect: (look: number, end: (code: number) => void) => void = () => {}): Containers {
  const { promise, resolve } = Promise.withResolvers<number>();
  let looks = 0;
  return {
    create: async () => {},
    exposed: async () => [],
    start: async () => {},
    follow: async () => {
      await promise;
    },
    ended: () => promise,
    async inspect() {
      onInspect(++looks, resolve);
      await new Promise(setImmediate);
      return STATE;
    },
  };
}

function task(containers: Containers, ...conditions: Settled[]) {
  const log = recordingLog();
  let time = 0;
  const now = () => {
    time += 1500;
    return time;
  };
  const rest = { name: 'x', timeout: 60_000, network: undefined, onLine: () => {}, sleep: async () => {}, now, log };
  return { lines: log.lines, task: { ...rest, containers, conditions, signal: new AbortController().signal } };
}

test('if the container ends during a check, the next one reports the end', async () => {
  const containers = engine((look, end) => {
    if (look === 2) end(3);
  });
  const { task: given, lines } = task(containers, { kind: 'exit', code: 3 });
  expect(await watch(given)).toBeUndefined();
  expect(lines.join('\n')).toMatch(/✓ exit code 3 after/);
});

test('unmet conditions are reported from time to time, and at the end', async () => {
  const { task: given, lines } = task(engine(), { kind: 'port', port: 80 }, { kind: 'log', text: 'x' });
  const waited = 'port 80 (not reachable), the log line "x" (not seen)';
  expect(await watch(given)).toBe(`was not ready within 60 s: ${waited}`);
  const told = lines.filter(line => line.includes(`Waiting for ${waited}, `));
  expect(told.length).toBeGreaterThan(2);
  expect(told.length).toBeLessThan(7);
});

test('a container that needs too much memory is reported', async () => {
  const ended = {
    ended: async () => 137,
    follow: async () => {},
    inspect: async () => ({ ...STATE, outOfMemory: true }),
  };
  const { task: given } = task({ ...engine(), ...ended }, { kind: 'healthy' });
  expect(await watch(given)).toBe('exited with code 137 (out of memory) before HEALTHCHECK');
});
