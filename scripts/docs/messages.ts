import type { ErrorCode } from '../../src/host/error-codes.ts';

/**
 * Messages that people search for, as the code prints them (a test looks for them there), with `…` where they vary; and
 * what to do. Those that are not errors have their level, or what the run did, in place of the code.
 */
export const MESSAGES: readonly (readonly [
  text: string,
  code: ErrorCode | 'notice' | 'warning' | 'not pushed',
  remedy: string,
])[] = [
  [
    'another run on this engine took the name …',
    'BUILD_FAILED',
    'Slipway repeats the build. If it happens again, two jobs publish the same image at once: give them a common `concurrency` group.',
  ],
  ['cannot run …', 'RUNNER_UNUSABLE', 'Install the program that the message names, or use a runner that has it.'],
  [
    'cannot write to …',
    'RUNNER_UNUSABLE',
    'Check the owner and the permissions of the file or folder that the message names.',
  ],
  [
    'Cannot publish; nothing was built or pushed: …',
    'PUBLISH_FAILED',
    'Each line names a repository, what it answered, and what to do. If all have the same problem, the code is that of the problem.',
  ],
  [
    'container-test failed: the container …',
    'TEST_FAILED',
    'The last lines of the container are above the error. [`container-test`](concepts/gates.md#container-test) says what it waits for.',
  ],
  [
    'Could not determine whether … is newer than this commit, so tags move',
    'warning',
    'Give the job `contents: read`, or check out the whole history (`fetch-depth: 0`). `moving-tags: always` does not ask.',
  ],
  [
    'Digest mismatch: the build produced …',
    'DIGEST_MISMATCH',
    'Re-run the job: something else on this machine replaced the image.',
  ],
  [
    'has the unknown key …',
    'INPUT_INVALID',
    'Check the spelling against the [reference](reference.md); the message suggests a similar key.',
  ],
  [
    'is empty but …',
    'INPUT_INVALID',
    "The secret is not set, or not available to this run: forks and Dependabot's runs get no secrets.",
  ],
  [
    'missing after the push: …',
    'VERIFY_FAILED',
    "Re-run the job. If it fails again, ask the registry's operator. With several images it is noticed before any tag is written, and the code is `PUBLISH_FAILED`.",
  ],
  [
    'no part of … was handed over in this run',
    'PARTS_INVALID',
    'Look at the jobs with `part`: re-run those that failed.',
  ],
  [
    'Not moving …',
    'notice',
    'The tag names a newer version or commit; see [moving tags](concepts/tags.md#moving-tags).',
  ],
  [
    'produces no tag for this run …',
    'INPUT_INVALID',
    'Add a rule that fits the event (`type=sha` fits all), or restrict the push with `branches`, `git-tags` or `events`.',
  ],
  [
    'These rules of `tags` produced no tag for this run',
    'notice',
    'Nothing to do, unless you expected one of these tags: each rule is listed with its reason.',
  ],
  [
    'read back as …',
    'VERIFY_FAILED',
    'Another run wrote the tag at the same time: use a `concurrency` group, as in [concurrent runs](concepts/tags.md#concurrent-runs).',
  ],
  [
    'the build failed: …',
    'BUILD_FAILED',
    'The failed instruction is annotated at its line, and its output stands above the error.',
  ],
  [
    'the credentials were rejected',
    'AUTH_FAILED',
    'Check the user name and the password or token, and whether it has expired.',
  ],
  [
    'the Docker Engine does not answer',
    'ENGINE_FAILED',
    'Start Docker, or check `DOCKER_HOST` and whether this user may use its socket.',
  ],
  [
    'the scan failed with exit code …',
    'SCAN_FAILED',
    "The scanner's own words stand above the error; often its database could not be downloaded.",
  ],
  [
    'this commit is already published as …',
    'not pushed',
    'Nothing to do: the tags in `immutable-tags` keep the image that they name.',
  ],
  [
    'this job cannot get an id token from GitHub',
    'AUTH_FAILED',
    'Add `permissions: id-token: write` to the job. Runs of forks get none.',
  ],
  [
    '(this registry is optional; publishing continues)',
    'warning',
    'The registry has `optional: true` and failed. Fix it, or re-run the job when it is back.',
  ],
];
