import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Builder } from '../../src/builder/builder.ts';
import { trustInBuilder } from '../../src/builder/builder-trust.ts';
import type { Trust } from '../../src/credentials/trust.ts';
import { recordingLog } from '../fakes/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = () => Promise.reject(new Error('no command is needed'));
const DOCKER: Builder = { name: undefined, driver: 'docker', path: 'fan-out', isNear: true, created: false };
const FAR: Builder = { name: 'far', driver: 'remote', path: 'layout', isNear: false, created: false };

describe("the builder's configuration, or advice to its owner", () => {
  test.each<[string, Builder, boolean, Trust, string | undefined, boolean]>([
    ['the local engine', DOCKER, true, { ca: 'PEM' }, undefined, true],
    ['a remote engine', DOCKER, false, { ca: 'PEM' }, '/etc/docker/certs.d/r.io:5000/ca.crt', false],
    ['plain http for the engine', DOCKER, true, { insecure: true }, '"insecure-registries": ["r.io:5000"]', false],
    ['another builder', FAR, true, { ca: 'PEM' }, 'builder "far" needs [registry."r.io:5000"] with ca', false],
    ['plain http for another', FAR, true, { insecure: true }, '[registry."r.io:5000"] with http = true', false],
    [
      'a builder of our own',
      { ...FAR, driver: 'docker-container', created: true },
      true,
      { ca: 'PEM' },
      undefined,
      false,
    ],
    ['a remote one of our own', { ...FAR, created: true }, true, { ca: 'PEM' }, 'needs [registry."r.io:5000"]', false],
  ])('%s', async (_what, builder, local, trust, said, writes) => {
    const log = recordingLog();
    const certs = join(folder, 'certs.d');
    const ports = { run, log, env: {}, willWrite: async () => {}, folder: certs };
    await trustInBuilder(new Map([['r.io:5000', trust]]), builder, local, ports);
    expect(log.lines).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
    expect(readdirSync(folder)).toEqual(writes ? ['certs.d'] : []);
    if (writes) expect(readdirSync(join(certs, 'r.io:5000'))).toHaveLength(1);
  });

  test('loopback needs no configuration for plain http', async () => {
    const log = recordingLog();
    const ports = { run, log, env: {}, willWrite: async () => {}, folder };
    await trustInBuilder(new Map([['127.0.0.1:5000', { insecure: true }]]), DOCKER, true, ports);
    expect(log.lines).toEqual([]);
  });
});
