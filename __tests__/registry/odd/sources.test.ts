import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { parseReference } from '../../../src/oci/reference.ts';
import { openInRegistry } from '../../../src/promote/registry-source.ts';
import { createDistributor } from '../../../src/staging/distribute.ts';
import { stageLayout } from '../../../src/staging/layout.ts';
import { recordingLog } from '../../fakes/log.ts';
import { digestOf, type FakeOptions, type FakeRegistry, type Fault, type Seen } from '../../fakes/registry.ts';
import { dock, layout } from '../../publish/dock.ts';
import { closeRigs } from '../rig.ts';

const image = layout();
afterEach(closeRigs);
afterAll(image.remove);

/** A registry to promote from that serves blobs in an odd way, and the expected result. */
type Odd = Readonly<{
  name: string;
  answers(fake: FakeRegistry, there: string): FakeOptions['fault'];
  elsewhere?: FakeOptions['fault'];
  must: 'published' | RegExp;
}>;

const isRead = ({ method, path }: Seen, kind: string) => method === 'GET' && path.includes(`/${kind}/`);

/** The content as a compressing proxy sends it. */
function gzipped(fake: FakeRegistry, { path }: Seen): Fault | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const manifest = [...fake.manifests].find(([key]) => key.endsWith(`@${name}`))?.[1];
  const bytes = fake.blobs.get(name) ?? manifest?.bytes;
  if (bytes === undefined) return undefined;
  const type = { 'content-type': manifest?.type ?? 'application/octet-stream' };
  return { status: 200, headers: { ...type, 'content-encoding': 'gzip' }, body: gzipSync(bytes) };
}

const ODD: readonly Odd[] = [
  {
    name: 'compresses unless requested otherwise',
    answers: fake => seen =>
      /identity/.test(String(seen.headers['accept-encoding'])) ? undefined : gzipped(fake, seen),
    must: 'published',
  },
  {
    name: 'always compresses manifests',
    answers: fake => seen => (isRead(seen, 'manifests') ? gzipped(fake, seen) : undefined),
    must: 'published',
  },
  {
    name: 'always compresses blobs',
    answers: fake => seen => (isRead(seen, 'blobs') ? gzipped(fake, seen) : undefined),
    must: /acme\/candidate sends sha256:\w+ compressed \(content-encoding: gzip\)/,
  },
  {
    name: 'lacks a layer',
    answers: fake => seen => (isRead(seen, 'blobs') ? void fake.blobs.delete(image.blobs[1]!) : undefined),
    must: /the source 127\.0\.0\.1:\d+\/acme\/candidate no longer has sha256:/,
  },
  {
    name: 'has storage that lacks a layer',
    answers: (_, there) => seen =>
      isRead(seen, 'blobs') ? { status: 307, headers: { location: `http://${there}${seen.path}` } } : undefined,
    elsewhere: () => ({ status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }),
    must: /the source 127\.0\.0\.1:\d+\/acme\/candidate no longer has sha256:/,
  },
  {
    name: 'has storage that refuses',
    answers: (_, there) => seen =>
      isRead(seen, 'blobs') ? { status: 307, headers: { location: `http://${there}${seen.path}` } } : undefined,
    elsewhere: () => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }),
    must: /127\.0\.0\.1:\d+, where the registry keeps it, refuses it \(403/,
  },
];

async function promote({ answers, elsewhere }: Odd) {
  const late: { fault?: FakeOptions['fault'] } = {};
  const from = await dock([{ paths: ['acme/candidate'], fault: (seen, n) => late.fault?.(seen, n) }]);
  const { root } = await stageLayout(image.folder, createDistributor(from.fleet));
  const [fake] = from.fakes as [FakeRegistry];
  late.fault = answers(fake, (await fake.door(elsewhere)).host);
  const d = await dock([{}]);
  const publishing = async () => {
    const repository = from.rigs[0]!.registry.repository('acme/candidate');
    const reference = parseReference(`x.example/acme/candidate@${root.digest}`);
    const source = await openInRegistry(repository, reference, recordingLog());
    return d.publish('', { stage: closing => source.stage(createDistributor(d.fleet, { closing })) });
  };
  const outcome = await publishing().then(
    ({ error }) => error,
    (error: unknown) => error,
  );
  return { outcome, d };
}

describe.each(ODD.map(odd => [odd.name, odd] as const))('a source that %s', (_, odd) => {
  test(odd.must === 'published' ? 'is published from' : 'is an error that tells why, and not of damage', async () => {
    const { outcome, d } = await promote(odd);
    if (odd.must === 'published') {
      expect(outcome).toBeUndefined();
      expect(d.tagged(0, 'latest')).toBe(image.root);
      return;
    }
    expect(outcome).toMatchObject({ message: expect.stringMatching(odd.must) });
    expect((outcome as Error).message).not.toMatch(/damaged/);
    expect(d.tagged(0, 'latest')).toBeUndefined();
  });
});

test('other bytes that are not compressed count as corrupt', async () => {
  const other = Buffer.from('xxx');
  const answers = (fake: FakeRegistry) => (seen: Seen) =>
    isRead(seen, 'blobs') ? void fake.blobs.set(image.blobs[1]!, other) : undefined;
  const { outcome } = await promote({ name: '', answers, must: /damaged/ });
  expect(outcome).toMatchObject({ code: 'DIGEST_MISMATCH', message: expect.stringMatching(/candidate is corrupt/) });
});

test.each(['config', 'layers', 'manifests'])('a sha512 digest in %s is not supported, and no damage', async where => {
  const part = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha512:${'0'.repeat(128)}`,
    size: 3,
  };
  const type = where === 'manifests' ? 'index' : 'manifest';
  const mediaType = `application/vnd.oci.image.${type}.v1+json`;
  const config = { ...part, digest: digestOf(Buffer.from('abc')) };
  const whole = where === 'manifests' ? {} : { config, layers: [] };
  const json = { schemaVersion: 2, mediaType, ...whole, [where]: where === 'config' ? part : [part] };
  const bytes = Buffer.from(JSON.stringify(json));
  const d = await dock([{}]);
  d.fakes[0]!.manifests.set(`acme/odd@${digestOf(bytes)}`, { type: mediaType, bytes });
  const repository = d.rigs[0]!.registry.repository('acme/odd');
  const opening = openInRegistry(repository, parseReference(`x.example/acme/odd@${digestOf(bytes)}`), recordingLog());
  await expect(opening).rejects.toThrow(/sha512 digest is not supported/);
});

test('a reference by a sha512 digest is not supported', () => {
  const parse = () => parseReference(`ghcr.io/acme/api@sha512:${'0'.repeat(128)}`);
  expect(parse).toThrow(/has a sha512 digest, which is not supported/);
});
