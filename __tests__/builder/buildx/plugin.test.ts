import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildxCommand, findBuildx, isBuild } from '../../../src/builder/buildx/plugin.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plugin-'));
  program('bin/docker');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An executable file. Programs and scripts start with different bytes. */
function program(path: string, head = '\x7fELF'): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, head);
  chmodSync(file, 0o755);
  return file;
}

const find = () =>
  findBuildx({ PATH: `${root}/nowhere:${root}/bin`, DOCKER_CONFIG: join(root, 'config') }, [
    join(root, 'system-a'),
    join(root, 'system-b'),
  ]);

describe('the program behind `docker buildx`', () => {
  test("in docker's search order: folders in the config, the folder next to it, those of the system", () => {
    const paths = ['extra', 'config/cli-plugins', 'system-a', 'system-b'].map(at => program(`${at}/docker-buildx`));
    writeFileSync(join(root, 'config/config.json'), JSON.stringify({ cliPluginsExtraDirs: [join(root, 'extra')] }));
    for (const path of paths) {
      expect(find()).toBe(path);
      rmSync(path);
    }
    expect(find()).toBeUndefined();
  });

  test('docker reports an error if the first one cannot be run; a dangling link is ignored', () => {
    const later = program('system-b/docker-buildx');
    mkdirSync(join(root, 'system-a'));
    symlinkSync(join(root, 'nothing'), join(root, 'system-a/docker-buildx'));
    expect(find()).toBe(later);
    chmodSync(program('config/cli-plugins/docker-buildx'), 0o644);
    expect(find()).toBeUndefined();
  });

  test('is not searched for if `docker` is a script, another program, or missing', () => {
    program('system-a/docker-buildx');
    expect(find()).toBeDefined();
    program('bin/docker', '#!/bin/sh\n');
    expect(find()).toBeUndefined();
    rmSync(join(root, 'bin/docker'));
    symlinkSync(program('bin/podman'), join(root, 'bin/docker'));
    expect(find()).toBeUndefined();
    rmSync(join(root, 'bin/docker'));
    expect(find()).toBeUndefined();
  });

  test('a command that is executable but not readable is run as it is', () => {
    program('system-a/docker-buildx');
    chmodSync(join(root, 'bin/docker'), 0o111);
    // root reads everything.
    expect(find() === undefined).toBe(process.getuid?.() !== 0);
    rmSync(join(root, 'bin/docker'));
    mkdirSync(join(root, 'bin/docker'));
    expect(find()).toBeUndefined();
  });

  test('a corrupt config names no folders', () => {
    const path = program('system-a/docker-buildx');
    mkdirSync(join(root, 'config'));
    writeFileSync(join(root, 'config/config.json'), '{"cliPluginsExtraDirs": [7');
    expect(find()).toBe(path);
  });
});

test('a buildx command runs through docker, or standalone', () => {
  expect(buildxCommand(undefined, ['build', '.'])).toEqual(['docker', ['buildx', 'build', '.']]);
  expect(buildxCommand('/x/docker-buildx', ['build', '.'])).toEqual(['/x/docker-buildx', ['build', '.']]);
});

test.each([
  ['docker', ['buildx', 'build', '.'], true],
  ['/usr/libexec/docker/cli-plugins/docker-buildx', ['build', '.'], true],
  ['docker', ['buildx', 'prune'], false],
  ['docker', ['build', '.'], false],
  ['/x/docker-buildx', ['inspect'], false],
])('%s %j builds: %s', (command, args, expected) => {
  expect(isBuild(command, args)).toBe(expected);
});
