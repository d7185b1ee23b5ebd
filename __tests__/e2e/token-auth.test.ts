import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { type LocalRegistry, startRegistry } from '../../scripts/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../fakes/registry-real.ts';
import { fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
const open: { folder: string; registry: LocalRegistry; tokens: TokenServer }[] = [];
beforeAll(async () => {
  lab = await openLab([]);
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
});
afterEach(async () => {
  for (const { folder, registry, tokens } of open.splice(0)) {
    await Promise.all([registry.stop(), tokens.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
});
afterAll(() => lab.close());

/** A registry that accepts the tokens of a separate server. Lifetimes in seconds: announced, and real. */
async function harbour(told?: number, real?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tokens-'));
  const tokens = await startTokenServer(folder, told, real);
  const registry = await startRegistry({ auth: 'custom', config: { auth: tokens.auth } });
  open.push({ folder, registry, tokens });
  const publish = (inputs: Inputs) => {
    const registries = stringify([{ registry: registry.host, username: 'robot', password: 'right' }]);
    return lab.publish(workspace, { registries, tags: 'type=raw,value=1.0\ntype=raw,value=1', ...inputs });
  };
  return { registry, tokens, publish };
}

/** A tag's digest, read with a separate token. */
async function digestOf({ registry, tokens }: Awaited<ReturnType<typeof harbour>>, path: string, tag: string) {
  const authorization = `Basic ${Buffer.from('reader:reader').toString('base64')}`;
  const query = new URLSearchParams({ service: 'test', scope: `repository:${path}:pull` });
  const answer = await fetch(`${tokens.auth.token.realm}?${query}`, { headers: { authorization } });
  const { token } = (await answer.json()) as { token: string };
  const accept = 'application/vnd.oci.image.index.v1+json';
  const headers = { authorization: `Bearer ${token}`, accept };
  const held = await fetch(`http://${registry.host}/v2/${path}/manifests/${tag}`, { headers });
  return held.headers.get('docker-content-digest');
}

test('one token for each repository and set of actions, reused from preflight to read-back', async () => {
  const made = await harbour();
  const run = await made.publish({ images: 'acme/one\nacme/two' });

  expectGreen(run);
  // A mount between them needs a token for both. Which of them gets the blobs first is random.
  const [one, two] = ['robot acme/one:pull,push', 'robot acme/two:pull,push'];
  const mounts = ['robot acme/one:pull acme/two:pull,push', 'robot acme/one:pull,push acme/two:pull'];
  const asked = [...made.tokens.asked()];
  expect(asked).toHaveLength(new Set(asked).size);
  expect(asked.filter(scopes => !mounts.includes(scopes)).sort()).toEqual([one, two]);
  for (const path of ['acme/one', 'acme/two']) {
    for (const tag of ['1.0', '1']) expect(await digestOf(made, path, tag)).toBe(run.main.outputs.digest);
  }
});

test('tokens that last for seconds are renewed before they expire', async () => {
  const made = await harbour(4, -57);
  const run = await made.publish({ images: 'acme/brief', test: 'sleep 5' });

  expectGreen(run);
  expect(made.registry.log()).not.toMatch(/invalid_token|token is (?:expired|not valid)/i);
  const [first, ...later] = made.tokens.asked();
  expect(first).toBe('robot acme/brief:pull,push');
  expect(later).toContain('robot acme/brief:pull,push');
  expect(new Set(later).size).toBeLessThanOrEqual(2);
  expect(await digestOf(made, 'acme/brief', '1.0')).toBe(run.main.outputs.digest);
});

fullTest('a token that expires early is fetched again, once', async () => {
  const made = await harbour(3600, -57);
  const run = await made.publish({ images: 'acme/early', test: 'sleep 4' });

  expectGreen(run);
  // Preflight's, and after the test one to push and at most one to read, though several requests used the old one.
  const asked = made.tokens.asked();
  const count = (scopes: string) => asked.filter(each => each === `robot acme/early:${scopes}`).length;
  expect(count('pull,push')).toBe(2);
  expect(count('pull')).toBe(asked.length - 2);
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(run.log).not.toContain('trying again');
  expect(await digestOf(made, 'acme/early', '1')).toBe(run.main.outputs.digest);
});
