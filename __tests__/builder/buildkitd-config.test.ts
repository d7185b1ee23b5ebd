import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConfigSources, writeBuildkitdConfig } from '../../src/builder/buildkitd-config.ts';
import type { Trust } from '../../src/credentials/trust.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'buildkitd-'));
  for (const name of ['run', 'buildx', 'workspace']) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true }));

const TRUSTS = new Map<string, Trust>([
  ['r.io:5000', { ca: 'PEM' }],
  ['p.io', { insecure: true }],
]);
const write = (sources: Partial<ConfigSources>) =>
  writeBuildkitdConfig({
    driver: 'docker-container',
    given: undefined,
    trusts: new Map(),
    mirrors: new Map(),
    workspace: join(root, 'workspace'),
    buildxConfig: join(root, 'buildx'),
    folder: join(root, 'run'),
    ...sources,
  });

test('configures how to reach each registry', async () => {
  const path = await write({ trusts: TRUSTS });
  const pem = join(root, 'run', 'registry-0.pem');
  expect(readFileSync(path!, 'utf8')).toBe(
    `[registry."r.io:5000"]\nca = ["${pem}"]\n\n[registry."p.io"]\nhttp = true\ninsecure = true\n`,
  );
  expect(readFileSync(pem, 'utf8')).toBe('PEM');
});

test("names mirrors, in the same table as a registry's other settings", async () => {
  const mirrors = new Map([
    [
      'docker.io',
      [
        { host: 'mirror.gcr.io', path: '' },
        { host: 'h.io', path: 'docker-hub' },
      ],
    ],
    ['r.io:5000', [{ host: 'p.io', path: '' }]],
    ['mine.io', [{ host: 'x.io', path: '' }]],
  ]);
  const path = await write({ trusts: TRUSTS, mirrors, given: { text: '[registry."mine.io"]\nmirrors = ["y.io"]' } });
  expect(readFileSync(path!, 'utf8')).toBe(
    [
      '[registry."mine.io"]\nmirrors = ["y.io"]\n',
      `[registry."r.io:5000"]\nmirrors = ["p.io"]\nca = ["${join(root, 'run', 'registry-0.pem')}"]\n`,
      '[registry."p.io"]\nhttp = true\ninsecure = true\n',
      '[registry."docker.io"]\nmirrors = ["mirror.gcr.io","h.io/docker-hub"]\n',
    ].join('\n'),
  );
});

test('is absent when there is nothing to configure, and for a remote daemon', async () => {
  expect(await write({})).toBeUndefined();
  expect(await write({ trusts: TRUSTS, given: { text: 'debug = true' }, driver: 'remote' })).toBeUndefined();
  expect(readdirSync(join(root, 'run'))).toEqual([]);
});

test("is the user's own file if nothing has to be added", async () => {
  expect(await write({ given: { path: 'ci/buildkitd.toml' } })).toBe(join(root, 'workspace', 'ci/buildkitd.toml'));
});

test.each([
  ['[registry."p.io"]'],
  ["[registry.'p.io']"],
  ['  [ registry . "p.io" ] # mine'],
  ['[[registry."p.io".keypair]]\nkey = "k"\n[registry."p.io"]'],
])("adds to the user's configuration, and keeps its settings for a registry: %s", async table => {
  const text = `debug = true\n${table}\nmirrors = ["m.io"]`;
  writeFileSync(join(root, 'workspace', 'b.toml'), text);
  const pem = join(root, 'run', 'registry-0.pem');
  for (const given of [{ text }, { path: 'b.toml' }]) {
    expect(readFileSync((await write({ given, trusts: TRUSTS }))!, 'utf8')).toBe(
      `${text}\n\n[registry."r.io:5000"]\nca = ["${pem}"]\n`,
    );
  }
});

test("adds to the user's default file, which buildx would otherwise read", async () => {
  writeFileSync(join(root, 'buildx', 'buildkitd.default.toml'), 'debug = true\n');
  const text = readFileSync((await write({ trusts: TRUSTS }))!, 'utf8');
  expect(text).toMatch(/^debug = true\n\n\[registry\."r\.io:5000"\]/);
  expect(await write({})).toBeUndefined();
});

test('a missing file is an input error', async () => {
  await expect(write({ given: { path: 'none.toml' }, trusts: TRUSTS })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    problems: [expect.objectContaining({ input: 'buildkitd-config' })],
  });
});
