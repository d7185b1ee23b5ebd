import { Readable } from 'node:stream';
import type { Credential } from '../../src/registry/auth/credential.ts';
import { createRegistry, type RegistryOptions } from '../../src/registry/client.ts';
import type { BlobSource, Registry } from '../../src/registry/types.ts';
import { digestOf, type FakeOptions, type FakeRegistry, PASSWORD, startRegistry, USER } from '../fakes/registry.ts';

export const CREDENTIAL: Credential = { kind: 'basic', username: USER, password: PASSWORD };
export const BLOB = Buffer.from('a layer '.repeat(50_000));
export const DIGEST = digestOf(BLOB);
export const MANIFEST = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  bytes: Buffer.from('{"schemaVersion":2,"config":{},"layers":[]}'),
  digest: digestOf(Buffer.from('{"schemaVersion":2,"config":{},"layers":[]}')),
};

export type Rig = Readonly<{ fake: FakeRegistry; registry: Registry; slept: number[]; masked: string[] }>;

const open: Rig[] = [];

/** A fake registry, and a client that never really waits. */
export async function rig(fakeOptions: FakeOptions = {}, options: Partial<RegistryOptions> = {}): Promise<Rig> {
  const fake = await startRegistry(fakeOptions);
  const slept: number[] = [];
  const masked: string[] = [];
  const sleep = async (ms: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    slept.push(ms);
  };
  const registry = createRegistry(fake.host, {
    credential: async () => (fakeOptions.auth === undefined ? undefined : CREDENTIAL),
    ports: { sleep, now: Date.now, random: () => 0.5 },
    mask: secret => masked.push(secret),
    ...options,
  });
  const made = { fake, registry, slept, masked };
  open.push(made);
  return made;
}

/** Ends every rig; for `afterEach`. */
export async function closeRigs(): Promise<void> {
  for (const { registry, fake } of open.splice(0)) {
    registry.close();
    await fake.close();
  }
}

/** The blob, in small pieces. `opened` counts. */
export function source(bytes: Buffer = BLOB, replayable = true): BlobSource & { opened: number } {
  const made = {
    opened: 0,
    replayable,
    open() {
      made.opened++;
      return Readable.from(pieces(bytes), { objectMode: false });
    },
  };
  return made;
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000);
}
