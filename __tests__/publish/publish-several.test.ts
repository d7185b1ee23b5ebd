import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { type Publishing, type PublishPorts, publish } from '../../src/publish/publish.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { stageLayout } from '../../src/staging/layout.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { closeRigs, rig } from '../registry/rig.ts';
import { digestAt, layout, publishPorts, TAGS } from './dock.ts';

/** Two images of one run, the api and the worker, each in a separate repository in the same two registries. */
const NAMES = ['api', 'worker'] as const;
type Name = (typeof NAMES)[number];

let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
beforeAll(() => {
  images = { api: layout({ revision: 'a' }), worker: layout({ revision: 'b' }) };
});
afterAll(() => {
  for (const image of Object.values(images)) image.remove();
});
afterEach(closeRigs);

const OLD = { type: 'application/vnd.oci.image.manifest.v1+json', bytes: Buffer.from('{"old":true,"layers":[]}') };
const OLD_DIGEST = digestOf(OLD.bytes);
const DENIED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };

/** Publishes both while the second registry has this fault. Every tag points to an older image before. */
async function publishBoth(
  fault: (seen: Seen) => Fault | undefined,
  over: Partial<Publishing> = {},
  ports: Partial<PublishPorts> = {},
) {
  const log = recordingLog();
  const rigs = [await rig({}), await rig({ fault })];
  for (const { fake } of rigs) {
    for (const name of NAMES) {
      for (const reference of ['1.2.3', 'latest', OLD_DIGEST]) fake.manifests.set(`acme/${name}@${reference}`, OLD);
    }
  }
  const publishing = NAMES.map((name): Publishing => {
    const targets = rigs.map(({ registry }) => ({
      repository: registry.repository(`acme/${name}`),
      destination: {
        registry: registry.host,
        path: `acme/${name}`,
        name: `${registry.host}/acme/${name}`,
        tags: TAGS,
        optional: false,
        decision: { push: true, reason: '' },
      },
    }));
    const fleet = createFleet(targets, log, { isAlone: false });
    const stage = (closing: () => void) => stageLayout(images[name].folder, createDistributor(fleet, { closing }));
    return { name, fleet, stage, ...(name === 'worker' && over) };
  });
  const publication = await publish(publishing, { ...publishPorts(log), ...ports }).catch(
    (error: unknown) => error as ActionError,
  );
  const tags = NAMES.flatMap(name =>
    rigs.flatMap(({ fake }) => TAGS.map(tag => digestAt(fake, `acme/${name}`, tag.name))),
  );
  return { publication, tags, rigs };
}

const isOfWorker = (seen: Seen, method: string, part: RegExp) =>
  seen.method === method && seen.path.startsWith('/v2/acme/worker/') && part.test(seen.path);

