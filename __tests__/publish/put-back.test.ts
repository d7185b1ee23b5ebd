import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, type FakeRegistry, type Fault, type Seen } from '../fakes/registry.ts';
import { closeRigs } from '../registry/rig.ts';
import { dock, layout, PATH } from './dock.ts';

let image: ReturnType<typeof layout>;
beforeAll(() => {
  image = layout();
});
afterAll(() => image.remove());
afterEach(closeRigs);

const TYPE = 'application/vnd.oci.image.manifest.v1+json';
const manifest = (text: string) => ({ type: TYPE, bytes: Buffer.from(JSON.stringify({ [text]: true, layers: [] })) });
const OLD = manifest('old');
const OTHER = manifest('somebody else');
const DENIED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const DOWN: Fault = { status: 503 };

const to = (method: string, reference: string) => (seen: Seen) =>
  seen.method === method && seen.path === `/v2/${PATH}/manifests/${reference}`;
const set = (fake: FakeRegistry, reference: string, held: typeof OLD) =>
  fake.manifests.set(`${PATH}@${reference}`, held);
const seed = (fake: FakeRegistry) => {
  for (const reference of ['1.2.3', 'latest', digestOf(OLD.bytes)]) set(fake, reference, OLD);
};
/** A fault that depends on how often its kind of request was made before. */
const counting = (when: (seen: Seen) => boolean, fault: (n: number) => Fault | undefined) => {
  let n = 0;
  return (seen: Seen) => (when(seen) ? fault(n++) : undefined);
};

/** The second registry refuses `latest` permanently, so the first one's must be undone. */
const refusing = { fault: (seen: Seen) => (to('PUT', 'latest')(seen) ? DENIED : undefined) };

describe('when a tag of another registry is refused', () => {
  test('a tag that somebody else has moved meanwhile is not touched', async () => {
    const meddle = counting(to('HEAD', 'latest'), n => {
      if (n === 1) set(fakes[0]!, 'latest', OTHER);
      return undefined;
    });
    const { publish, fakes, tagged } = await dock([{ fault: meddle }, refusing]);
    for (const fake of fakes) seed(fake);
    const { results, pushed } = await publish(image.folder, { verify: false });
    expect(tagged(0, 'latest')).toBe(digestOf(OTHER.bytes));
    expect(results[1]).toMatchObject({ state: 'superseded', now: digestOf(OTHER.bytes) });
    expect(pushed).toBe('partial');
  });

  test('a former image that the registry has deleted cannot be restored, which is reported', async () => {
    const { publish, fakes, tagged } = await dock([{}, refusing]);
    for (const fake of fakes) seed(fake);
    fakes[0]!.manifests.delete(`${PATH}@${digestOf(OLD.bytes)}`);
    const { results, pushed } = await publish(image.folder);
    expect(tagged(0, 'latest')).toBe(image.root);
    expect(results[1]).toMatchObject({ state: 'stranded', error: expect.stringContaining('no longer has') });
    expect(pushed).toBe('partial');
  });

  test('a restored tag counts as restored even if the answer was lost', async () => {
    // The first PUT is ours; those that restore get no answer.
    const deaf = counting(to('PUT', 'latest'), n => (n === 0 ? undefined : 'lose'));
    const { publish, fakes, tagged } = await dock([{ fault: deaf }, refusing]);
    for (const fake of fakes) seed(fake);
    const { results, pushed } = await publish(image.folder);
    expect(tagged(0, 'latest')).toBe(digestOf(OLD.bytes));
    expect(results[1]).toMatchObject({ state: 'restored' });
    // 1.2.3 was restored too: everything is as before.
    expect(pushed).toBe('false');
  });
});

describe('a write that got no answer', () => {
  test('counts as done if a later read finds it, and the moving tags follow', async () => {
    // All answers to the write are lost, and to the first read; by the second the registry has recovered.
    const writes = counting(to('PUT', '1.2.3'), () => 'lose');
    const looks = counting(to('HEAD', '1.2.3'), n => (n >= 1 && n <= 6 ? DOWN : undefined));
    const { publish, tagged } = await dock([{ fault: seen => writes(seen) ?? looks(seen) }]);
    expect(await publish(image.folder)).toMatchObject({ pushed: 'true', error: undefined });
    expect(tagged(0, 'latest')).toBe(image.root);
  });

  test('is unknown as long as it cannot be read', async () => {
    let dead = false;
    const fault = (seen: Seen): Fault | undefined => {
      dead ||= to('PUT', '1.2.3')(seen);
      return dead ? DOWN : undefined;
    };
    const { publish } = await dock([{ fault }]);
    const { pushed, results } = await publish(image.folder);
    expect([pushed, ...results.map(({ state }) => state)]).toEqual(['partial', 'unknown', 'unchanged']);
  });

  test('and takes effect late is put back', async () => {
    const late = counting(to('PUT', 'latest'), () => {
      // It seems to be refused, but takes effect after we have looked.
      return DENIED;
    });
    const arrives = counting(to('HEAD', 'latest'), n => {
      if (n === 2) set(fakes[0]!, 'latest', fakes[0]!.manifests.get(`${PATH}@${image.root}`)! as typeof OLD);
      return undefined;
    });
    const { publish, fakes, tagged } = await dock([{ fault: seen => arrives(seen) ?? late(seen) }]);
    seed(fakes[0]!);
    const { results } = await publish(image.folder);
    // Only another PUT could fix it, and that is refused: the real state is reported.
    expect(results[1]).toMatchObject({ state: 'stranded' });
    expect(tagged(0, 'latest')).toBe(image.root);
  });
});

describe('a tag whose former value cannot be read', () => {
  const reads = (seen: Seen) => to('HEAD', '1.2.3')(seen) || to('GET', '1.2.3')(seen);
  const unreadable = { fault: (seen: Seen) => (reads(seen) ? DENIED : undefined) };

  test('could not be put back, so nothing is tagged', async () => {
    const { publish, tagged } = await dock([unreadable, {}]);
    await expect(publish(image.folder)).rejects.toMatchObject({ code: 'AUTH_DENIED' });
    expect([tagged(0, 'latest'), tagged(1, 'latest')]).toEqual([undefined, undefined]);
  });

  test('only fails an optional registry; the result says why', async () => {
    const { publish, tagged } = await dock([{ ...unreadable, optional: true }, {}]);
    const { pushed, results } = await publish(image.folder);
    expect([pushed, tagged(0, 'latest'), tagged(1, 'latest')]).toEqual(['true', undefined, image.root]);
    expect(results[0]).toMatchObject({ state: 'unchanged', error: expect.stringContaining('reading tag 1.2.3') });
  });
});

test('an optional registry that refuses a tag is a warning', async () => {
  const { publish, log } = await dock([{ ...refusing, optional: true }, {}]);
  expect(await publish(image.folder)).toMatchObject({ pushed: 'true', error: undefined });
  expect(log.lines.filter(line => /^warning: .*latest.*optional/.test(line))).toHaveLength(1);
});

test('a registry whose reads lag behind its writes is read again', async () => {
  const lagging = counting(to('HEAD', 'latest'), n => (n < 3 ? { status: 404 } : undefined));
  const { publish } = await dock([{ fault: lagging }]);
  expect(await publish(image.folder)).toMatchObject({ pushed: 'true', error: undefined });
});
