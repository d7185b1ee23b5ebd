import { describe, expect, test } from '@jest/globals';
import { buildFailure } from '../../src/build/failure.ts';

const RUN_FAILED = `Dockerfile:4
--------------------
   2 |     COPY busybox /bin/busybox
   4 | >>> RUN ["/bin/busybox","false"]
--------------------
ERROR: failed to build: failed to solve: process "/bin/busybox false" did not complete successfully: exit code: 1`;

const NO_PLACE =
  'ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: COPPY';

describe('buildFailure', () => {
  test('names the line of the Dockerfile, by its path in the repository', () => {
    const error = buildFailure(1, RUN_FAILED.split('\n'), ['boom'], 'api/Dockerfile');
    expect(error.place).toMatchObject({ file: 'api/Dockerfile', line: 4 });
    expect(error.message).toBe(
      'the build failed: process "/bin/busybox false" did not complete successfully: exit code: 1',
    );
    expect(error.output).toEqual(['boom']);
  });

  test('the message of a parse error includes its line', () => {
    expect(buildFailure(1, [NO_PLACE], [], 'Dockerfile')).toMatchObject({ place: { line: 2 }, code: 'BUILD_FAILED' });
  });

  test('the refusal of a registry is taken from the lines below', () => {
    const said = [
      'ERROR: failed to build: failed to solve: failed to push r/a: errors:',
      'denied: no',
      'unauthorized: no',
      '',
    ];
    expect(buildFailure(1, said, [], 'Dockerfile').message).toBe(
      'the build failed: failed to push r/a: errors: denied: no unauthorized: no',
    );
  });

  test('a name that another build on the engine created at the same moment is worth another attempt', () => {
    // As the engine's BuildKit puts it.
    const raced = 'ERROR: failed to build: failed to solve: image "127.0.0.1:5000/acme/app:1": already exists';
    expect(buildFailure(1, [raced], [], 'Dockerfile').verdict).toEqual({});
    // The output of a step is not the engine's word.
    const said = ['image "acme/app:1": already exists', ...RUN_FAILED.split('\n')];
    expect(buildFailure(1, said, said, 'Dockerfile').verdict).toBe('settled');
  });

  test('a network problem is worth another attempt, unless only other lines show one', () => {
    const trouble = 'unexpected status from HEAD request to https://x.io/v2/a/manifests/1: 503 Service Unavailable';
    const verdict = (said: string, output: readonly string[] = []) =>
      buildFailure(1, ['#1 some progress', `ERROR: failed to solve: ${said}`], output, 'Dockerfile').verdict;
    expect(verdict(trouble)).toEqual({});
    expect(verdict(`failed to load cache key: git stderr:\n${trouble}`)).toEqual({});
    expect(verdict('dockerfile parse error on line 2', [trouble])).toBe('settled');
    const after = ['importing cache: 503 Service Unavailable', 'ERROR: write /x: no space left on device'];
    expect(buildFailure(1, after, [], 'Dockerfile').verdict).toBe('settled');
  });

  test('the reason that a Rego policy gives is part of the message', () => {
    // As printed by buildx 0.36.
    const said = [
      'Policy: only images of acme.example',
      'Policy: pinned by digest',
      'ERROR: failed to build: failed to solve: source "docker-image://docker.io/library/busybox:1" not allowed by policy',
    ];
    expect(buildFailure(1, said, [], 'Dockerfile').message).toBe(
      'the build failed: source "docker-image://docker.io/library/busybox:1" not allowed by policy; only images of acme.example; pinned by digest',
    );
  });

  test('the problem in a Rego file is part of the message', () => {
    // As printed by buildx 0.36.
    const said = [
      'ERROR: failed to build: failed to evaluate policy caps: 2 errors occurred',
      'cwd://policy/build.rego:3: rego_parse_error: unexpected eof token',
      '\tallow = {{{',
      '\t          ^',
      'cwd://policy/build.rego:3: rego_parse_error: unexpected eof token: expected rule value term',
    ];
    const { message, hint } = buildFailure(1, said, [], 'Dockerfile');
    expect(message).toBe(
      'the build failed: failed to evaluate policy caps: 2 errors occurred; cwd://policy/build.rego:3: rego_parse_error: unexpected eof token; cwd://policy/build.rego:3: rego_parse_error: unexpected eof token: expected rule value term',
    );
    expect(hint).toMatch(/not valid Rego/);
  });

  test('a build without output still fails with a message', () => {
    expect(buildFailure(137, [], [], 'Dockerfile').message).toContain('exited with code 137');
  });

  test.each([
    ['write /x: no space left on device', /disk is full/],
    ['ERROR: unknown flag: --progress', /too old/],
    ['failed to authorize: 401 Unauthorized', /registry-auth/],
    ['ERROR: oci for multi-node builds currently not supported', /several nodes/],
    ['exec /bin/sh: exec format error', /`qemu: true`/],
    ['ERROR: strict policy is not supported by the current BuildKit daemon, please upgrade', /BuildKit 0\.27/],
    [
      'ERROR: failed to build: failed to solve: failed to read dockerfile: source "local://dockerfile" not allowed by policy: action DENY',
      /`build-policy` allows/,
    ],
  ])('%s has a remedy', (line, hint) => {
    expect(buildFailure(1, [line], [], 'Dockerfile').hint).toMatch(hint);
  });
});
