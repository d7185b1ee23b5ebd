import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Machine } from '../../src/host/machine.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { openSigning } from '../../src/signing/open.ts';
import { PUBLIC_ROOT } from '../../src/signing/trust/public-root.ts';
import { recordingLog } from '../fakes/log.ts';
import { read } from '../inputs/env.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-signing-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

type Given = Readonly<{
  fulcio?: string;
  tsa?: string;
  inputs?: Record<string, string>;
  isPrivate?: boolean;
  server?: string;
}>;

/** The message before anything runs; '' for nothing. The job may have id tokens. */
async function complaint({ fulcio, tsa, inputs, isPrivate = true, server = 'https://github.com' }: Given) {
  const env = {
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: server,
    GITHUB_EVENT_PATH: 'event',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://tokens.example/?a=b',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
  };
  const service = (url: string) => ({ url, majorApiVersion: 1, operator: 'example' });
  writeFileSync(
    join(workspace, 'config.json'),
    JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: fulcio === undefined ? [] : [service(fulcio)],
      rekorTlogUrls: [service('https://rekor.example')],
      tsaUrls: [service(tsa ?? 'https://tsa.example/api/v1/timestamp')],
    }),
  );
  writeFileSync(join(workspace, 'root.json'), PUBLIC_ROOT);
  const config: Record<string, string> =
    fulcio === undefined ? {} : { 'signing-config': 'config.json', 'trusted-root': 'root.json' };
  const { signing } = read({ sign: 'keyless', ...config, ...inputs });
  const readFile = () => JSON.stringify({ repository: { private: isPrivate } });
  const context = readContext({ env, now: new Date(0), readFile });
  const machine: Machine = {
    env,
    log: recordingLog(),
    run: async () => Promise.reject(new Error('nothing is run')),
    now: Date.now,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  try {
    (await openSigning({ signing, retry: DEFAULT_RETRY, context, githubToken: '' }, machine)).close();
    return '';
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
}

test.each<readonly [string, Given]>([
  ['by default', {}],
  ['by a configuration that names it', { fulcio: 'https://fulcio.sigstore.dev' }],
  ['in other case', { fulcio: 'https://Fulcio.SigStore.dev./' }],
  ['for trials', { fulcio: 'https://fulcio.sigstage.dev' }],
])('the public Fulcio does not get the name of a private repository: %s', async (_, given) => {
  expect(await complaint(given)).toMatch(/`sign` is `keyless`, and this repository is not public/);
  expect(await complaint({ ...given, inputs: { 'sign-public': 'true' } })).toBe('');
  expect(await complaint({ ...given, isPrivate: false })).toBe('');
  expect(await complaint({ ...given, isPrivate: false, server: 'https://github.acme.example' })).toMatch(
    /the public Sigstore accepts only tokens of github\.com/,
  );
});

test("attestations of a private repository are signed by GitHub's own Sigstore, and signatures are not", async () => {
  const attest = { sign: 'false', attest: 'provenance' };
  expect(await complaint({ inputs: attest })).toBe('');
  expect(await complaint({ inputs: { ...attest, 'attest-to': 'github' } })).toBe('');
  expect(await complaint({ inputs: { attest: 'provenance' } })).toMatch(/this repository is not public/);
  expect(await complaint({ inputs: attest, server: 'https://acme.ghe.com' })).toMatch(/only tokens of github\.com/);
});

test.each([
  'https://fulcio.acme.example',
  'https://sigstore.dev.acme.example',
  'https://notsigstore.dev',
  'https://fulcio.githubapp.com',
  'http://127.0.0.1:5555',
])('%s is a Fulcio of one’s own', async fulcio => {
  expect(await complaint({ fulcio })).toBe('');
  expect(await complaint({ fulcio, server: 'https://github.acme.example' })).toBe('');
});

test('an id token is never sent by plain http; a timestamp authority, which gets none, may use it', async () => {
  expect(await complaint({ fulcio: 'http://fulcio.acme.example' })).toMatch(
    /`signing-config` names a Fulcio \(`caUrls`\) that is not reached by https/,
  );
  expect(await complaint({ fulcio: 'https://fulcio.acme.example', tsa: 'http://tsa.example' })).toBe('');
});
