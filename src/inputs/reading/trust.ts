import { quote } from '../../host/text/quote.ts';
import { booleanAt, type Source } from './source.ts';
import { type Entry, textOf } from './yaml-list.ts';

/** How to trust an entry's registry. */
export type EntryTrust = Readonly<{
  /** PEM text, or the path of a PEM file. */
  ca?: string;
  /** Allow plain HTTP and unverified certificates. */
  insecure?: true;
}>;

export const TRUST_KEYS = ['ca', 'insecure'] as const;

/** The `ca` and `insecure` of an entry of `registries` or `registry-auth`. */
export function trustOf(source: Source, entry: Entry): EntryTrust {
  const ca = textOf(source, entry, 'ca').trim();
  if (ca !== '' && !isPem(ca) && (ca.includes('\n') || !source.exists(ca))) {
    source.report(
      `${entry.at}.ca`,
      ca.includes('\n') ? 'is not a PEM certificate' : `is neither a PEM certificate nor a file: ${quote(ca)}`,
      'Give the path of a PEM file, or its text from `-----BEGIN CERTIFICATE-----` on (in YAML: `ca: |`).',
    );
  }
  const insecure = booleanAt(source, `${entry.at}.insecure`, textOf(source, entry, 'insecure').trim());
  return { ...(ca !== '' && { ca }), ...(insecure && { insecure }) };
}

/** Whether a text contains the certificates, rather than their path (RFC 7468). */
export function isPem(text: string): boolean {
  return /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/m.test(text);
}
