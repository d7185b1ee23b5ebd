import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import * as events from '../../scripts/harness/events.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { HOSTS } from '../fakes/cloud/cloud.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type CloudLab, type Kind, openCloudLab } from './support/cloud-lab.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type JobOptions, leaksOf, type Run } from './support/lab.ts';

const ROLE = 'arn:aws:iam::123456789012:role/publish';
const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/github/providers/acme';
const ACCOUNT = 'publisher@acme.iam.gserviceaccount.com';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '99999999-8888-7777-6666-555555555555';
const CONNECTION = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';

/** One entry of each kind, and where its image goes. */
const ENTRIES: Readonly<Record<Kind, Readonly<{ registry: string; [key: string]: unknown }>>> = {
  ecr: { registry: HOSTS.ecr, 'role-to-assume': ROLE },
  google: {
    registry: HOSTS.google,
    prefix: 'acme/images',
    'workload-identity-provider': PROVIDER,
    'service-account': ACCOUNT,
  },
  azure: { registry: HOSTS.azure, 'client-id': CLIENT, 'tenant-id': TENANT },
  dockerHub: { registry: 'docker.io', username: 'acme', 'connection-id': CONNECTION },
  quay: { registry: HOSTS.quay, username: 'acme+publisher', 'robot-federation': true },
};
const KINDS = Object.keys(ENTRIES) as Kind[];
const pathOf = (kind: Kind, name: string) => (kind === 'google' ? `acme/images/acme/${name}` : `acme/${name}`);

let all: CloudLab;
let workspace: Workspace;
beforeAll(async () => {
  all = await openCloudLab();
  workspace = await all.lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
});
afterAll(() => all?.close());
beforeEach(() => {
  const { aws, google, azure, dockerHub, quay } = all.cloud;
  aws.roles.set(ROLE, { subject: SUBJECT, longest: 3600, mayPush: true });
  google.providers.set(PROVIDER, { subject: SUBJECT, audience: `https://iam.googleapis.com/${PROVIDER}` });
  google.accounts.set(ACCOUNT, { provider: PROVIDER });
  azure.clients.set(CLIENT, { tenant: TENANT, subject: SUBJECT, mayPush: true });
  dockerHub.connections.set(CONNECTION, { organization: 'acme', subject: SUBJECT });
  quay.robots.set('acme+publisher', { subject: SUBJECT, audience: 'https://quay.io' });
  live(3600);
  dockerHub.state.life = undefined;
});

