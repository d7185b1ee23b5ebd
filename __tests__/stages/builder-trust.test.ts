import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Builder } from '../../src/buildx/builder.ts';
import { writeBuildkitdConfig } from '../../src/buildx/buildkitd-config.ts';
import type { Trust } from '../../src/credentials/trust.ts';
import { trustInBuilder } from '../../src/stages/builder-trust.ts';
import { recordingLog } from '../fakes/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = () => Promise.reject(new Error('no command is needed'));
const DOCKER: Builder = { name: undefined, driver: 'docker', path: 'fan-out', created: false };
const FAR: Builder = { name: 'far', driver: 'remote', path: 'layout', created: false };

describe('what the builder is told, or its owner', () => {
  test.each<[string, Builder, boolean, Trust, string | undefined, boolean]>([
    ['the local engine', DOCKER, true, { ca: 'PEM' }, undefined, true],
    ['an engine elsewhere', DOCKER, false, { ca: 'PEM' }, '/etc/docker/certs.d/r.io:5000/ca.crt', false],
    ['plain http for the engine', DOCKER, true, { insecure: true }, '"insecure-registries": ["r.io:5000"]', false],
    ['another builder', FAR, true, { ca: 'PEM' }, 'builder "far" needs [registry."r.io:5000"] with ca', false],
    ['plain http for another', FAR, true, { insecure: true }, '[registry."r.io:5000"] with http = true', false],
    ['a builder of our own', { ...FAR, created: true }, true, { ca: 'PEM' }, undefined, false],
  ])('%s', async (_what, builder, local, trust, said, writes) => {
    const log = recordingLog();
    const certs = join(folder, 'certs.d');
    const ports = { run, log, env: {}, willWrite: async () => {}, folder: certs };
    await trustInBuilder(new Map([['r.io:5000', trust]]), builder, local, ports);
    expect(log.lines).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
    expect(readdirSync(folder)).toEqual(writes ? ['certs.d'] : []);
    if (writes) expect(readdirSync(join(certs, 'r.io:5000'))).toHaveLength(1);
  });

  test('loopback needs nothing for plain http', async () => {
    const log = recordingLog();
    const ports = { run, log, env: {}, willWrite: async () => {}, folder };
    await trustInBuilder(new Map([['127.0.0.1:5000', { insecure: true }]]), DOCKER, true, ports);
    expect(log.lines).toEqual([]);
  });
});

describe('buildkitd.toml for a builder of our own', () => {
  test('says how to reach each registry', async () => {
    const trusts = new Map<string, Trust>([
      ['r.io:5000', { ca: 'PEM' }],
      ['p.io', { insecure: true }],
    ]);
    const path = await writeBuildkitdConfig(trusts, folder);
    const pem = join(folder, 'registry-0.pem');
    expect(readFileSync(path!, 'utf8')).toBe(
      `[registry."r.io:5000"]\nca = ["${pem}"]\n\n[registry."p.io"]\nhttp = true\ninsecure = true\n`,
    );
    expect(readFileSync(pem, 'utf8')).toBe('PEM');
  });

  test('is none when there is nothing to say', async () => {
    expect(await writeBuildkitdConfig(new Map(), folder)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });
});
