import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { attempt, command } from '../../scripts/command.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { manifest, tagsOf } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { annotationsOf, expectGreen, writesTo } from './support/checks.ts';
import { dockerfile, localImages, platformManifests } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let bridge: Bridge;
let workspace: Workspace;
let registry: LocalRegistry;
const GENERATOR = `slipway-sbom-for-gates-${process.pid}`;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab([{}]), openBridge()]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
});
afterAll(async () => {
  await attempt('docker', ['image', 'rm', '--force', GENERATOR]);
  await Promise.all([lab?.close(), bridge?.close()]);
});

const BUILDER = 'same-bytes';

/** Built by the engine itself, or by a builder whose image arrives as a layout. */
const publish = (way: string, path: string, inputs: Inputs) =>
  lab.publish(
    workspace,
    { images: path, registries: registriesInput([registry]), tags: 'type=raw,value=1', ...inputs },
    { home: async home => (way === 'layout' ? createBuilder(home, BUILDER, bridge.address, true) : undefined) },
  );

describe.each(['fan-out', 'layout'])('by %s', way => {
  test('with attestations, the published manifest is the one that the gates ran', async () => {
    await buildGenerator();
    const path = `acme/tested-${way}`;
    const look =
      'docker image inspect --format "tested {{.Id}}" "$IMAGE"; cat "$OCI_LAYOUT/index.json"; ls "$OCI_LAYOUT/blobs/sha256"';
    const inputs = { provenance: 'mode=max', sbom: `generator=${GENERATOR}`, gates: stringify([look]) };
    const run = await publish(way, path, inputs);
    expectGreen(run);
    const { digest, 'tested-digest': tested } = run.main.outputs;
    expect((await platformManifests(registry, path, '1')).map(held => held.digest)).toEqual([tested]);
    expect((await manifest(registry, path, '1'))?.digest).toBe(digest);
    expect(run.log).toContain(`tested ${digest}`);
    expect(run.log).toContain(tested!.replace('sha256:', ''));
    const index = await manifest(registry, path, digest!);
    const [, attestation] = index!.json.manifests!;
    const held = await manifest(registry, path, attestation!.digest);
    const types = held!.json.layers!.map(layer => layer.annotations?.['in-toto.io/predicate-type']);
    expect(types.toSorted()).toEqual(['https://slsa.dev/provenance/v0.2', 'https://spdx.dev/Document']);
  });

  test('an image that a gate replaces is not published', async () => {
    const path = `acme/replaced-${way}`;
    const replace = `printf 'FROM busybox\\n' | docker build --quiet --builder default --build-context "busybox=${lab.busybox}" --tag "$IMAGE" -`;
    const before = await localImages();
    const run = await publish(way, path, { gates: stringify([{ name: 'sly', run: replace }]) });
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/^the tested image is not the built one: \S+:slipway-/),
    ]);
    expect(run.main.outputs).toMatchObject({ pushed: 'false' });
    expect(writesTo(registry, path)).toEqual([]);
    expect((await localImages()).filter(image => image.includes(path))).toEqual(before.filter(i => i.includes(path)));
  });
});

test('a layout that a gate changes is not published', async () => {
  const path = 'acme/changed-layout';
  const change = `
    cd "$OCI_LAYOUT"
    index=$(sed -n 's/.*"digest":"sha256:\\([0-9a-f]*\\)".*/\\1/p' index.json)
    child=$(grep -o 'sha256:[0-9a-f]*' "blobs/sha256/$index" | head -n 1)
    size=$(stat -c %s "blobs/sha256/\${child#sha256:}")
    type=application/vnd.oci.image.manifest.v1+json
    echo '{"schemaVersion":2,"manifests":[{"mediaType":"'$type'","digest":"'$child'","size":'$size'}]}' > index.json
  `;
  const run = await publish('layout', path, { gates: stringify([{ name: 'sly', run: change }]) });
  expect(annotationsOf(run, 'error')).toEqual([
    expect.stringMatching(/^the tested image is not the built one: the OCI layout is sha256:/),
  ]);
  expect(writesTo(registry, path)).toEqual([]);
});

fullTest('a re-run that keeps the published image reports that it tested another one', async () => {
  const steady = { 'immutable-tags': '1', 'source-date-epoch': '1700000000' };
  // A step directly on a local folder is never cached, so the base is copied.
  const steps = 'FROM scratch\nCOPY --from=busybox / /\nRUN cat /proc/sys/kernel/random/uuid > /hello\n';
  const place = await lab.workspace({ Dockerfile: steps });
  const inputs = { images: 'acme/kept', registries: registriesInput([registry]), tags: 'type=raw,value=1', ...steady };
  const first = await lab.publish(place, { ...inputs, test: 'true' });
  expectGreen(first);
  const same = await lab.publish(place, { ...inputs, test: 'true' });
  expect(same.main.outputs.reason).toMatch(/; its digest is kept$/);
  expect(same.main.outputs['tested-digest']).toBe(first.main.outputs['tested-digest']);
  const other = await lab.publish(place, { ...inputs, test: 'true', 'no-cache': 'true' });
  expectGreen(other);
  const tested = other.main.outputs['tested-digest']!;
  expect(other.main.outputs.digest).toBe(first.main.outputs.digest);
  expect(tested).not.toBe(first.main.outputs['tested-digest']);
  expect(other.main.outputs.reason).toContain(`the gates ran on what this run built (${tested})`);
  expect(await tagsOf(registry, 'acme/kept')).toEqual(['1']);
});

/** An SBOM generator: BuildKit runs it on the build's result and takes what it writes (docs: buildkit, sbom-protocol). */
async function buildGenerator(): Promise<void> {
  const scan = `cat > "$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json" <<JSON
{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document","predicate":{"name":"ahoy"}}
JSON
`;
  const { folder } = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY scan.sh /scan.sh\nENTRYPOINT ["/bin/sh", "/scan.sh"]\n',
    'scan.sh': scan,
  });
  const context = ['--build-context', `busybox=${lab.busybox}`];
  await command('docker', [
    'buildx',
    'build',
    '--quiet',
    '--builder=default',
    '--load',
    ...context,
    '-t',
    GENERATOR,
    folder,
  ]);
}
