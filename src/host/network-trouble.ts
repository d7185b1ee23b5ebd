import type { Verdict } from './errors.ts';

/** A command of the build itself failed: not a network problem, whatever it printed. */
const OWN_FAULT = /did not complete successfully/;

/**
 * What BuildKit, containerd, Go's net package and git print when a registry or host was briefly unavailable. BuildKit
 * itself retries after 5xx answers and dropped connections, but only for seconds; after 429 immediately; and never
 * after token server, DNS or connection-refused errors.
 */
const TROUBLE: readonly RegExp[] = [
  // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
  /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
  // BuildKit's ADD of a URL; git's transport
  /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
  /requested URL returned error: (?:408|429|5\d\d)\b/,
  /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
  /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
  /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
  /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
  /Could not resolve host|early EOF|the remote end hung up unexpectedly/,
  /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
];

/** Whether a tool's stderr shows a transient network problem. */
export function isNetworkTrouble(stderr: string): boolean {
  return !OWN_FAULT.test(stderr) && TROUBLE.some(pattern => pattern.test(stderr));
}

/** The same as a verdict. */
export function troubleVerdict(stderr: string): Verdict {
  return isNetworkTrouble(stderr) ? {} : 'settled';
}
