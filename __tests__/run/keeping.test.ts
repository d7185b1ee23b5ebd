import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import type { Publication } from '../../src/publish/publish.ts';
import { isPublished, keepPublished, publishImages } from '../../src/run/publishing.ts';
import type { ReadyRun, TestedImage } from '../../src/run/workbench.ts';
import type { Fault, Seen } from '../fakes/registry.ts';
import { digestAt, layout } from '../publish/dock.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import { COMMIT, checked, createHome, ENDED, exported, type Home, NAMES, type Name, prepared } from './two-images.ts';

/** Two images are published, and an earlier run has published one or both of them. */

type Image = ReturnType<typeof layout>;
let home: Home;
let images: Readonly<Record<Name, Image>>;
/** What the earlier run built of the same commit: the same, with another attestation. */
let former: Readonly<Record<Name, Image>>;
/** A request that is refused from now on. */
let refused: ((seen: Seen) => boolean) | undefined;
let rigs: readonly Rig[];
beforeEach(async () => {
  home = createHome();
  const [api, worker] = NAMES.map((_, at) => ({ revision: COMMIT, architecture: ['amd64', 'arm64'][at]! }));
  const attestation = 'of the former run';
  images = { api: layout(api), worker: layout(worker) };
  former = { api: layout({ ...api, attestation }), worker: layout({ ...worker, attestation }) };
  refused = undefined;
  const fault = (seen: Seen): Fault | undefined =>
    refused?.(seen) ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' } : undefined;
  rigs = [await rig({ fault }), await rig({ fault })];
});
afterEach(async () => {
  home.remove();
  for (const image of [...Object.values(former), ...Object.values(images)]) image.remove();
  await closeRigs();
});

const run = async () => ({ ...ENDED, code: 1 });
const otherThan = (name: Name): Name => (name === 'api' ? 'worker' : 'api');
const IMMUTABLE = { 'immutable-tags': '*.*.*' };
const SKIPS = { ...IMMUTABLE, 'skip-existing': 'true' };
const UNCHANGED = { 'skip-unchanged': 'true' };

/** The run, and what it reports of its publish. */
async function readied(given: Readonly<Record<string, string>>) {
  const { ready, log } = await prepared({ home, run, given, rigs });
  const reported: { publication: Publication; reason: string }[] = [];
  const published = (publication: Publication, reason: string) => {
    reported.push({ publication, reason });
    ready.report.published(publication, reason);
  };
  return { ready: await checked({ ...ready, report: { ...ready.report, published } }, rigs), log, reported };
}

/** The end of a publish: its error, and what was reported. */
async function endOf({ reported }: Awaited<ReturnType<typeof readied>>, work: Promise<void>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown as ActionError,
  );
  expect(reported.length).toBeLessThan(2);
  const { publication, reason } = reported[0] ?? {};
  const kept = Object.fromEntries(publication?.images.map(one => [one.name, one.kept]) ?? []);
  return { error, pushed: publication?.pushed, reason, kept };
}

const built = (ready: ReadyRun, from = images): readonly TestedImage[] =>
  exported(ready, from).map(one => ({ ...one, tested: [] }));

async function publishBoth(given: Readonly<Record<string, string>>, from = images) {
  const readying = await readied(given);
  return { ...(await endOf(readying, publishImages(readying.ready, built(readying.ready, from)))), log: readying.log };
}

async function keepBoth() {
  const readying = await readied(SKIPS);
  expect(isPublished(readying.ready)).toBe(true);
  return endOf(readying, keepPublished(readying.ready));
}

/** The earlier run has published these images. */
async function published(...names: readonly Name[]): Promise<void> {
  await publishBoth({}, former);
  const others = NAMES.filter(name => !names.includes(name));
  for (const { fake } of rigs) {
    for (const key of fake.manifests.keys()) {
      if (others.some(name => key.startsWith(`acme/${name}@`))) fake.manifests.delete(key);
    }
    for (const name of others) fake.blobs.delete(former[name].blobs[0]!);
    fake.seen.length = 0;
  }
}

