import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import * as events from '../../../scripts/harness/events.ts';
import type { Workspace } from '../../../scripts/harness/workspace.ts';
import { manifest } from '../../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';
import { ACCOUNT, type OciRegistry, startOciRegistry } from '../../fakes/oci-registry.ts';
import { type FakeSigstore, IDENTITY, ISSUER, startSigstore } from '../../fakes/sigstore.ts';
import { type Cosign, openCosign } from './cosign.ts';
import { dockerfile } from './images.ts';
import { type Inputs, type JobOptions, type Lab, openLab, type Run, registriesInput } from './lab.ts';

type Version = 1 | 2;

/** Two registries, one of them with the referrers API; Sigstore with either version of Rekor; and the real cosign. */
export type SigningLab = Readonly<{
  lab: Lab;
  workspace: Workspace;
  plain: LocalRegistry;
  withApi: OciRegistry;
  cosign: Cosign;
  sigstore(rekor: Version): FakeSigstore;
  /** The inputs for using it. */
  services(rekor: Version): Inputs;
  /** cosign's arguments to trust it, and to require a signature by the workflow. */
  byWorkflow(rekor: Version): readonly string[];
  /** An image of two platforms, into both registries. */
  publish(path: string, inputs: Inputs, options?: JobOptions): Promise<Run>;
  /** All references to the image in both registries: by its tag, its digest, and the digest of each platform. */
  namesOf(path: string): Promise<readonly string[]>;
  /** cosign has no complaint about any of these. */
  expectVerified(names: readonly string[], ...command: readonly string[]): Promise<void>;
  close(): Promise<void>;
}>;

export async function openSigningLab(): Promise<SigningLab> {
  const lab = await openLab([{}]);
  const [plain] = lab.registries as [LocalRegistry];
  const withApi = await startOciRegistry({ subjects: true });
  const cosign = openCosign([...lab.registries, { host: withApi.host, ...ACCOUNT }]);
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  const started = await Promise.all(
    ([1, 2] as const).map(async rekor => [rekor, await startSigstore({ rekor })] as const),
  );
  for (const [rekor, { signingConfig, trustedRoot }] of started) {
    writeFileSync(join(workspace.folder, `signing-${rekor}.json`), signingConfig);
    writeFileSync(join(workspace.folder, `root-${rekor}.json`), trustedRoot);
  }
  const sigstore = (wanted: Version) => started.find(([rekor]) => rekor === wanted)![1];
  return {
    ...{ lab, workspace, plain, withApi, cosign, sigstore },
    services: rekor => ({ 'signing-config': `signing-${rekor}.json`, 'trusted-root': `root-${rekor}.json` }),
    byWorkflow: rekor => [
      ...['--trusted-root', join(workspace.folder, `root-${rekor}.json`)],
      ...['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', ISSUER],
    ],
    publish(path, inputs, options = {}) {
      const given = {
        images: path,
        registries: registriesInput([plain, { ...plain, host: withApi.host, ...ACCOUNT }]),
        tags: 'type=raw,value=1.2.3',
        platforms: 'linux/amd64,linux/arm64',
        ...inputs,
      };
      const event = events.push({ sha: workspace.sha, repository: 'acme/api' });
      return lab.publish(workspace, given, { event, ...options });
    },
    async namesOf(path) {
      const index = (await manifest(plain, path, '1.2.3'))!;
      const platforms = index.json.manifests!.filter(child => child.platform?.architecture !== 'unknown');
      const digests = [index.digest, ...platforms.map(child => child.digest)];
      const names = [plain.host, withApi.host].map(host => `${host}/${path}`);
      return names.flatMap(name => [`${name}:1.2.3`, ...digests.map(digest => `${name}@${digest}`)]);
    },
    async expectVerified(names, ...command) {
      for (const name of names) {
        const { code, stderr } = await cosign.run(...command, name);
        expect([name, code, code === 0 ? '' : stderr]).toEqual([name, 0, '']);
      }
    },
    async close() {
      cosign.close();
      await Promise.all([lab.close(), withApi.close(), ...started.map(([, each]) => each.close())]);
    },
  };
}
