import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlannedTag } from '../../src/plan/terms/types.ts';
import type { RunFacts } from '../../src/publish/tags/forward.ts';
import { publishOutputs } from '../../src/report/outputs.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { digestOf, type FakeRegistry, type Seen } from '../fakes/registry.ts';
import { summaryFacts } from '../fakes/values.ts';
import { closeRigs } from '../registry/rig.ts';
import { dock, layout, PATH, type PublishedOne } from './dock.ts';

const COMMITS = { older: '1'.repeat(40), newer: '2'.repeat(40) };
const affixes = [['', '']] as const;
const version = { scheme: 'semver', version: '1.9.1', affixes } as const;
const RELEASE: readonly PlannedTag[] = [
  { name: '1.9.1', moving: false, from: 'rule' },
  { name: '1.9', moving: true, from: 'rule', release: { ...version, line: ['major', 'minor'] } },
  { name: '1', moving: true, from: 'rule', release: { ...version, line: ['major'] } },
  { name: 'latest', moving: true, from: 'flavor', release: { ...version, line: [] } },
];
const BRANCH: readonly PlannedTag[] = [{ name: 'main', moving: true, from: 'rule' }];

const RUN: RunFacts = {
  repository: 'acme/api',
  isFirstAttempt: true,
  descends: async revision => (revision === COMMITS.newer ? true : revision === COMMITS.older ? false : undefined),
};

let image: ReturnType<typeof layout>;
beforeAll(() => {
  image = layout();
});
afterAll(() => image.remove());
afterEach(closeRigs);

const TYPE = 'application/vnd.oci.image.manifest.v1+json';
type Says = Readonly<{ version?: string; revision?: string; source?: string }>;
const keyed = (says: Says) =>
  Object.fromEntries(Object.entries(says).map(([key, value]) => [`org.opencontainers.image.${key}`, value]));

/** Puts an image into the registry with this version, in one of the possible places. */
function seed(
  fake: FakeRegistry,
  tags: readonly string[],
  says: Says,
  place: 'label' | 'annotation' | 'index' = 'label',
) {
  const put = (value: object, type: string, ...references: string[]) => {
    const bytes = Buffer.from(JSON.stringify(value));
    for (const name of [digestOf(bytes), ...references]) fake.manifests.set(`${PATH}@${name}`, { type, bytes });
    return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
  };
  const config = Buffer.from(JSON.stringify({ config: { Labels: place === 'label' ? keyed(says) : {} }, n: tags }));
  fake.blobs.set(digestOf(config), config);
  const annotations = place === 'annotation' ? { annotations: keyed(says) } : {};
  const named = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: digestOf(config),
    size: config.length,
  };
  const manifest = { schemaVersion: 2, mediaType: TYPE, config: named, layers: [], ...annotations };
  if (place !== 'index') return put(manifest, TYPE, ...tags).digest;
  const attestation = { ...put({ n: 'attestation' }, TYPE), platform: { os: 'unknown', architecture: 'unknown' } };
  const child = { ...put(manifest, TYPE), platform: { os: 'linux', architecture: 'amd64' } };
  const type = 'application/vnd.oci.image.index.v1+json';
  const index = { schemaVersion: 2, mediaType: type, manifests: [attestation, child], annotations: keyed(says) };
  return put(index, type, ...tags).digest;
}

const states = ({ results }: PublishedOne) => results.map(({ tag, state }) => `${tag.name} ${state}`);

