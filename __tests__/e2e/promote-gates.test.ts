import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { expectGreen } from './support/checks.ts';
import { fakeScanners, sarifOf } from './support/fake-scanners.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let registry: LocalRegistry;
/** Of two platforms. */
let source: string;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY hello /hello\nCMD ["sleep", "600"]\n',
    hello: 'ahoy\n',
  });
  const registries = registriesInput([registry]);
  const inputs = {
    images: 'acme/candidate',
    registries,
    platforms: 'linux/amd64,linux/arm64',
    tags: 'type=raw,value=rc',
  };
  expectGreen(await lab.publish(workspace, inputs));
  source = `${registry.host}/acme/candidate:rc`;
});
afterAll(() => lab?.close());

function promote(path: string, inputs: Inputs, env: Record<string, string> = {}) {
  const registries = registriesInput([registry]);
  const given = { source, images: path, registries, tags: 'type=raw,value=1', 'build-contexts': '', ...inputs };
  return lab.publish(workspace, given, { job: { env } });
}

test('a scanner gets each platform of the image as a separate archive', async () => {
  const fakes = fakeScanners(join(workspace.folder, '..', 'scanners'));
  fakes.install('trivy', { exit: 0, sarif: sarifOf() });
  const env = { PATH: `${fakes.bin}:${process.env.PATH}` };
  expectGreen(await promote('acme/scanned', { scan: 'trivy', 'gate-platforms': 'all' }, env));
  const archives = fakes.call('trivy').archives.trim().split('\n');
  expect(archives.sort()).toEqual(['"architecture":"amd64"', '"architecture":"arm64"']);
});

test('a container that somebody else starts from the same image meanwhile is not touched', async () => {
  const name = `slipway-deployed-${process.pid}`;
  const deployed = `slipway.test/deployed:${process.pid}`;
  const deploy = `
    docker tag "$IMAGE" ${deployed}
    docker run --detach --name ${name} ${deployed}
    docker run --detach --name ${name}-ours "$IMAGE"
  `;
  try {
    const run = await promote('acme/deployed', { test: deploy });
    expectGreen(run);
    expect(run.log).toContain(`Removed container ${name}-ours, which the test left behind.`);
    const names = await command('docker', ['ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`]);
    expect(names.trim()).toBe(name);
  } finally {
    await attempt('docker', ['rm', '--force', '--volumes', name, `${name}-ours`]);
    await attempt('docker', ['image', 'rm', '--force', deployed]);
  }
});
