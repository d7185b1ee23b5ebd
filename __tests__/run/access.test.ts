import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import type { Machine } from '../../src/host/machine.ts';
import { openAccess } from '../../src/run/access.ts';
import { recordingLog } from '../fakes/log.ts';
import { read } from '../inputs/env.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['ghcr.io/acme/api:rc', ['ghcr.io']],
  ['quay.io/acme/api:rc', []],
  ['oci:image.tar', []],
])('docker can pull the source %s with the job’s token', async (source, hosts) => {
  const inputs = read({ source, images: 'registry.example/acme/api', 'github-token': 'a-token' });
  const env = { HOME: folder, PATH: '', GITHUB_ACTOR: 'skipper' };
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const machine: Machine = {
    env,
    log: recordingLog(),
    run: async () => Promise.reject(new Error('nothing is run')),
    now: () => 0,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  const buildArgs = { args: [], shown: [] };
  const plan = { images: [], decision: { push: false, reason: '' }, buildArgs, warnings: [], notices: [], remarks: [] };
  const access = await openAccess({ inputs, context, plan }, folder, machine);
  access.close();
  const config = JSON.parse(readFileSync(join(access.docker.env.DOCKER_CONFIG!, 'config.json'), 'utf8'));
  expect(Object.keys(config.auths ?? {})).toEqual(hosts);
});
