import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { inPath } from '../../scripts/engine/ensure.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile, localImages, outputOf } from './support/images.ts';
import { type Inputs, type JobOptions, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';
import { wrapBuildx } from './support/wrap-buildx.ts';

let lab: Lab;
let registry: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  writeFileSync(flag('at-once'), '');
});
afterAll(() => lab?.close());

const flag = (name: string) => join(lab.busybox, '..', name);
const waitFor = async (name: string) => {
  while (!existsSync(flag(name))) await sleep(20);
};

/** A run of the same image name, whose gate waits for a flag. */
async function publish(says: string, until: string, more: Inputs = {}, options: JobOptions = {}): Promise<Run> {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: `${says}\n` });
  const gate = `
    docker run --rm "$IMAGE" | grep -x ${says}
    touch '${flag(`${says}-began`)}'
    until [ -e '${flag(until)}' ]; do sleep 0.05; done
    docker run --rm "$IMAGE" | grep -x ${says}
  `;
  // The API, which would say whether the commit that the tag names is newer, is away: `forward` would ask it for seconds.
  const inputs = { images: 'acme/berth', registries: registriesInput([registry]), 'moving-tags': 'always' };
  return lab.publish(workspace, { ...inputs, tags: 'type=raw,value=1', test: gate, ...more }, options);
}

const imageNow = async (name: string) =>
  (await command('docker', ['image', 'inspect', '--format', '{{.Id}}', name])).trim();

test('two runs of one name on one engine: each tests its own image, and the former image gets the name back', async () => {
  const name = `${registry.host}/acme/berth:1`;
  const { folder } = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: 'former\n' });
  const context = ['--builder=default', '--build-context', `busybox=${lab.busybox}`];
  await command('docker', ['buildx', 'build', '--quiet', ...context, '--load', '--tag', name, folder]);
  const former = await imageNow(name);
  const before = await localImages();
  try {
    // The second takes the name while the first is at its gate, and is at its own while the first publishes and ends.
    const first = publish('first', 'second-began');
    await waitFor('first-began');
    const second = publish('second', 'first-is-done');
    const one = await first;
    writeFileSync(flag('first-is-done'), '');
    const two = await second;
    expectGreen(one);
    expectGreen(two);
    expect(one.main.outputs.digest).not.toBe(two.main.outputs.digest);
    expect(await digestsOf(registry, 'acme/berth')).toEqual({ 1: two.main.outputs.digest });
    expect(await imageNow(name)).toBe(former);
    const digests = [one, two].map(run => run.main.outputs.digest!);
    expect((await localImages()).filter(image => digests.some(digest => image.endsWith(digest)))).toEqual([]);
    expect((await localImages()).filter(image => image.startsWith(registry.host))).toEqual(
      before.filter(image => image.startsWith(registry.host)),
    );
    expect([one.post.annotations, two.post.annotations]).toEqual([[], []]);
  } finally {
    await attempt('docker', ['image', 'rm', '--force', name]);
  }
});

fullTest('`keep-local` leaves the image only under its name; without it none is left', async () => {
  const run = await publish('kept', 'at-once', { 'keep-local': 'true', tags: 'type=raw,value=kept' });
  expectGreen(run);
  const name = `${registry.host}/acme/berth:kept`;
  try {
    const mine = async () => (await localImages()).filter(image => image.startsWith(`${registry.host}/acme/berth:`));
    expect(await mine()).toEqual([`${name} ${run.main.outputs.digest}`]);
  } finally {
    await attempt('docker', ['image', 'rm', '--force', name]);
  }
  const gone = await publish('gone', 'at-once', { tags: 'type=raw,value=gone' });
  expectGreen(gone);
  expect((await localImages()).filter(image => image.endsWith(gone.main.outputs.digest!))).toEqual([]);
});

