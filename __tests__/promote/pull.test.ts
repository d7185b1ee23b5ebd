import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { JOURNAL } from '../../src/journal/names.ts';
import { openJournal } from '../../src/journal/undo.ts';
import { platformsToTest } from '../../src/promote/platforms.ts';
import { type PullPorts, pullImage } from '../../src/promote/pull.ts';

const REFERENCE = `r.example/a/b@sha256:${'1'.repeat(64)}`;
const RUN = 'r.example/a/b:slipway-0123456789ab';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pull-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const journal = () =>
  readFileSync(join(folder, JOURNAL), { encoding: 'utf8', flag: 'a+' })
    .trim()
    .split('\n')
    .map(line => (line === '' ? '' : JSON.parse(line).kind));

/** An engine that only knows names. `meddle` is called after each operation. */
function rig(meddle: (what: string, names: Set<string>) => string | undefined, ...there: readonly string[]) {
  const names = new Set(there);
  const pulls: string[] = [];
  const ports: PullPorts = {
    engine: {
      image: async name => (names.has(name) ? { id: 'x', references: [], size: 1 } : undefined),
      tag: async (image, name) => {
        if (!names.has(image)) throw new ActionError('ENGINE_FAILED', 'No such image');
        if (meddle('tag', names) !== undefined) throw new ActionError('ENGINE_FAILED', 'no room');
        names.add(name);
      },
      remove: async name => names.delete(name),
    },
    run: async (_, args) => {
      pulls.push(args.slice(2, -1).join(' '));
      names.add(args.at(-1)!);
      const stderr = meddle('pull', names) ?? '';
      return { code: stderr === '' ? 0 : 1, signal: null, stdout: '', stderr, timedOut: false, outputCut: false };
    },
    env: {},
    signal: new AbortController().signal,
    journal: openJournal(folder),
    again: async attempt => {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt();
        } catch (error) {
          if (tries === 3 || !(error instanceof ActionError && error.verdict !== 'settled')) throw error;
        }
      }
    },
  };
  return { names, pulls, ports };
}

test('the name by digest is removed with its record', async () => {
  const { names, pulls, ports } = rig(() => undefined);
  await pullImage(REFERENCE, ['linux/amd64', 'linux/arm64'], RUN, ports);
  expect([...names]).toEqual([RUN]);
  expect(pulls).toEqual(['--platform linux/amd64', '--platform linux/arm64']);
  expect(journal()).toEqual(['image', 'withdrawn']);
});

test('a name that existed before is kept, and not recorded', async () => {
  const { names, ports } = rig(() => undefined, REFERENCE);
  await pullImage(REFERENCE, [], RUN, ports);
  expect([...names]).toEqual([REFERENCE, RUN]);
  expect(journal()).toEqual(['']);
});

test.each([
  ['there', [REFERENCE]],
  ['not there', []],
])('a name that another job removes after the pull is pulled again; it was %s before', async (_, before) => {
  let times = 0;
  const steal = (what: string, names: Set<string>) => {
    if (what === 'pull' && ++times === 1) names.delete(REFERENCE);
    return undefined;
  };
  const { names, pulls, ports } = rig(steal, ...before);
  await pullImage(REFERENCE, [], RUN, ports);
  expect(pulls).toHaveLength(2);
  expect([...names]).toEqual([RUN]);
  expect(journal()).toEqual(['image', 'withdrawn']);
});

test('after a network failure half-way, the name still counts as ours', async () => {
  let times = 0;
  const { names, ports } = rig(what =>
    what === 'pull' && ++times === 2 ? 'read tcp: connection reset by peer' : undefined,
  );
  await pullImage(REFERENCE, ['linux/amd64', 'linux/arm64'], RUN, ports);
  expect([...names]).toEqual([RUN]);
  expect(journal()).toEqual(['image', 'withdrawn']);
});

test('permanent errors are reported at once, and the name stays recorded', async () => {
  const { pulls, ports } = rig(what => (what === 'tag' ? 'no' : undefined));
  await expect(pullImage(REFERENCE, [], RUN, ports)).rejects.toMatchObject({ message: 'no room' });
  expect(pulls).toHaveLength(1);
  expect(journal()).toEqual(['image']);
});

test('an engine that can only hold one platform gets one', () => {
  const inputs = { gatePlatforms: 'all' as const, gates: [], containerTest: undefined };
  const platforms = ['linux/arm64', 'linux/amd64'];
  expect(platformsToTest(inputs, platforms, 'linux/amd64', false)).toEqual(platforms);
  expect(platformsToTest(inputs, platforms, 'linux/amd64', true)).toEqual(['linux/amd64']);
  expect(platformsToTest(inputs, platforms, 'linux/s390x', true)).toEqual(['linux/arm64']);
  expect(platformsToTest(inputs, [], 'linux/amd64', true)).toEqual([]);
});
