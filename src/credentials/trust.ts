import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { InputError, messageOf, type Problem } from '../host/errors.ts';
import { readText } from '../host/files/regular-file.ts';
import { type EntryTrust, isPem } from '../inputs/reading/trust.ts';
import { canonicalHost } from '../oci/reference.ts';

/**
 * How a registry is authenticated. `ca`: PEM text, trusted in addition to the usual CAs. `insecure`: plain HTTP is
 * allowed.
 */
export type Trust = Readonly<{ ca?: string; insecure?: true }>;

export type Trusts = ReadonlyMap<string, Trust>;

type Entry = EntryTrust & Readonly<{ registry: string }>;

/**
 * The certificates in `registries` and `registry-auth`, by host; entries of one host are merged.
 *
 * @throws InputError for a file that cannot be read or contains no certificate
 */
export async function readTrusts(entries: readonly Entry[], workspace: string): Promise<Trusts> {
  const trusts = new Map<string, Trust>();
  const problems: Problem[] = [];
  for (const { registry, ca, insecure } of entries) {
    if (ca === undefined && insecure === undefined) continue;
    const host = canonicalHost(registry);
    const known = trusts.get(host) ?? {};
    const certificates = ca === undefined ? undefined : await certificatesIn(ca, registry, workspace, problems);
    const all = [...new Set([known.ca, certificates])].filter(text => text !== undefined).join('\n');
    trusts.set(host, { ...known, ...(all !== '' && { ca: all }), ...(insecure && { insecure }) });
  }
  if (problems.length > 0) throw new InputError(problems);
  return trusts;
}

const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs;

/** Only the certificates: a PEM file may also contain private keys. */
async function certificatesIn(
  ca: string,
  registry: string,
  workspace: string,
  problems: Problem[],
): Promise<string | undefined> {
  try {
    const text = isPem(ca) ? ca : readText(resolve(workspace, ca), { follow: true });
    const certificates = [...text.matchAll(CERTIFICATE)].map(([block]) => block);
    if (certificates.length === 0) throw new Error('it contains no PEM certificate');
    for (const certificate of certificates) new X509Certificate(certificate);
    return `${certificates.join('\n')}\n`;
  } catch (error) {
    problems.push({
      input: `ca of ${registry}`,
      problem: `cannot be used: ${messageOf(error)}`,
      fix: "Give the certificate of the registry's authority in PEM, as text or as the path of a file.",
    });
    return undefined;
  }
}
