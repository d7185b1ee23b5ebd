import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openBridge } from '../../src/builder/bridge.ts';
import { engineBuildkit, type PrivateBuilder } from '../../src/builder/engine-buildkit.ts';

let folder: string;
let engine: Server | undefined;
let close: (() => Promise<void>) | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-'));
});
afterEach(async () => {
  await close?.();
  await new Promise<unknown>(resolve => (engine === undefined ? resolve(0) : engine.close(resolve)));
  [close, engine] = [undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

/** An engine that answers the upgrade like this and then echoes what it receives. */
async function engineThat(answers: string): Promise<string> {
  const socket = join(folder, 'docker.sock');
  engine = createServer(client =>
    client.once('data', () => {
      client.write(answers);
      client.pipe(client);
    }),
  );
  await new Promise<void>(resolve => engine!.listen(socket, resolve));
  return socket;
}

/** The answer to `text`, up to so many characters or until the connection is closed. */
function ask(socket: string, text: string, length: number): Promise<string> {
  return new Promise(resolve => {
    let got = '';
    const client = connect(socket, () => client.write(text));
    client.on('data', chunk => {
      got += String(chunk);
      if (got.length >= length) client.destroy();
    });
    client.on('error', () => resolve(got));
    client.on('close', () => resolve(got));
  });
}

describe('the bridge', () => {
  test.each([
    [
      'joins both sides, from the first byte behind the answer',
      'HTTP/1.1 101 UPGRADED\r\nUpgrade: h2c\r\n\r\nhail ',
      'hail ahoy',
    ],
    ['closes if there is no upgrade', 'HTTP/1.1 404 Not Found\r\n\r\nhail', ''],
  ])('%s', async (_, answer, expected) => {
    const path = join(folder, 'buildkit.sock');
    close = await openBridge(path, await engineThat(answer));
    expect(await ask(path, 'ahoy', 9)).toBe(expected);
  });

  test('closes if there is no engine', async () => {
    const path = join(folder, 'buildkit.sock');
    close = await openBridge(path, join(folder, 'nobody.sock'));
    expect(await ask(path, 'ahoy', 9)).toBe('');
  });

  test('passes nothing on before it is ready', async () => {
    const path = join(folder, 'buildkit.sock');
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    const socket = await engineThat('HTTP/1.1 101 UPGRADED\r\n\r\nhail ');
    let connections = 0;
    engine!.on('connection', () => connections++);
    const end = await openBridge(path, socket, { ready });
    const other = join(folder, 'other.sock');
    const endOther = await openBridge(other, socket);
    close = async () => void (await Promise.all([end(), endOther()]));
    const answer = ask(path, 'ahoy', 9);
    expect(await ask(other, 'ahoy', 9)).toBe('hail ahoy');
    expect(connections).toBe(1);
    resolve();
    expect(await answer).toBe('hail ahoy');
    expect(connections).toBe(2);
  });

  test('disconnects its clients when it is never ready', async () => {
    const path = join(folder, 'buildkit.sock');
    const socket = await engineThat('HTTP/1.1 101 UPGRADED\r\n\r\nhail ');
    const { promise: ready, reject } = Promise.withResolvers<void>();
    close = await openBridge(path, socket, { ready });
    const answer = ask(path, 'ahoy', 9);
    reject(new Error('the password was rejected'));
    expect(await answer).toBe('');
    expect(await ask(path, 'ahoy', 9)).toBe('');
  });

  test('closes its connections when it closes', async () => {
    const path = join(folder, 'buildkit.sock');
    const end = await openBridge(path, await engineThat('HTTP/1.1 101 UPGRADED\r\n\r\nhail'));
    const client = connect(path);
    const closed = new Promise(resolve => client.on('close', resolve));
    await new Promise(resolve => client.once('data', resolve));
    await end();
    await closed;
    expect(existsSync(path)).toBe(false);
  });
});

describe("the builder's folder", () => {
  const open = async (userBuildx: string): Promise<PrivateBuilder> => {
    const builder = await engineBuildkit(folder, join(folder, 'nobody.sock'), userBuildx);
    close = builder!.close;
    return builder!;
  };
  const idIn = (buildx: string) => readFileSync(join(buildx, '.buildNodeID'), 'utf8');

  test("the machine's id for build contexts is that of the user", async () => {
    const user = join(folder, 'user');
    mkdirSync(user);
    writeFileSync(join(user, '.buildNodeID'), '3019d5f6794f1382');
    expect(idIn((await open(user)).buildxConfig)).toBe('3019d5f6794f1382');
  });

  test('without one, the next run finds the id that this run used', async () => {
    const user = join(folder, 'user');
    const { buildxConfig } = await open(user);
    expect(idIn(user)).toMatch(/^[0-9a-f]{16}$/);
    expect(idIn(buildxConfig)).toBe(idIn(user));
  });

  test('a retried build gets the same builder', async () => {
    const first = await open(join(folder, 'user'));
    await first.close();
    expect(idIn((await open(join(folder, 'user'))).buildxConfig)).toBe(idIn(join(folder, 'user')));
  });

  test('a folder whose path is too long for a socket has one all the same, which other processes find', async () => {
    const long = join(folder, `${'ü b'.repeat(30)}`);
    mkdirSync(long);
    const builder = await engineBuildkit(long, await engineThat('HTTP/1.1 101 UPGRADED\r\n\r\nhail '), folder);
    const { Nodes } = JSON.parse(readFileSync(join(builder!.buildxConfig, 'instances', builder!.name), 'utf8'));
    // It hangs up only after the answer: the bridge would pass that on to the engine, perhaps before it has answered.
    const script = `const one = require('node:net').connect(process.argv[1]);
      one.on('data', data => process.stdout.write(data, () => one.end()));`;
    const path = String(Nodes[0].Endpoint).replace('unix://', '');
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, path]);
    expect(stdout).toBe('hail ');
    await builder!.close();
    expect(existsSync(join(long, 'buildkit.sock'))).toBe(false);
  });

  test('a read-only home does not prevent the build', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { buildxConfig } = await open(join(folder, 'file/buildx'));
    expect(existsSync(join(buildxConfig, '.buildNodeID'))).toBe(false);
  });
});
