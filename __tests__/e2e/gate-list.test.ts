import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows } from '../full.ts';
import { annotationsOf, expectGreen, writesTo } from './support/checks.ts';
import { dockerfile, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let registry: LocalRegistry;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({
    Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]'),
    'smoke.sh': `${TEST_AHOY}\n`,
  });
});
afterAll(() => lab?.close());

const publish = (path: string, gates: readonly (object | string)[], more: Inputs = {}, event = events.push()) =>
  lab.publish(
    workspace,
    { images: path, registries: registriesInput([registry]), gates: stringify(gates), ...more },
    { event: { ...event } },
  );

/** The verdict of each gate in the job summary. */
function verdicts({ main }: Run): string[][] {
  const rows =
    main.summary
      .split(/\| Gate \| Platform \| Verdict \| Time \|(?: Note \|)?\n/)[1]
      ?.split('\n\n')[0]
      ?.split('\n') ?? [];
  return rows.slice(1).map(row => [1, 2, 3].map(cell => row.split(' | ')[cell - 1]!.replace(/^\| /, '')));
}

/** An unreaped zombie does nothing. */
function isAlive(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const containersOf = (path: string) =>
  command('docker', ['ps', '--all', '--no-trunc', '--format', '{{.Names}} {{.Image}}']).then(text =>
    text.split('\n').filter(line => line.includes(path)),
  );

describe('a list of gates', () => {
  test('runs in order, after the test, each with its own verdict', async () => {
    const gates = [
      { name: 'smoke', run: 'bash smoke.sh' },
      { name: 'lint', run: 'echo "a reef at line 3"\nexit 4\n', 'continue-on-error': 'true' },
      'echo "$IMAGE_PLATFORM" "${OCI_LAYOUT:-}"',
    ];
    const run = await publish('acme/gates-pass', gates, { test: 'echo first' });
    expectGreen(run);
    expect(verdicts(run)).toEqual([
      ['test', 'linux/amd64', '✅ passed'],
      ['smoke', 'linux/amd64', '✅ passed'],
      ['lint', 'linux/amd64', '⚠️ failed – allowed'],
      ['gate 3', 'linux/amd64', '✅ passed'],
    ]);
    expect(annotationsOf(run, 'warning')).toEqual([
      expect.stringMatching(/^gate "lint" failed with exit code 4; ignored because .*\na reef at line 3$/),
    ]);
    for (const title of ['Test', 'Gate: smoke', 'Gate: lint']) expect(run.main.raw).toContain(`::group::${title}\n`);
    expect(run.main.outputs).toMatchObject({ pushed: 'true' });
    expect(run.main.outputs['tested-digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  const EVENTS = [
    ['on a push', events.push()],
    ['on a pull request, which is not pushed anyway', events.pullRequest()],
  ] as const;
  test.each(firstRows(1, EVENTS))('fails the step %s, and later gates do not run', async (name, event) => {
    const path = `acme/gates-fail-${name.length}`;
    const gates = [
      { name: 'smoke', run: 'echo "rock ahead"; exit 3' },
      { name: 'late', run: 'touch late' },
    ];
    const run = await publish(path, gates, {}, event);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/^gate "smoke" failed with exit code 3; nothing was published\nrock ahead\n→ /),
    ]);
    expect(verdicts(run)).toEqual([
      ['smoke', 'linux/amd64', '❌ failed'],
      ['late', 'linux/amd64', '– not run'],
    ]);
    expect(writesTo(registry, path)).toEqual([]);
  });

  test('that hangs is killed with its child processes', async () => {
    const path = 'acme/gates-hang';
    const run = `
      sh -c 'trap "" INT TERM; echo $$ > "$HOME/stubborn"; while :; do sleep 0.2; done' &
      docker run --rm "$IMAGE" /bin/sh -c 'while :; do sleep 1; done'
    `;
    const result = await publish(path, [{ name: 'slow', run, timeout: '3s' }]);
    expect(result.conclusion).toBe('failure');
    expect(annotationsOf(result, 'error')[0]).toMatch(/^gate "slow" timed out after 3 s; nothing was published/);
    const pid = readFileSync(join(result.home, 'stubborn'), 'utf8').trim();
    expect(isAlive(pid)).toBe(false);
    expect(result.leftProcesses).toEqual([]);
    expect(await containersOf(path)).toEqual([]);
    expect(writesTo(registry, path)).toEqual([]);
  });
});

describe('containers', () => {
  test('that a gate leaves behind are removed; those of others are not', async () => {
    const path = 'acme/gates-left';
    const other = `slipway-other-${process.pid}`;
    // Another user's container on the same engine, created from another image while the gate runs.
    const run = `
      docker run --detach --name ${other}-mine "$IMAGE" /bin/sh -c 'while :; do sleep 1; done'
      docker create --name ${other}-created "$IMAGE"
      docker image inspect --format '{{.Id}}' "$IMAGE" | xargs docker run --detach --name ${other}-by-id
      printf 'FROM busybox\\nCMD ["sleep","600"]\\n' | docker build --quiet --build-context "busybox=${lab.busybox}" --tag ${other} -
      docker run --detach --name ${other} ${other}
    `;
    try {
      const result = await publish(path, [
        { name: 'messy', run },
        { name: 'next', run: `docker ps --all` },
      ]);
      expectGreen(result);
      expect(result.log).toContain(`Removed container ${other}-mine, which gate "messy" left behind.`);
      const names = await command('docker', ['ps', '--all', '--format', '{{.Names}}']);
      expect(names.split('\n').filter(name => name.startsWith(other))).toEqual([other]);
    } finally {
      await command('docker', ['rm', '--force', other]);
      await command('docker', ['image', 'rm', '--force', other]);
    }
  });
});
