import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { homeOf } from '../../../src/host/variables/system.ts';

const FILE = new URL('../../../src/host/variables/system.ts', import.meta.url).href;
/** Asked in a process with this environment: Node's own answers depend on it, too. */
const SCRIPT = `import { homeOf } from ${JSON.stringify(FILE)}; process.stdout.write(homeOf(process.env));`;

test('the variable', () => expect(homeOf({ HOME: '/home/ada' })).toBe('/home/ada'));

test.each<[what: string, env: Readonly<Record<string, string>>]>([
  ['without the variable', {}],
  ['with an empty one, which must not make the checkout the home', { HOME: '' }],
])('the home of this user %s', (_, env) => {
  const home = execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], { env, encoding: 'utf8' });
  expect(home).toBe(userInfo().homedir);
});
