import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { freshDocuments, readDocuments } from '../../scripts/docs/documents.ts';
import { pinsIn, unpinned, withNames, withUses } from '../../scripts/docs/uses.ts';
import { checkRelease, isNewer, notesOf, withRelease } from '../../scripts/release/release.ts';
import { githubRootIn, stale } from '../../scripts/release/trusted-root.ts';
import { ownPin } from '../../scripts/release/uses.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { GITHUB_ROOT } from '../../src/signing/trust/github-root.ts';
import { PUBLIC_ROOT } from '../../src/signing/trust/public-root.ts';

const root = join(import.meta.dirname, '../..');
const CHANGELOG = `# Changelog

## [Unreleased]

- Later

## [1.2.0] - 2026-11-30

### Added

- One step

## [1.1.0-rc.1] - 2026-10-01

- First

[1.2.0]: https://example.com/compare
`;
const PACKAGE = '{ "name": "slipway", "version": "1.2.0" }';
const SHA = 'c0ffee'.padEnd(40, '0');

test.each<[string, string, string, readonly string[]]>([
  ['a release', 'v1.2.0', PACKAGE, []],
  ['a pre-release', 'v1.1.0-rc.1', PACKAGE.replace('1.2.0', '1.1.0-rc.1'), []],
  ['no version', 'latest', PACKAGE, ['"latest" is not a version tag such as v1.2.3.']],
  ['another version', 'v1.1.0-rc.1', PACKAGE, ['package.json has version 1.2.0, and the tag is v1.1.0-rc.1.']],
  ['no notes', 'v2.0.0', PACKAGE.replace('1.2.0', '2.0.0'), ['CHANGELOG.md has no section "## [2.0.0] - DATE".']],
])('check: %s', (_, tag, manifest, problems) => expect(checkRelease(tag, manifest, CHANGELOG)).toEqual(problems));

test('the notes are the section of the version', () => {
  expect(notesOf(CHANGELOG, 'v1.2.0')).toBe('### Added\n\n- One step');
  expect(notesOf(CHANGELOG, 'v1.1.0-rc.1')).toBe('- First');
  expect(() => notesOf(CHANGELOG, 'v1.3.0')).toThrow('no section');
});

test('a release is a tag and a full commit', () => {
  expect(JSON.parse(withRelease(PACKAGE, { version: 'v1.2.0', sha: SHA }))).toMatchObject({
    version: '1.2.0',
    release: { version: 'v1.2.0', sha: SHA },
  });
  expect(() => withRelease(PACKAGE, { version: 'v1', sha: SHA })).toThrow('version tag');
  expect(() => withRelease(PACKAGE, { version: 'v1.2.0', sha: 'c0ffee' })).toThrow('full commit');
});

describe('uses', () => {
  const other = '1'.repeat(40);
  const pins = pinsIn([`uses: a/b@${SHA} # v2.0.0`, `uses: a/b@${other} # v10.0.0`, 'uses: a/c@v1']);

  test('every action gets its newest pin, and this one its release and its own name', () => {
    const text = `uses: a/b@v1\nuses: a/b/sub@${SHA} # v2.0.0\nuses: someone/slipway/.github/workflows/publish.yml@v1`;
    expect(withUses(text, pins, { version: 'v1.2.0', sha: SHA })).toBe(
      `uses: a/b@${other} # v10.0.0\nuses: a/b/sub@${other} # v10.0.0\nuses: ${REPOSITORY}/.github/workflows/publish.yml@${SHA} # v1.2.0`,
    );
  });

  test('before the first release, this action is at its preview, and a release replaces it', () => {
    const preview = { version: '1.2.0 preview', sha: other };
    const own = withUses('uses: someone/slipway@v0 # v0.1.0\n', pins, preview);
    expect(own).toBe(`uses: ${REPOSITORY}@${other} # 1.2.0 preview\n`);
    const release = { version: 'v1.2.0', sha: SHA };
    expect(withUses(own, pins, release)).toBe(`uses: ${REPOSITORY}@${SHA} # v1.2.0\n`);
    const manifest = JSON.stringify({ version: '1.2.0', preview });
    expect(ownPin(manifest)).toEqual(preview);
    expect(JSON.parse(withRelease(manifest, release))).toEqual({ version: '1.2.0', release });
    expect(ownPin(withRelease(manifest, release))).toEqual(release);
    expect(() => ownPin(PACKAGE)).toThrow('neither a release nor a preview');
  });

  test('unpinned actions are found', () => {
    const bad = ['a/c@v1', `a/b@${SHA}`, `a/b@${SHA} # 2.0.0 preview`, `${REPOSITORY}@v1`, `${REPOSITORY}@${SHA}`];
    const good = [
      `a/b@${SHA} # v2.0.0`,
      `${REPOSITORY}@${SHA} # v2.0.0`,
      `${REPOSITORY}/verify@${SHA} # 2.0.0 preview`,
    ];
    const lines = (names: readonly string[]) => names.map(name => `uses: ${name}`);
    expect(unpinned(lines([...bad, ...good]).join('\n'))).toEqual(lines(bad));
  });

  test('addresses and teams have the name of the project', () => {
    const [owner] = REPOSITORY.split('/');
    expect(withNames('https://github.com/old-owner/slipway/security @old-owner/maintainers')).toBe(
      `https://github.com/${REPOSITORY}/security @${owner}/maintainers`,
    );
  });
});

