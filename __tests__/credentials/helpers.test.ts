import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askHelper } from '../../src/credentials/helpers.ts';
import { createRun } from '../../src/host/process.ts';

/** Each is a real `docker-credential-<name>` on PATH: it records its request, then runs the given script. */
const scripts = {
  good: `printf '{"ServerURL":"x","Username":"robot$acme+ci","Secret":"s3cret"}'`,
  token: `printf '{"ServerURL":"x","Username":"<token>","Secret":"T"}'`,
  none: 'echo "credentials not found in native keychain"; exit 1',
  empty: `printf '{"ServerURL":"x","Username":"","Secret":""}'`,
  locked: 'echo "::error::the keychain is locked"; exit 2',
  leaky: `printf '{"Secret":"s3cret"'; exit 1`,
  nonsense: 'echo s3cret',
  partial: `printf '{"Username":"me","token":"s3cret"}'`,
  slow: 'exec sleep 66',
  stubborn: `trap '' INT TERM; while :; do sleep 0.05; done`,
};

const bin = mkdtempSync(join(tmpdir(), 'helpers-'));
const asked = join(bin, 'asked');
beforeAll(() => {
  for (const [name, script] of Object.entries(scripts)) {
    const text = `#!/bin/sh\n{ echo "$*"; cat; } > "$ASKED"\n${script}\n`;
    writeFileSync(join(bin, `docker-credential-${name}`), text, { mode: 0o755 });
  }
  writeFileSync(join(bin, 'docker-credential-closed'), '', { mode: 0o644 });
});
afterAll(() => rmSync(bin, { recursive: true }));

const run = createRun({ terminateAfter: 100, killAfter: 200, lingerAfter: 100 });
const env = { PATH: `${bin}:${process.env.PATH}`, ASKED: asked };
const ask = (helper: string, host = 'reg.example:5000') =>
  askHelper(helper, host, { run, env, ...(/slow|stubborn/.test(helper) && { deadline: 400 }) });

test.each([
  ['good', { kind: 'basic', username: 'robot$acme+ci', password: 's3cret' }],
  ['token', { kind: 'identity', identityToken: 'T' }],
  ['none', undefined],
  ['empty', undefined],
])('%s', async (helper, credential) => expect(await ask(helper)).toEqual(credential));

test.each([
  ['reg.example:5000', 'reg.example:5000'],
  ['docker.io', 'https://index.docker.io/v1/'],
])('%s is asked for as %s, on stdin', async (host, key) => {
  await ask('good', host);
  expect(readFileSync(asked, 'utf8')).toBe(`get\n${key}`);
});

describe('a broken helper is an error that names it and no secret', () => {
  test.each([
    ['locked', /failed \(exit code 2\): : :error::the keychain is locked$/],
    ['leaky', /failed \(exit code 1\)$/],
    ['nonsense', /returned something that is not a login$/],
    ['partial', /returned something that is not a login$/],
    ['slow', /did not answer within 0.4 s$/],
    ['stubborn', /did not answer within 0.4 s$/],
    ['missing', /cannot be started: cannot run docker-credential-missing \(ENOENT\)$/],
    ['closed', /cannot be started: cannot run docker-credential-closed \(EACCES\)$/],
    ['../good', /has an invalid name$/],
  ])('%s', async (helper, message) => {
    const error = await ask(helper).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('username and password for reg.example:5000'),
    });
    expect(String(error)).toContain(`docker-credential-${helper}`);
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
  });
});

test('a cancelled run stops asking, with its own reason', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const answer = askHelper('slow', 'h', { run, env, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  await expect(answer).rejects.toBe(reason);
});
