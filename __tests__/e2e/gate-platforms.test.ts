import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { command } from '../../scripts/command.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { PROCESSORS, program, RAN } from '../../src/emulation/emulated.ts';
import { firstRows, fullTest } from '../full.ts';
import { createBuilder, openBridge } from './support/bridge.ts';
import { annotationsOf, expectGreen, writesTo } from './support/checks.ts';
import { type Emulation, emulateS390x } from './support/emulation.ts';
import { platformManifests } from './support/images.ts';
import { type Inputs, type JobOptions, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let registry: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  // One program per platform: that of the other platform cannot run here.
  workspace = await lab.workspace({
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY --chmod=755 app-$TARGETARCH /app\nCMD ["/app"]\n',
  });
  for (const architecture of ['amd64', 's390x']) {
    writeFileSync(join(workspace.folder, `app-${architecture}`), program(PROCESSORS[architecture]!));
  }
});
afterAll(() => lab?.close());

const RUN = `docker run --rm "$IMAGE" || [ $? = ${RAN} ] && echo "ran on $IMAGE_PLATFORM"`;

const publish = (path: string, gates: readonly object[], more: Inputs = {}, options: JobOptions = {}) =>
  lab.publish(
    workspace,
    {
      images: path,
      registries: registriesInput([registry]),
      tags: 'type=raw,value=1',
      platforms: 'linux/amd64,linux/s390x',
      qemu: 'false',
      gates: stringify(gates),
      ...more,
    },
    options,
  );

async function expectTested(run: Run, path: string, architectures: readonly string[]): Promise<void> {
  expectGreen(run);
  const published = await platformManifests(registry, path, '1');
  const digests = ['amd64', 's390x'].map((name, at) => [name, published[at]!.digest] as const);
  const expected = digests.filter(([name]) => architectures.includes(name)).map(([, digest]) => digest);
  expect(run.main.outputs['tested-digest']).toBe(expected.join(','));
  for (const name of architectures) expect(run.log).toContain(`ran on linux/${name}`);
}

const containers = async () =>
  (await command('docker', ['ps', '--all', '--format', '{{.Image}}']))
    .split('\n')
    .filter(name => name.includes('platforms'));

describe('without an emulator', () => {
  test('gates run on this machine’s platform', async () => {
    const run = await publish('acme/platforms-native', [{ name: 'app', run: RUN }]);
    await expectTested(run, 'acme/platforms-native', ['amd64']);
  });

  test.each<[string, object, Inputs]>(
    firstRows(1, [
      ['all platforms', {}, { 'gate-platforms': 'all' }],
      ['a gate for the other platform', { platform: 'linux/s390x' }, {}],
    ]),
  )('%s: an error with a remedy, before any gate runs', async (_, more, inputs) => {
    const run = await publish(
      'acme/platforms-bare',
      [{ name: 'app', run: `touch "$HOME/began"; ${RUN}`, ...more }],
      inputs,
    );
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/^the gates cannot run on linux\/s390x, .*exec format error.*\n→ .*`qemu: true`/),
    ]);
    expect(run.log).not.toContain('ran on');
    expect(writesTo(registry, 'acme/platforms-bare')).toEqual([]);
    expect(await containers()).toEqual([]);
  });

  test('a platform that is not built is reported', async () => {
    const run = await publish('acme/platforms-none', [{ name: 'app', run: RUN, platform: 'linux/riscv64' }]);
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(
        /^`gates` has "app" for linux\/riscv64, which `platforms` does not list\. Add it to `platforms`/,
      ),
    ]);
  });
});

describe('with an emulator', () => {
  let emulation: Emulation;
  beforeAll(async () => {
    emulation = await emulateS390x();
  });
  afterAll(() => emulation?.close());

  fullTest('`gate-platforms: all` runs every gate on every platform', async () => {
    const run = await publish('acme/platforms-all', [{ name: 'app', run: RUN }], { 'gate-platforms': 'all' });
    await expectTested(run, 'acme/platforms-all', ['amd64', 's390x']);
    expect(run.main.summary).toContain('| app | linux/s390x | ✅ passed |');
    expect(run.main.raw).toContain('::group::Gate: app on linux/s390x');
    expect(await containers()).toEqual([]);
  });

  fullTest('also for an image from another builder', async () => {
    const path = 'acme/platforms-layout';
    const bridge = await openBridge();
    try {
      const home = (folder: string) => createBuilder(folder, 'platforms', bridge.address, true);
      const run = await publish(path, [{ name: 'app', run: RUN }], { 'gate-platforms': 'all' }, { home });
      await expectTested(run, path, ['amd64', 's390x']);
    } finally {
      await bridge.close();
    }
  });

  fullTest('a failure names its platform', async () => {
    const gates = [{ name: 'app', run: `[ "$IMAGE_PLATFORM" = linux/amd64 ]` }];
    const run = await publish('acme/platforms-fail', gates, { 'gate-platforms': 'all' });
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/^gate "app" failed with exit code 1 on linux\/s390x; nothing was published/),
    ]);
    expect(writesTo(registry, 'acme/platforms-fail')).toEqual([]);
  });

  fullTest('an image only for another platform is tested there', async () => {
    const run = await publish('acme/platforms-other', [{ name: 'app', run: RUN }], { platforms: 'linux/s390x' });
    expectGreen(run);
    expect(run.log).toContain('ran on linux/s390x');
  });
});
