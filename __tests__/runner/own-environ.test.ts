import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SOURCE = join(import.meta.dirname, '../../src/runner/own-environ.ts');

/** A process with these variables that hides them, and prints its parent's /proc and its own environment. */
const PROGRAM = `
import { execFileSync } from 'node:child_process';
const { hideOwnEnviron } = await import(${JSON.stringify(SOURCE)});
const shown = () => execFileSync('cat', ['/proc/' + process.pid + '/environ'], { encoding: 'utf8', env: {} });
const before = shown();
hideOwnEnviron();
console.log(JSON.stringify({ before, after: shown(), own: process.env }));
`;

test('inputs and tokens are gone from /proc, and nothing else', () => {
  const env = {
    PATH: process.env.PATH!,
    INPUT_PASSWORD: 'harbour-secret',
    INPUT_EMPTY: '',
    'INPUT_DOCKER-CONFIG': '{"auths":\n{}}',
    ACTIONS_RUNTIME_TOKEN: 'runtime-token',
    DOCKER_AUTH_CONFIG: 'auth-config',
    GITHUB_REPOSITORY: 'acme/tides',
    LAST: 'Ende ä',
  };
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], { env, encoding: 'utf8' });
  const { before, after, own } = JSON.parse(text) as Record<'before' | 'after', string> & { own: typeof env };
  expect(before).toContain('harbour-secret');
  const lines = after.split('\0');
  expect(lines).toContain(`INPUT_PASSWORD=${'*'.repeat('harbour-secret'.length)}`);
  expect(lines).toEqual(expect.arrayContaining([`PATH=${env.PATH}`, 'GITHUB_REPOSITORY=acme/tides', 'LAST=Ende ä']));
  expect(after).not.toMatch(/harbour-secret|auths|runtime-token|auth-config/);
  expect(own).toMatchObject(env);
});
