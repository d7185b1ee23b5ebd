import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BuilderInUse } from '../../src/builder/builder-in-use.ts';
import type { ActionError } from '../../src/host/errors.ts';
import type { Run } from '../../src/host/ports.ts';
import type { Digest } from '../../src/oci/types.ts';
import { lookForCaches, obtain } from '../../src/run/obtaining.ts';
import type { FakeRegistry } from '../fakes/registry.ts';
import { builderInUse } from '../fakes/values.ts';
import { layout } from '../publish/dock.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import {
  afterPost,
  createHome,
  ENDED,
  type Home,
  NAMES,
  type Name,
  NOTHING_LEFT,
  prepared,
  tagsIn,
} from './two-images.ts';

/** The build of two images with one command: if one fails, the run has neither, and nothing of the other is left. */

let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
beforeAll(() => {
  images = { api: layout({ revision: 'a' }), worker: layout({ revision: 'b' }) };
});
afterAll(() => {
  for (const image of Object.values(images)) image.remove();
});
let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(async () => {
  home.remove();
  await closeRigs();
});

const rootOf = (name: Name) => images[name].root as Digest;

/** The ways out of the builder, each with what needs it. */
const WAYS = {
  'into the engine': { builder: builderInUse(), given: {} },
  'as layouts': {
    builder: builderInUse({ name: 'ours', driver: 'docker-container', path: 'layout' }),
    given: { gates: '- {name: smoke, run: ./smoke.sh}' },
  },
  'by digest into the registries': {
    builder: builderInUse({ name: 'far', driver: 'remote', path: 'layout' }, {}, [
      { name: 'far0', endpoint: 'unix:///buildkit.sock' },
    ]),
    given: {},
  },
} satisfies Readonly<Record<string, { builder: BuilderInUse; given: Readonly<Record<string, string>> }>>;
type Way = keyof typeof WAYS;

/** What the fake builder does with an image. `broken`: it is exported, and unusable. `unreported`: it has no digest. */
type Fate = 'built' | 'failed' | 'broken' | 'unreported';

/** Pushes an image by digest. */
function push({ manifests, blobs }: FakeRegistry, path: string, name: Name): void {
  const { folder, root } = images[name];
  for (const file of readdirSync(join(folder, 'blobs/sha256'))) {
    const bytes = readFileSync(join(folder, 'blobs/sha256', file));
    const type = `application/vnd.oci.image.${`sha256:${file}` === root ? 'index' : 'manifest'}.v1+json`;
    blobs.set(`sha256:${file}`, bytes);
    if (bytes.includes('schemaVersion')) manifests.set(`${path}@sha256:${file}`, { type, bytes });
  }
}

