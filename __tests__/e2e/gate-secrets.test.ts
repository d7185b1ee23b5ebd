import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { leaksInFolder, leaksInTexts } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
});
afterAll(() => lab?.close());

/** Collects what an attacker would look at: its environment, that of all parent processes, RUNNER_TEMP, docker's config. */
const SEARCH = (name: string) => `
  folder="$HOME/seen-${name}"
  mkdir "$folder"
  env > "$folder/env"
  pid=$$
  while [ "$pid" -gt 1 ]; do
    cp "/proc/$pid/environ" "$folder/environ-$pid" || true
    tr '\\0' ' ' < "/proc/$pid/cmdline" > "$folder/cmdline-$pid" || true
    pid=$(sed -n 's/^PPid:\\t//p' "/proc/$pid/status")
  done
  cp -rL "$RUNNER_TEMP" "$folder/temp"
  cp -r "\${DOCKER_CONFIG:-$HOME/.docker}" "$folder/docker" || true
`;
const TOKENS = {
  ACTIONS_RUNTIME_TOKEN: 'runtime-token-of-the-job',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-token-of-job',
};

test('a gate finds no login of the run anywhere, unless it sets `credentials`, and then only while it runs', async () => {
  const gates = [
    { name: 'before', run: SEARCH('before') },
    {
      name: 'scout',
      credentials: 'true',
      run: `cp -r "$DOCKER_CONFIG" "$HOME/seen-config"\ndocker pull ${a.host}/acme/nothing 2> "$HOME/seen-pull" || true\n`,
    },
    { name: 'after', run: SEARCH('after') },
  ];
  const inputs = { images: 'acme/searched', registries: registriesInput([a, b]), secrets: 'sonar=sonar-key-81724' };
  const run = await lab.publish(
    workspace,
    { ...inputs, gates: stringify(gates), 'cache-to': `type=registry,ref=${a.host}/acme/searched:cache` },
    {
      job: { env: TOKENS },
      home: folder => {
        mkdirSync(join(folder, '.docker'));
        writeFileSync(join(folder, '.docker/config.json'), '{"psFormat":"table"}');
      },
    },
  );
  expectGreen(run);
  const secrets = [a.password, b.password, 'sonar-key-81724', ...Object.values(TOKENS), 'ghs_harnessTokenOfTheJob'];
  for (const name of ['before', 'after']) {
    expect(leaksInFolder(secrets, join(run.home, `seen-${name}`))).toEqual([]);
    // It did look: the action itself is among the processes above, with its inputs' names.
    expect(leaksInFolder(['INPUT_REGISTRIES'], join(run.home, `seen-${name}`))).not.toEqual([]);
  }
  const config = readFileSync(join(run.home, 'seen-config/config.json'), 'utf8');
  expect(leaksInTexts([a.password], { config })).not.toEqual([]);
  expect(config).toContain('psFormat');
  // The registry accepted the login; there just is no such image.
  expect(readFileSync(join(run.home, 'seen-pull'), 'utf8')).toMatch(/not found|unknown/);
});

test("files that a gate writes into the run’s folder don't affect post, and gates get no command files", async () => {
  const evil = '$HOME/evil';
  const entries = [
    { kind: 'builder', name: 'production', buildx: 'EVIL' },
    { kind: 'builder', name: 'slipway-0123456789ab', buildx: 'EVIL' },
    { kind: 'image', name: 'acme/kept:1' },
    { kind: 'file', path: 'HOME/precious' },
  ];
  const lines = entries.map(entry =>
    JSON.stringify(entry).replace('EVIL', evil).replace('HOME/precious', '$HOME/precious'),
  );
  const script = `
    env | grep -c '^GITHUB_\\(ENV\\|PATH\\|STEP_SUMMARY\\|OUTPUT\\|STATE\\)=' > "$HOME/told" || true
    printf '#!/bin/sh\\ntouch "$0.ran"\\nexec 2>&1\\n' > "${evil}"; chmod +x "${evil}"
    touch "$HOME/precious"
    for folder in "$RUNNER_TEMP"/slipway-*.*/; do
      [ -f "$folder/undo.jsonl" ] || continue
      cat >> "$folder/undo.jsonl" <<END
${lines.join('\n')}
END
      mkdir -p "$folder/cache-mounts/mounts"
      echo '{"key":"stolen","seconds":5,"warned":false}' > "$folder/cache-mounts/save.json"
      touch "$HOME/wrote"
    done
`;
  const inputs = { images: 'acme/tampered', registries: registriesInput([a, b]), test: script };
  const run = await lab.publish(workspace, inputs, { job: { env: TOKENS } });
  expectGreen(run);
  expect(readFileSync(join(run.home, 'told'), 'utf8').trim()).toBe('0');
  expect(['wrote', 'precious', 'evil', 'evil.ran'].map(name => existsSync(join(run.home, name)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const { post } = run;
  expect(post.log).toContain('Left alone');
  expect(post.log).not.toMatch(/stolen|::warning/);
});