/** A command for a gate that continues once `then` is done here. */
async function startGate(then: () => void): Promise<Readonly<{ command: string; close: () => void }>> {
  const server = createServer((_, response) => {
    then();
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const command = `'${process.execPath}' -e 'fetch("http://127.0.0.1:${port}").then(({ ok }) => process.exit(ok ? 0 : 1))'`;
  return { command, close: () => void server.close() };
}

/** How long logins live from now on, in seconds. */
function live(seconds: number): void {
  const { aws, google, azure, dockerHub, quay } = all.cloud;
  for (const { state } of [aws, google, azure, quay]) state.life = seconds;
  dockerHub.state.life = seconds;
}

function publish(name: string, inputs: Inputs = {}, options: JobOptions = {}): Promise<Run> {
  const registries = stringify(KINDS.map(kind => ENTRIES[kind]));
  const given = { images: `acme/${name}`, registries, tags: 'type=raw,value=1.0\ntype=raw,value=1', ...inputs };
  return all.lab.publish(workspace, given, { ...options, job: { env: all.env, debug: true, ...options.job } });
}

/** Everything that must not appear anywhere. */
function secretsOf({ cloud, vaults }: CloudLab): string[] {
  const bearer = cloud.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
  return [bearer, ...cloud.github.tokens, ...KINDS.flatMap(kind => vaults[kind].issued)];
}

test('keep-login leaves the exchanged logins to the steps that follow, and nothing after the job', async () => {
  let home = '';
  let auths: Record<string, { auth?: string; identitytoken?: string }> = {};
  const config = () => join(home, '.docker/config.json');
  const registries = stringify(KINDS.map(kind => ENTRIES[kind]));
  const given = { images: 'acme/kept', registries, tags: 'type=raw,value=1.0', 'keep-login': 'true' };
  const contexts = { 'build-contexts': `busybox=${all.lab.busybox}` };
  const read = () => {
    auths = JSON.parse(readFileSync(config(), 'utf8')).auths;
  };
  const done = await all.lab.job(
    workspace,
    [{ with: { ...contexts, ...given } }, { with: { 'dry-run': 'true', images: 'acme/x' }, before: read }],
    {
      home: folder => {
        home = folder;
      },
      job: { env: all.env },
    },
  );
  expect([done.log, done.conclusion]).toEqual([done.log, 'success']);
  const hosts = KINDS.map(kind => (kind === 'dockerHub' ? 'https://index.docker.io/v1/' : ENTRIES[kind].registry));
  expect(Object.keys(auths).sort()).toEqual(hosts.sort());
  expect(existsSync(config())).toBe(false);
  expect(leaksInFolder(secretsOf(all), join(home, '..'))).toEqual([]);
});

test('one step publishes to five registries as five identities', async () => {
  const { cloud, tokens, vaults } = all;
  const before = cloud.github.audiences.length;
  const run = await publish('five', { test: '! env | grep -E "ACTIONS_ID_TOKEN|ya29"' });

  expectGreen(run);
  for (const kind of KINDS) {
    const digest = run.main.outputs.digest ?? '';
    expect(await all.digestsOf(kind, pathOf(kind, 'five'), ['1.0', '1'])).toEqual({ '1.0': digest, 1: digest });
    expect(vaults[kind].issued.length).toBeGreaterThan(0);
  }
  // One id token for each, with its own audience.
  expect([...cloud.github.audiences.slice(before)].sort()).toEqual([
    'api://AzureADTokenExchange',
    `https://iam.googleapis.com/${PROVIDER}`,
    'https://identity.docker.com',
    'https://quay.io',
    'sts.amazonaws.com',
  ]);
  expect(tokens.some(line => line === `${HOSTS.ecr} AWS repository:acme/five:pull,push`)).toBe(true);
  expect(cloud.most()).toBeGreaterThan(1);
  expect(leaksOf(run, secretsOf(all))).toEqual([]);
  expect(cloud.strays).toEqual([]);
});

fullTest('a run that outlives its logins gets new ones', async () => {
  const { cloud, vaults, state } = all;
  live(8);
  state.life = 2;
  for (const kind of KINDS) vaults[kind].keep();
  const counts = KINDS.map(kind => vaults[kind].issued.length);
  const gate = await startGate(() => {
    for (const kind of KINDS) vaults[kind].expire();
  });
  const run = await publish('outlived', { test: `sleep 10 && ${gate.command}` }).finally(gate.close);
  state.life = 300;

  expectGreen(run);
  for (const [at, kind] of KINDS.entries()) {
    expect(vaults[kind].issued.length - (counts[at] ?? 0)).toBeGreaterThan(1);
    expect(await all.digestsOf(kind, pathOf(kind, 'outlived'), ['1'])).toEqual({ 1: run.main.outputs.digest });
  }
  expect(run.log).not.toMatch(/incorrect username or password|trying again/);
  expect(leaksOf(run, secretsOf(all))).toEqual([]);
  expect(cloud.strays).toEqual([]);
});

test('rejected identities are reported together before the build, in the service’s words, and nothing is published', async () => {
  const { cloud } = all;
  cloud.github.state.subject = 'repo:acme@4711/api@8150:ref:refs/heads/main';
  const run = await publish('refused', { retries: '0' }).finally(() => {
    cloud.github.state.subject = SUBJECT;
  });

  expect(run.conclusion).toBe('failure');
  const error = annotationsOf(run, 'error').join('\n');
  for (const words of [
    /AWS STS refused to assume \S+ \(403 AccessDenied/,
    /Google's token service refused the id token \(401 unauthorized_client/,
    /Entra ID refused the id token for \S+ \(401 invalid_client: AADSTS700213/,
    /Docker's identity service refused the id token \(403 no ruleset/,
    /Quay refused the id token for the robot acme\+publisher \(401 Token does not match robot/,
    /Since 2026-07-15/,
  ]) {
    expect(error).toMatch(words);
  }
  expect(run.log).not.toContain('ahoy');
  for (const kind of KINDS) expect(await all.digestsOf(kind, pathOf(kind, 'refused'), ['1'])).toEqual({ 1: null });
  expect(leaksOf(run, secretsOf(all))).toEqual([]);
});

test('a job without the permission gets an error that lists everything that needs it, and no service is contacted', async () => {
  const { cloud } = all;
  const before = cloud.requests.length;
  const run = await publish('permission', {}, { job: { env: cloud.proxy } });

  expect(run.conclusion).toBe('failure');
  const error = annotationsOf(run, 'error').join('\n');
  for (const key of ['[0].role-to-assume', '[1].workload-identity-provider', '[2].client-id', '[3].connection-id']) {
    expect(error).toContain(`registries${key}\` needs an id token`);
  }
  expect(error).toContain('`id-token: write`');
  expect(cloud.requests).toHaveLength(before);
});

test('a fork’s pull request is built without any of it', async () => {
  const { cloud } = all;
  const before = cloud.requests.length;
  const event = events.pullRequest({ sha: workspace.sha, fork: 'stranger/api' });
  const run = await publish('fork', {}, { event, job: { env: cloud.proxy } });

  expectGreen(run);
  expect(cloud.requests.slice(before).filter(line => !line.includes('registry-1.docker.io'))).toEqual([]);
});

test('a pull request that the trust policies reject is built, with a notice for each registry', async () => {
  const { cloud } = all;
  cloud.github.state.subject = 'repo:acme/api:pull_request';
  const event = events.pullRequest({ sha: workspace.sha });
  const run = await publish('pull-request', { retries: '0' }, { event }).finally(() => {
    cloud.github.state.subject = SUBJECT;
  });

  expectGreen(run);
  const notices = annotationsOf(run, 'notice').join('\n');
  for (const { registry } of Object.values(ENTRIES)) {
    expect(notices).toContain(`Not logged in to ${registry} (nothing is published there in this run): ${registry}: `);
  }
});

test('a dry run contacts nobody', async () => {
  const { cloud } = all;
  const before = cloud.requests.length;
  const run = await publish('dry', { 'dry-run': 'true' }, { job: { env: cloud.proxy } });

  expectGreen(run);
  expect(cloud.requests).toHaveLength(before);
});

fullTest("credentials from other actions' logins are enough", async () => {
  const { cloud, lab, env } = all;
  const registries = stringify([{ registry: HOSTS.ecr }, { registry: HOSTS.google, prefix: 'acme/images' }]);
  const given = { images: 'acme/left', registries, tags: 'type=raw,value=1' };
  const { NODE_EXTRA_CA_CERTS = '' } = env;
  const access = cloud.google.vault.issue('oauth2accesstoken', 600);
  const left = { ...cloud.proxy, ...cloud.aws.key(true), CLOUDSDK_AUTH_ACCESS_TOKEN: access, NODE_EXTRA_CA_CERTS };
  const run = await lab.publish(workspace, given, { job: { env: left } });

  expectGreen(run);
  for (const kind of ['ecr', 'google'] as const) {
    expect(await all.digestsOf(kind, pathOf(kind, 'left'), ['1'])).toEqual({ 1: run.main.outputs.digest });
  }
  expect(leaksOf(run, secretsOf(all))).toEqual([]);
});