/** What a tag names in each registry. */
const named = (name: Name, tag: string) => rigs.map(({ fake }) => digestAt(fake, `acme/${name}`, tag));
const both = (digest: string | undefined) => [digest, digest];
const immutableOf = (name: Name) => `${rigs[0]!.registry.host}/acme/${name}:1.2.3`;
/** Requests that set tags. */
const taggings = () =>
  rigs.flatMap(({ fake }) =>
    fake.seen.filter(({ method, path }) => method === 'PUT' && /\/manifests\/(?!sha256:)/.test(path)),
  );

/** Takes the configuration from an exported image. */
function spoil({ folder, blobs }: Image): void {
  rmSync(join(folder, 'blobs/sha256', blobs[0]!.slice(7)));
}

test('neither is there: both are published', async () => {
  const { error, pushed, reason, kept } = await publishBoth(IMMUTABLE);
  expect([error, pushed, reason]).toEqual([undefined, 'true', '']);
  expect(kept).toEqual({ api: undefined, worker: undefined });
  for (const name of NAMES) expect(named(name, '1.2.3')).toEqual(both(images[name].root));
});

describe.each(NAMES)('this commit of %s is published', name => {
  const other = otherThan(name);
  beforeEach(() => published(name));

  test('it is kept, the other is published, and the reason of the run stays that of its plan', async () => {
    const { error, pushed, reason, kept } = await publishBoth(IMMUTABLE);
    expect([error, pushed, reason]).toEqual([undefined, 'true', '']);
    expect(kept).toEqual({
      [name]: { why: `this commit is already published as ${immutableOf(name)}; its digest is kept`, isChanged: false },
      [other]: undefined,
    });
    for (const tag of ['1.2.3', 'latest']) {
      expect([named(name, tag), named(other, tag)]).toEqual([both(former[name].root), both(images[other].root)]);
    }
  });

  test('with `skip-existing`, both are built', async () => {
    const { ready } = await readied(SKIPS);
    expect(isPublished(ready)).toBe(false);
  });

  test('the other lacks a blob: the error names it, and no tag is written', async () => {
    spoil(images[other]);
    const { error, pushed } = await publishBoth(IMMUTABLE);
    expect(error?.message).toContain(`/acme/${other}: `);
    expect(error?.message).not.toContain(`/acme/${name}: `);
    expect(pushed).toBeUndefined();
    expect([named(name, 'latest'), named(other, 'latest')]).toEqual([both(former[name].root), both(undefined)]);
    expect(taggings()).toEqual([]);
  });

  test('the other is refused: the error names it, and no tag is written', async () => {
    refused = ({ method, path }) => method === 'PUT' && path.startsWith(`/v2/acme/${other}/manifests/`);
    const { error } = await publishBoth(IMMUTABLE);
    expect(error).toMatchObject({ code: 'AUTH_DENIED', message: expect.stringContaining(`/acme/${other}`) });
    expect(error?.message).not.toContain(`/acme/${name}`);
    expect([named(name, '1.2.3'), named(other, '1.2.3')]).toEqual([both(former[name].root), both(undefined)]);
  });

  test('the kept one can no longer be read: the error names it, and the other gets no tag', async () => {
    const readying = await readied(IMMUTABLE);
    for (const { fake } of rigs) fake.manifests.delete(`acme/${name}@${former[name].root}`);
    const { error } = await endOf(readying, publishImages(readying.ready, built(readying.ready)));
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringMatching(new RegExp(`^${name}: `)) });
    expect(named(other, '1.2.3')).toEqual(both(undefined));
  });
});

