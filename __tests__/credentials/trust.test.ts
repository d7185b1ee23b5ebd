import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readTrusts } from '../../src/credentials/trust.ts';

let folder: string;
const pems: string[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
  for (const name of ['a', 'b']) {
    const [key, out] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const args = ['req', '-x509', ...kind, '-subj', `/CN=${name}`, '-keyout', key, '-out', out];
    execFileSync('openssl', args, { stdio: 'ignore' });
    pems.push(readFileSync(out, 'utf8'));
  }
  // As servers' bundles are: words, a private key, two certificates.
  writeFileSync(
    join(folder, 'bundle.pem'),
    `Harbour\n${readFileSync(join(folder, 'a.key'), 'utf8')}${pems.join('\n')}`,
  );
  writeFileSync(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  writeFileSync(join(folder, 'empty.pem'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('certificates come from text and files, and entries of one host add up', async () => {
  const entries = [
    { registry: 'x.io', ca: pems[0]! },
    { registry: 'x.io', ca: 'b.pem', insecure: true as const },
    { registry: 'y.io' },
    { registry: 'index.docker.io', ca: join(folder, 'a.pem') },
  ];
  const trusts = await readTrusts(entries, folder);
  expect([...trusts.keys()]).toEqual(['x.io', 'docker.io']);
  expect(trusts.get('x.io')).toEqual({ ca: `${pems[0]}\n${pems[1]}`, insecure: true });
  expect(trusts.get('docker.io')).toEqual({ ca: pems[0] });
});

test('only certificates are taken from a bundle', async () => {
  const ca = (await readTrusts([{ registry: 'x.io', ca: 'bundle.pem' }], folder)).get('x.io')?.ca;
  expect(ca).not.toMatch(/PRIVATE|Harbour/);
  expect(ca?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
});

test('every unusable file is reported, with its registry', async () => {
  const files = ['missing.pem', 'broken.pem', 'empty.pem', 'a.key'];
  const entries = files.map((ca, n) => ({ registry: `r${n}.io`, ca }));
  const error = await readTrusts(entries, folder).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'INPUT_INVALID', problems: files.map((_, n) => ({ input: `ca of r${n}.io` })) });
  expect(String(error)).toMatch(/ENOENT[\s\S]*contains no PEM certificate/);
  expect(String(error)).not.toContain(readFileSync(join(folder, 'a.key'), 'utf8').split('\n')[1]);
});
