import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildsOf } from '../../../src/bake/inputs.ts';
import type { BakeTarget } from '../../../src/bake/target.ts';
import { readContext } from '../../../src/event/context.ts';
import { ActionError } from '../../../src/host/errors.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import { repoFactsFromEvent } from '../../../src/plan/metadata/facts.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { checkBases } from '../../../src/run/signing/bases.ts';
import { recordingLog } from '../../fakes/log.ts';
import { envOf } from '../../inputs/env.ts';
import { newKey } from '../../signing/rig.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-bases-'));
  writeFileSync(join(workspace, 'Dockerfile'), 'ARG BASE=default.test/a\nFROM $BASE\n');
});
afterEach(() => rmSync(workspace, { recursive: true }));

const key = newKey().publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** The registries of base images, none of which answers; or the earlier error. */
async function asked(given: Readonly<Record<string, string>>, bake?: Record<'targets' | 'linked', BakeTarget>) {
  const env = {
    ...envOf({ images: 'ghcr.io/acme/api', 'require-signed-base': JSON.stringify({ key }), ...given }),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/api',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: workspace,
  };
  const inputs = readInputs(env);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const plan = makePlan(readInputs(envOf({ images: 'acme/api' })), context, repoFactsFromEvent(context), {});
  const named = Object.entries(bake?.targets ?? {}).map(([name, target]) => ({ name, target: target as BakeTarget }));
  const linked = (bake?.linked ?? {}) as Record<string, BakeTarget>;
  const several = bake && {
    builds: buildsOf({ targets: named, linked }, inputs, { env, workspace }),
    linked,
    beside: [],
  };
  const hosts: string[] = [];
  const connect = (host: string) => {
    hosts.push(host);
    throw new ActionError('NETWORK_ERROR', 'nobody answers');
  };
  const machine = {
    ...{ env, log: recordingLog(), now: Date.now, sleep: async () => {}, signal: new AbortController().signal },
    run: async () => Promise.reject(new Error('nothing is run')),
  };
  const error = await checkBases({ inputs, context, plan, several }, { connect, machine }).catch(caught => caught);
  expect(error).toBeInstanceOf(ActionError);
  return hosts.length > 0 ? hosts.toSorted() : (error as ActionError).message;
}

const UNKNOWN = /the base images cannot be determined before the build/;

describe('the Dockerfile that is checked is the one that is built', () => {
  test('in the workspace, with the build arguments', async () => {
    expect(await asked({})).toEqual(['default.test']);
    expect(await asked({ 'build-args': 'BASE=other.test/a' })).toEqual(['other.test']);
  });

  test.each<Record<string, string>>([
    // buildx looks for it in the context, even if the workspace has one of the same name.
    { context: 'https://github.com/acme/other.git', file: 'Dockerfile' },
    { context: 'deploy@git.test:acme/other.git', file: 'Dockerfile' },
    { context: 'gone' },
    { file: 'https://host.test/Dockerfile' },
    { file: 'gone' },
  ])('images elsewhere cannot be checked: %j', async given => {
    expect(await asked(given)).toMatch(UNKNOWN);
  });

  test('an image in a layout has no signature that could be looked up', async () => {
    const given = { 'build-contexts': 'default.test/a=oci-layout:///images@sha256:1' };
    expect(await asked(given)).toMatch(/has oci-layout:.*whose signature cannot be checked/);
  });
});

describe('of a bake definition', () => {
  const EVERY = { bake: 'true', images: 'ghcr.io/acme/{{target}}' };

  test('its arguments count, and a Dockerfile inside of it', async () => {
    const targets = {
      args: { context: '.', args: { BASE: 'args.test/a' } },
      inline: { context: '.', 'dockerfile-inline': 'FROM inline.test/a' },
    };
    expect(await asked(EVERY, { targets, linked: {} })).toEqual(['args.test', 'inline.test']);
  });

  test('and what its targets are built from', async () => {
    mkdirSync(join(workspace, 'base'));
    writeFileSync(join(workspace, 'base/Own'), 'FROM linked.test/a\n');
    const targets = { api: { contexts: { 'default.test/a': 'target:base' } } };
    const linked = { base: { context: 'base', dockerfile: 'Own', contexts: { x: 'docker-image://context.test/a' } } };
    expect(await asked(EVERY, { targets, linked })).toEqual(['context.test', 'linked.test']);
    const remote = { base: { context: 'https://github.com/acme/other.git' } };
    expect(await asked(EVERY, { targets, linked: remote })).toMatch(UNKNOWN);
  });
});

test('an empty trusted root is reported as that', async () => {
  writeFileSync(join(workspace, 'root.json'), '');
  expect(await asked({ 'trusted-root': 'root.json' })).toMatch(/`trusted-root` cannot be used.*not valid JSON/);
  expect(await asked({ 'trusted-root': 'gone.json' })).toMatch(/`trusted-root` cannot be used/);
});
