import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { currentBuilder, findBuilder, type StorePorts } from '../../src/builder/existing-builder.ts';
import { findEngine } from '../../src/engine/endpoint.ts';
import { readIfThere } from '../../src/host/files/read-if-there.ts';
import { run } from '../../src/host/process.ts';
import { dockerVariables } from '../../src/host/variables/docker.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'store-'));
  mkdirSync(join(root, 'docker'));
});
afterEach(() => rmSync(root, { recursive: true }));

const NOWHERE = 'tcp://127.0.0.1:9';
type Env = Record<string, string>;

const envOf = (more: Env): Env => ({
  PATH: process.env.PATH ?? '',
  HOME: root,
  DOCKER_CONFIG: join(root, 'docker'),
  BUILDX_CONFIG: join(root, 'buildx'),
  ...more,
});

/** Docker itself, which needs no engine for any of this. */
function docker(env: Env, ...args: string[]): void {
  execFileSync('docker', args, { env: envOf(env), stdio: ['ignore', 'ignore', 'pipe'] });
}

function portsOf(more: Env): StorePorts {
  const env = envOf(more);
  const dockerConfig = join(root, 'docker');
  const endpoint = findEngine({ ...dockerVariables(env), configDir: dockerConfig }, readIfThere);
  const signal = new AbortController().signal;
  return { run, env, signal, buildxConfig: env.BUILDX_CONFIG!, dockerConfig, endpoint, readFile: readIfThere };
}

const HERE = { DOCKER_HOST: 'unix:///run/one.sock' };
const THERE = { DOCKER_HOST: 'unix:///run/two.sock' };
const FAR = { DOCKER_CONTEXT: 'far' };
const createFar = () => docker({}, 'context', 'create', 'far', '--docker', `host=${NOWHERE}`);
const createBuilder = (name: string) => docker(HERE, 'buildx', 'create', '--name', name, '--driver', 'remote', NOWHERE);

describe('the current builder, as `docker buildx use` left it', () => {
  const seen = () => [HERE, THERE, FAR].map(env => currentBuilder(portsOf(env)));

  test('none', () => expect(seen()).toEqual([undefined, undefined, undefined]));

  test.each<[string, string[], (string | undefined)[]]>([
    ['of this engine', ['One'], ['One', undefined, undefined]],
    ['of all engines', ['--global', 'One'], ['One', 'One', 'One']],
  ])('%s', (_, args, expected) => {
    createFar();
    createBuilder('One');
    docker(HERE, 'buildx', 'use', ...args);
    expect(seen()).toEqual(expected);
  });

  test('the one of this engine, though another was chosen for another engine', () => {
    createFar();
    createBuilder('one');
    createBuilder('two');
    docker(HERE, 'buildx', 'use', '--default', 'one');
    docker(FAR, 'buildx', 'use', 'two');
    expect(seen()).toEqual(['one', undefined, 'two']);
  });

  test('a removed one is ignored', () => {
    createBuilder('one');
    docker(HERE, 'buildx', 'use', '--default', 'one');
    rmSync(join(root, 'buildx/instances/one'));
    expect(seen()).toEqual([undefined, undefined, undefined]);
  });
});

describe('a builder by its name', () => {
  test('that was created, in upper or lower case', async () => {
    createBuilder('One');
    for (const name of ['One', 'one']) expect(await findBuilder(name, portsOf(HERE))).toEqual({ driver: 'remote' });
  });

  test("that is a Docker context: this run's engine, or another's", async () => {
    createFar();
    expect(await findBuilder('default', portsOf(HERE))).toEqual({ driver: 'docker' });
    expect(await findBuilder('far', portsOf(FAR))).toEqual({ driver: 'docker' });
    expect(await findBuilder('far', portsOf(HERE))).toEqual({ driver: 'docker', otherContext: 'far' });
    expect(await findBuilder('default', portsOf(FAR))).toEqual({ driver: 'docker', otherContext: 'default' });
  });

  test.each(['nobody', '../docker/config.json', 'a b'])('that does not exist: %s', async name => {
    expect(await findBuilder(name, portsOf(HERE))).toBeUndefined();
  });
});
