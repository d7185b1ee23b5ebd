import type tls from 'node:tls';

/** How a registry's certificate is checked. `ca`: PEM, trusted in addition to the usual ones. `insecure`: no check. */
export type Trust = Readonly<{ ca?: string | undefined; insecure?: boolean | undefined }>;

/**
 * TLS options for an agent. The certificates become one context, because Node would otherwise parse the whole list for
 * each connection (11 ms each).
 *
 * @param machine also trust the machine's store, as the engine does. Reading it takes 20 ms, so only on demand.
 */
export function tlsOptions({ ca, insecure }: Trust, machine: boolean): tls.ConnectionOptions {
  if (insecure) return { rejectUnauthorized: false };
  if (ca === undefined && !machine) return {};
  const { createSecureContext, getCACertificates } = process.getBuiltinModule('node:tls');
  const own = ca === undefined ? [] : [ca];
  const system = machine ? getCACertificates('system') : [];
  return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...system, ...own] }) };
}

const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Whether the certificate's issuer is unknown here (OpenSSL's verify results). */
export function isUntrusted(error: unknown): boolean {
  return UNTRUSTED.has((error as { code?: string }).code ?? '');
}
