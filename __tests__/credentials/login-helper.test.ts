import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import { createDockerAccess } from '../../src/credentials/docker-access.ts';
import { EMPTY_CONFIG } from '../../src/credentials/docker-config.ts';
import { createLoginHelper, HELPER, type LoginHelper } from '../../src/credentials/login-helper.ts';
import type { Credential } from '../../src/registry/auth/credential.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slipway-it's-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const login = (username: string, password = `pw-${username}`): Credential => ({ kind: 'basic', username, password });

/** As docker and BuildKit ask a helper. */
function ask({ bin }: LoginHelper, server: string): object | string {
  const { stdout } = spawnSync(join(bin, `docker-credential-${HELPER}`), ['get'], { input: server, encoding: 'utf8' });
  return stdout.startsWith('{') ? (JSON.parse(stdout) as object) : stdout.trim();
}

async function helper(): Promise<LoginHelper> {
  const made = await createLoginHelper(join(root, 'logins'));
  if (made === undefined) throw new Error('nothing runs in the temporary folder');
  return made;
}

test('returns the login that it last received, and nothing else', async () => {
  const made = await helper();
  await made.give(new Map([['quay.io', login('old')]]));
  await made.give(
    new Map([
      ['quay.io', login('new', '"\'$(id)\\\n')],
      ['docker.io', login('acme')],
    ]),
  );
  expect(ask(made, 'quay.io')).toEqual({ ServerURL: 'quay.io', Username: 'new', Secret: '"\'$(id)\\\n' });
  expect(ask(made, 'https://index.docker.io/v1/\n')).toMatchObject({ Username: 'acme' });
  for (const other of ['ghcr.io', 'quay.io.evil.example', '*', '', 'docker.io', '[::1]:5000']) {
    expect(ask(made, other)).toBe('credentials not found in native keychain');
  }
  await made.forget();
  expect(ask(made, 'quay.io')).toBe('credentials not found in native keychain');
});

test('an address with brackets is not treated as a pattern', async () => {
  const made = await helper();
  await made.give(new Map([['[::1]:5000', login('six')]]));
  expect(ask(made, '[::1]:5000')).toMatchObject({ Username: 'six' });
  expect(ask(made, ':')).toBe('credentials not found in native keychain');
});

test('is only accessible to this user', async () => {
  const made = await helper();
  await made.give(new Map([['quay.io', login('me')]]));
  const modes = readdirSync(join(root, 'logins'), { recursive: true, encoding: 'utf8' }).map(
    name => `${name} ${(statSync(join(root, 'logins', name)).mode & 0o777).toString(8)}`,
  );
  const program = `bin/docker-credential-${HELPER} 700`;
  expect(modes.sort()).toEqual(['bin 700', program, 'logins 700', 'logins/0 600']);
});

describe("Docker's private config", () => {
  async function access(renews: boolean) {
    const made = await createDockerAccess({
      folder: root,
      user: { configDir: join(root, 'none'), buildxConfigDir: join(root, 'none/buildx') },
      keys: join(root, 'keys'),
      userConfigs: { env: EMPTY_CONFIG, file: EMPTY_CONFIG },
      env: { PATH: '/usr/bin:/bin' },
      credentials: new Map([['ghcr.io', login('fixed')]]),
      renews,
    });
    const config = () => JSON.parse(readFileSync(join(made.dir, 'config.json'), 'utf8'));
    const found = (server: string) => {
      const options = { env: made.env, input: server, encoding: 'utf8' as const };
      return spawnSync('sh', ['-c', `docker-credential-${HELPER} get`], options).stdout;
    };
    return { ...made, config, found };
  }

  test('points a build to the helper, which has the newest login', async () => {
    const { config, found, login: logIn } = await access(true);
    await logIn(new Map([['quay.io', login('one')]]));
    await logIn(new Map([['quay.io', login('two')]]));
    expect(config()).toMatchObject({ credHelpers: { 'quay.io': HELPER } });
    expect(Object.keys(config().auths)).toEqual(['ghcr.io']);
    expect(found('quay.io')).toContain('"pw-two"');
  });

  test('contains a late token itself, because the helper cannot return it', async () => {
    const { config, found, login: logIn } = await access(true);
    await logIn(new Map([['quay.io', { kind: 'identity', identityToken: 'T' } as const]]));
    await logIn(new Map([['docker.io', login('one')]]));
    expect(config().auths['quay.io']).toEqual({ identitytoken: 'T' });
    expect(Object.keys(config().credHelpers)).not.toContain('quay.io');
    expect(found('quay.io')).toContain('credentials not found');
  });

  test('takes several logins at once', async () => {
    const { found, login: logIn, hide } = await access(true);
    const hosts = ['a', 'b', 'c', 'd', 'e'].map(name => `${name}.example`);
    await Promise.all(hosts.map(host => logIn(new Map([[host, login(host)]]))));
    for (const host of hosts) expect(found(host)).toContain(`"pw-${host}"`);
    await Promise.all([logIn(new Map([['a.example', login('late')]])), hide()]);
    for (const host of hosts) expect(found(host)).not.toContain('pw-');
    expect(leaksInFolder(['pw-a.example', 'pw-late'], root)).toEqual([]);
  });

  test('shows gates no login, or the current ones in the file itself', async () => {
    const { config, found, login: logIn, hide, show, dispose } = await access(true);
    await logIn(new Map([['quay.io', login('one')]]));
    await hide();
    await logIn(new Map([['quay.io', login('two')]]));
    expect(config().auths).toBeUndefined();
    expect(found('quay.io')).not.toContain('pw-');
    expect(leaksInFolder(['pw-one', 'pw-two'], root)).toEqual([]);
    await show();
    expect(config().credHelpers).toBeUndefined();
    const auth = Buffer.from(config().auths['quay.io'].auth, 'base64').toString();
    expect(auth).toBe('two:pw-two');
    await dispose();
    expect(readdirSync(root)).not.toContain('docker');
  });

  test('has no helper if no login expires', async () => {
    const { env } = await access(false);
    expect(env.PATH).toBe('/usr/bin:/bin');
    expect(readdirSync(root)).toEqual(['docker']);
  });
});