/** docker with an engine and a builder, which exports what a definition asks for. */
function fakeDocker(fates: Readonly<Record<Name, Fate>>, rigs: readonly Rig[]) {
  const engine = new Map<string, string>();
  const exported: string[] = [];
  const exportTo = (name: Name, output: string) => {
    exported.push(output);
    const { type, dest = '', name: as = '' } = Object.fromEntries(output.split(',').map(pair => pair.split('=')));
    const isBroken = fates[name] === 'broken';
    if (type === 'oci') {
      cpSync(images[name].folder, dest, { recursive: true });
      if (isBroken) rmSync(join(dest, 'index.json'));
    } else if (type === 'docker') {
      if (!isBroken) engine.set(as, rootOf(name)).set(rootOf(name), rootOf(name));
    } else {
      const { fake } = rigs.find(({ registry }) => as.startsWith(`${registry.host}/`))!;
      if (!isBroken) push(fake, as.slice(fake.host.length + 1), name);
    }
  };
  /** docker load, from a layout. */
  const load = (folder: string) => {
    const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
      manifests: { digest: string; annotations: Record<string, string> }[];
    };
    for (const { digest, annotations } of manifests) {
      engine.set(annotations['io.containerd.image.name']!.replace(/^docker\.io\//, ''), digest);
    }
    return ENDED;
  };
  const bake = (args: readonly string[], onStderr: (line: string) => void) => {
    const after = (flag: string) => args[args.indexOf(flag) + 1]!;
    const { target } = JSON.parse(readFileSync(after('--file'), 'utf8')) as {
      target: Record<Name, { output: string[] }>;
    };
    const failing = NAMES.find(name => fates[name] === 'failed');
    for (const name of NAMES) if (name !== failing) for (const output of target[name].output) exportTo(name, output);
    if (failing !== undefined) {
      onStderr(`ERROR: target ${failing}: failed to solve: process "/bin/sh -c make" did not complete successfully`);
      return { ...ENDED, code: 1 };
    }
    const digests = NAMES.filter(name => fates[name] !== 'unreported').map(name => {
      return [name, { 'containerimage.digest': rootOf(name) }] as const;
    });
    writeFileSync(after('--metadata-file'), JSON.stringify(Object.fromEntries(digests)));
    return ENDED;
  };
  const run: Run = async (command, args, { onStderr = () => {} }) => {
    const last = args.at(-1) ?? '';
    if (command === 'bash') return load(last);
    if (args[0] === 'buildx') return bake(args, onStderr);
    if (args[0] === 'tag') {
      const id = engine.get(args[1] ?? '');
      if (id === undefined) return { ...ENDED, code: 1, stderr: 'No such image' };
      engine.set(last, id);
    }
    if (args[1] === 'rm') engine.delete(last);
    if (args[1] !== 'inspect') return ENDED;
    return engine.has(last) ? { ...ENDED, stdout: `${engine.get(last)} 1000` } : { ...ENDED, code: 1 };
  };
  return { run, engine, exported };
}

async function obtainBoth(way: Way, fates: Readonly<Record<Name, Fate>>) {
  const rigs = [await rig()];
  const { run, engine, exported } = fakeDocker(fates, rigs);
  // An image of an earlier run has the real name of one of ours.
  const former = `${rigs[0]!.registry.host}/acme/api:1.2.3`;
  engine.set(former, 'sha256:former');
  const { ready } = await prepared({ home, run, rigs, ...WAYS[way] });
  const caches = await lookForCaches(ready);
  const outcome = await obtain(ready, caches).catch((error: unknown) => error as ActionError);
  const left = await afterPost(ready, home);
  // Ids are no names.
  const names = [...engine].filter(([name]) => !name.startsWith('sha256:'));
  return { outcome, exported, rigs, left, names, kept: [[former, 'sha256:former']] };
}

describe.each(Object.keys(WAYS) as Way[])('two images that are exported %s', way => {
  test('are both obtained', async () => {
    const { outcome, exported, rigs } = await obtainBoth(way, { api: 'built', worker: 'built' });
    expect(outcome).toMatchObject(
      // What the builder has pushed gets another digest, without a subject of its own.
      NAMES.map(name => ({
        built: { result: { digest: way.startsWith('by') ? expect.stringMatching(/^sha256:/) : rootOf(name) } },
      })),
    );
    expect(exported).toHaveLength(2);
    expect(tagsIn(rigs)).toEqual([]);
  });

  test.each(NAMES)('%s fails: the error names it, and nothing is left of the other', async failing => {
    const fates = { api: 'built', worker: 'built', [failing]: 'failed' } as const;
    const { outcome, exported, rigs, left, names, kept } = await obtainBoth(way, fates);
    expect(outcome).toMatchObject({
      code: 'BUILD_FAILED',
      message: `the build failed: target ${failing}: process "/bin/sh -c make" did not complete successfully`,
    });
    expect(exported).toHaveLength(1);
    expect(tagsIn(rigs)).toEqual([]);
    expect([left, names]).toEqual([NOTHING_LEFT, kept]);
  });

  test.each(NAMES)('%s cannot be used: the error names it, and nothing is left of the other', async failing => {
    const fates = { api: 'built', worker: 'built', [failing]: 'broken' } as const;
    const { outcome, rigs, left, names, kept } = await obtainBoth(way, fates);
    expect(outcome).toBeInstanceOf(Error);
    expect((outcome as Error).message).toContain(failing);
    expect(tagsIn(rigs)).toEqual([]);
    expect([left, names]).toEqual([NOTHING_LEFT, kept]);
  });
});

// A layout has its digest itself.
describe.each(['into the engine', 'by digest into the registries'] as const)('two images, %s', way => {
  test.each(NAMES)('%s has no digest: the error names it', async failing => {
    const fates = { api: 'built', worker: 'built', [failing]: 'unreported' } as const;
    const { outcome, rigs, left, names, kept } = await obtainBoth(way, fates);
    expect(outcome).toMatchObject({ code: 'BUILD_FAILED', message: expect.stringContaining(failing) });
    expect(tagsIn(rigs)).toEqual([]);
    expect([left, names]).toEqual([NOTHING_LEFT, kept]);
  });
});

test.each(NAMES)('%s cannot be used: the other is not being loaded any more when the run ends', async failing => {
  const { run, engine } = fakeDocker({ api: 'built', worker: 'built', [failing]: 'broken' }, []);
  const loading: string[] = [];
  const slowly: Run = async (command, args, options) => {
    if (command !== 'bash') return run(command, args, options);
    loading.push('begun');
    for (let turns = 0; turns < 100; turns++) await turn();
    loading.push('ended');
    return run(command, args, options);
  };
  const { ready } = await prepared({ home, run: slowly, ...WAYS['as layouts'] });
  await expect(obtain(ready, await lookForCaches(ready))).rejects.toMatchObject({
    code: 'LAYOUT_INVALID',
    message: expect.stringContaining(`${failing}: `),
  });
  expect(loading).toEqual(['begun', 'ended']);
  expect(engine.size).toBe(1);
  await afterPost(ready, home);
  expect([...engine]).toEqual([]);
});

test('without a failure, the layouts are there until post', async () => {
  const { run } = fakeDocker({ api: 'built', worker: 'built' }, []);
  const { ready } = await prepared({ home, run, ...WAYS['as layouts'] });
  const obtained = await obtain(ready, await lookForCaches(ready));
  const layouts = obtained.map(({ built }) => built.layout ?? '');
  expect(layouts.map(existsSync)).toEqual([true, true]);
  expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
});
