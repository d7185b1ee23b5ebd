import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { build } from '../../src/build/run-build.ts';
import { installBuildx } from '../../src/builder/buildx/install-buildx.ts';
import { createBuilder } from '../../src/builder/create-builder.ts';
import { requirePlatform } from '../../src/emulation/require-platform.ts';
import { connectEngine } from '../../src/engine/engine.ts';
import { readContext } from '../../src/event/context.ts';
import { scriptGate } from '../../src/gates/gate/script.ts';
import type { GateRun } from '../../src/gates/gate/types.ts';
import { scanGates } from '../../src/gates/scan/scan.ts';
import { createScanReports } from '../../src/gates/scan/scan-reports.ts';
import { ERROR_CODES, type ErrorCode } from '../../src/host/error-codes.ts';
import { toActionError } from '../../src/host/errors.ts';
import { run } from '../../src/host/process.ts';
import { createDownloads } from '../../src/http/download.ts';
import { DEFAULT_NODE } from '../../src/inputs/build/builder-spec.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { openLayoutFiles } from '../../src/layouts/files.ts';
import { readImage } from '../../src/layouts/read.ts';
import { linksOf } from '../../src/oci/manifest.ts';
import { createArtifacts } from '../../src/parts/artifacts.ts';
import { receiveParts } from '../../src/parts/received.ts';
import { checkImage } from '../../src/policy/image/check-image.ts';
import { conclude } from '../../src/policy/verdict/conclude.ts';
import { reportFailure } from '../../src/report/failure.ts';
import { createServices } from '../../src/signing/services/service.ts';
import { bundleVerifier } from '../../src/signing/trust/verify.ts';
import { verifyImage } from '../../src/signing/verify-image.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type FakeOptions, type Fault, type Seen } from '../fakes/registry.ts';
import { imagePlan } from '../fakes/values.ts';
import { examined, rulesOf } from '../policy/values.ts';
import { dock, layout, TAGS } from '../publish/dock.ts';
import { closeRigs, DIGEST, MANIFEST, rig } from '../registry/rig.ts';

let folder: string;
let image: ReturnType<typeof layout>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'error-codes-'));
  image = layout();
  // Failing external programs, found on PATH as on a runner.
  for (const [name, script] of Object.entries({
    docker: 'echo "ERROR: exec format error" >&2; exit 1',
    'docker-buildx': 'echo "ERROR: failed to solve: process \\"/bin/sh -c false\\" failed" >&2; exit 1',
  })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
});
afterEach(closeRigs);
afterAll(() => {
  rmSync(folder, { recursive: true });
  image.remove();
});

const signal = new AbortController().signal;
const env = () => ({ PATH: `${folder}:${process.env.PATH}` });
const instant = { sleep: async () => {}, now: () => 0, random: () => 0 };
const policy = { retries: 0, base: 1, cap: 1, deadline: 10_000 };

/** Checks the permission to push at a registry that gives this answer to everything. */
async function refused(status: number, code: string, message: string): Promise<void> {
  const fault = (): Fault => ({ status, body: JSON.stringify({ errors: [{ code, message }] }) });
  const { registry } = await rig({ fault });
  await registry.repository('acme/api').checkPush();
}

/** Publishes an image to in-process registries, and throws the result. */
async function published(options: FakeOptions & { optional?: boolean }, others: readonly FakeOptions[] = []) {
  const { publish } = await dock([options, ...others]);
  const { error } = await publish(image.folder);
  if (error !== undefined) throw error;
}