test.each([
  ['v1.10.0', 'v1.9.9', true],
  ['v1.9.9', 'v1.10.0', false],
  ['v2.0.0', 'v1.99.99', true],
  ['v1.2.3', 'v1.2.3', false],
])('%s is newer than %s: %s', (one, other, expected) => expect(isNewer(one, other)).toBe(expected));

describe('a trusted root', () => {
  type Root = { tlogs: { publicKey: { rawBytes: string; validFor: { end?: string } }; baseUrl: string }[] };
  const changed = (change: (root: Root) => void): string => {
    const root = JSON.parse(PUBLIC_ROOT) as Root;
    change(root);
    return JSON.stringify(root);
  };

  test('is not out of date because it is written differently', () => {
    expect(stale(PUBLIC_ROOT, JSON.stringify(JSON.parse(PUBLIC_ROOT), undefined, 2))).toEqual([]);
  });

  test('is out of date when there is a new log, one was retired, or one is no longer there', () => {
    const more = changed(({ tlogs }) =>
      tlogs.push({
        ...tlogs[0]!,
        baseUrl: 'https://rekor3.example',
        publicKey: { ...tlogs[0]!.publicKey, rawBytes: 'AAAA' },
      }),
    );
    const ended = changed(({ tlogs }) => {
      tlogs[0]!.publicKey.validFor.end = '2026-10-01T00:00:00Z';
    });
    const name = (JSON.parse(PUBLIC_ROOT) as Root).tlogs[0]!.baseUrl;
    expect(stale(PUBLIC_ROOT, more)).toEqual(['The transparency log https://rekor3.example is new.']);
    expect(stale(more, PUBLIC_ROOT)).toEqual(['The transparency log https://rekor3.example is no longer trusted.']);
    expect(stale(PUBLIC_ROOT, ended)).toEqual([`The transparency log ${name} is trusted until 2026-10-01T00:00:00Z.`]);
  });

  test("GitHub's own is found among those that gh prints", () => {
    expect(githubRootIn(`${PUBLIC_ROOT}\n${GITHUB_ROOT}\n`)).toBe(GITHUB_ROOT);
    expect(githubRootIn(`${PUBLIC_ROOT}\n`)).toBeUndefined();
    expect(stale(GITHUB_ROOT, GITHUB_ROOT)).toEqual([]);
  });

  test('without its authorities is never taken for up to date', () => {
    expect(stale('{}', PUBLIC_ROOT).length).toBeGreaterThan(5);
    expect(stale(PUBLIC_ROOT, '{}').length).toBeGreaterThan(5);
  });
});

describe('a released commit', () => {
  const copy = mkdtempSync(join(tmpdir(), 'slipway-release-'));
  afterAll(() => rmSync(copy, { recursive: true }));

  test('is written to the workflows and pages that call the action', async () => {
    for (const name of ['package.json', '.github', 'examples', 'docs', 'README.md', 'CONTRIBUTING.md', 'action.yml']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    for (const name of ['scripts/release', 'scripts/release.ts', 'scripts/say.ts', 'src/host', 'verify']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    execFileSync(process.execPath, ['scripts/release.ts', 'pin', 'v1.2.0', SHA], { cwd: copy });
    // The release, which has no dependencies, writes what the documentation's generator would. Without the marks around
    // results of plans: they take seconds, and name no commit.
    const plans = /<!-- \/?(?:outcomes|log)\b.*?-->/g;
    const written = new Map([...readDocuments(copy)].map(([path, text]) => [path, text.replaceAll(plans, '')]));
    expect(written.size).toBeGreaterThan(100);
    const fresh = await freshDocuments(written, copy);
    expect([...fresh].filter(([path, text]) => written.get(path) !== text)).toEqual([]);
    for (const name of ['.github/workflows/publish.yml', 'README.md', 'examples/release.yml']) {
      expect(readFileSync(join(copy, name), 'utf8')).toContain(`uses: ${REPOSITORY}@${SHA} # v1.2.0`);
    }
    const verify = readFileSync(join(copy, '.github/workflows/verify.yml'), 'utf8');
    expect(verify).toContain(`uses: ${REPOSITORY}/verify@${SHA} # v1.2.0`);
  });
});
