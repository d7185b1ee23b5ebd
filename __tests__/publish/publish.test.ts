import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { closeRigs } from '../registry/rig.ts';
import { dock, layout, PATH } from './dock.ts';

let image: ReturnType<typeof layout>;
beforeAll(() => {
  image = layout();
});
afterAll(() => image.remove());
afterEach(closeRigs);

const OLD = { type: 'application/vnd.oci.image.manifest.v1+json', bytes: Buffer.from('{"old":true,"layers":[]}') };
const OLD_DIGEST = digestOf(OLD.bytes);
const DENIED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };

const putTag = (tag: string) => (seen: Seen) => seen.method === 'PUT' && seen.path === `/v2/${PATH}/manifests/${tag}`;
const failing = (when: (seen: Seen) => boolean, fault: Fault) => (seen: Seen) => (when(seen) ? fault : undefined);

describe('publish', () => {
  test('every tag of every registry names the same digest, verified', async () => {
    const { publish, tagged } = await dock([{}, {}]);
    const { pushed, results, error } = await publish(image.folder);
    expect([pushed, error]).toEqual(['true', undefined]);
    expect(results.map(({ state, verified }) => [state, verified])).toEqual(Array(4).fill(['published', true]));
    for (const n of [0, 1]) for (const tag of ['1.2.3', 'latest']) expect(tagged(n, tag)).toBe(image.root);
  });

  test('no tag is written before every registry holds every manifest and blob; immutable tags come first', async () => {
    const order: string[] = [];
    const note = (name: string) => (seen: Seen) => {
      if (seen.method === 'PUT') order.push(`${name} ${seen.path.replace(/.*\/(manifests|blobs)\//, '$1 ')}`);
      return undefined;
    };
    const { publish } = await dock([{ fault: note('a') }, { fault: note('b') }]);
    await publish(image.folder);
    const kinds = order.map(line => (/manifests sha256/.test(line) || /blobs/.test(line) ? 'stage' : line.slice(2)));
    expect(kinds.slice(-4)).toEqual(['manifests 1.2.3', 'manifests 1.2.3', 'manifests latest', 'manifests latest']);
    expect(new Set(kinds.slice(0, -4))).toEqual(new Set(['stage']));
  });

  test('with one tag in one repository, the root manifest is written once, by its tag', async () => {
    const { publish, fakes, tagged } = await dock([{ tags: [{ name: '1', moving: true, from: 'rule' }] }]);
    const { pushed, error, results } = await publish(image.folder);
    expect([pushed, error, results[0]!.verified]).toEqual(['true', undefined, true]);
    expect(tagged(0, '1')).toBe(image.root);
    const puts = fakes[0]!.trace().filter(line => /^PUT .*manifests/.test(line));
    expect(puts).toHaveLength(2);
    expect(puts.at(-1)).toMatch(/manifests\/1$/);
  });

  test('if a registry refuses a blob, no tag changes, and the others still get the bytes', async () => {
    const refuse = failing(seen => seen.method === 'POST', DENIED);
    const { publish, fakes, tagged } = await dock([{ fault: refuse }, {}]);
    await expect(publish(image.folder)).rejects.toMatchObject({ code: 'AUTH_DENIED' });
    expect([tagged(0, 'latest'), tagged(1, 'latest')]).toEqual([undefined, undefined]);
    expect([...fakes[1]!.blobs.keys()].sort()).toEqual([...image.blobs].sort());
  });

  test("an optional registry's failure is a warning and does not delay the others", async () => {
    const { publish, log, tagged } = await dock([{ fault: () => DENIED, optional: true }, {}]);
    expect(await publish(image.folder)).toMatchObject({ pushed: 'true', error: undefined });
    expect(tagged(1, 'latest')).toBe(image.root);
    expect(log.lines.filter(line => line.startsWith('warning: '))).toHaveLength(1);
  });

  test('if a tag cannot be written, moved tags are put back, and moving tags are not tried', async () => {
    const { publish, fakes, tagged } = await dock([{ fault: failing(putTag('1.2.3'), DENIED) }, {}]);
    for (const fake of fakes) {
      for (const reference of ['1.2.3', 'latest', OLD_DIGEST]) {
        fake.manifests.set(`${PATH}@${reference}`, OLD);
      }
    }
    const { pushed, results, error } = await publish(image.folder);
    expect(error).toMatchObject({ code: 'PUBLISH_FAILED' });
    expect(pushed).toBe('false');
    expect(results.map(({ tag, state }) => `${tag.name} ${state}`)).toEqual([
      '1.2.3 unchanged',
      'latest unchanged',
      '1.2.3 restored',
      'latest unchanged',
    ]);
    for (const n of [0, 1]) expect(tagged(n, '1.2.3')).toBe(OLD_DIGEST);
  });

  test('a new tag is kept if another could not be written, and the result says so', async () => {
    const { publish, tagged } = await dock([{ fault: failing(putTag('1.2.3'), DENIED) }, {}]);
    const { pushed, results } = await publish(image.folder);
    expect(pushed).toBe('partial');
    expect(results.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'stranded', 'unchanged']);
    expect(tagged(1, '1.2.3')).toBe(image.root);
  });

  test('a tag whose answer was lost counts as written if it is there', async () => {
    const { publish } = await dock([{ fault: failing(putTag('latest'), 'lose') }]);
    expect(await publish(image.folder)).toMatchObject({ pushed: 'true', error: undefined });
  });

  test('a tag that already names the digest is not written again', async () => {
    const { publish, fakes } = await dock([{}]);
    await publish(image.folder);
    const before = fakes[0]!.seen.length;
    await publish(image.folder);
    expect(fakes[0]!.seen.slice(before).filter(putTag('latest'))).toEqual([]);
  });

  test('an existing blob is looked up once, an uploaded one twice', async () => {
    const { publish, fakes } = await dock([{}]);
    const asked = () => fakes[0]!.seen.filter(seen => seen.method === 'HEAD' && seen.path.includes('/blobs/'));
    await publish(image.folder);
    const sent = asked().length;
    await publish(image.folder);
    expect(asked().length - sent).toBe(sent / 2);
  });

  test.each([
    ['a blob', (seen: Seen) => seen.method === 'HEAD' && seen.path.includes('/blobs/')],
    ['a tag', (seen: Seen) => seen.method === 'HEAD' && seen.path.endsWith('/latest')],
    ['a child manifest', (seen: Seen) => seen.method === 'HEAD' && seen.path.includes('/manifests/sha256')],
  ])('%s that is missing after the push is reported as unverified', async (_what, when) => {
    let tagging = false;
    const fault = (seen: Seen): Fault | undefined => {
      tagging ||= putTag('latest')(seen);
      return tagging && when(seen) ? { status: 404 } : undefined;
    };
    const { publish } = await dock([{ fault }]);
    const { pushed, error, results } = await publish(image.folder);
    expect([pushed, error?.code]).toEqual(['true', 'VERIFY_FAILED']);
    expect(results.some(result => !result.verified && result.error !== undefined)).toBe(true);
  });

  test('a cancel before the first tag moves no tag', async () => {
    const cancel = new AbortController();
    const fault = (seen: Seen) => {
      if (seen.method === 'PUT' && seen.path.includes('/manifests/sha256')) cancel.abort();
      return undefined;
    };
    const { publish, tagged } = await dock([{ fault }]);
    await expect(publish(image.folder, { signal: cancel.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(tagged(0, '1.2.3')).toBeUndefined();
  });
});