describe('two images in one publish', () => {
  test('both are published and verified, each under its own digest', async () => {
    const { publication, tags } = await publishBoth(() => undefined);
    if (publication instanceof Error) throw publication;
    expect([publication.pushed, publication.error]).toEqual(['true', undefined]);
    expect(publication.images.map(({ name, content }) => [name, content.root.digest])).toEqual(
      NAMES.map(name => [name, images[name].root]),
    );
    expect(publication.images.flatMap(({ results }) => results.map(({ verified }) => verified))).toEqual(
      Array(8).fill(true),
    );
    expect(tags).toEqual(NAMES.flatMap(name => Array(4).fill(images[name].root)));
  });

  test.each<[string, RegExp, string]>([
    ['a blob', /\/blobs\/uploads\//, 'POST'],
    ['a manifest', /\/manifests\/sha256:/, 'PUT'],
  ])('one that cannot be staged (%s is refused) leaves all tags of both unchanged', async (_, path, method) => {
    const { publication, tags } = await publishBoth(seen => (isOfWorker(seen, method, path) ? DENIED : undefined));
    expect(publication).toBeInstanceOf(ActionError);
    expect(publication).toMatchObject({ code: 'AUTH_DENIED', message: expect.stringContaining('acme/worker') });
    expect(tags).toEqual(Array(8).fill(OLD_DIGEST));
  });

  test.each<[string, NonNullable<PublishPorts['attach']>]>([
    [
      'has no signature to attach',
      async () => {
        throw new ActionError('SIGN_FAILED', 'no signature for acme/worker');
      },
    ],
    [
      'whose signature a registry rejects',
      async images => {
        const { fleet } = images.find(({ name }) => name === 'worker')!;
        const target = fleet.alive().at(-1)!;
        fleet.fail(target, new ActionError('SIGN_FAILED', `${target.destination.name} rejects the signature`));
      },
    ],
  ])('one that %s leaves all tags of both unchanged, though all bytes are there', async (_, attach) => {
    const { publication, tags, rigs } = await publishBoth(() => undefined, {}, { attach });
    expect(publication).toMatchObject({ code: 'SIGN_FAILED', message: expect.stringContaining('acme/worker') });
    expect(tags).toEqual(Array(8).fill(OLD_DIGEST));
    for (const { fake } of rigs) {
      for (const name of NAMES) for (const blob of images[name].blobs) expect(fake.blobs.has(blob)).toBe(true);
    }
  });

  test('one whose tag may not move leaves all tags of both unchanged', async () => {
    const guard: Publishing['guard'] = () => {
      throw new ActionError('AUTH_DENIED', 'immutable');
    };
    const { publication, tags } = await publishBoth(() => undefined, { guard });
    expect(publication).toMatchObject({ code: 'AUTH_DENIED' });
    expect(tags).toEqual(Array(8).fill(OLD_DIGEST));
  });

  test.each(['1.2.3', 'latest'])('one whose tag %s cannot be written: the tags of both are put back', async tag => {
    const refused = new RegExp(`/manifests/${tag.replaceAll('.', '\\.')}$`);
    const { publication, tags } = await publishBoth(seen => (isOfWorker(seen, 'PUT', refused) ? DENIED : undefined));
    if (publication instanceof Error) throw publication;
    expect(publication.error).toMatchObject({ code: 'PUBLISH_FAILED' });
    expect(publication.pushed).toBe('false');
    expect(tags).toEqual(Array(8).fill(OLD_DIGEST));
  });

  test.each<[string, RegExp]>([
    ['a blob', /\/blobs\/sha256:/],
    ['a manifest', /\/manifests\/sha256:/],
  ])('one of which a registry has lost %s is noticed before any tag of either is written', async (_, path) => {
    const isLost = (seen: Seen) => (isOfWorker(seen, 'HEAD', path) ? { status: 404 } : undefined);
    const lost = await publishBoth(isLost);
    expect(lost.publication).toMatchObject({
      code: 'PUBLISH_FAILED',
      message: expect.stringMatching(/acme\/worker: missing after the push: (?:blob|manifest) sha256:/),
    });
    expect(lost.tags).toEqual(Array(8).fill(OLD_DIGEST));
    const trusted = await publishBoth(isLost, {}, { verify: false });
    expect(trusted.publication).toMatchObject({ pushed: 'true', error: undefined });
  });

  test('what is below the roots is read back once', async () => {
    const asked: string[] = [];
    await publishBoth(seen => {
      if (seen.method === 'HEAD' && /\/manifests\/sha256:/.test(seen.path)) asked.push(seen.path);
      return undefined;
    });
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('one whose tag cannot be put back is named; all other tags of both are put back', async () => {
    let writes = 0;
    const { publication, tags } = await publishBoth(seen => {
      if (isOfWorker(seen, 'PUT', /\/manifests\/latest$/)) return DENIED;
      // The first write is ours; those that restore it are refused.
      return isOfWorker(seen, 'PUT', /\/manifests\/1\.2\.3$/) && writes++ > 0 ? DENIED : undefined;
    });
    if (publication instanceof Error) throw publication;
    expect([publication.pushed, publication.error?.code]).toEqual(['partial', 'PUBLISH_PARTIAL']);
    const stranded = publication.images.flatMap(({ name, results }) =>
      results.flatMap(({ state, registry, tag }) => (state === 'stranded' ? [[name, registry, tag.name]] : [])),
    );
    const [, second] = publication.images[1]!.results.filter(({ tag }) => tag.name === '1.2.3');
    expect(stranded).toEqual([['worker', second!.registry, '1.2.3']]);
    expect(tags.filter(digest => digest !== OLD_DIGEST)).toEqual([images.worker.root]);
  });

  test('no moving tag of either is written before every fixed tag of both', async () => {
    const order: string[] = [];
    await publishBoth(seen => {
      const tag = /\/manifests\/([^:]+)$/.exec(seen.path)?.[1];
      if (seen.method === 'PUT' && tag !== undefined) order.push(tag);
      return undefined;
    });
    expect(order).toEqual(['1.2.3', '1.2.3', 'latest', 'latest']);
  });

  test('one that cannot be read back is reported as published and not verified', async () => {
    let written = false;
    const { publication, tags } = await publishBoth(seen => {
      written ||= isOfWorker(seen, 'PUT', /latest$/);
      return written && isOfWorker(seen, 'HEAD', /latest$/) ? { status: 404 } : undefined;
    });
    if (publication instanceof Error) throw publication;
    expect([publication.pushed, publication.error?.code]).toEqual(['true', 'VERIFY_FAILED']);
    expect(publication.error?.message).toContain('acme/worker:latest');
    expect(publication.error?.message).not.toContain('acme/api');
    expect(tags).toEqual(NAMES.flatMap(name => Array(4).fill(images[name].root)));
  });
});
