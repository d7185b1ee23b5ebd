import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryOptions } from '../../../scripts/registries/registry.ts';

/** This machine's first non-loopback address, which has no special treatment. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) throw new Error('this machine has no address but loopback');
  return found.address;
}

/** A test's certificate authority, and a server certificate that it signed. */
export type Authority = Readonly<{
  /** PEM. */
  ca: string;
  /** Path of the PEM file. */
  caFile: string;
  /** The server's certificate and its key, PEM. */
  server: Readonly<{ ca: string; cert: string; key: string }>;
  /** Options for a registry behind this certificate. */
  registry: RegistryOptions;
  remove(): void;
}>;

/** @param names the certificate's names in openssl's syntax; default: only the address */
export function makeAuthority(address: string, names = `IP:${address}`): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-authority-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    '/CN=Harbour CA',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...key, '-subj', '/CN=registry', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('san'), `subjectAltName=${names}\n`);
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-set_serial', `0x${randomBytes(8).toString('hex')}`];
  openssl(
    'x509',
    '-req',
    '-in',
    at('server.csr'),
    ...signer,
    '-days',
    '2',
    '-extfile',
    at('san'),
    '-out',
    at('server.pem'),
  );
  const tls = { certificate: at('server.pem'), key: at('server.key') };
  const read = (name: string) => readFileSync(at(name), 'utf8');
  return {
    ca: read('ca.pem'),
    server: { ca: read('ca.pem'), cert: read('server.pem'), key: read('server.key') },
    caFile: at('ca.pem'),
    registry: { config: { http: { addr: `${address}:0`, secret: randomBytes(16).toString('hex'), tls } } },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
