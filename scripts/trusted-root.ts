import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC_ROOT } from '../src/signing/trust/public-root.ts';
import { stale } from './release/trusted-root.ts';
import { say } from './say.ts';

/**
 * Takes the public Sigstore's trusted root anew, for a release: out of the newest @sigstore/tuf, which carries it. npm
 * checks the package against the registry's signed integrity. With `--check` it writes nothing, and fails if the
 * committed root lacks something that signatures may come from, or trusts something that has been retired.
 */
const PACKAGE = '@sigstore/tuf@latest';
const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const FILE = join(import.meta.dirname, '../src/signing/trust/public-root.ts');

type Seeds = Readonly<Record<string, Readonly<{ targets: Readonly<Record<string, string>> }>>>;

const folder = mkdtempSync(join(tmpdir(), 'slipway-root-'));
try {
  const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['install', ...options, PACKAGE], { stdio: 'inherit' });
  const place = join(folder, 'node_modules/@sigstore/tuf');
  const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { version: string };
  const seeds = JSON.parse(readFileSync(join(place, 'seeds.json'), 'utf8')) as Seeds;
  const root = Buffer.from(seeds[REPOSITORY]?.targets['trusted_root.json'] ?? '', 'base64').toString();
  const reasons = stale(PUBLIC_ROOT, root);
  for (const reason of reasons) say(reason);
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, sourceOf(JSON.stringify(JSON.parse(root)), version));
    say(`${FILE} is that of @sigstore/tuf ${version}.`);
  } else if (reasons.length > 0) {
    say('The trusted root is out of date. Run "node scripts/trusted-root.ts" and "npm run build", and release that.');
    process.exitCode = 1;
  } else {
    say(`The trusted root is that of @sigstore/tuf ${version}.`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function sourceOf(root: string, version: string): string {
  return `/**
 * The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.
 *
 * Source: @sigstore/tuf ${version}, which carries it as its seed (\`tuf-repo-cdn.sigstore.dev\`, trusted_root.json).
 */
export const PUBLIC_ROOT =
  '${root}';
`;
}
