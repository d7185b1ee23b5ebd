import { describe, expect, test } from '@jest/globals';
import { buildFailure } from '../../src/build/failure.ts';

const BASE = 'failed to solve: busybox: failed to resolve source metadata for docker.io/library/busybox:latest:';
const HEAD = 'unexpected status from HEAD request to https://registry-1.docker.io/v2/library/busybox/manifests/latest:';
const COPY = 'failed to solve: failed to copy: httpReadSeeker: failed open:';

describe('a build that failed because of the network may be retried', () => {
  test.each([
    `${BASE} ${HEAD} 503 Service Unavailable`,
    `${BASE} ${HEAD} 429 Too Many Requests`,
    `${BASE} unexpected status from GET request to https://x.io/v2/a/manifests/1: 500 Internal Server Error`,
    `${BASE} toomanyrequests: You have reached your unauthenticated pull rate limit.`,
    `${BASE} failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.x.io/token: 502 Bad Gateway`,
    `${BASE} failed to authorize: failed to fetch anonymous token: Get "https://auth.x.io/token": EOF`,
    `${BASE} failed to do request: Head "https://x.io/v2/a": dial tcp 10.0.0.1:443: connect: connection refused`,
    `${BASE} failed to do request: Head "https://x.io/v2/a": dial tcp: lookup x.io on 10.0.0.2:53: server misbehaving`,
    `${BASE} failed to do request: Head "https://x.io/v2/a": dial tcp: lookup x.io: no such host`,
    `${BASE} failed to do request: Head "https://x.io/v2/a": net/http: TLS handshake timeout`,
    `${COPY} failed to do request: Get "https://x.io/v2/a/blobs/sha256:0": read tcp 10.0.0.3:4->10.0.0.1:443: read: connection reset by peer`,
    `${COPY} unexpected status code https://x.io/v2/a/blobs/sha256:0: 504 Gateway Timeout`,
    // A starting docker-container builder: the engine pulls BuildKit's image.
    'failed to build: Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'failed to build: Error response from daemon: toomanyrequests: You have reached your pull rate limit',
    'failed to solve: failed to load cache key: invalid response status 503',
    `failed to solve: failed to read dockerfile: failed to load cache key: failed to fetch remote https://github.com/acme/api.git: git stderr:
fatal: unable to access 'https://github.com/acme/api.git/': The requested URL returned error: 502
: exit status 128`,
  ])('%s', error => {
    expect(buildFailure(1, ['#1 some progress', ...`ERROR: ${error}`.split('\n')], [], 'Dockerfile').verdict).toEqual(
      {},
    );
  });
});

describe('a build that failed for another reason may not', () => {
  test.each([
    ['process "/bin/sh -c curl -f https://x.io" did not complete successfully: exit code: 22', ['error: 503']],
    ['process "/bin/sh -c echo 503 Service Unavailable; false" did not complete successfully: exit code: 1', []],
    [`${BASE} ${HEAD} 401 Unauthorized`, []],
    [`${BASE} ${HEAD} 403 Forbidden`, []],
    [`${BASE} docker.io/library/busybox:latest: not found`, []],
    [
      `${BASE} failed to do request: Head "https://x.io": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
      [],
    ],
    ['failed to solve: dockerfile parse error on line 2: unknown instruction: RNU', []],
    ['failed to solve: failed to compute cache key: "/503": not found', []],
    ['failed to solve: failed to load cache key: invalid response status 404', []],
    ['write /var/lib/docker/x: no space left on device', []],
  ])('%s', (error, output) => {
    const plain = ['importing cache: 503 Service Unavailable', `ERROR: ${error}`];
    expect(buildFailure(1, plain, output, 'Dockerfile').verdict).toBe('settled');
  });
});
