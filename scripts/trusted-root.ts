import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GITHUB_ROOT } from '../src/signing/trust/github-root.ts';
import { PUBLIC_ROOT } from '../src/signing/trust/public-root.ts';
import { githubRootIn, stale } from './release/trusted-root.ts';
import { say } from './say.ts';

/**
 * Updates the trusted roots for a release: the public Sigstore's from the newest @sigstore/tuf, which npm checks
 * against the registry's signed integrity; that of GitHub's own Sigstore from gh, which verifies it by TUF. Without gh,
 * GitHub's stays unchanged. With `--check` it writes nothing, and fails if a committed root lacks a source of
 * signatures, or trusts a retired one.
 */
const PACKAGE = '@sigstore/tuf@latest';
const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const FOLDER = join(import.meta.dirname, '../src/signing/trust');

const PUBLIC = {
  file: 'public-root.ts',
  name: 'PUBLIC_ROOT',
  committed: PUBLIC_ROOT,
  what: 'The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.',
};
const GITHUB = {
  file: 'github-root.ts',
  name: 'GITHUB_ROOT',
  committed: GITHUB_ROOT,
  what: "The trusted root of GitHub's own Sigstore, which signs attestations of private repositories: its authorities, no logs.\n * Written by scripts/trusted-root.ts.",
};

type Seeds = Readonly<Record<string, Readonly<{ targets: Readonly<Record<string, string>> }>>>;
/** A root in JSON, and its source. */
type Newest = Readonly<{ root: string; source: string }>;

take(PUBLIC, publicRoot());
const github = githubRoot();
if (github === undefined) say("GitHub's trusted root is unchanged: no gh here provides it.");
else take(GITHUB, github);

function publicRoot(): Newest {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-root-'));
  try {
    const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    execFileSync('npm', ['install', ...options, PACKAGE], { stdio: 'inherit' });
    const place = join(folder, 'node_modules/@sigstore/tuf');
    const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { version: string };
    const seeds = JSON.parse(readFileSync(join(place, 'seeds.json'), 'utf8')) as Seeds;
    const root = Buffer.from(seeds[REPOSITORY]?.targets['trusted_root.json'] ?? '', 'base64').toString();
    return {
      root,
      source: `@sigstore/tuf ${version}, which carries it as its seed (\`tuf-repo-cdn.sigstore.dev\`, trusted_root.json)`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function githubRoot(): Newest | undefined {
  try {
    const given = execFileSync('gh', ['attestation', 'trusted-root'], { encoding: 'utf8' });
    const root = githubRootIn(given);
    if (root === undefined) return undefined;
    return { root, source: '`gh attestation trusted-root`, which gets it from `tuf-repo.github.com`' };
  } catch {
    return undefined;
  }
}

function take({ file, name, committed, what }: typeof PUBLIC, { root, source }: Newest): void {
  const [from] = source.split(',');
  const reasons = stale(committed, root);
  for (const reason of reasons) say(reason);
  if (!process.argv.includes('--check')) {
    const json = JSON.stringify(JSON.parse(root));
    const text = `/**\n * ${what}\n *\n * Source: ${source}.\n */\nexport const ${name} =\n  '${json}';\n`;
    writeFileSync(join(FOLDER, file), text);
    say(`${file} comes from ${from}.`);
  } else if (reasons.length > 0) {
    say('The trusted root is out of date. Run "node scripts/trusted-root.ts" and "npm run bundle", and release that.');
    process.exitCode = 1;
  } else {
    say(`The trusted root comes from ${from}.`);
  }
}
