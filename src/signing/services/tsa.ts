import { createHash } from 'node:crypto';
import { badAnswer, type Expected, type ServiceRequest, type Services } from './service.ts';

/**
 * Gets a timestamp of a signature: proof that it was made while its certificate was valid.
 *
 * @param tsa the complete endpoint address
 * @returns the TimeStampResp, DER
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://www.rfc-editor.org/rfc/rfc3161
 */
export async function requestTimestamp(services: Services, tsa: URL, signature: Buffer): Promise<Buffer> {
  const request: ServiceRequest = {
    url: tsa,
    service: 'the timestamp authority',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: queryFor(signature),
    ok: [200, 201],
    answers: TIMESTAMP,
  };
  const { body } = await services.send(request);
  if (!isGranted(body)) throw badAnswer(request, 'refused the timestamp');
  return body;
}

const SEQUENCE = 0x30;
const TIMESTAMP: Expected = { name: 'a timestamp', accepts: body => body[0] === SEQUENCE };

/** 2.16.840.1.101.3.4.2.1 */
const SHA256 = Buffer.from('0609608648016503040201', 'hex');
const NULL = Buffer.from('0500', 'hex');
const VERSION_1 = Buffer.from('020101', 'hex');
/** `certReq`: the answer includes the authority's certificate, so that verifiers need only its root. */
const WITH_CERTIFICATE = Buffer.from('0101ff', 'hex');

function queryFor(signature: Buffer): Buffer {
  const hash = createHash('sha256').update(signature).digest();
  const imprint = der(SEQUENCE, der(SEQUENCE, SHA256, NULL), der(0x04, hash));
  // No nonce: the signature is new, so no older answer could be replayed.
  return der(SEQUENCE, VERSION_1, imprint, WITH_CERTIFICATE);
}

/** A value in DER; all of ours are short. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/** Whether the response's status is `granted` or `grantedWithMods`; its token is checked during verification. */
function isGranted(response: Buffer): boolean {
  if (response[0] !== SEQUENCE || response[1] === undefined) return false;
  const start = response[1] < 0x80 ? 2 : 2 + (response[1] & 0x7f);
  const [tag, , integer, length, status] = response.subarray(start);
  return tag === SEQUENCE && integer === 0x02 && length === 1 && (status === 0 || status === 1);
}
