import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { imageTarget } from '../../../src/bake/definition.ts';
import { buildxArgs } from '../../../src/build/buildx-args.ts';
import { policySpecs } from '../../../src/builder/buildx/build-policy.ts';
import { run } from '../../../src/host/process.ts';
import { read } from '../../inputs/env.ts';

/** A docker whose buildx is of this version. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-policy-'));
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\n[ "$1 $2" = "buildx version" ] && echo "$SAYS"\n');
  chmodSync(join(folder, 'docker'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const signal = new AbortController().signal;
const specs = (says: string, isRoot = false, paths: readonly string[] = ['ci/a.rego', 'b.rego']) =>
  policySpecs(paths, isRoot, { run, env: { PATH: `${folder}:${process.env.PATH}`, SAYS: says }, signal });
const named = (version: string) => `github.com/docker/buildx ${version} a319e5b`;

test('files are looked for where buildx runs, and none is skipped', async () => {
  const expected = ['filename=cwd://ci/a.rego,strict=true', 'filename=cwd://b.rego,strict=true'];
  for (const version of ['v0.32.0', 'v0.36.1', '0.33.0+ds1', 'v1.0.0']) {
    expect(await specs(named(version))).toEqual(expected);
  }
});

test('the first buildx that supports it searches only the context', async () => {
  expect(await specs(named('v0.31.1'), true)).toEqual([
    'filename=ci/a.rego,strict=true',
    'filename=b.rego,strict=true',
  ]);
  await expect(specs(named('v0.31.1'))).rejects.toMatchObject({
    code: 'BUILDX_UNUSABLE',
    message: 'buildx 0.31.1 accepts `build-policy` only from the build context',
  });
});

test.each([
  [named('v0.29.1'), 'this is buildx 0.29.1'],
  [named('0.29.1+ds1'), 'this is buildx 0.29.1'],
  [named('v0.9.0'), 'this is buildx 0.9.0'],
  ['', 'the version of buildx is not known'],
])('%j is refused', async (says, why) => {
  const message = `\`build-policy\` needs buildx 0.31.0 or later, and ${why}`;
  await expect(specs(says, true)).rejects.toMatchObject({ code: 'BUILDX_UNUSABLE', message });
});

test('buildx is not run without a policy', async () => {
  expect(
    await policySpecs([], false, { run: async () => Promise.reject(new Error('asked')), env: {}, signal }),
  ).toEqual([]);
});

const OPTIONS = {
  ...{ labels: [], annotations: [], outputs: [], gitContext: 'https://x.example', hasCheckout: true, secrets: [] },
  ...{ metadataFile: 'm', githubToken: '', serverUrl: '', secretsFolder: 's', workspace: '/w', env: {} },
  provenance: { isPrivate: false, runUrl: '', noDefault: true },
};

test('buildx gets each of them', () => {
  const policies = ['filename=cwd://a.rego,strict=true', 'filename=cwd://b.rego,strict=true'];
  const { build } = read({});
  const { args } = buildxArgs(build, { ...OPTIONS, policies });
  expect(args.filter((_, at) => args[at - 1] === '--policy')).toEqual(policies);
  expect(buildxArgs(build, OPTIONS).args).not.toContain('--policy');
  expect(imageTarget(build, { ...OPTIONS, given: undefined, policies })).toMatchObject({ policy: policies });
  // A bake file can't bypass it: buildx refuses `disabled` beside others.
  const given = { policy: ['disabled=true'] };
  expect(imageTarget(build, { ...OPTIONS, given, policies })).toMatchObject({ policy: ['disabled=true', ...policies] });
});
