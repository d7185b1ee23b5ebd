import { afterEach, expect, test } from '@jest/globals';
import { parseReference } from '../../src/oci/reference.ts';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import { readClaims } from '../../src/publish/documents/claims.ts';
import { documentsIn } from '../../src/publish/documents/documents.ts';
import { preflight } from '../../src/publish/preflight.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf } from '../fakes/registry.ts';
import { imagePlan } from '../fakes/values.ts';
import { closeRigs, rig } from '../registry/rig.ts';
import { PATH, TAGS } from './dock.ts';

/** What an existing image says about itself: every reader believes the same of its labels and annotations. */

afterEach(closeRigs);

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const KEY = 'org.opencontainers.image';
const OURS = 'c'.repeat(40);
const BASES = 'd'.repeat(40);

type Texts = Readonly<Record<string, string>>;
type Said = Readonly<{ labels?: Texts; manifest?: Texts; index?: Texts; config?: string | Buffer; layers?: unknown }>;

const revision = (commit: string) => ({ [`${KEY}.revision`]: commit });

/** A registry whose tag 1.2.3 names this image. */
async function held({ labels, manifest, index, config, layers = [] }: Said) {
  const here = await rig();
  const { manifests, blobs, host } = here.fake;
  const put = (type: string, document: object, ...references: readonly string[]) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...document }));
    const digest = digestOf(bytes);
    for (const reference of [digest, ...references]) manifests.set(`${PATH}@${reference}`, { type, bytes });
    return { mediaType: type, digest, size: bytes.length };
  };
  const content = Buffer.from(config ?? JSON.stringify({ config: { Labels: labels } }));
  blobs.set(digestOf(content), content);
  const described = { mediaType: 'application/json', digest: digestOf(content), size: content.length };
  const image = put(MANIFEST, { config: described, layers, annotations: manifest }, ...(index ? [] : ['1.2.3']));
  const platform = { os: 'linux', architecture: 'amd64' };
  const root = index ? put(INDEX, { manifests: [{ ...image, platform }], annotations: index }, '1.2.3') : image;
  return { ...here, host, repository: here.registry.repository(PATH), root: root.digest };
}

type Held = Awaited<ReturnType<typeof held>>;

/** The commit that each reader finds. */
const READERS: Readonly<Record<string, (of: Held) => Promise<string | undefined>>> = {
  'a moving tag': async ({ repository, root }) => (await readClaims(documentsIn(repository), root))?.revision,
  'a promotion': async ({ repository, host }) => {
    const opened = await openInRegistry(repository, parseReference(`${host}/${PATH}:1.2.3`), recordingLog());
    return (await opened.claims())?.revision;
  },
  'an immutable tag': async ({ repository, registry, host, root }) => {
    const name = `${host}/${PATH}`;
    const decision = { push: true, reason: '' };
    const destination = { registry: host, path: PATH, name, tags: TAGS, optional: false, decision };
    const kept = async (commit: string) => {
      const fleet = createFleet([{ repository, destination }], recordingLog());
      const wanted = { preflight: false, immutableTags: ['*.*.*'], keepsUploads: false };
      const image = imagePlan({ labels: [`${KEY}.revision=${commit}`] });
      const [found] = await preflight(wanted, [{ image, fleet }], new Map([[host, registry]])).catch(() => []);
      return found?.image.digest === root;
    };
    return (await kept(OURS)) ? OURS : (await kept(BASES)) ? BASES : '';
  },
};

const SAID: Readonly<Record<string, readonly [Said, string]>> = {
  'only a label': [{ labels: revision(OURS) }, OURS],
  'an annotation of its manifest, and a label of its base image': [
    { manifest: revision(OURS), labels: revision(BASES) },
    OURS,
  ],
  'an annotation of its index, and another of its manifest': [
    { index: revision(OURS), manifest: revision(BASES), labels: revision(BASES) },
    OURS,
  ],
  'a version in an annotation, and the commit in a label': [
    { manifest: { [`${KEY}.version`]: '1.2.3' }, labels: revision(OURS) },
    OURS,
  ],
  'a label in an index': [{ index: {}, labels: revision(OURS) }, OURS],
  nothing: [{}, ''],
  'a configuration that is not JSON': [{ config: 'no JSON' }, ''],
  'a configuration that is null': [{ config: 'null' }, ''],
  'an annotation beside a configuration that is not JSON': [{ manifest: revision(OURS), config: 'no JSON' }, OURS],
  'labels of 5 MiB': [{ labels: { ...revision(OURS), filler: 'x'.repeat(5 * 1024 * 1024) } }, OURS],
};

test.each(Object.keys(SAID).flatMap(what => Object.keys(READERS).map(who => [what, who] as const)))(
  '%s, read for %s',
  async (what, who) => {
    const [said, commit] = SAID[what]!;
    expect(await READERS[who]!(await held(said))).toBe(commit);
  },
);

test('a configuration above the limit is not read', async () => {
  const { repository, root } = await held({ config: Buffer.alloc(8 * 1024 * 1024 + 1) });
  await expect(readClaims(documentsIn(repository), root)).rejects.toMatchObject({ code: 'ERR_TOO_LARGE' });
});

test('an image that no longer exists', async () => {
  const { repository } = await held({});
  expect(await readClaims(documentsIn(repository), `sha256:${'0'.repeat(64)}`)).toBeUndefined();
});
