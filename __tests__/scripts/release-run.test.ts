import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { quickFolder } from '../../scripts/registries/registry.ts';
import { REPOSITORY } from '../../src/host/project.ts';

/**
 * The job of release.yml that publishes, its commands run one after the other by bash, in clones of a bare repository
 * without any dependency installed. Only `gh` stands in for GitHub. The tests build on each other, as releases do.
 */
const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(quickFolder(), 'slipway-releases-'));
const [origin, work, bin, github] = ['origin.git', 'work', 'bin', 'github.json'].map(name => join(home, name)) as [
  string,
  string,
  string,
  string,
];
afterAll(() => rmSync(home, { recursive: true }));

const env = {
  PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'mona@acme.example',
  GIT_COMMITTER_NAME: 'Mona',
  GIT_COMMITTER_EMAIL: 'mona@acme.example',
};
const run = (cwd: string, file: string, ...args: readonly string[]) =>
  execFileSync(file, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const git = (...args: readonly string[]) => run(work, 'git', ...args);
const atOrigin = (ref: string) => run(origin, 'git', 'rev-parse', `${ref}^{commit}`);
const textAt = (ref: string, path: string) => run(origin, 'git', 'show', `${ref}:${path}`);

type Release = { isDraft: boolean; isImmutable: boolean; prerelease: boolean; latest: boolean; notes: string };
type Github = { immutability: boolean; broken: boolean; calls: number; releases: Record<string, Release> };
const onGithub = () => JSON.parse(readFileSync(github, 'utf8')) as Github;
const setGithub = (change: Partial<Github>) => writeFileSync(github, JSON.stringify({ ...onGithub(), ...change }));

/** What gh does with a repository's releases. An immutable one refuses every change. */
const GH = `#!${process.execPath}
const fs = require('node:fs');
const state = JSON.parse(fs.readFileSync(${JSON.stringify(github)}, 'utf8'));
const [, verb, tag, ...flags] = process.argv.slice(2);
const fail = text => { process.stderr.write(text + '\\n'); process.exit(1); };
const flag = name => flags.find(one => one === '--' + name || one.startsWith('--' + name + '='))?.split('=')[1] ?? (flags.includes('--' + name) ? 'true' : undefined);
state.calls++;
if (state.broken) fail('HTTP 502: Bad Gateway');
const release = state.releases[tag];
if (verb === 'view') {
  if (!release) fail('release not found');
  process.stdout.write(JSON.stringify(release));
} else if (verb === 'create') {
  if (release) fail('a release with the same tag name already exists: ' + tag);
  const notes = fs.readFileSync(0, 'utf8');
  state.releases[tag] = { isDraft: flag('draft') === 'true', isImmutable: false, prerelease: flag('prerelease') === 'true', latest: false, notes };
} else if (verb === 'edit') {
  if (!release) fail('release not found');
  if (release.isImmutable) fail('Cannot update an immutable release');
  if (flag('draft') !== undefined) release.isDraft = flag('draft') === 'true';
  if (flag('prerelease') !== undefined) release.prerelease = flag('prerelease') === 'true';
  if (flag('latest') !== undefined) release.latest = flag('latest') === 'true';
  if (!release.isDraft && state.immutability) release.isImmutable = true;
} else fail('unknown command ' + verb);
fs.writeFileSync(${JSON.stringify(github)}, JSON.stringify(state));
`;

/** The release's files, and some that call the action: git checks the state of every file all the time. */
const CALLS = ['README.md', 'examples/release.yml', '.github/workflows/publish.yml', 'docs/recipes/ghcr.md'];
const COPIED = ['.github', 'scripts/release', 'scripts/release.ts', 'scripts/say.ts', 'src/host'];
const FILES = ['CONTRIBUTING.md', 'package.json', '.gitignore'];

beforeAll(() => {
  mkdirSync(bin);
  writeFileSync(join(bin, 'gh'), GH, { mode: 0o755 });
  writeFileSync(github, JSON.stringify({ immutability: true, broken: false, calls: 0, releases: {} }));
  // No housekeeping after every command.
  writeFileSync(join(home, '.gitconfig'), '[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n');
  run(home, 'git', 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  run(home, 'git', 'clone', '--quiet', origin, work);
  for (const name of new Set([...COPIED, ...FILES, ...CALLS]))
    cpSync(join(root, name), join(work, name), { recursive: true });
  writeFileSync(join(work, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n');
  commit('main', 'Begin');
});

/** A commit on top of a branch or tag; pushed as `main` if that is where it is. */
function commit(on: string, message: string, version?: string): string {
  git('fetch', '--quiet', '--tags', '--force', 'origin');
  if (on === 'main') {
    git('checkout', '--quiet', '-B', 'main');
    if (run(origin, 'git', 'for-each-ref', 'refs/heads/main') !== '') git('reset', '--quiet', '--hard', 'origin/main');
  } else git('checkout', '--quiet', '--detach', on);
  writeFileSync(join(work, 'NEWS'), message);
  if (version !== undefined) {
    const manifest = JSON.parse(readFileSync(join(work, 'package.json'), 'utf8')) as object;
    writeFileSync(join(work, 'package.json'), `${JSON.stringify({ ...manifest, version }, undefined, 2)}\n`);
    const changelog = readFileSync(join(work, 'CHANGELOG.md'), 'utf8');
    const section = `## [${version}] - 2026-11-30\n\n- What is in ${version}\n\n`;
    writeFileSync(join(work, 'CHANGELOG.md'), changelog.replace('## [Unreleased]\n', `## [Unreleased]\n\n${section}`));
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  if (on === 'main') git('push', '--quiet', 'origin', 'main');
  return git('rev-parse', 'HEAD');
}

/** Commits and pushes the tag of a version. */
function tagged(on: string, version: string): string {
  const sha = commit(on, `Release ${version}`, version);
  git('tag', `v${version}`);
  git('push', '--quiet', 'origin', `v${version}`);
  return sha;
}

type Step = Readonly<{ name?: string; run?: string; uses?: string; env?: Readonly<Record<string, string>> }>;
type Job = Readonly<{ steps: readonly Step[]; needs?: string; permissions?: Readonly<Record<string, string>> }>;
const workflow = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as Readonly<{
  jobs: Readonly<Record<'test' | 'release', Job>>;
}>;

/** Runs the job `release` for a tag, each time in a fresh clone. `steps`: the first ones. */
function releaseJob(tag: string, sha = atOrigin(tag), steps = Number.POSITIVE_INFINITY) {
  const clone = mkdtempSync(join(home, 'clone-'));
  run(home, 'git', 'clone', '--quiet', origin, clone);
  run(clone, 'git', 'checkout', '--quiet', '--detach', sha);
  let [status, output]: [number, string] = [0, ''];
  for (const { run: script } of workflow.jobs.release.steps.filter(step => step.run !== undefined).slice(0, steps)) {
    const {
      GIT_AUTHOR_NAME: _,
      GIT_AUTHOR_EMAIL: __,
      GIT_COMMITTER_NAME: ___,
      GIT_COMMITTER_EMAIL: ____,
      ...bare
    } = env;
    const ran = spawnSync('bash', ['-e', '-c', script!], {
      cwd: clone,
      env: { ...bare, GITHUB_REF_NAME: tag, GITHUB_SHA: sha, GITHUB_REPOSITORY: REPOSITORY },
      encoding: 'utf8',
    });
    output += ran.stdout + ran.stderr;
    status = ran.status ?? 1;
    if (status !== 0) break;
  }
  return { status, output };
}

/** The commit whose reusable workflow the README of `ref` calls. */
const workflowIn = (ref: string) => /publish\.yml@(\w{40})/.exec(textAt(ref, 'README.md'))?.[1];

/** What the first call in each of these files names. */
const calls = (ref: string) => {
  const found = run(origin, 'git', 'grep', '-h', '--max-count=1', 'uses: .*/slipway@', ref, '--', ...CALLS);
  const lines = found.split('\n');
  expect(lines).toHaveLength(CALLS.length);
  return new Set(lines.map(line => /uses: \S+\/slipway@(.*)/.exec(line)?.[1]?.trim()));
};

test('the job with the key installs nothing, and the other has no secret', () => {
  const { test: tests, release } = workflow.jobs;
  expect(JSON.stringify(tests)).not.toMatch(/secrets\.|contents: write/);
  expect(release.needs).toBe('test');
  const scripts = release.steps.flatMap(step => step.run ?? []).join('\n');
  expect(scripts).not.toMatch(/\bnp[mx]\b|bootstrap/);
  expect(release.steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])).toEqual([
    'actions/checkout',
    'actions/setup-node',
  ]);
});

test('a first release is published and called everywhere, and v1 exists', () => {
  const sha = tagged('main', '1.0.0');
  const { status, output } = releaseJob('v1.0.0');
  expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  expect(onGithub().releases['v1.0.0']).toEqual({
    isDraft: false,
    isImmutable: true,
    prerelease: false,
    latest: true,
    notes: '- What is in 1.0.0',
  });
  expect(calls('v1')).toEqual(new Set([`${sha} # v1.0.0`]));
  expect([atOrigin('v1^'), atOrigin('main^')]).toEqual([sha, sha]);
  expect(calls('main')).toEqual(calls('v1'));
});

const places = () => ({ v1: atOrigin('v1'), main: atOrigin('main'), github: onGithub().releases });

test('the reusable workflow that main calls runs the release, and its commit is kept', () => {
  const sha = atOrigin('v1.0.0');
  expect(workflowIn('main')).toBe(atOrigin('v1'));
  expect(atOrigin('workflows/v1.0.0')).toBe(atOrigin('v1'));
  expect(textAt(workflowIn('main')!, '.github/workflows/publish.yml')).toContain(`slipway@${sha} # v1.0.0\n`);
  expect(textAt('v1.0.0', '.github/workflows/publish.yml')).not.toContain(sha);
});

test('a second run changes nothing', () => {
  const before = places();
  const { status, output } = releaseJob('v1.0.0');
  expect([status, output]).toEqual([0, 'v1.0.0 is immutable\nv1 is at v1.0.0 already\nmain calls v1.0.0 already\n']);
  expect(places()).toEqual(before);
});

test('main may have moved on: v1 is on top of the release, and main gets the release as well', () => {
  const sha = tagged('main', '1.1.0');
  const later = commit('main', 'Something newer');
  expect(releaseJob('v1.1.0').status).toBe(0);
  expect([atOrigin('v1^'), atOrigin('main^')]).toEqual([sha, later]);
  expect([calls('v1'), calls('main')]).toEqual([new Set([`${sha} # v1.1.0`]), new Set([`${sha} # v1.1.0`])]);
  expect(textAt('main', 'NEWS')).toBe('Something newer');
});

test('a run that ended halfway is completed by the next one', () => {
  const sha = tagged('main', '1.2.0');
  expect(releaseJob('v1.2.0', sha, 1).status).toBe(0);
  expect(calls('v1')).not.toEqual(new Set([`${sha} # v1.2.0`]));
  expect(releaseJob('v1.2.0').status).toBe(0);
  const done = places();
  run(origin, 'git', 'update-ref', 'refs/heads/main', sha);
  expect(releaseJob('v1.2.0').output).toContain('v1 is at v1.2.0 already\nmain calls v1.2.0 now');
  expect(places()).toEqual(done);
});

test('a release of an older line moves nothing, and is not the latest', () => {
  const before = places();
  tagged('v1.0.0', '1.0.1');
  const { status, output } = releaseJob('v1.0.1');
  expect([status, output]).toEqual([0, expect.stringContaining('v1 stays at v1.2.0, which is newer')]);
  expect(onGithub().releases['v1.0.1']).toMatchObject({ isImmutable: true, latest: false, prerelease: false });
  expect(calls('workflows/v1.0.1')).toEqual(new Set([`${atOrigin('v1.0.1')} # v1.0.1`]));
  expect(places()).toMatchObject({ v1: before.v1, main: before.main });
});

test('a pre-release moves nothing', () => {
  tagged('main', '2.0.0-rc.1');
  const before = places();
  expect(releaseJob('v2.0.0-rc.1').output).toContain('no tag and no branch moves');
  expect(onGithub().releases['v2.0.0-rc.1']).toMatchObject({ isImmutable: true, latest: false, prerelease: true });
  expect(places()).toMatchObject({ v1: before.v1, main: before.main });
});

test('a new major version has a separate tag, and a maintained older one is not the latest', () => {
  const v1 = atOrigin('v1');
  const sha = tagged('main', '2.0.0');
  expect(releaseJob('v2.0.0').status).toBe(0);
  expect([atOrigin('v1'), calls('v2'), onGithub().releases['v2.0.0']?.latest]).toEqual([
    v1,
    new Set([`${sha} # v2.0.0`]),
    true,
  ]);
  const [main, patch] = [atOrigin('main'), tagged('v1.2.0', '1.10.0')];
  expect(releaseJob('v1.10.0').status).toBe(0);
  expect([calls('v1'), atOrigin('main')]).toEqual([new Set([`${patch} # v1.10.0`]), main]);
  expect(workflowIn('main')).toBe(atOrigin('v2'));
  expect(onGithub().releases['v1.10.0']?.latest).toBe(false);
});

test('a release that is not immutable fails, is a draft again, and nothing moves; a later run continues', () => {
  const sha = tagged('main', '2.1.0');
  const before = places();
  setGithub({ immutability: false });
  const { status, output } = releaseJob('v2.1.0');
  expect([status, output]).toEqual([1, expect.stringContaining('Enable "release immutability"')]);
  expect(onGithub().releases['v2.1.0']).toMatchObject({ isDraft: true, isImmutable: false });
  expect([atOrigin('main'), atOrigin('v1')]).toEqual([before.main, before.v1]);
  setGithub({ immutability: true });
  expect(releaseJob('v2.1.0').status).toBe(0);
  expect(onGithub().releases['v2.1.0']).toMatchObject({ isDraft: false, isImmutable: true, latest: true });
  expect(calls('v2')).toEqual(new Set([`${sha} # v2.1.0`]));
});

test('a tag that moved since the tests is refused before anything is published', () => {
  const tested = tagged('main', '2.2.0');
  const other = commit('main', 'Something else');
  git('push', '--quiet', '--force', 'origin', `${other}:refs/tags/v2.2.0`);
  const { calls: asked } = onGithub();
  const { status, output } = releaseJob('v2.2.0', tested);
  expect([status, output]).toEqual([1, expect.stringContaining(`The tag v2.2.0 is at ${other}`)]);
  expect(onGithub().calls).toBe(asked);
});

test('an error from GitHub fails the release', () => {
  tagged('main', '2.3.0');
  setGithub({ broken: true });
  const { status, output } = releaseJob('v2.3.0');
  expect([status, output]).toEqual([1, expect.stringContaining('gh release view failed: HTTP 502: Bad Gateway')]);
  setGithub({ broken: false });
  expect(onGithub().releases['v2.3.0']).toBeUndefined();
});
