import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { Account } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Authority, makeAuthority, ownAddress } from './support/authority.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab } from './support/lab.ts';

const CERTS = '/etc/docker/certs.d';
const address = ownAddress();

let authority: Authority;
let lab: Lab;
let workspace: Workspace;
let tls: LocalRegistry & Account;
let stranger: LocalRegistry;
let plain: LocalRegistry;
beforeAll(async () => {
  authority = makeAuthority(address);
  lab = await openLab([
    authority.registry,
    authority.registry,
    { config: { http: { addr: `${address}:0`, secret: 'harbour' } } },
  ]);
  const [first, second, third] = lab.registries as [LocalRegistry, LocalRegistry, LocalRegistry];
  tls = { ...first, ca: authority.ca };
  stranger = second;
  plain = third;
  workspace = await lab.workspace({
    Dockerfile: dockerfile('RUN echo ahoy > /hello'),
    'ci/ca.pem': authority.ca,
  });
});
afterAll(async () => {
  await lab.close();
  authority.remove();
});

const login = ({ username, password }: LocalRegistry) => ({ username, password });
const entry = (registry: LocalRegistry, more: object) =>
  stringify([{ registry: registry.host, ...login(registry), ...more }]);
const publish = (path: string, inputs: Inputs) =>
  lab.publish(workspace, { images: path, tags: 'type=raw,value=1.0', ...inputs });

/** The engine's configuration for a host. */
const certs = ({ host }: LocalRegistry) => (existsSync(join(CERTS, host)) ? readdirSync(join(CERTS, host)) : []);

describe('a registry with a private CA on an address of the network', () => {
  test.each(
    firstRows(1, [
      ['as PEM text', () => authority.ca],
      ['as an absolute path', () => authority.caFile],
    ]),
  )('is published to with its certificate %s', async (how, ca) => {
    const path = `acme/ca-${how.split(' ').length}`;
    const run = await publish(path, { registries: entry(tls, { ca: ca() }) });

    expectGreen(run);
    expect(await digestsOf(tls, path)).toEqual({ '1.0': run.main.outputs.digest });
    expect(certs(tls)).toEqual([]);
  });

  test('is rejected without it, before the build, with a remedy', async () => {
    const run = await publish('acme/untrusted', { registries: entry(tls, {}) });

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/certificate is not trusted.*`ca`/s)]);
    expect(run.log).not.toContain('ahoy');
  });

  // It is a path in the workspace here.
  fullTest('provides base images to the engine, which gets the CA for this run only', async () => {
    const base = await publish('acme/base', { registries: entry(tls, { ca: 'ci/ca.pem' }) });
    expectGreen(base);
    const seen: string[] = [];
    const own = join(CERTS, tls.host, 'ca.crt');
    const files = {
      Dockerfile: `FROM ${tls.host}/acme/base:1.0\nCMD ["/bin/sh", "-c", "cat /hello"]\n`,
      'ci/ca.pem': authority.ca,
    };
    const child = await lab.workspace(files);
    const inputs = {
      images: 'acme/child',
      tags: 'type=raw,value=1.0',
      registries: entry(plain, { insecure: true }),
      'registry-auth': entry(tls, { ca: 'ci/ca.pem' }),
      test: `ls ${CERTS}/${tls.host} && ${TEST_AHOY}`,
      pull: 'true',
    };
    for (const users of [undefined, 'not a certificate of ours\n']) {
      // An existing folder of the user keeps its content.
      if (users !== undefined) {
        mkdirSync(join(CERTS, tls.host), { recursive: true });
        writeFileSync(own, users);
      }
      try {
        const run = await lab.publish(child, inputs);
        expectGreen(run);
        expect(await digestsOf(plain, 'acme/child')).toEqual({ '1.0': run.main.outputs.digest });
        seen.push(...(run.log.match(/slipway-[0-9a-f]{12}\.crt/g) ?? []));
        expect(certs(tls)).toEqual(users === undefined ? [] : ['ca.crt']);
        if (users !== undefined) expect(readFileSync(own, 'utf8')).toBe(users);
      } finally {
        if (users !== undefined) rmSync(join(CERTS, tls.host), { recursive: true });
      }
    }
    expect(seen).toHaveLength(2);
  });

  // A separate registry: BuildKit remembers for a while whether it trusted one.
  fullTest('provides no base image to an engine without the CA', async () => {
    const base = await publish('acme/base', { registries: entry(stranger, { ca: 'ci/ca.pem' }) });
    const child = await lab.workspace({ Dockerfile: `FROM ${stranger.host}/acme/base:1.0\n` });
    const run = await lab.publish(child, { push: 'false', 'registry-auth': entry(stranger, {}) });

    expectGreen(base);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/x509.*private CA/s)]);
  });
});

describe('a registry on plain http on an address of the network', () => {
  test('can be published to with `insecure: true`, and the log says what the engine needs', async () => {
    const run = await publish('acme/plain', { registries: entry(plain, { insecure: true }) });

    expectGreen(run);
    expect(await digestsOf(plain, 'acme/plain')).toEqual({ '1.0': run.main.outputs.digest });
    expect(run.log).toContain(`"insecure-registries": ["${plain.host}"]`);
  });

  test('is refused without it', async () => {
    const run = await publish('acme/not-plain', { registries: entry(plain, {}) });

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/does not speak TLS.*`insecure: true`/s)]);
    expect(await digestsOf(plain, 'acme/not-plain')).toEqual({});
  });
});

test('a file that is not a certificate is reported at once, with the registry', async () => {
  const run = await publish('acme/bad', { registries: entry(tls, { ca: 'Dockerfile' }) });
  expect(annotationsOf(run, 'error')).toEqual([
    expect.stringMatching(/`ca of .*` cannot be used: it contains no PEM certificate/),
  ]);
});
