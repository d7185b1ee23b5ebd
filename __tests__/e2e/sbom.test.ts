import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { blob, manifest } from '../../scripts/registries/client.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

// BuildKit's SBOM protocol: a scanner image writes SPDX statements for what it finds in BUILDKIT_SCAN_SOURCE.
// https://github.com/moby/buildkit/blob/master/docs/attestations/sbom-protocol.md
const SCANNER = `slipway-test/scanner:${randomUUID().slice(0, 8)}`;
const SCAN = `set -eu
name=$(basename "$BUILDKIT_SCAN_SOURCE")
cat > "$BUILDKIT_SCAN_DESTINATION/$name.spdx.json" <<JSON
{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document",
 "predicate":{"spdxVersion":"SPDX-2.3","name":"ahoy","packages":[{"name":"busybox"}]}}
JSON
`;

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
  const scanner = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY scan.sh /scan.sh\nENTRYPOINT ["/bin/sh", "/scan.sh"]\n',
    'scan.sh': SCAN,
  });
  const context = ['--build-context', `busybox=${lab.busybox}`];
  await command('docker', ['buildx', 'build', '--quiet', '--load', ...context, '-t', SCANNER, scanner.folder]);
});
afterAll(async () => {
  await attempt('docker', ['image', 'rm', SCANNER]);
  await lab.close();
});

test('an SBOM arrives in every registry beside the provenance, under the one digest', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const inputs = { images: 'acme/sbom', tags: 'type=raw,value=1.0.0', sbom: `generator=${SCANNER}` };
  const run = await lab.publish(workspace, { ...inputs, registries: registriesInput(lab.registries) });
  expectGreen(run);
  for (const registry of lab.registries) {
    const index = (await manifest(registry, 'acme/sbom', '1.0.0'))!;
    expect(index.digest).toBe(run.main.outputs.digest);
    const attestation = index.json.manifests?.find(child => child.platform?.architecture === 'unknown');
    const held = (await manifest(registry, 'acme/sbom', attestation!.digest))!;
    const statements = await Promise.all(
      held.json.layers!.map(async layer => JSON.parse((await blob(registry, 'acme/sbom', layer.digest)).toString())),
    );
    expect(statements.map(({ predicateType }) => predicateType).sort()).toEqual([
      expect.stringMatching(/^https:\/\/slsa\.dev\/provenance\//),
      'https://spdx.dev/Document',
    ]);
    const sbom = statements.find(({ predicateType }) => predicateType === 'https://spdx.dev/Document');
    expect(sbom.predicate.packages).toMatchObject([{ name: 'busybox' }]);
    // It names the image as it was named in the build.
    expect(sbom.subject[0].name).toContain('acme/sbom');
  }
});
