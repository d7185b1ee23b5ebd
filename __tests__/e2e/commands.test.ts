import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inPath } from '../../scripts/engine/ensure.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let shims: string;
beforeAll(async () => {
  lab = await openLab();
  shims = mkdtempSync(join(tmpdir(), 'slipway-shims-'));
});
afterAll(async () => {
  rmSync(shims, { recursive: true, force: true });
  await lab.close();
});

/** A `docker` that records its arguments and then runs the real one. Returns the PATH and the records. */
function spyOnDocker(): Readonly<{ path: string; commands(): string[] }> {
  const [folder, log] = [join(shims, 'bin'), join(shims, 'commands')];
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh\nprintf '%s ' "$@" | tr '\\n' ' ' >>'${log}'\necho >>'${log}'\nexec '${inPath('docker')}' "$@"\n`;
  writeFileSync(join(folder, 'docker'), script);
  chmodSync(join(folder, 'docker'), 0o755);
  writeFileSync(log, '');
  return {
    path: `${folder}:${process.env.PATH}`,
    commands: () => readFileSync(log, 'utf8').trimEnd().split('\n').filter(Boolean),
  };
}

test('a publish runs one docker command, the build; everything else goes to the APIs of engine and registries', async () => {
  const docker = spyOnDocker();
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  const run = await lab.publish(
    workspace,
    { images: 'acme/commands', registries: registriesInput(lab.registries), tags: 'type=raw,value=1', test: 'true' },
    { job: { env: { PATH: docker.path } } },
  );
  expect({ conclusion: run.conclusion, log: run.conclusion === 'success' ? '' : run.log }).toEqual({
    conclusion: 'success',
    log: '',
  });
  const commands = docker.commands();
  expect(commands.length).toBeLessThanOrEqual(5);
  expect(commands.map(line => line.split(' ').slice(0, 2).join(' '))).toEqual(['buildx build']);
});

test('a dry run runs no docker command, neither in main nor in post', async () => {
  const docker = spyOnDocker();
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  const run = await lab.publish(
    workspace,
    { images: 'acme/commands', 'dry-run': 'true' },
    { job: { env: { PATH: docker.path } } },
  );
  expect([run.conclusion, docker.commands()]).toEqual(['success', []]);
  // The post step of a run that created nothing prints nothing: above all, it is not another main step.
  expect(run.post.raw).toBe('');
});
