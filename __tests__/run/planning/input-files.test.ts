import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../../src/host/process.ts';
import { runMain } from '../../../src/run/run-main.ts';
import { recordingLog } from '../../fakes/log.ts';
import { envOf } from '../../inputs/env.ts';

/** What inputs name on this machine is checked for all images together, in a dry run too. */

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'input-files-'));
  mkdirSync(join(root, 'workspace/notes'), { recursive: true });
  mkdirSync(join(root, 'temp'));
  writeFileSync(join(root, 'event.json'), '{}');
  writeFileSync(join(root, 'workspace/notes/thesis.txt'), '');
  for (const name of ['a', 'b']) execFileSync('mkfifo', [join(root, 'workspace', name)]);
});
afterEach(() => rmSync(root, { recursive: true }));

const NOT_REGULAR = 'Give the path of a regular file.';
const TAKEN = 'Give another path, or remove what is there: only an older layout is replaced.';
const pipe = (input: string, path: string) => `\`${input}\` names "${path}", which is a named pipe. ${NOT_REGULAR}`;
/** The Dockerfile's full path is reported. */
const dockerfile = (input: string, name: string) => pipe(input, join(root, 'workspace', name));
const layout = `\`layout\` names "notes", which already exists and is not (only) an OCI layout: it contains thesis.txt. ${TAKEN}`;

/** The error of a step with these inputs. */
async function errorOf(given: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const log = recordingLog();
  const env = envOf({
    ...{ images: 'ghcr.io/acme/{{target}}', tags: 'edge', PATH: process.env.PATH ?? '' },
    ...{ GITHUB_EVENT_PATH: join(root, 'event.json'), GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' },
    ...{ GITHUB_REPOSITORY: 'acme/api', GITHUB_SHA: 'a'.repeat(40), GITHUB_SERVER_URL: 'https://github.com' },
    ...{ GITHUB_WORKSPACE: join(root, 'workspace'), RUNNER_TEMP: join(root, 'temp'), HOME: root, ...given },
  });
  const { signal } = new AbortController();
  const code = await runMain({ env, run, log, now: () => 0, sleep: async () => {}, signal });
  const errors = log.lines.filter(line => line.startsWith('error: '));
  expect([code, errors.length]).toEqual([1, 1]);
  return errors[0]!.split('\n').map(line => line.replace(/^error: /, ''));
}

test.each(['true', 'false'])('the problems of two images are one error that names both (dry run: %s)', async dry => {
  const builds = '- {name: api, file: a}\n- {name: worker, file: b, secret-files: npmrc=a}';
  const lines = await errorOf({ builds, 'dry-run': dry, push: 'false', context: '.' });
  expect(lines.slice(0, 3)).toEqual([
    dockerfile('file (api)', 'a'),
    dockerfile('file (worker)', 'b'),
    pipe('secret-files (worker)', 'a'),
  ]);
});

test.each(['true', 'false'])('those of a single image name no image (dry run: %s)', async dry => {
  const given = { images: 'ghcr.io/acme/api', file: 'a', layout: 'notes', 'secret-files': 'npmrc=b' };
  const lines = await errorOf({ ...given, 'dry-run': dry, push: 'false', context: '.' });
  expect(lines.slice(0, 3)).toEqual([dockerfile('file', 'a'), pipe('secret-files', 'b'), layout]);
});

test('a missing secret is in the same error', async () => {
  const given = {
    images: 'ghcr.io/acme/api',
    file: 'a',
    username: 'ada',
    password: '',
    registry: 'ghcr.io',
    context: '.',
  };
  const lines = (await errorOf({ ...given, push: 'true' })).join('\n');
  expect(lines).toContain(dockerfile('file', 'a'));
  expect(lines).toContain('`password` is empty');
});

test('a promotion reads no Dockerfile', async () => {
  const given = { images: 'ghcr.io/acme/api', source: 'oci:image', layout: 'notes', 'dry-run': 'true' };
  execFileSync('mkfifo', [join(root, 'workspace/Dockerfile')]);
  expect((await errorOf(given)).filter(line => line.startsWith('`'))).toEqual([layout]);
});

test('a layout that cannot be written is in it too, but not in a dry run', async () => {
  const given = {
    images: 'ghcr.io/acme/api',
    file: 'a',
    layout: 'notes/thesis.txt/image',
    push: 'false',
    context: '.',
  };
  const folder = join(root, 'workspace/notes/thesis.txt');
  const problem = `\`layout\` names "${given.layout}", which cannot be written: ${folder}: it is not a folder. `;
  expect(await errorOf(given)).toContainEqual(expect.stringContaining(problem));
  expect((await errorOf({ ...given, 'dry-run': 'true' })).join('\n')).not.toContain('`layout`');
});
