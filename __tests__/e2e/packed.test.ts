import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLayout } from '../../scripts/bench/layout.ts';
import { command } from '../../scripts/command.ts';
import { inPath } from '../../scripts/engine/ensure.ts';
import { manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile, platformManifests, pullAndRun } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

/** Images that are only pushed are not unpacked in the engine. */
let lab: Lab;
let folder: string;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  folder = mkdtempSync(join(tmpdir(), 'slipway-packed-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});

/** A PATH with a `docker` that records its arguments and then runs the real one. */
function spyOnDocker(): Readonly<{ path: string; build(): string }> {
  const [bin, log] = [join(folder, 'bin'), join(folder, 'commands')];
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\necho "$@" >>'${log}'\nexec '${inPath('docker')}' "$@"\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  writeFileSync(log, '');
  const commands = () => readFileSync(log, 'utf8').split('\n');
  return {
    path: `${bin}:${process.env.PATH}`,
    build: () => commands().find(line => line.startsWith('buildx build')) ?? '',
  };
}

const UNPACKED: readonly [string, Inputs, RegExp][] = [
  ['is not unpacked if nothing runs it', {}, /--builder slipway-engine .*--output type=image,\S*unpack=false/],
  ['is unpacked for a test', { test: 'docker run --rm "$IMAGE"' }, /^(?!.*--builder).*--output type=docker,/],
  ['stays with docker for host-gateway', { 'add-hosts': 'x:host-gateway' }, /^(?!.*--builder).*type=docker,/],
];
test.each(firstRows(2, UNPACKED))('an image %s', async (what, given, expected) => {
  const docker = spyOnDocker();
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
  const path = `acme/packed-${what.length}`;
  let home = '';
  const inputs = { images: path, registries: registriesInput([a]), tags: 'type=raw,value=1', ...given };
  const run = await lab.publish(workspace, inputs, {
    job: { env: { PATH: docker.path } },
    home: place => {
      home = place;
    },
  });
  expectGreen(run);
  expect(docker.build()).toMatch(expected);
  expect(await pullAndRun(a, path, run.main.outputs.digest!)).toBe('ahoy');
  // What buildx itself would have left: no builder, but the id of this machine for build contexts.
  const buildx = join(home, '.docker/buildx');
  expect(existsSync(join(buildx, 'instances/slipway-engine'))).toBe(false);
  expect(readFileSync(join(buildx, '.buildNodeID'), 'utf8')).toMatch(/^[0-9a-f]+$/);
});

test.each([
  ['more than 16 MiB', 20_000_000, true],
  ['less', 1_000_000, false],
])('%s of new layers (%d bytes): pushed by the engine: %s', async (_what, size, isPushed) => {
  const path = `acme/packed-size-${size}`;
  const workspace = await lab.workspace({ Dockerfile: 'FROM scratch\nCOPY blob /\n' });
  writeFileSync(join(workspace.folder, 'blob'), randomBytes(size));
  const inputs = { images: path, registries: registriesInput([a, b]), tags: 'type=raw,value=1' };
  const run = await lab.publish(workspace, { ...inputs, context: '.' }, { job: { debug: true } });
  expectGreen(run);
  expect(run.log.includes('the engine pushes the image')).toBe(isPushed);
  for (const registry of [a, b]) expect((await manifest(registry, path, '1'))?.digest).toBe(run.main.outputs.digest);
});

fullTest('a base image that is in the engine is taken from there, as docker build does', async () => {
  const docker = spyOnDocker();
  const base = `slipway.test/packed-base-${process.pid}:1`;
  const context = mkdtempSync(join(folder, 'local-'));
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY hello /from-here\n');
  writeFileSync(join(context, 'hello'), 'ahoy');
  await command('docker', ['buildx', 'build', '--quiet', '--load', '--tag', base, context]);
  try {
    const workspace = await lab.workspace({ Dockerfile: `ARG BASE=${base}\nFROM $BASE\nCOPY Dockerfile /made-of\n` });
    const inputs = { images: 'acme/packed-local', registries: registriesInput([a]), tags: 'type=raw,value=1' };
    expectGreen(await lab.publish(workspace, inputs, { job: { env: { PATH: docker.path } } }));
    expect(docker.build()).toMatch(/^(?!.*--builder).*--output type=docker,/);
    expect((await platformManifests(a, 'acme/packed-local', '1'))[0]!.json.layers).toHaveLength(2);
  } finally {
    await command('docker', ['image', 'rm', base]);
  }
});

test('layers of a base image that the build itself never reads are published too', async () => {
  const base = join(folder, 'base');
  mkdirSync(base);
  // Bytes that no engine has and that are not an archive: unpacking them fails.
  createLayout(base, [[50_000, 60_000]]);
  const upload = join(import.meta.dirname, '../../scripts/bench/upload-layout.ts');
  const env = { SLIPWAY_USERNAME: a.username, SLIPWAY_PASSWORD: a.password };
  await command(process.execPath, [upload, base, a.host, 'acme/base', '1'], { env });

  const workspace = await lab.workspace({ Dockerfile: `FROM ${a.host}/acme/base:1\nLABEL org.example.lazy=yes\n` });
  const run = await lab.publish(workspace, {
    'registry-auth': registriesInput([a, b]),
    push: 'true',
    tags: `${b.host}/acme/on-base:1`,
  });
  expectGreen(run);
  const [top] = await platformManifests(b, 'acme/on-base', '1');
  const [origin] = await platformManifests(a, 'acme/base', '1');
  expect(top!.json.layers!.map(layer => layer.digest)).toEqual(origin!.json.layers!.map(layer => layer.digest));
  expect(await manifest(b, 'acme/on-base', run.main.outputs.digest!)).toBeDefined();
});