describe('version tags', () => {
  test.each(['label', 'annotation', 'index'] as const)(
    'a backport moves its own line and not latest (%s)',
    async place => {
      const { publish, fakes, tagged, log } = await dock([{ tags: RELEASE }]);
      const two = seed(fakes[0]!, ['2.0.1', '2.0', '2', 'latest'], { version: '2.0.1' }, place);
      seed(fakes[0]!, ['1.9.0', '1.9', '1'], { version: '1.9.0' }, place);
      const publication = await publish(image.folder, { run: RUN });
      expect(states(publication)).toEqual(['1.9.1 published', '1.9 published', '1 published', 'latest kept']);
      expect([publication.pushed, publication.error]).toEqual(['true', undefined]);
      expect(tagged(0, 'latest')).toBe(two);
      for (const tag of ['1.9.1', '1.9', '1']) expect(tagged(0, tag)).toBe(image.root);

      const reason = 'it already points to 2.0.1, newer than 1.9.1';
      const reference = `${fakes[0]!.host}/${PATH}:latest`;
      expect(log.lines).toContain(`notice: Not moving ${reference}: ${reason}`);
      const outputs = publishOutputs(publication.images, { pushed: 'true', reason: '' });
      expect(JSON.parse(outputs.result!)).toContainEqual(
        expect.objectContaining({ reference, digest: two, state: 'kept', reason, verified: false }),
      );
      expect(outputs.refs).not.toContain('latest');
      const { images, pushed } = publication;
      const summary = renderSummary(summaryFacts({ images, pushed, digest: image.root }));
      expect(summary).toMatch(/^\| latest \| moving \| ➖ was not moved \|$/m);
      expect(summary).toMatch(/^- .*latest.*newer than 1/m);
    },
  );

  test('every registry decides for itself, by its own versions', async () => {
    const { publish, fakes, tagged } = await dock([{ tags: RELEASE }, { tags: RELEASE }]);
    seed(fakes[0]!, ['2.0.1'], {});
    const publication = await publish(image.folder, { run: RUN });
    expect(states(publication).filter(line => line.startsWith('latest'))).toEqual(['latest kept', 'latest published']);
    expect([tagged(0, 'latest'), tagged(1, 'latest')]).toEqual([undefined, image.root]);
  });

  test('without `forward` every tag moves', async () => {
    const { publish, fakes } = await dock([{ tags: RELEASE }]);
    seed(fakes[0]!, ['2.0.1', 'latest'], { version: '2.0.1' });
    expect(new Set((await publish(image.folder)).results.map(({ state }) => state))).toEqual(new Set(['published']));
  });

  test.each(['/tags/list', '/blobs/', '/manifests/sha256'])('what cannot be read (%s) moves', async part => {
    const fault = (seen: Seen) => {
      const isRead = seen.method === 'GET' && seen.path.includes(part);
      return isRead ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined;
    };
    const { publish, fakes } = await dock([{ tags: RELEASE, fault }]);
    seed(fakes[0]!, ['latest'], { version: part === '/tags/list' ? 'main' : '2.0.1' });
    const publication = await publish(image.folder, { run: RUN, verify: false });
    expect([states(publication).at(-1), publication.error]).toEqual(['latest published', undefined]);
  });

  test('an endless list of tags is reported', async () => {
    let page = 0;
    const fault = ({ path }: Seen) => {
      if (!path.includes('/tags/list')) return undefined;
      const link = `<${path.split('?')[0]}?page=${++page}>; rel="next"`;
      return { status: 200, headers: { link }, body: JSON.stringify({ tags: ['x'.repeat(4_000_000)] }) };
    };
    const { publish, fakes, log } = await dock([{ tags: RELEASE, fault }]);
    seed(fakes[0]!, ['latest'], { version: 'main' });
    const publication = await publish(image.folder, { run: RUN, verify: false });
    expect(states(publication).at(-1)).toBe('latest published');
    const warnings = log.lines.filter(line => line.startsWith('warning'));
    expect(warnings).toEqual([expect.stringMatching(/couldn't determine what a tag names: .*the list has no end/)]);
  });
});

describe('plain tags of a promoted image are compared by its recorded version', () => {
  const plain = (...names: readonly string[]): readonly PlannedTag[] =>
    names.map(name => ({ name, moving: true, from: 'rule' }));
  const of = (version: string, revision = '') => ({
    ...RUN,
    promoted: async () => ({ version, revision, source: '' }),
  });
  const all = plain('latest', '1', '1.9', 'production');

  test('an older one moves no tag back, except those that are moved on purpose', async () => {
    const { publish, fakes, tagged } = await dock([{ tags: all }]);
    const two = seed(fakes[0]!, ['2.0.1', 'latest'], { version: '2.0.1' });
    const newer = seed(fakes[0]!, ['1.9.4', '1.9', '1', 'production'], { version: '1.9.4' });
    const publication = await publish(image.folder, { run: of('1.9.1') });
    expect(states(publication)).toEqual(['latest kept', '1 kept', '1.9 kept', 'production published']);
    expect(['latest', '1', '1.9', 'production'].map(tag => tagged(0, tag))).toEqual([two, newer, newer, image.root]);
  });

  test.each([
    ['a newer one', of('3.0.0'), { version: '2.0.1' }],
    ['one without a version', of('main'), { version: '2.0.1' }],
    ['one without any labels', of(''), { version: '2.0.1' }],
    ['if nothing is known about the other', of('1.9.1'), {}],
    ["beside other sources' images", of('1.9.1'), { version: '2.0.1', source: 'https://github.com/other/app' }],
  ])('%s moves them', async (_, run, says) => {
    const { publish, fakes } = await dock([{ tags: plain('latest') }]);
    seed(fakes[0]!, ['latest'], says);
    expect(states(await publish(image.folder, { run }))).toEqual(['latest published']);
  });

  test('for equal versions, commits decide', async () => {
    const { publish, fakes } = await dock([{ tags: plain('latest') }]);
    seed(fakes[0]!, ['latest'], { version: '1.9.1', revision: COMMITS.newer });
    expect(states(await publish(image.folder, { run: of('1.9.1', COMMITS.older) }))).toEqual(['latest kept']);
  });
});

describe('branch tags', () => {
  test.each([
    ['the image of a later commit is kept', { revision: COMMITS.newer }, RUN, 'kept'],
    ['a later attempt moves it back', { revision: COMMITS.newer }, { ...RUN, isFirstAttempt: false }, 'published'],
    ['the image of an earlier commit is replaced', { revision: COMMITS.older }, RUN, 'published'],
    ['an unknown commit is replaced', { revision: '3'.repeat(40) }, RUN, 'published'],
    ['an image without a commit is replaced', {}, RUN, 'published'],
  ] as const)('%s', async (_what, says, run, state) => {
    const { publish, fakes } = await dock([{ tags: BRANCH }]);
    seed(fakes[0]!, ['main'], says);
    expect(states(await publish(image.folder, { run }))).toEqual([`main ${state}`]);
  });

  test('if no tag moves, nothing is pushed, and that is no failure', async () => {
    const { publish, fakes } = await dock([{ tags: BRANCH }]);
    seed(fakes[0]!, ['main'], { revision: COMMITS.newer });
    const { pushed, error, reason } = await publish(image.folder, { run: RUN });
    expect([pushed, error]).toEqual(['false', undefined]);
    expect(fakes[0]!.manifests.has(`${PATH}@${image.root}`)).toBe(true);
    expect(reason).toMatch(/^No tag was moved \(.*:main: it already points to the image of 222222222222, a newer/);
  });

  test('a tag that names something unreadable moves, which is reported', async () => {
    const fault = (seen: Seen) =>
      seen.method === 'GET' && seen.path.includes('/manifests/')
        ? { status: 200, headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }, body: '{}' }
        : undefined;
    const { publish, fakes, log } = await dock([{ tags: BRANCH, fault }]);
    seed(fakes[0]!, ['main'], { revision: COMMITS.newer });
    expect(states(await publish(image.folder, { run: RUN }))).toEqual(['main published']);
    expect(log.lines).toContainEqual(
      expect.stringMatching(/^warning: .*couldn't determine what a tag names: .*digest/),
    );
  });

  test('tags moved during staging count, and are restored to that state', async () => {
    let newer = '';
    const fault = (seen: Seen) => {
      if (seen.method === 'PUT' && seen.path.includes('/blobs/') && newer === '')
        newer = seed(fakes[0]!, ['main'], { revision: COMMITS.newer });
      return undefined;
    };
    const { publish, fakes, tagged } = await dock([{ tags: BRANCH, fault }]);
    seed(fakes[0]!, ['main'], { revision: COMMITS.older });
    const publication = await publish(image.folder, { run: RUN });
    expect(states(publication)).toEqual(['main kept']);
    expect(publication.results[0]?.before).toBe(newer);
    expect(tagged(0, 'main')).toBe(newer);
  });

  test.each([
    ['together with the last manifests, once', 0, 'published', 1],
    ['and again if those take long', 5_000, 'kept', 2],
  ] as const)('a tag is read again %s', async (_, takes, state, looks) => {
    let clock = 0;
    const fault = (seen: Seen) => {
      if (seen.method !== 'PUT' || !seen.path.includes('/manifests/sha256')) return undefined;
      clock += takes;
      if (takes > 0) seed(fakes[0]!, ['main'], { revision: COMMITS.newer });
      return undefined;
    };
    const { publish, fakes } = await dock([{ tags: BRANCH, fault }]);
    seed(fakes[0]!, ['main'], { revision: COMMITS.older });
    expect(states(await publish(image.folder, { run: RUN, now: () => clock, verify: false }))).toEqual([
      `main ${state}`,
    ]);
    expect(fakes[0]!.trace().filter(line => line === `HEAD /v2/${PATH}/manifests/main`)).toHaveLength(looks);
  });
});

describe('tags without a version, next to a published one', () => {
  const beside = { scheme: 'semver', version: '1.9.1', affixes, line: [] } as const;
  const PLAIN: readonly PlannedTag[] = [
    { name: '1.9.1', moving: false, from: 'rule' },
    { name: 'latest', moving: true, from: 'rule', beside },
  ];
  test.each<[string, readonly string[], Says, string]>([
    [
      'a higher version is kept, whatever its commit',
      ['latest'],
      { version: '2.0.1', revision: COMMITS.older },
      'kept',
    ],
    [
      'a lower version goes, whatever its commit',
      ['latest'],
      { version: '1.8.0', revision: COMMITS.newer },
      'published',
    ],
    ['for equal versions the later commit is kept', ['latest'], { version: '1.9.1', revision: COMMITS.newer }, 'kept'],
    [
      'of the same version the earlier commit goes',
      ['latest'],
      { version: '1.9.1', revision: COMMITS.older },
      'published',
    ],
    ['without a label the list decides', ['latest', '2.0.1'], {}, 'kept'],
    ['without a label and a higher version, commits do', ['latest'], { revision: COMMITS.newer }, 'kept'],
    ['a missing tag is created', ['2.0.1'], { version: '2.0.1' }, 'published'],
  ])('%s', async (_what, tags, says, state) => {
    const { publish, fakes } = await dock([{ tags: PLAIN }]);
    seed(fakes[0]!, tags, says);
    expect(states(await publish(image.folder, { run: RUN }))).toEqual(['1.9.1 published', `latest ${state}`]);
  });
});

describe('a tag that somebody else moves between our write and our read-back', () => {
  const after = (act: (fakes: readonly FakeRegistry[]) => void) => {
    const state = { written: false, fakes: [] as readonly FakeRegistry[] };
    const fault = (seen: Seen) => {
      if (seen.method === 'PUT' && seen.path.endsWith('/manifests/main')) state.written = true;
      else if (state.written && seen.method === 'HEAD' && seen.path.endsWith('/manifests/main')) act(state.fakes);
      return undefined;
    };
    return { state, fault };
  };

  test('is a warning, and reported as superseded', async () => {
    let theirs = '';
    const { state, fault } = after(([fake]) => {
      theirs = seed(fake!, ['main'], { version: 'theirs' });
    });
    const docked = await dock([{ tags: BRANCH, fault }]);
    state.fakes = docked.fakes;
    const { pushed, error, results, images } = await docked.publish(image.folder);
    expect([pushed, error]).toEqual(['true', undefined]);
    expect(results).toMatchObject([{ state: 'superseded', now: theirs, verified: false }]);
    expect(docked.log.lines).toContainEqual(
      expect.stringMatching(new RegExp(`^warning: Another run moved .*:main to ${theirs}`)),
    );
    const outputs = publishOutputs(images, { pushed, reason: '' });
    expect(JSON.parse(outputs.result!)).toMatchObject([{ digest: theirs, state: 'superseded' }]);
    expect(outputs.refs).toBe('[]');
  });

  test.each<[string, (fake: FakeRegistry, before: string) => void]>([
    [
      'names again what it did before: the write was lost',
      (fake, before) => {
        fake.manifests.set(`${PATH}@main`, fake.manifests.get(`${PATH}@${before}`)!);
      },
    ],
    ['names nothing', fake => void fake.manifests.delete(`${PATH}@main`)],
    [
      'names our image by another digest: it was altered',
      fake => {
        const { bytes, type } = fake.manifests.get(`${PATH}@${image.root}`)!;
        const altered = Buffer.from(`${bytes}\n`);
        for (const name of ['main', digestOf(altered)]) fake.manifests.set(`${PATH}@${name}`, { type, bytes: altered });
      },
    ],
    [
      'names a part of our image',
      fake => {
        const index = JSON.parse(fake.manifests.get(`${PATH}@${image.root}`)!.bytes.toString());
        fake.manifests.set(`${PATH}@main`, fake.manifests.get(`${PATH}@${index.manifests[0].digest}`)!);
      },
    ],
  ])('but a tag that %s is an error', async (_what, spoil) => {
    let before = '';
    const { state, fault } = after(([fake]) => spoil(fake!, before));
    const docked = await dock([{ tags: BRANCH, fault }]);
    state.fakes = docked.fakes;
    before = seed(docked.fakes[0]!, ['main'], {});
    const { error, results } = await docked.publish(image.folder);
    expect(error?.code).toBe('VERIFY_FAILED');
    expect(results).toMatchObject([{ state: 'published', verified: false }]);
  });
});
