import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { fleetAround, immutableGuard, stageExisting } from '../../src/publish/existing.ts';
import { preflight } from '../../src/publish/preflight.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import type { FakeOptions, Fault, Seen } from '../fakes/registry.ts';
import { tokenAuth } from '../fakes/registry-token.ts';
import { imagePlan } from '../fakes/values.ts';
import { closeRigs } from '../registry/rig.ts';
import { type Dock, dock, layout, PATH } from './dock.ts';

const COMMIT = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);

let image: ReturnType<typeof layout>;
let rebuilt: ReturnType<typeof layout>;
let other: ReturnType<typeof layout>;
beforeAll(() => {
  image = layout({ revision: COMMIT });
  // The same platform manifest under a separate index.
  rebuilt = layout({ revision: COMMIT, attestation: 'another run' });
  other = layout({ revision: OTHER });
});
afterAll(() => {
  for (const each of [image, rebuilt, other]) each.remove();
});
afterEach(closeRigs);

const denied: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const starts = (seen: Seen) => seen.method === 'POST' && seen.path.includes('/blobs/uploads/');
const refusing = (fault: Fault): FakeOptions => ({ fault: seen => (starts(seen) ? fault : undefined) });

async function check(
  { fleet, rigs }: Dock,
  options: { preflight?: boolean; immutableTags?: string[]; revision?: string } = {},
) {
  const labels = [`org.opencontainers.image.revision=${options.revision ?? COMMIT}`];
  const registries = new Map(rigs.map(({ registry }) => [registry.host, registry]));
  const inputs = {
    preflight: options.preflight ?? true,
    immutableTags: options.immutableTags ?? ['*.*.*'],
    keepsUploads: false,
  };
  const image = imagePlan({ labels });
  const [kept] = await preflight(inputs, [{ image, fleet }], registries);
  return kept;
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => new Error('did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ActionError)) throw error;
  return error;
}

describe('the permission to push', () => {
  test('is proved by an upload that is started and cancelled', async () => {
    const made = await dock([{}]);
    expect(await check(made, { immutableTags: [] })).toBeUndefined();
    expect(made.fakes[0]!.trace()[0]).toBe(`POST /v2/${PATH}/blobs/uploads/`);
  });

  test('costs one token, which staging reuses', async () => {
    const auth = tokenAuth();
    const made = await dock([{ auth }]);
    await check(made, { immutableTags: [] });
    await made.publish(image.folder);
    expect(auth.tokens.size).toBe(1);
  });

  test('every failing registry is reported in one error, each with its remedy', async () => {
    const made = await dock([
      refusing(denied),
      {},
      refusing({ status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' }),
    ]);
    const error = await failure(check(made, { immutableTags: [] }));
    expect(error.code).toBe('PUBLISH_FAILED');
    const [a, b, c] = made.fakes.map(({ host }) => host);
    expect(error.message).toMatch(
      new RegExp(`^Cannot publish; nothing was built or pushed: ${a}/.* \\(403 .*\n  → .*\n${c}/.*404.*\n  → `),
    );
    expect(error.message).not.toContain(b);
  });

  test("an optional registry's is a warning", async () => {
    const made = await dock([{ ...refusing(denied), optional: true }, {}]);
    await check(made, { immutableTags: [] });
    expect(made.fleet.alive().map(({ destination }) => destination.registry)).toEqual([made.fakes[1]!.host]);
    expect(made.log.lines.filter(line => line.startsWith('warning: '))).toHaveLength(1);
  });

  test('`preflight: false` only checks for missing credentials', async () => {
    const made = await dock([refusing(denied)]);
    await check(made, { preflight: false, immutableTags: [] });
    expect(made.fakes[0]!.trace()).toEqual(['GET /v2/']);
  });
});

describe('immutable tags', () => {
  /** Registries that contain these images under 1.2.3. */
  async function held(...folders: ({ folder: string } | undefined)[]): Promise<Dock> {
    const made = await dock(folders.map(() => ({})));
    for (const [n, each] of folders.entries()) {
      if (each === undefined) continue;
      const alone = await dock([{}]);
      await alone.publish(each.folder);
      for (const [key, value] of alone.fakes[0]!.manifests) {
        if (!key.endsWith('@latest')) made.fakes[n]!.manifests.set(key, value);
      }
      for (const [key, value] of alone.fakes[0]!.blobs) made.fakes[n]!.blobs.set(key, value);
    }
    return made;
  }

  test.each<[string, () => Promise<Dock>, boolean]>([
    ['that do not exist: nothing is kept', () => held(undefined, undefined), false],
    ['of this commit: its image is kept', () => held(image, image), true],
    ['of this commit in one registry: kept', () => held(undefined, image), true],
  ])('%s', async (_what, make, isKept) => {
    const kept = await check(await make());
    expect(kept?.image.digest).toBe(isKept ? image.root : undefined);
    expect([...(kept?.same ?? [])]).toEqual([]);
  });

  test('of another commit: rejected before the build, and tags that may move are not read', async () => {
    const made = await held(image, other);
    const error = await failure(check(made));
    const [, b] = made.fakes.map(({ host }) => host);
    expect(error.code).toBe('TAG_IMMUTABLE');
    expect(error.message).toBe(
      `Cannot publish; nothing was built or pushed: ${b}/${PATH}:1.2.3 already exists for commit dddddddddddd; \`immutable-tags\` forbids moving it to cccccccccccc`,
    );
    expect(error.hint).toMatch(/new tag/);
    expect(made.fakes.flatMap(fake => fake.trace()).filter(line => line.includes('latest'))).toEqual([]);
  });

  test('are not read without patterns', async () => {
    expect(await check(await held(other, other), { immutableTags: [] })).toBeUndefined();
  });

  test('a re-run points missing tags and registries to the published image', async () => {
    const made = await held(undefined, image);
    const kept = (await check(made))!;
    const fleet = fleetAround(kept, made.fleet, made.log);
    const stage = () => stageExisting(kept.image, createDistributor(fleet));
    const { pushed, results } = await made.publish('', { fleet, stage });
    expect([pushed, results.every(({ verified }) => verified)]).toEqual(['true', true]);
    for (const n of [0, 1]) for (const tag of ['1.2.3', 'latest']) expect(made.tagged(n, tag)).toBe(image.root);
    expect([...made.fakes[0]!.blobs.keys()].sort()).toEqual([...image.blobs].sort());
  });

  test('if another run writes one during the build, no tag is moved', async () => {
    const made = await dock([{}, {}]);
    expect(await check(made)).toBeUndefined();
    const late = await held(other);
    for (const [key, value] of late.fakes[0]!.manifests) made.fakes[1]!.manifests.set(key, value);
    const error = await failure(made.publish(image.folder, { guard: immutableGuard(made.fleet, ['*.*.*']) }));
    expect(error.message).toMatch(/another run wrote \S+1\.2\.3 in the meantime/);
    expect([made.tagged(0, '1.2.3'), made.tagged(1, '1.2.3')]).toEqual([undefined, other.root]);
  });

  test('the same image under another digest is kept, whatever its attestations', async () => {
    const made = await held(image, rebuilt);
    const kept = (await check(made))!;
    expect(rebuilt.root).not.toBe(image.root);
    expect([kept.image.digest, [...kept.same]]).toEqual([image.root, [`${made.fakes[1]!.host}/${PATH}:1.2.3`]]);
    const [first, second] = fleetAround(kept, made.fleet, made.log).targets;
    expect(first!.destination.tags.map(({ name }) => name)).toEqual(['1.2.3', 'latest']);
    expect(second!.destination.tags.map(({ name }) => name)).toEqual(['latest']);
  });

  test("a registry's own rule against moving a tag is recognized, with advice for a re-run", async () => {
    const made = await dock([{ immutable: true }]);
    await made.publish(other.folder);
    const { error, results } = await made.publish(image.folder);
    expect(error?.message).toMatch(/1\.2\.3 was not written.*the tag exists and may not be moved/s);
    expect(error?.hint).toContain('`immutable-tags`');
    expect(results.map(({ state }) => state)).not.toContain('published');
  });
});
