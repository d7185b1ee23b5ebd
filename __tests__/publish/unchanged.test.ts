import { describe, expect, test } from '@jest/globals';
import type { Digest, Manifest } from '../../src/oci/types.ts';
import { essenceOf } from '../../src/publish/unchanged/essence.ts';
import { digestOf } from '../fakes/registry.ts';

const TYPE = 'application/vnd.oci.image';

type Made = Readonly<{ config?: object; annotations?: object; layers?: readonly string[] }>;
type Index = Readonly<{ annotations?: object; attested?: boolean }>;

const LABELS = { 'org.opencontainers.image.title': 'API', 'org.opencontainers.image.revision': 'aaa' };
const CONFIG = {
  architecture: 'amd64',
  os: 'linux',
  created: '2026-01-01T00:00:00Z',
  config: { Env: ['PATH=/bin'], Cmd: ['/api'], Labels: LABELS },
  rootfs: { type: 'layers', diff_ids: ['sha256:1'] },
  history: [{ created: '2026-01-01T00:00:00Z', created_by: 'COPY api /' }],
};

/** What is compared of an index of these platforms, or of a single manifest. */
async function essence(made: readonly Made[], index: Index | 'none' = {}): Promise<string | undefined> {
  const documents = new Map<Digest, Buffer>();
  const put = (mediaType: string, json: object) => {
    const bytes = Buffer.from(JSON.stringify(json));
    const digest = digestOf(bytes);
    documents.set(digest, bytes);
    return { mediaType, digest, size: bytes.length, bytes };
  };
  const blob = (text: string) => ({
    mediaType: `${TYPE}.layer.v1.tar+gzip`,
    digest: digestOf(Buffer.from(text)),
    size: 1,
  });
  const images = made.map(({ config = CONFIG, annotations, layers = ['one'] }) => {
    const mediaType = `${TYPE}.manifest.v1+json`;
    const { bytes: _, ...descriptor } = put(`${TYPE}.config.v1+json`, config);
    return put(mediaType, { schemaVersion: 2, mediaType, config: descriptor, layers: layers.map(blob), annotations });
  });
  const entries: object[] = images.map(({ bytes: _, ...entry }) => ({
    ...entry,
    platform: { os: 'linux', architecture: 'amd64' },
  }));
  if (index !== 'none' && index.attested) {
    const platform = { os: 'unknown', architecture: 'unknown' };
    entries.push({ mediaType: `${TYPE}.manifest.v1+json`, digest: digestOf(Buffer.from('x')), size: 1, platform });
  }
  const mediaType = `${TYPE}.index.v1+json`;
  const root =
    index === 'none'
      ? images[0]!
      : put(mediaType, { schemaVersion: 2, mediaType, manifests: entries, annotations: index.annotations });
  const manifest = async (digest: Digest): Promise<Manifest | undefined> => images.find(one => one.digest === digest);
  return essenceOf(root, { manifest, config: async digest => documents.get(digest)! });
}

const withConfig = (over: object, config: object = {}) => ({
  ...CONFIG,
  ...over,
  config: { ...CONFIG.config, ...config },
});

describe('two images are equal', () => {
  test.each<[string, readonly Made[], Index | 'none']>([
    [
      'built at another time',
      [
        {
          config: withConfig({
            created: '2027-01-01T00:00:00Z',
            history: [{ created_by: 'COPY api /', created: '2027' }],
          }),
        },
      ],
      {},
    ],
    [
      'of another commit and version',
      [
        {
          config: withConfig(
            {},
            {
              Labels: {
                ...LABELS,
                'org.opencontainers.image.revision': 'bbb',
                'org.opencontainers.image.version': '2',
                'org.label-schema.vcs-ref': 'bbb',
              },
            },
          ),
          annotations: { 'org.opencontainers.image.revision': 'bbb' },
        },
      ],
      { annotations: { 'org.opencontainers.image.created': 'now' } },
    ],
    ['with an attestation', [{}], { attested: true }],
    ['that is not an index', [{}], 'none'],
    ['with an inline cache', [{ config: withConfig({ 'moby.buildkit.cache.v0': 'x' }) }], {}],
    ['with its keys in another order', [{ config: Object.fromEntries(Object.entries(CONFIG).reverse()) }], {}],
  ])('%s', async (_, made, index) => {
    const known = await essence([{}]);
    expect(known).toBeDefined();
    expect(await essence(made, index)).toBe(known);
  });

  test('whatever the order of their platforms', async () => {
    const arm = { config: withConfig({ architecture: 'arm64' }) };
    expect(await essence([arm, {}])).toBe(await essence([{}, arm]));
  });
});

describe('two images differ', () => {
  test.each<[string, readonly Made[], Index]>([
    ['in a layer', [{ layers: ['two'] }], {}],
    ['in the order of layers', [{ layers: ['one', 'one'] }], {}],
    [
      'in their content, by its digests',
      [{ config: withConfig({ rootfs: { type: 'layers', diff_ids: ['sha256:2'] } }) }],
      {},
    ],
    ['in a variable', [{ config: withConfig({}, { Env: ['PATH=/bin', 'X=1'] }) }], {}],
    ['in a label of their own', [{ config: withConfig({}, { Labels: { ...LABELS, team: 'tides' } }) }], {}],
    ['in an annotation', [{ annotations: { team: 'tides' } }], {}],
    ['in an annotation of the index', [{}], { annotations: { team: 'tides' } }],
    ['in a step', [{ config: withConfig({ history: [{ created_by: 'COPY other /' }] }) }], {}],
    ['in their platforms', [{ config: withConfig({ architecture: 'arm64' }) }], {}],
    ['in the number of platforms', [{}, { config: withConfig({ architecture: 'arm64' }) }], {}],
  ])('%s', async (_, made, index) => {
    expect(await essence(made, index)).not.toBe(await essence([{}]));
  });
});

test('anything but an image equals nothing', async () => {
  expect(await essence([])).toBeUndefined();
});
