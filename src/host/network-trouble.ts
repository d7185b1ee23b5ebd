import type { Verdict } from './errors.ts';

/** A step's own command failed: whatever it printed, the build failed for its own sake. */
const OWN_FAULT = /did not complete successfully/;

/**
 * What BuildKit, containerd, Go's net package and git say when a registry or host was out of order for a moment.
 * BuildKit itself tries again after 5xx answers and dropped connections, but for seconds only, after 429 at once, and
 * never after trouble with token servers, DNS or refused connections.
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

/** Whether what a tool said on stderr tells of trouble that another attempt may not meet. */
export function isNetworkTrouble(said: string): boolean {
  return !OWN_FAULT.test(said) && TROUBLE.some(pattern => pattern.test(said));
}

/** The same, for an error that is made of it. */
export function troubleVerdict(said: string): Verdict {
  return isNetworkTrouble(said) ? {} : 'settled';
}
