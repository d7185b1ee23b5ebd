import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Evaluated, evaluate } from '../../src/bake/evaluate.ts';
import { InputError } from '../../src/host/errors.ts';
import { createRun } from '../../src/host/process.ts';
import type { BakeInput } from '../../src/inputs/several/bake.ts';

/** Bake and Compose files of every kind, evaluated by the real buildx. No engine is involved. */
const root = mkdtempSync(join(tmpdir(), 'slipway-bake-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WISH: BakeInput = { files: [], targets: [], set: [], vars: [] };
let count = 0;

async function evaluated(files: Readonly<Record<string, string>>, wish: Partial<BakeInput> = {}): Promise<Evaluated> {
  const cwd = join(root, String(++count));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const { signal } = new AbortController();
  const env = { PATH: process.env.PATH ?? '', HOME: root, LEAKED: 'from the environment' };
  return evaluate({ ...WISH, ...wish }, { run: createRun(), env, cwd, signal });
}

/** `name: its relevant settings`, in order. */
const tell = ({ targets }: Evaluated, ...keys: readonly string[]) =>
  targets.map(({ name, target }) => [name, ...keys.map(key => target[key])]);

describe('a bake file', () => {
  const HCL = `
    variable "VERSION" { default = "1" }
    variable "BASE" { default = null }
    function "tag" {
      params = [name]
      result = ["ghcr.io/acme/\${name}:\${VERSION}"]
    }
    group "default" { targets = ["api", "worker"] }
    group "all" { targets = ["default", "docs"] }
    target "_base" {
      dockerfile = "Dockerfile.base"
      args = { GO = "1.27", BASE = BASE }
    }
    target "api" {
      inherits = ["_base"]
      name = "api-\${os}-\${replace(v, ".", "-")}"
      matrix = { os = ["alpine", "debian"], v = ["1.0"] }
      args = { OS = upper(os) }
      tags = tag("api-\${os}")
    }
    target "worker" {
      inherits = ["_base"]
      args = { GO = "1.28" }
      platforms = equal("2", VERSION) ? ["linux/arm64"] : ["linux/amd64"]
      tags = concat(tag("worker"), [for each in ["a", "b"] : "ghcr.io/acme/worker:\${each}"])
    }
    target "docs" { contexts = { api = "target:api-alpine-1-0" } }`;
  const files = { 'docker-bake.hcl': HCL };

  test('with a matrix, inheritance, functions, conditions and groups', async () => {
    expect(tell(await evaluated(files), 'dockerfile', 'args', 'platforms', 'tags')).toEqual([
      ['api-alpine-1-0', 'Dockerfile.base', { GO: '1.27', OS: 'ALPINE' }, undefined, ['ghcr.io/acme/api-alpine:1']],
      ['api-debian-1-0', 'Dockerfile.base', { GO: '1.27', OS: 'DEBIAN' }, undefined, ['ghcr.io/acme/api-debian:1']],
      [
        ...['worker', 'Dockerfile.base', { GO: '1.28' }, ['linux/amd64']],
        ['ghcr.io/acme/worker:1', 'ghcr.io/acme/worker:a', 'ghcr.io/acme/worker:b'],
      ],
    ]);
  });

  test('with variables and settings of the workflow', async () => {
    const wish = {
      vars: ['VERSION=2', 'BASE=edge'],
      set: ['*.args.GO=1.29', 'worker.target=run'],
      targets: ['worker'],
    };
    expect(tell(await evaluated(files, wish), 'args', 'platforms', 'target')).toEqual([
      ['worker', { GO: '1.29', BASE: 'edge' }, ['linux/arm64'], 'run'],
    ]);
  });

  test('with targets from a pattern, a matrix and a group of groups, each once; linked targets are separate', async () => {
    const names = async (...targets: readonly string[]) => tell(await evaluated(files, { targets })).flat();
    expect(await names('api-*')).toEqual(['api-alpine-1-0', 'api-debian-1-0']);
    expect(await names('api')).toEqual(['api-alpine-1-0', 'api-debian-1-0']);
    expect(await names('all', 'worker')).toEqual(['docs', 'api-alpine-1-0', 'api-debian-1-0', 'worker']);
    const { targets, linked } = await evaluated(files, { targets: ['docs'] });
    expect([targets.map(({ name }) => name), Object.keys(linked)]).toEqual([['docs'], ['api-alpine-1-0']]);
  });

  test('with an override file, which wins key by key', async () => {
    const override = 'target "worker" {\n args = { GO = "2" }\n platforms = ["linux/riscv64"]\n }';
    const found = await evaluated({ ...files, 'docker-bake.override.hcl': override }, { targets: ['worker'] });
    expect(tell(found, 'args', 'platforms', 'dockerfile')).toEqual([
      ['worker', { GO: '2' }, ['linux/riscv64'], 'Dockerfile.base'],
    ]);
  });

  test('in JSON, and several files of both kinds, where the last one wins', async () => {
    const json = JSON.stringify({ target: { worker: { target: 'last' }, extra: { context: 'extra' } } });
    const wish = { files: ['docker-bake.hcl', 'ci/more.json'], targets: ['worker', 'extra'] };
    expect(tell(await evaluated({ ...files, 'ci/more.json': json }, wish), 'target', 'context')).toEqual([
      ['extra', undefined, 'extra'],
      ['worker', 'last', '.'],
    ]);
  });

  test.each<[string, string, RegExp]>([
    [
      'a variable that fails its condition',
      'variable "X" { validation { condition = X != ""\n error_message = "X is needed" } default = "" }\ntarget "default" { args = { X = X } }',
      /X is needed/,
    ],
    ['a nonexistent function', 'target "default" { tags = [nobody("x")] }', /nobody/],
    ['text that is not HCL', 'target default {', /docker-bake\.hcl:1/],
    ['a file of the machine read by a function', 'target "default" { args = { X = file("/etc/passwd") } }', /file/],
  ])("is rejected with bake's message: %s", async (_, text, said) => {
    const refused = await evaluated({ 'docker-bake.hcl': text }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(String((refused as InputError).problems[0]?.problem)).toMatch(said);
  });
});

describe('a Compose file', () => {
  const COMPOSE = `
services:
  api:
    image: ghcr.io/acme/api:\${TAG:-dev}
    build:
      context: api
      args: { GO: "\${GO}" }
      x-bake: { tags: ["ghcr.io/acme/api:x"], platforms: [linux/amd64, linux/arm64], no-cache: true }
  worker:
    build: { context: ., dockerfile_inline: "FROM scratch", target: run, additional_contexts: { api: "service:api" } }
  db: { image: postgres }`;
  const files = { 'compose.yaml': COMPOSE, '.env': 'GO=1.27\nTAG=1.4.2\n' };

  test('with x-bake and variables of an .env file; a service without a build is not a target', async () => {
    const found = await evaluated(files);
    expect(tell(found, 'context', 'args', 'tags', 'platforms', 'no-cache')).toEqual([
      ['api', 'api', { GO: '1.27' }, ['ghcr.io/acme/api:x'], ['linux/amd64', 'linux/arm64'], true],
      ['worker', '.', undefined, undefined, undefined, undefined],
    ]);
    expect(tell(found, 'dockerfile-inline', 'target', 'contexts')[1]).toEqual([
      'worker',
      'FROM scratch',
      'run',
      { api: 'target:api' },
    ]);
  });

  test('with a variable of the workflow, which wins over the .env file', async () => {
    const [api] = (await evaluated(files, { targets: ['api'], vars: ['GO=2'] })).targets;
    expect(api?.target.args).toEqual({ GO: '2' });
  });

  test('with a bake file that adds to it, and an override, which bake only reads if it is named', async () => {
    const more = {
      ...files,
      'compose.override.yaml': 'services:\n  worker:\n    build: { target: debug }',
      'docker-bake.hcl': 'target "worker" { labels = { team = "tides" } }\ngroup "default" { targets = ["worker"] }',
    };
    expect(tell(await evaluated(more), 'target', 'labels')).toEqual([['worker', 'run', { team: 'tides' }]]);
    const named = { files: ['compose.yaml', 'compose.override.yaml', 'docker-bake.hcl'] };
    expect(tell(await evaluated(more, named), 'target', 'labels')).toEqual([['worker', 'debug', { team: 'tides' }]]);
  });
});
