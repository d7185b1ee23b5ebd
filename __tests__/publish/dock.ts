import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../src/host/ports.ts';
import type { PlannedTag } from '../../src/plan/terms/types.ts';
import {
  type Publication,
  type Published,
  type Publishing,
  type PublishPorts,
  publish,
} from '../../src/publish/publish.ts';
import { createForward, type RunFacts } from '../../src/publish/tags/forward.ts';
import type { RegistryOptions } from '../../src/registry/client.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { createFleet, type Fleet } from '../../src/staging/fleet.ts';
import { stageLayout } from '../../src/staging/layout.ts';
import type { Target } from '../../src/staging/target.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type FakeOptions, type FakeRegistry } from '../fakes/registry.ts';
import { type Rig, rig } from '../registry/rig.ts';

export const PATH = 'acme/api';
export const TAGS: readonly PlannedTag[] = [
  { name: '1.2.3', moving: false, from: 'rule' },
  { name: 'latest', moving: true, from: 'flavor' },
];

/** The labels of a layout's image. `attestation`: the content of one. */
type Made = Readonly<{ revision?: string; attestation?: string; architecture?: string }>;

/** An OCI layout on disk: an index of one image with two layers, as buildx exports it. */
export function layout({
  revision,
  attestation,
  architecture = 'amd64',
}: Made = {}): Readonly<{ folder: string; root: string; blobs: readonly string[]; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const put = (mediaType: string, content: Buffer) => {
    const digest = digestOf(content);
    writeFileSync(join(folder, 'blobs', 'sha256', digest.slice(7)), content);
    return { mediaType, digest, size: content.length };
  };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const said = revision && { config: { Labels: { 'org.opencontainers.image.revision': revision } } };
  const config = put('application/vnd.oci.image.config.v1+json', json({ architecture, os: 'linux', ...said }));
  const layers = ['one', 'two'].map(text => put('application/vnd.oci.image.layer.v1.tar+gzip', Buffer.from(text)));
  const manifestType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = put(manifestType, json({ schemaVersion: 2, mediaType: manifestType, config, layers }));
  const indexType = 'application/vnd.oci.image.index.v1+json';
  const platform = { os: 'linux', architecture };
  const attest = (text: string) => {
    const statement = put('application/vnd.in-toto+json', Buffer.from(text));
    const made = put(manifestType, json({ schemaVersion: 2, mediaType: manifestType, config: statement, layers: [] }));
    return { ...made, platform: { os: 'unknown', architecture: 'unknown' } };
  };
  const proof = attestation === undefined ? [] : [attest(attestation)];
  const manifests = [{ ...manifest, platform }, ...proof];
  const index = put(indexType, json({ schemaVersion: 2, mediaType: indexType, manifests }));
  writeFileSync(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [index] }));
  return {
    folder,
    root: index.digest,
    blobs: [config, ...layers].map(blob => blob.digest),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** `run`: with `moving-tags: forward`. */
export type PublishOptions = { run?: RunFacts } & Partial<PublishPorts> & Partial<Omit<Publishing, 'name'>>;

/** The publish of a single image. */
export type PublishedOne = Publication & Omit<Published, 'name'>;

export type Dock = Readonly<{
  rigs: readonly Rig[];
  fakes: readonly FakeRegistry[];
  fleet: Fleet;
  log: ReturnType<typeof recordingLog>;
  publish(folder: string, options?: PublishOptions): Promise<PublishedOne>;
  /** A tag's digest in the nth registry. */
  tagged(n: number, tag: string): string | undefined;
}>;

/** One registry, and the content published there. */
export type Berth = FakeOptions & { optional?: boolean; paths?: string[]; tags?: readonly PlannedTag[] };

/** In-process registries, one per set of options, and a publish to all of them. */
export async function dock(
  all: readonly Berth[],
  { longest, ...client }: Partial<RegistryOptions> & { longest?: number } = {},
): Promise<Dock> {
  const rigs = await Promise.all(all.map(options => rig(options, client)));
  const log = recordingLog();
  const targets = rigs.flatMap(({ registry }, n) => {
    const { paths = [PATH], optional = false, tags = TAGS } = all[n]!;
    return paths.map((path): Target => {
      const name = `${registry.host}/${path}`;
      const decision = { push: true, reason: '' };
      return {
        repository: registry.repository(path),
        destination: { registry: registry.host, path, name, tags, optional, decision },
      };
    });
  });
  const fleet = createFleet(targets, log, { longest: longest });
  return {
    rigs,
    fakes: rigs.map(({ fake }) => fake),
    fleet,
    log,
    async publish(folder, { run, ...options } = {}) {
      const into = options.fleet ?? fleet;
      const image: Publishing = {
        name: '',
        fleet: into,
        forward: run && createForward(into, run, log),
        stage: options.stage ?? (closing => stageLayout(folder, createDistributor(into, { closing }))),
        guard: options.guard,
        tagReader: options.tagReader,
      };
      const publication = await publish([image], { ...publishPorts(log), ...options });
      return { ...publication, ...publication.images[0]! };
    },
    tagged: (n, tag) => digestAt(rigs[n]!.fake, PATH, tag),
  };
}

/** The ports of a publish, without any waiting. */
export function publishPorts(log: Log): PublishPorts {
  return {
    log,
    now: Date.now,
    sleep: async () => {},
    signal: new AbortController().signal,
    verify: true,
    timed: (_stage, work) => work(),
  };
}

export function digestAt(fake: FakeRegistry, path: string, tag: string): string | undefined {
  const held = fake.manifests.get(`${path}@${tag}`);
  return held && digestOf(held.bytes);
}