describe('this commit of both is published', () => {
  beforeEach(() => published(...NAMES));

  test('both are kept: the reason is that of each', async () => {
    const { error, pushed, reason, kept } = await publishBoth(IMMUTABLE);
    expect([error, pushed]).toEqual([undefined, 'true']);
    const why = NAMES.map(name => `this commit is already published as ${immutableOf(name)}; its digest is kept`);
    expect([reason, Object.values(kept).map(one => one?.why)]).toEqual([why.join('; '), why]);
  });

  test('with `skip-existing`, nothing is built, and nothing counts as pushed', async () => {
    const { error, pushed, reason } = await keepBoth();
    expect([error, pushed]).toEqual([undefined, 'false']);
    expect(reason).toBe(
      NAMES.map(name => `this commit is already published as ${immutableOf(name)}, so nothing was built`).join('; '),
    );
    expect(taggings()).toEqual([]);
  });

  test.each(NAMES)('with `skip-existing`, a tag that %s lacks is written, and counts as pushed', async name => {
    rigs[1]!.fake.manifests.delete(`acme/${name}@latest`);
    const { error, pushed, kept } = await keepBoth();
    expect([error, pushed]).toEqual([undefined, 'true']);
    expect([kept[name]?.isChanged, kept[otherThan(name)]?.isChanged]).toEqual([true, false]);
    expect(named(name, 'latest')).toEqual(both(former[name].root));
  });

  test.each(NAMES)('with `skip-existing`, the tag that %s lacks is refused: the error names it', async name => {
    for (const { fake } of rigs) fake.manifests.delete(`acme/${name}@latest`);
    refused = ({ method, path }) => method === 'PUT' && path === `/v2/acme/${name}/manifests/latest`;
    const { error, pushed } = await keepBoth();
    expect(error?.message).toContain(`/acme/${name}:latest`);
    expect(error?.message).not.toContain(`/acme/${otherThan(name)}`);
    expect([pushed, named(otherThan(name), 'latest')]).toEqual(['false', both(former[otherThan(name)].root)]);
  });
});

describe('with `skip-unchanged`', () => {
  const unchangedIn = (name: Name) =>
    `${name} has not changed since ${rigs[0]!.registry.host}/acme/${name}:latest was built, so that digest is kept`;

  test.each(NAMES)('%s has not changed, and the other is new: only the other is published anew', async name => {
    const other = otherThan(name);
    await published(name);
    const { error, pushed, reason, kept } = await publishBoth(UNCHANGED);
    expect([error, pushed, reason]).toEqual([undefined, 'true', '']);
    expect(kept).toEqual({ [name]: { why: unchangedIn(name), isChanged: false }, [other]: undefined });
    expect([named(name, 'latest'), named(other, 'latest')]).toEqual([
      both(former[name].root),
      both(images[other].root),
    ]);
  });

  test('neither has changed: nothing counts as pushed', async () => {
    await published(...NAMES);
    const { error, pushed, reason } = await publishBoth(UNCHANGED);
    expect([error, pushed, reason]).toEqual([undefined, 'false', NAMES.map(unchangedIn).join('; ')]);
  });

  test.each(NAMES)('neither has changed, and %s gets a new tag: that counts as pushed', async name => {
    await published(...NAMES);
    for (const { fake } of rigs) fake.manifests.delete(`acme/${name}@1.2.3`);
    const { error, pushed } = await publishBoth(UNCHANGED);
    expect([error, pushed, named(name, '1.2.3')]).toEqual([undefined, 'true', both(former[name].root)]);
  });

  test.each(NAMES)('%s has not changed, and the other lacks a blob: no tag is written', async name => {
    const other = otherThan(name);
    await published(name);
    spoil(images[other]);
    const { error } = await publishBoth(UNCHANGED);
    expect(error?.message).toContain(`/acme/${other}: `);
    expect(error?.message).not.toContain(`/acme/${name}: `);
    expect([named(name, 'latest'), named(other, 'latest')]).toEqual([both(former[name].root), both(undefined)]);
  });
});