test('a name that a later step gives to another image stays there', async () => {
  const { folder } = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: 'mine\n' });
  const name = `${registry.host}/acme/berth:taken`;
  const rebuild = `docker buildx build --quiet --builder=default --build-context "busybox=${lab.busybox}" --load --tag ${name} "${folder}"`;
  try {
    const run = await publish('taken', 'at-once', { tags: 'type=raw,value=taken', test: rebuild });
    expectGreen(run);
    expect(await outputOf(name)).toBe('mine');
  } finally {
    await attempt('docker', ['image', 'rm', '--force', name]);
  }
});

describe('another build takes the name of an image that is only pushed', () => {
  test.each<[string, string, string]>([
    ['while it is uploaded', '"$real" "$@"; code=$?; [ "$1" = build ] && steal; exit $code', ''],
    // A removal makes the engine drop everything that nothing refers to.
    [
      'before anything was read',
      '"$real" "$@" 2>"$0.log"; code=$?; [ "$1" = build ] && steal && docker image rm --force gone:1; cat "$0.log" >&2; exit $code',
      'another run on this engine took the name',
    ],
  ])('%s: both images are where they belong', async (when, script, says) => {
    const tag = when.replaceAll(' ', '-');
    const name = `${registry.host}/acme/berth:${tag}`;
    const { folder } = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: `thief ${tag}\n` });
    const workspace = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: `${tag}\n` });
    const build = `build --quiet --builder=default --build-context "busybox=${lab.busybox}" --load`;
    const wrapper = (real: string) => `#!/bin/bash
      real="${real}"
      steal() {
        mkdir "$0.once" 2>/dev/null || return 0
        ( unset DOCKER_CONFIG BUILDX_CONFIG
          "$real" ${build} --tag ${name} "${folder}"
          printf 'FROM scratch\\nLABEL of=${tag}\\n' | "$real" ${build} --tag gone:1 - ) >/dev/null 2>&1
      }
      ${script}`;
    try {
      const inputs = { images: 'acme/berth', registries: registriesInput([registry]), tags: `type=raw,value=${tag}` };
      const run = await lab.publish(workspace, inputs, { home: home => wrapBuildx(home, wrapper) });
      expectGreen(run);
      expect(run.log).toContain(says);
      expect(run.log.includes('building again')).toBe(says !== '');
      expect(await digestsOf(registry, 'acme/berth')).toMatchObject({ [tag]: run.main.outputs.digest });
      // A repeated build takes the name back.
      const isThere = (await localImages()).some(image => image.startsWith(`${name} `));
      expect(isThere && (await outputOf(name))).toBe(says === '' && `thief ${tag}`);
      const mine = (await localImages()).filter(image => image.endsWith(run.main.outputs.digest!));
      expect(mine).toEqual([]);
    } finally {
      await attempt('docker', ['image', 'rm', '--force', name, 'gone:1']);
    }
  });
});

fullTest('a run whose image is removed before it could name it builds again, and publishes its own', async () => {
  const name = `${registry.host}/acme/berth:raced`;
  const { folder } = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: 'thief\n' });
  const bin = flag('bin');
  const docker = inPath('docker');
  const steal = `${docker} buildx build --quiet --builder=default --build-context "busybox=${lab.busybox}" --load --tag ${name} "${folder}"`;
  // A docker after whose first build another build immediately takes the name.
  const script = `'${docker}' "$@"; code=$?; [ "$1 $2" = "buildx build" ] && mkdir '${bin}/once' 2>&- && ${steal} >&2; exit $code`;
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  try {
    const options = { job: { env: { PATH: `${bin}:${process.env.PATH}` } } };
    const run = await publish('raced', 'at-once', { tags: 'type=raw,value=raced', timeout: '30s' }, options);
    expectGreen(run);
    expect(run.log).toContain(`another run on this engine took the name ${name}; building again`);
    expect(await digestsOf(registry, 'acme/berth')).toMatchObject({ raced: run.main.outputs.digest });
  } finally {
    await attempt('docker', ['image', 'rm', '--force', name]);
  }
});
