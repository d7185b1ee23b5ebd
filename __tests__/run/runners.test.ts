import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parsePairs } from '../../scripts/harness/command-files.ts';
import { readContext } from '../../src/event/context.ts';
import { run } from '../../src/host/process.ts';
import { gitContext } from '../../src/plan/git-context.ts';
import { runMain } from '../../src/run/run-main.ts';
import { createLog } from '../../src/runner/log.ts';
import { PUBLIC_ROOT } from '../../src/signing/trust/public-root.ts';
import { eventEnv, type Occasion, RUNNERS, type Runner } from '../fakes/runners.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runners-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;

type Ended = Readonly<{
  code: number;
  log: string;
  outputs: Readonly<Record<string, string>>;
  summary: string;
  annotations: readonly string[];
}>;

/** A dry run of the step in the environment that this runner sets. `without`: variables that it does not set. */
async function dryRun(
  runner: Runner,
  occasion: Occasion,
  inputs = {},
  without: readonly string[] = [],
): Promise<Ended> {
  const event = runner.event(occasion);
  const given: Record<string, string> = {
    ...runner.env(root),
    ...eventEnv(event),
    GITHUB_WORKSPACE: join(root, 'workspace'),
  };
  const env = Object.fromEntries(Object.entries(given).filter(([name]) => !without.includes(name)));
  mkdirSync(join(root, 'workspace'), { recursive: true });
  for (const name of [...FILES, 'GITHUB_EVENT_PATH']) mkdirSync(dirname(given[name]!), { recursive: true });
  writeFileSync(given.GITHUB_EVENT_PATH!, JSON.stringify(event.payload));
  const asInputs = Object.entries({
    'dry-run': 'true',
    images: 'registry.acme.example/acme/tides',
    tags: 'type=ref,event=branch\ntype=ref,event=pr\ntype=semver,pattern={{version}}\ntype=sha',
    context: '{{defaultContext}}',
    ...inputs,
  }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const written: string[] = [];
  const code = await runMain({
    env: { PATH: process.env.PATH ?? '', HOME: root, ...env, ...Object.fromEntries(asInputs) },
    run,
    log: createLog({ write: text => void written.push(text), debugEnabled: false }),
    now: Date.now,
    sleep: async () => {},
    signal: new AbortController().signal,
  });
  const log = written.join('');
  const read = (name: string) => (existsSync(env[name] ?? '') ? readFileSync(env[name]!, 'utf8') : '');
  return {
    code,
    log,
    outputs: parsePairs(read('GITHUB_OUTPUT')),
    summary: read('GITHUB_STEP_SUMMARY'),
    // Rules for other events are reported on every runner.
    annotations: log
      .split('\n')
      .filter(line => /^::(?:error|warning|notice)/.test(line) && !line.includes('produced no tag for this run')),
  };
}

describe.each(RUNNERS)('on $name', runner => {
  const isBlind = runner.name === 'act';

  test.each<[Occasion, readonly string[], boolean]>([
    ['branch', ['main', 'sha-8c2a1f0'], true],
    ['tag', ['1.4.2', 'latest', 'sha-8c2a1f0'], true],
    ['pull', [isBlind ? 'pr--f-nil-' : 'pr-7', 'sha-8c2a1f0'], false],
  ])(
    '%s: tags, labels, the git context and the push decision, and nothing to warn of',
    async (occasion, tags, pushed) => {
      const { code, log, outputs, summary, annotations } = await dryRun(runner, occasion);
      expect([log, code]).toEqual([log, 0]);
      expect(outputs['tag-names']!.split('\n').sort()).toEqual([...tags].sort());
      expect(annotations).toEqual([]);
      expect(log).toContain(
        pushed ? 'Publish: event push' : 'Do not publish: `push: auto` does not publish on pull_request',
      );
      expect(outputs.labels!.split('\n')).toEqual(
        expect.arrayContaining(
          isBlind
            ? ['org.opencontainers.image.revision=8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b']
            : [`org.opencontainers.image.source=${runner.server}/acme/tides`],
        ),
      );
      const event = { ...runner.env(root), ...eventEnv(runner.event(occasion)) };
      const context = readContext({ env: event, now: new Date(0), readFile: () => '{}' });
      expect(gitContext(context)).toMatch(`${runner.server}/acme/tides.git#`);
      expect(summary).not.toBe('');
    },
  );

  test('without any command file: one notice, and the plan is in the log', async () => {
    const { code, log, annotations } = await dryRun(runner, 'branch', {}, FILES);
    expect([log, code]).toEqual([log, 0]);
    expect(annotations).toEqual([
      expect.stringMatching(/^::notice::This runner has no step outputs .* no post steps .* no job summaries/),
    ]);
    expect(log).toContain('push  registry.acme.example/acme/tides  main*');
  });

  // None of these servers gives a job an id token that the public Sigstore accepts, or any at all.
  const known = 'org.opencontainers.image.description=Tides\norg.opencontainers.image.licenses=MIT';
  const keyless = { sign: 'keyless', labels: known, annotations: known };

  test('`sign: keyless`: one error before anything is built says what is missing, and what to do', async () => {
    const { code, log, annotations } = await dryRun(runner, 'tag', { ...keyless, 'dry-run': 'false' });
    expect([log, code]).toEqual([log, 1]);
    expect(annotations).toEqual([expect.stringMatching(/^::error title=Slipway INPUT_INVALID::/)]);
    const [error = ''] = annotations;
    expect(error).toContain('`sign` is `keyless`, and this job cannot get an id token from GitHub');
    expect(error).toContain('`permissions: id-token: write`');
    expect(error).toContain('use `sign: key`');
    const why = isBlind ? 'this repository is not public' : `a Sigstore that accepts tokens of ${runner.server}`;
    expect(error).toContain(why);
    expect(log).toContain('push  registry.acme.example/acme/tides  1.4.2');
    expect(log.match(/^::group::.*/gm)).toEqual(['::group::Plan']);
  });

  test('`sign: keyless` with a private Sigstore: the id token is missing', async () => {
    const service = (url: string) => [{ url, majorApiVersion: 1, operator: 'acme' }];
    mkdirSync(join(root, 'workspace'), { recursive: true });
    writeFileSync(
      join(root, 'workspace/sigstore.json'),
      JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
        caUrls: service('https://fulcio.acme.example'),
        rekorTlogUrls: service('https://rekor.acme.example'),
      }),
    );
    writeFileSync(join(root, 'workspace/root.json'), PUBLIC_ROOT);
    const own = { 'signing-config': 'sigstore.json', 'trusted-root': 'root.json' };
    const inputs = { ...keyless, ...own, 'dry-run': 'false' };
    const { code, log, annotations } = await dryRun(runner, 'tag', inputs);
    expect([log, code]).toEqual([log, 1]);
    expect(annotations).toEqual([
      expect.stringMatching(/^::error title=Slipway AUTH_FAILED::this job cannot get an id token from GitHub/),
    ]);
  });

  test('`sign: keyless` in a dry run: a server whose tokens the public Sigstore refuses is told', async () => {
    const { code, log, annotations } = await dryRun(runner, 'tag', keyless);
    expect([log, code]).toEqual([log, isBlind ? 0 : 1]);
    const refused = /^::error .*the public Sigstore accepts only tokens of github\.com/;
    expect(annotations).toEqual(isBlind ? [] : [expect.stringMatching(refused)]);
    expect((await dryRun(runner, 'pull', keyless)).code).toBe(0);
    expect(
      (await dryRun(runner, 'tag', { ...keyless, 'signing-config': 'own.json', 'trusted-root': 'own' })).code,
    ).toBe(0);
  });
});

test('a platform that GitHub has no runner for: the plan is fine, and a warning says why there is no matrix', async () => {
  const platforms = 'linux/amd64,freebsd/amd64';
  const { code, outputs, annotations } = await dryRun(RUNNERS[0]!, 'branch', { platforms });
  expect([code, outputs.matrix]).toEqual([0, '']);
  expect(annotations).toEqual([
    expect.stringMatching(/^::warning::.*`matrix` is empty: .* no runner for freebsd\/amd64/),
  ]);
  const named = await dryRun(RUNNERS[0]!, 'branch', { platforms, runners: 'freebsd/*: ubuntu-24.04' });
  expect([named.annotations, named.outputs.matrix]).toEqual([[], expect.stringContaining('freebsd/amd64')]);
});

test('a gate that no part can run is an error of the dry run of the merge', async () => {
  const gates = '- {name: on-arm, run: "true", platform: linux/arm64}';
  const { code, annotations } = await dryRun(RUNNERS[0]!, 'branch', { platforms: 'linux/amd64', merge: 'true', gates });
  expect([code, annotations]).toEqual([1, [expect.stringContaining('`gates` has "on-arm" for linux/arm64')]]);
});
