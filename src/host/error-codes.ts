/**
 * Every way in which a run can fail, by its stable code: the title of its annotation (`Slipway AUTH_DENIED`) and its
 * section in docs/troubleshooting.md, whose index is generated from this table. The meaning of a code never changes and
 * codes are never reused; messages may change. Ordered as in a run.
 *
 * - `title`: the failure in two to five words, for headlines.
 * - `meaning`: completes "The run failed because …", without a full stop.
 * - `remedy`: what to do if the error has no hint.
 */
export const ERROR_CODES = {
  INPUT_INVALID: {
    title: 'Invalid inputs',
    meaning: 'an input is invalid, or inputs contradict each other',
    remedy:
      'Correct the inputs named in the message. `dry-run: true` checks them without Docker, network or credentials.',
  },
  RUNNER_UNUSABLE: {
    title: 'Runner problem',
    meaning:
      'the runner lacks something the step needs: a writable temporary folder, disk space, a program, or its event',
    remedy:
      'Free disk space, install the program, or check which earlier step changed the variable named in the message.',
  },
  ENGINE_FAILED: {
    title: 'Docker failed',
    meaning: 'Docker is not installed, does not answer, or could not do what it was asked',
    remedy: 'Check that `docker version` and `docker info` work in a step before this one.',
  },
  BUILDX_UNUSABLE: {
    title: 'buildx not usable',
    meaning: 'the requested buildx could not be installed or does not match its checksum, or there is no buildx',
    remedy:
      'Request a released version (`buildx-version: v0.29.1`), or leave the input empty to use the one on the runner.',
  },
  BUILDER_UNUSABLE: {
    title: 'Builder not usable',
    meaning: 'the builder does not exist, could not be started, or hangs',
    remedy:
      'Check the builder with `docker buildx inspect`, or leave `builder` and `driver` empty to get the default one.',
  },
  EMULATION_FAILED: {
    title: 'Emulation not available',
    meaning: 'programs for another platform cannot run here, and emulation could not be set up',
    remedy: 'Set `qemu: true`, or build and test each platform on a runner of that platform.',
  },
  AUTH_FAILED: {
    title: 'Credentials rejected',
    meaning: 'a registry rejected the credentials, or there are none',
    remedy: 'Check the user name and that the secret exists, is spelled correctly, and has not expired.',
  },
  AUTH_DENIED: {
    title: 'Permission denied',
    meaning: 'the credentials are valid but lack the permission',
    remedy: 'Give the token write access to this repository; for GHCR add `permissions: packages: write` to the job.',
  },
  NOT_FOUND: {
    title: 'Not found',
    meaning: 'a repository, image, tag or file does not exist, or the credentials may not see it',
    remedy: 'Check the spelling. Some registries (ECR, Harbor, Artifact Registry) need the repository created first.',
  },
  TAG_IMMUTABLE: {
    title: 'Tag already exists',
    meaning: 'a tag already names another image, and `immutable-tags` or the registry forbids moving it',
    remedy: 'Publish under a new tag, or remove the tag from `immutable-tags` if it is meant to move.',
  },
  QUOTA_EXCEEDED: {
    title: 'Registry quota exceeded',
    meaning: 'the registry has no storage left for this namespace or project',
    remedy: 'Delete old images there, or raise the quota.',
  },
  POLICY_DENIED: {
    title: 'Forbidden by a registry policy',
    meaning: 'a rule of the registry or of a proxy forbids the request: a firewall, a scan policy, a size limit',
    remedy: 'Ask whoever runs the registry or the proxy; the message quotes its answer.',
  },
  RATE_LIMITED: {
    title: 'Too many requests',
    meaning: 'a service kept answering "too many requests"',
    remedy: 'Wait and re-run the job. Authenticated requests have higher limits, and `mirrors` spares Docker Hub.',
  },
  NETWORK_ERROR: {
    title: 'Network problem',
    meaning: 'a host could not be reached: DNS, refused connection, timeout, TLS',
    remedy: 'Check the host name, the proxy settings and the certificates, then re-run the job.',
  },
  REGISTRY_ERROR: {
    title: 'Registry error',
    meaning: 'a registry, or a proxy in front of it, answered with an error or with something invalid',
    remedy: 'Re-run the job. If it keeps failing, ask whoever runs the registry; the message quotes its answer.',
  },
  BUILD_FAILED: {
    title: 'Build failed',
    meaning: 'a step of the Dockerfile failed, or BuildKit rejected the build',
    remedy: 'Read the last lines of the failed step. `docker build .` with the same arguments reproduces it locally.',
  },
  LAYOUT_INVALID: {
    title: 'Invalid OCI layout',
    meaning: 'an OCI layout is incomplete, damaged or of another kind',
    remedy: 'Write it again with the input `layout`, or with `docker buildx build --output type=oci`.',
  },
  IMAGE_INVALID: {
    title: 'Invalid image',
    meaning: 'what a reference names is not an image that can be published',
    remedy: 'Rebuild the image, or use another one.',
  },
  TEST_FAILED: {
    title: 'Tests failed',
    meaning: 'a test, `container-test` or gate did not pass, so nothing was published',
    remedy:
      'Read the last lines of its output. Build the image locally and run the same script with IMAGE set to its name.',
  },
  SCAN_FAILED: {
    title: 'Scan failed',
    meaning: 'the scan found vulnerabilities at or above the threshold, or the scanner could not run',
    remedy: 'Update the packages it names or list accepted findings in an ignore file; see the scan inputs.',
  },
  ARTIFACT_FAILED: {
    title: 'Handing over a part failed',
    meaning: 'a part of the image could not be handed over as an artifact of the workflow run',
    remedy: 'Re-run the failed jobs. `part` and `merge` need the artifact service of GitHub Actions.',
  },
  PARTS_INVALID: {
    title: 'Parts do not fit together',
    meaning: 'the parts of the image that other jobs built are missing, duplicated, or do not belong together',
    remedy: 'Re-run the jobs that build the parts, and give them the same inputs as the job that merges.',
  },
  POLICY_BREACHED: {
    title: 'Policy breached',
    meaning: 'the run, or the image that it built, breaches a rule of `policy`; nothing was published',
    remedy: 'Comply with each rule that the message names, or ask whoever owns the policy to change it.',
  },
  DIGEST_MISMATCH: {
    title: 'Digest mismatch',
    meaning: 'content does not match its digest: the image tested, pushed or read back is not the one built',
    remedy: 'Re-run the job. If it happens again, look for another job that replaces the image on the same engine.',
  },
  SIGN_FAILED: {
    title: 'Signing failed',
    meaning: 'the image could not be signed, or a registry did not accept the signature; no tag has changed',
    remedy: 'Re-run the job. The message says which service or registry refused, and why.',
  },
  SIGNATURE_INVALID: {
    title: 'Image not signed as required',
    meaning: 'an image is not signed as `verify-source`, `require-signed-base` or the verify action requires',
    remedy: 'Check who signed it with `cosign verify`, and compare the identity, the issuer or the key.',
  },
  PUBLISH_FAILED: {
    title: 'Publishing failed',
    meaning: 'a required registry did not get the image; no existing tag has changed',
    remedy: 'Re-run the job once the registry has recovered; layers already uploaded are skipped.',
  },
  PUBLISH_PARTIAL: {
    title: 'Partly published',
    meaning: 'some tags name the new image and others could not be written',
    remedy: 'Re-run the job: it publishes the same tags again. The summary lists what each tag names now.',
  },
  VERIFY_FAILED: {
    title: 'Not verified',
    meaning: 'the tags were written, but reading them back did not show the new image',
    remedy:
      'Re-run the job. If it happens again, look for another job that writes the same tags, or a cache in front of the registry.',
  },
  CANCELLED: {
    title: 'Cancelled',
    meaning: 'the job was cancelled or reached its time limit',
    remedy: 'Re-run the job. The message says whether any tag had changed.',
  },
  INTERNAL: {
    title: 'Internal error',
    meaning: 'an error occurred that Slipway did not expect',
    remedy: 'This is a bug in Slipway. Please report it with the log of a run with debug logging on.',
  },
} as const satisfies Readonly<Record<string, Readonly<{ title: string; meaning: string; remedy: string }>>>;

export type ErrorCode = keyof typeof ERROR_CODES;
