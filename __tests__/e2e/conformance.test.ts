import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Credential } from '../../src/registry/auth/credential.ts';
import { createRegistry } from '../../src/registry/client.ts';
import type { Registry } from '../../src/registry/types.ts';
import { startBasicRegistry, startTokenRegistry } from '../fakes/registry-real.ts';
import { firstRows } from '../full.ts';
import { type Abilities, conforms } from '../registry/conformance/table.ts';
import { startCraneRegistry } from './support/crane-registry.ts';

type Started = Readonly<{ host: string; credential?: Credential; stop(): Promise<void> }>;

const DISTRIBUTION: Abilities = {
  checksManifests: true,
  largeManifests: true,
  limitsManifests: true,
  listsReferrers: false,
};
const CRANE: Abilities = {
  checksManifests: false,
  largeManifests: true,
  limitsManifests: false,
  listsReferrers: false,
};

// The table that the doubles have to pass, run against Debian's registries.
const REGISTRIES: readonly [string, () => Promise<Started>, Abilities][] = [
  ['docker-registry, passwords', startBasicRegistry, DISTRIBUTION],
  ['go-containerregistry, in memory', () => startCraneRegistry('memory'), CRANE],
  ['docker-registry, tokens', startTokenRegistry, DISTRIBUTION],
  ['go-containerregistry, on disk', () => startCraneRegistry('disk'), CRANE],
];
describe.each(firstRows(2, REGISTRIES))('%s', (_, start, can) => {
  let real: Started;
  let registry: Registry;
  beforeAll(async () => {
    real = await start();
    registry = createRegistry(real.host, {
      credential: async () => real.credential,
      pushes: true,
      retry: { retries: 2, base: 10, cap: 10, deadline: 5000 },
    });
  });
  afterAll(async () => {
    registry?.close();
    await real?.stop();
  });

  conforms(() => registry, can);
});
