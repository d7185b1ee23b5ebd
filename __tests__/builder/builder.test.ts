import { describe, expect, test } from '@jest/globals';
import { type BuilderNeeds, type BuilderPorts, chooseBuilder } from '../../src/builder/builder.ts';
import type { EngineInfo } from '../../src/engine/engine.ts';
import { type BuilderSpec, DEFAULT_NODE } from '../../src/inputs/build/builder-spec.ts';
import { recordingLog } from '../fakes/log.ts';

const SPEC: BuilderSpec = {
  driver: undefined,
  create: false,
  nodes: [DEFAULT_NODE],
  config: undefined,
  keepState: false,
  cleanup: true,
};
const NEW: BuilderSpec = { ...SPEC, driver: 'docker-container', create: true };
const ENGINE: EngineInfo = {
  containerdStore: true,
  desktop: false,
  rootless: false,
  operatingSystem: 'linux',
  architecture: 'amd64',
  dataRoot: '/var/lib/docker',
};

/** A machine with these builders, by name; docker's arguments, and the journal's entries. */
function machine(builders: Record<string, string>, more: Partial<BuilderPorts> = {}) {
  const done: string[] = [];
  const files = new Map(
    Object.entries(builders).map(([name, driver]) => [`/buildx/instances/${name}`, JSON.stringify({ Driver: driver })]),
  );
  const log = recordingLog();
  const ports: BuilderPorts = {
    run: async (_command, args) => {
      done.push(args.slice(1, 5).join(' '));
      const stderr = args.includes('raced') && args.includes('create') ? 'ERROR: existing instance for "raced"' : '';
      if (stderr !== '') files.set('/buildx/instances/raced', '{"Driver":"remote"}');
      const missing = args[1] === 'inspect' && !args.includes('--bootstrap') ? 'ERROR: no builder "x" found' : '';
      const why = stderr || missing;
      return { code: why === '' ? 0 : 1, signal: null, stdout: '', stderr: why, timedOut: false };
    },
    log,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
    policy: { retries: 0, base: 1, cap: 1, deadline: 1 },
    loggedIn: Promise.resolve(),
    sleep: async () => {},
    now: () => 0,
    random: () => 0,
    buildxConfig: '/buildx',
    dockerConfig: '/docker',
    endpoint: { host: 'unix:///run/docker.sock', socket: '/run/docker.sock', context: 'default' },
    readFile: path => files.get(path),
    willCreate: async name => void done.push(`note ${name}`),
    notCreated: async name => void done.push(`withdraw ${name}`),
    buildkitdConfig: async () => undefined,
    ...more,
  };
  const choose = (needs: Partial<BuilderNeeds>, engine = ENGINE) =>
    chooseBuilder(
      { name: '', spec: SPEC, allow: [], layoutOnly: false, sharesLoopback: async () => true, ...needs },
      Promise.resolve(engine),
      ports,
    );
  return { choose, done, log };
}

describe('which builder', () => {
  test.each<[string, Partial<BuilderNeeds>, Partial<BuilderPorts>, object]>([
    ['nothing given', {}, {}, { name: undefined, driver: 'docker', path: 'fan-out' }],
    ['rewritten timestamps', { layoutOnly: true }, {}, { name: undefined, path: 'layout' }],
    ['a remote engine', { sharesLoopback: async () => false }, {}, { name: undefined, path: 'layout' }],
    ['a name', { name: 'far' }, {}, { name: 'far', driver: 'remote', path: 'layout' }],
    ['the engine by its name', { name: 'default' }, {}, { name: 'default', driver: 'docker', path: 'fan-out' }],
    ['BUILDX_BUILDER', {}, { env: { BUILDX_BUILDER: 'far' } }, { name: 'far', driver: 'remote' }],
    [
      'driver docker beats BUILDX_BUILDER',
      { spec: { ...SPEC, driver: 'docker' } },
      { env: { BUILDX_BUILDER: 'far' } },
      { name: 'default', driver: 'docker', path: 'fan-out' },
    ],
  ])('%s: an existing one, without calling docker', async (_, needs, ports, expected) => {
    const { choose, done } = machine({ far: 'remote' }, ports);
    expect(await choose(needs)).toMatchObject({ ...expected, created: false });
    expect(done).toEqual([]);
  });

  test.each([
    ['on this machine', {}, 'fan-out', true],
    ['of Docker Desktop', { desktop: true }, 'layout', false],
    ['without root', { rootless: true }, 'layout', false],
  ])('an engine %s: whether it can push to our loopback', async (_, engine, path, isNear) => {
    expect(await machine({}).choose({}, { ...ENGINE, ...engine })).toMatchObject({ path, isNear });
  });

  test('a new one is recorded before it is created', async () => {
    const { choose, done } = machine({});
    expect(await choose({ name: 'ci', spec: NEW })).toEqual({
      name: 'ci',
      driver: 'docker-container',
      path: 'layout',
      isNear: false,
      created: true,
    });
    expect(done).toEqual(['inspect ci', 'note ci', 'create --name ci --driver', 'inspect --bootstrap ci']);
  });

  test('one that will be kept is not recorded', async () => {
    const { choose, done } = machine({});
    await choose({ name: 'ci', spec: { ...NEW, cleanup: false } });
    expect(done).not.toContain('note ci');
  });

  test('one that somebody else creates first is used, and not treated as ours', async () => {
    const { choose, done } = machine({});
    expect(await choose({ name: 'raced', spec: NEW })).toMatchObject({
      name: 'raced',
      driver: 'remote',
      created: false,
    });
    expect(done.slice(1)).toEqual(['note raced', 'create --name raced --driver', 'withdraw raced']);
  });

  test('a classic image store needs one, whatever the name of the engine', async () => {
    for (const needs of [{}, { name: 'default' }, { spec: { ...SPEC, driver: 'docker' as const } }]) {
      const { choose, done } = machine({});
      const builder = await choose(needs, { ...ENGINE, containerdStore: false });
      expect(builder).toMatchObject({ driver: 'docker-container', created: true });
      expect(done[0]).toBe(`note ${builder.name}`);
    }
  });
});