const to = (method: string, end: string) => (seen: Seen) => seen.method === method && seen.path.endsWith(end);
const failing = (when: (seen: Seen) => boolean): FakeOptions => ({
  fault: seen => (when(seen) ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' } : undefined),
});

function gateRun(): GateRun {
  return {
    ...{ image: 'acme/api', digest: '', platform: 'linux/amd64', several: false, layout: undefined },
    ...{ env: env(), folder, workspace: folder, signal, run, log: recordingLog() },
  };
}

/** A real occurrence of each code: what a run executes, made to fail from outside. */
const OCCURRENCES: Readonly<Record<ErrorCode, () => unknown>> = {
  INPUT_INVALID: () => readInputs({ INPUT_PUSH: 'perhaps' }),
  RUNNER_UNUSABLE: () => run('no-such-program', [], { env: {} }),
  ENGINE_FAILED: () => connectEngine(join(folder, 'no.sock')).info(),
  BUILDX_UNUSABLE: () =>
    installBuildx(
      { kind: 'release', version: '0.29.1' },
      {
        ...{ run, log: recordingLog(), env: env(), signal, toolCache: '', folder, platform: 'win32', arch: 'mips' },
        downloads: createDownloads({ ...instant, policy, signal, proxyEnv: {}, onRetry: () => {} }),
      },
    ),
  BUILDER_UNUSABLE: () =>
    createBuilder(
      { name: 'ci', driver: 'docker-container', nodes: [DEFAULT_NODE], config: undefined, allow: [] },
      { ...instant, run, log: recordingLog(), env: env(), cwd: folder, signal, policy, loggedIn: Promise.resolve() },
    ),
  EMULATION_FAILED: () => requirePlatform('linux/s390x', 'acme/api', { run, signal, env: env(), folder }),
  AUTH_FAILED: () => refused(401, 'UNAUTHORIZED', 'authentication required'),
  AUTH_DENIED: () => refused(403, 'DENIED', 'requested access to the resource is denied'),
  NOT_FOUND: () => refused(404, 'NAME_UNKNOWN', 'repository name not known to registry'),
  TAG_IMMUTABLE: async () => {
    const { registry } = await rig({ immutable: true });
    const repository = registry.repository('acme/api');
    await repository.putManifest(MANIFEST, '1.0');
    const bytes = Buffer.from('{}');
    await repository.putManifest({ ...MANIFEST, bytes, digest: digestOf(bytes) }, '1.0');
  },
  QUOTA_EXCEEDED: () => refused(403, 'DENIED', 'Quota has been exceeded on namespace'),
  POLICY_DENIED: () => refused(413, 'UNKNOWN', 'Request Entity Too Large'),
  RATE_LIMITED: () => refused(429, 'TOOMANYREQUESTS', 'slow down'),
  NETWORK_ERROR: async () => {
    const { registry, fake } = await rig();
    await fake.close();
    await registry.repository('acme/api').checkPush();
  },
  REGISTRY_ERROR: () => refused(500, 'UNKNOWN', 'unknown error'),
  BUILD_FAILED: () =>
    build(
      {
        args: ['build', '.'],
        buildx: join(folder, 'docker-buildx'),
        metadataFile: '/nowhere',
        dockerfile: 'Dockerfile',
      },
      { run, log: recordingLog(), env: env(), cwd: folder, signal, debug: false },
    ),
  LAYOUT_INVALID: async () => {
    writeFileSync(join(folder, 'index.json'), '{"manifests":[]}');
    await readImage(await openLayoutFiles(folder, 'oci:image'), undefined, 'oci:image');
  },
  IMAGE_INVALID: () =>
    linksOf({ mediaType: 'application/json', digest: DIGEST, bytes: Buffer.from('{"schemaVersion":1}') }),
  TEST_FAILED: () =>
    scriptGate({
      ...{ name: 'test', run: 'echo seen; exit 3', platform: undefined, timeout: undefined },
      ...{ continueOnError: false, credentials: false, targets: [], once: false },
    }).run(gateRun()),
  SCAN_FAILED: () =>
    scanGates([{ kind: 'command', script: 'exit 4', required: true }], {
      engineEnv: {},
      installTrivy: async () => '',
      reports: createScanReports(
        folder,
        () => {},
        () => {},
      ),
    })[0]!.run(gateRun()),
  ARTIFACT_FAILED: () => createArtifacts({ run, log: recordingLog(), env: {}, signal }, { folder, seconds: 1 }).list(),
  PARTS_INVALID: () => {
    const artifacts = { upload: async () => {}, list: async () => [], download: async () => [] };
    const context = readContext({ env: {}, now: new Date(0), readFile: () => '{}' });
    return receiveParts([{ image: imagePlan(), platforms: [] }], context, { artifacts, folder, allowed: undefined });
  },
  POLICY_BREACHED: () => {
    const verdict = {
      mode: 'enforce' as const,
      breaches: checkImage(rulesOf('user: non-root'), examined()),
      isFinal: true,
    };
    conclude(verdict, { report: { judged: one => one }, log: recordingLog() });
  },
  DIGEST_MISMATCH: async () => {
    const damaged = layout();
    try {
      const path = join(damaged.folder, 'blobs/sha256', damaged.root.slice('sha256:'.length));
      writeFileSync(path, readFileSync(path, 'utf8').replace('amd64', 'arm64'));
      await readImage(await openLayoutFiles(damaged.folder, 'oci:image'), undefined, 'oci:image');
    } finally {
      damaged.remove();
    }
  },
  SIGN_FAILED: async () => {
    const { fake } = await rig();
    const services = createServices({ ...instant, policy, signal, proxyEnv: {}, onRetry: () => {} });
    try {
      const url = new URL(`http://${fake.host}/api/v2/signingCert`);
      await services.send({ service: 'Fulcio', method: 'POST', url, ok: [200] });
    } finally {
      services.close();
    }
  },
  SIGNATURE_INVALID: async () => {
    const { registry } = await rig();
    const place = { repository: registry.repository('acme/api'), digest: DIGEST, name: 'acme/api:1' };
    await verifyImage(place, [], bundleVerifier(undefined));
  },
  PUBLISH_FAILED: () => published({ ...failing(seen => seen.method === 'POST'), optional: true }),
  PUBLISH_PARTIAL: () => published(failing(to('PUT', `/${TAGS[0]!.name}`)), [{}]),
  VERIFY_FAILED: () => {
    let isTagged = false;
    return published({
      fault: seen => {
        isTagged ||= to('PUT', '/latest')(seen);
        return isTagged && to('HEAD', '/latest')(seen) ? { status: 404 } : undefined;
      },
    });
  },
  CANCELLED: async () => {
    const { publish } = await dock([{}]);
    await publish(image.folder, { signal: AbortSignal.abort() });
  },
  INTERNAL: () => (undefined as unknown as { length: number }).length,
};

test.each(Object.entries(OCCURRENCES))('%s happens, and is the title of the last annotation', async (code, occur) => {
  const thrown = await (async () => occur())().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeDefined();
  const log = recordingLog();
  reportFailure(toActionError(thrown, signal), { log, env: {} });
  expect([String(thrown), log.places.at(-1)?.title]).toEqual([String(thrown), `Slipway ${code}`]);
  const lines = log.lines.at(-1)!.split('\n');
  expect(lines.at(-2)).toMatch(/^→ \S.*\S$/);
  expect(lines.at(-1)).toMatch(new RegExp(`/docs/troubleshooting\\.md#${code.toLowerCase()}$`));
});

test('every code has a real occurrence', () => {
  expect(Object.keys(OCCURRENCES).sort()).toEqual(Object.keys(ERROR_CODES).sort());
});
