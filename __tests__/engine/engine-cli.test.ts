import { expect, test } from '@jest/globals';
import { engineByCli } from '../../src/engine/engine-cli.ts';

test.each([
  ['what docker lists was removed', 0, 'Untagged: acme/api:1\n', true],
  ['there was no such image, which docker passes over when forced', 0, '', false],
  ['docker fails', 1, '', false],
])('removing an image through the CLI: %s', async (_what, code, stdout, isRemoved) => {
  const commands: string[] = [];
  const run = async (command: string, args: readonly string[] = []) => {
    commands.push([command, ...args].join(' '));
    return { code, signal: null, stdout, stderr: '', timedOut: false };
  };
  const engine = engineByCli(run, {}, new AbortController().signal);
  expect(await engine.remove('acme/api:1')).toBe(isRemoved);
  expect(commands).toEqual(['docker image rm --force --no-prune acme/api:1']);
});
