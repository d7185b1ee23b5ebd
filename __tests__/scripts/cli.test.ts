import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const { bin, dependencies, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  scripts: Record<string, string>;
};

let home: string;
// As npx installs it: in node_modules, where Node strips no types, and without the dependencies of development.
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'slipway-npx-'));
  const modules = join(home, 'node_modules');
  const ours = join(modules, 'slipway');
  mkdirSync(ours, { recursive: true });
  for (const name of ['action.yml', 'package.json', 'scripts', 'src', 'dist']) {
    cpSync(join(root, name), join(ours, name), { recursive: true });
  }
  for (const name of Object.keys(dependencies)) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const WORKFLOW = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/acme/api:1
`;

function slipway(...args: readonly string[]) {
  const program = join(home, 'node_modules/slipway', bin.slipway!);
  const { PATH } = process.env;
  return spawnSync(process.execPath, [program, ...args], {
    cwd: home,
    env: { PATH, HOME: home, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    encoding: 'utf8',
  });
}

test('a workflow is migrated without a clone of this repository', () => {
  writeFileSync(join(home, 'workflow.yml'), WORKFLOW);
  const { status, stdout, stderr } = slipway('migrate', 'workflow.yml');
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('1 of 1 migrated') });
  expect(stdout).toMatch(/uses: \S+slipway@/);
});

test('its plan is shown', () => {
  writeFileSync(join(home, 'step.yml'), 'images: ghcr.io/acme/api\ntags: type=raw,value=1\n');
  const { status, stdout, stderr } = slipway('plan', 'step.yml');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('ghcr.io/acme/api');
});

test('npx need not install the dependencies of development', () => {
  // With one of these, npm does so before it packs a git repository (pacote, lib/git.js).
  const causes = ['postinstall', 'build', 'preinstall', 'install', 'prepack', 'prepare'];
  expect(Object.keys(scripts).filter(name => causes.includes(name))).toEqual([]);
});

test('anything else is refused, with what there is', () => {
  for (const args of [[], ['publish'], ['../migrate']]) {
    const { status, stderr } = slipway(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('migrate or plan') });
  }
});

test.each(['plan', 'migrate'])('%s ends without a stack trace if its output is not read', command => {
  const script = join(root, 'scripts', `${command}.ts`);
  const input = WORKFLOW.replace(
    'docker/build-push-action@v6',
    command === 'plan' ? './' : 'docker/build-push-action@v6',
  );
  // The reader is gone before anything is written.
  const shell = `{ "${process.execPath}" "${script}" -; echo "code $?" >&2; } | true`;
  const { stderr } = spawnSync('bash', ['-c', shell], { input: input + '# '.repeat(100_000), encoding: 'utf8' });
  expect(stderr).toContain('code 141');
  expect(stderr).not.toContain('    at ');
});
