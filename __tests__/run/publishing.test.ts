import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import type { Run } from '../../src/host/ports.ts';
import type { Digest } from '../../src/oci/types.ts';
import { publishImages, writeLayouts } from '../../src/run/publishing.ts';
import type { ReadyRun, TestedImage } from '../../src/run/workbench.ts';
import type { Fault } from '../fakes/registry.ts';
import { layout } from '../publish/dock.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import {
  afterPost,
  createHome,
  ENDED,
  exported,
  type Home,
  NAMES,
  type Name,
  NOTHING_LEFT,
  prepared,
  tagsIn,
} from './two-images.ts';

/** What follows the gates of two images, if it fails for one of them: nothing of the other is published. */

let home: Home;
let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
/** What the artifact service was asked to store. */
let uploads: string[];
beforeEach(() => {
  home = createHome();
  images = { api: layout({ revision: 'a' }), worker: layout({ revision: 'b' }) };
  uploads = [];
});
afterEach(async () => {
  home.remove();
  for (const image of Object.values(images)) image.remove();
  await closeRigs();
});

const rootOf = (name: Name) => images[name].root as Digest;
const DENIED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
/** Of an API that stores artifacts, at GitHub. */
const SERVICE = { ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_RESULTS_URL: 'http://results.invalid/' };
const PART = { ...SERVICE, platforms: 'linux/amd64,linux/arm64', part: 'linux/amd64' };

/** The process that uploads artifacts, and a docker without any image. */
const storing =
  (refusal = ''): Run =>
  async (command, [, request = '{}'], { onStdout = () => {} }) => {
    if (command === 'docker') return { ...ENDED, code: request === 'inspect' ? 1 : 0 };
    const { artifacts } = JSON.parse(request) as { artifacts: { name: string }[] };
    uploads.push(...artifacts.map(({ name }) => name));
    onStdout(refusal === '' ? 'RESULT null' : `FAILED ${JSON.stringify(refusal)}`);
    return refusal === '' ? ENDED : { ...ENDED, code: 1 };
  };

const tested = (ready: ReadyRun): readonly TestedImage[] =>
  exported(ready, images).map(one => ({ ...one, tested: [] }));

/** Takes the configuration from an exported image: unlike the layers, the other image does not have it. */
function spoil(name: Name): void {
  rmSync(join(images[name].folder, 'blobs/sha256', images[name].blobs[0]!.slice(7)));
}

/** Two registries; the second refuses what belongs to this image. */
async function refusing(name: Name | undefined, method: string, part: RegExp): Promise<readonly Rig[]> {
  const isOf = (path: string) => name !== undefined && path.startsWith(`/v2/acme/${name}/`) && part.test(path);
  return [await rig(), await rig({ fault: seen => (seen.method === method && isOf(seen.path) ? DENIED : undefined) })];
}

describe('parts as artifacts', () => {
  /** Writes the layouts of both. */
  async function write(before: (ready: ReadyRun) => void = () => {}) {
    const { ready, log } = await prepared({ home, run: storing(), given: PART });
    before(ready);
    const outcome = await writeLayouts(ready, tested(ready)).catch((error: unknown) => error as ActionError);
    const written = NAMES.map((_, at) => existsSync(join(ready.folder.path, 'parts', String(at), 'image.tar')));
    return { ready, log, outcome, written };
  }

  test('both are written', async () => {
    const { ready, outcome, written } = await write();
    expect([outcome, written]).toEqual([undefined, [true, true]]);
    await publishImages(ready, tested(ready));
    expect(uploads).toHaveLength(2);
    expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
  });

  test.each<[Name, readonly boolean[]]>([
    ['api', [false, false]],
    ['worker', [true, false]],
  ])('%s lacks a blob: the error names it, and none is handed over', async (failing, complete) => {
    spoil(failing);
    const { ready, outcome, written } = await write();
    expect(outcome).toMatchObject({ message: expect.stringMatching(new RegExp(`^${failing}: .*ENOENT`, 's')) });
    expect([written, uploads]).toEqual([complete, []]);
    expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
  });

  test.each<[Name, number]>([
    ['api', 0],
    ['worker', 1],
  ])('%s cannot be put in its place: the error names it, and none is handed over', async (failing, at) => {
    const { ready, outcome } = await write(({ folder }) =>
      mkdirSync(join(folder.path, 'parts', String(at), 'image.tar')),
    );
    expect(outcome).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^${failing}: \`layout\` names .*, which already exists and is not a file`),
      ),
    });
    expect(uploads).toEqual([]);
    expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
  });
});

describe('parts in registries', () => {
  const given = { ...PART, 'hand-over': 'registry' };

  async function publish(rigs: readonly Rig[], run = storing()) {
    const { ready } = await prepared({ home, run, given, rigs });
    const outcome = await publishImages(ready, tested(ready)).catch((error: unknown) => error as ActionError);
    return { ready, outcome };
  }

  test('both are uploaded, and handed over without a tag', async () => {
    const rigs = await refusing(undefined, '', /^/);
    const { ready, outcome } = await publish(rigs);
    expect(outcome).toBeUndefined();
    expect(uploads).toHaveLength(2);
    for (const { fake } of rigs) {
      for (const name of NAMES) expect(fake.manifests.has(`acme/${name}@${rootOf(name)}`)).toBe(true);
    }
    expect(tagsIn(rigs)).toEqual([]);
    expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
  });

  describe.each(NAMES)('%s', failing => {
    test.each<[string, string, RegExp]>([
      ['a blob', 'POST', /\/blobs\/uploads\//],
      ['a manifest', 'PUT', /\/manifests\/sha256:/],
    ])('%s is refused: the error names its repository, and none is handed over', async (_what, method, path) => {
      const rigs = await refusing(failing, method, path);
      const { ready, outcome } = await publish(rigs);
      const [, second] = rigs;
      expect(outcome).toMatchObject({
        code: 'AUTH_DENIED',
        message: expect.stringContaining(`uploading the part failed: ${second!.registry.host}/acme/${failing}: `),
      });
      expect([uploads, tagsIn(rigs)]).toEqual([[], []]);
      expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
    });

    test('lacks a blob: the error names it, and none is handed over', async () => {
      spoil(failing);
      const rigs = await refusing(undefined, '', /^/);
      const { ready, outcome } = await publish(rigs);
      expect(outcome).toMatchObject({ message: expect.stringContaining(failing) });
      expect([uploads, tagsIn(rigs)]).toEqual([[], []]);
      expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
    });

    test('is another image than the built one: the error names it, and none is handed over', async () => {
      const rigs = await refusing(undefined, '', /^/);
      const { ready } = await prepared({ home, run: storing(), given, rigs });
      const changed = tested(ready).map((one, at) => {
        const result = { ...one.built.result, digest: `sha256:${'0'.repeat(64)}` as const };
        return NAMES[at] === failing ? { ...one, built: { ...one.built, result } } : one;
      });
      await expect(publishImages(ready, changed)).rejects.toMatchObject({
        code: 'DIGEST_MISMATCH',
        message: expect.stringMatching(new RegExp(`^${failing}: Digest mismatch`)),
      });
      expect([uploads, tagsIn(rigs)]).toEqual([[], []]);
      expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
    });
  });

  test('the service takes only one of the records: no tag is written', async () => {
    const rigs = await refusing(undefined, '', /^/);
    const { ready, outcome } = await publish(rigs, storing('worker: full'));
    expect(outcome).toMatchObject({ code: 'ARTIFACT_FAILED', message: expect.stringMatching(/: worker: full$/) });
    expect(tagsIn(rigs)).toEqual([]);
    expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
  });
});
