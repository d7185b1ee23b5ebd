import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { openSigningLab, type SigningLab } from './support/signing-lab.ts';

const SCANNER = `slipway-test/scanner:${randomUUID().slice(0, 8)}`;
const SCAN = `set -eu
name=$(basename "$BUILDKIT_SCAN_SOURCE")
cat > "$BUILDKIT_SCAN_DESTINATION/$name.spdx.json" <<JSON
{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document",
 "predicate":{"spdxVersion":"SPDX-2.3","name":"ahoy","packages":[{"name":"busybox"}]}}
JSON
`;
const REVIEW = 'https://acme.example/review/v1';

let signing: SigningLab;
beforeAll(async () => {
  signing = await openSigningLab();
  const scanner = await signing.lab.workspace({
    Dockerfile: 'FROM busybox\nCOPY scan.sh /scan.sh\nENTRYPOINT ["/bin/sh", "/scan.sh"]\n',
    'scan.sh': SCAN,
  });
  const context = ['--build-context', `busybox=${signing.lab.busybox}`];
  await command('docker', ['buildx', 'build', '--quiet', '--load', ...context, '-t', SCANNER, scanner.folder]);
});
afterAll(async () => {
  await attempt('docker', ['image', 'rm', SCANNER]);
  await signing?.close();
});

test('provenance, SBOM and a predicate: cosign verifies them beside the image, and GitHub gets them', async () => {
  const { publish, services, sigstore, byWorkflow, namesOf, expectVerified, workspace, plain, withApi } = signing;
  const store = sigstore(1);
  writeFileSync(join(workspace.folder, 'review.json'), '{"by":"the harbour master"}');
  const inputs = {
    sign: 'keyless',
    attest: `provenance\nsbom\npredicate-type=${REVIEW},path=review.json`,
    'attest-to': 'registry,github',
    sbom: `generator=${SCANNER}`,
    ...services(1),
  };
  const push = events.push({ sha: workspace.sha, repository: 'acme/api' });
  const payload = push.payload as { repository: object };
  const owner = { login: 'acme', type: 'Organization' };
  const event = { ...push, payload: { ...payload, repository: { ...payload.repository, owner } } };
  const run = await publish('acme/attested', inputs, {
    event,
    job: { env: { ...store.env, GITHUB_API_URL: store.origin } },
  });
  expectGreen(run);

  const names = await namesOf('acme/attested');
  await expectVerified(names, 'verify', ...byWorkflow(1));
  for (const type of ['https://slsa.dev/provenance/v1', REVIEW]) {
    await expectVerified(names, 'verify-attestation', '--type', type, ...byWorkflow(1));
  }
  // Each SBOM describes one platform.
  const platforms = names.filter((_name, at) => at % 4 > 1);
  await expectVerified(platforms, 'verify-attestation', '--type', 'https://spdx.dev/Document', ...byWorkflow(1));

  const { digest, bundle = '', 'attestation-url': pages } = run.main.outputs;
  expect(pages?.split('\n').sort()).toEqual([1, 2, 3, 4].map(id => `https://github.com/acme/api/attestations/${id}`));
  expect(store.stored).toHaveLength(4);
  const record = (host: string) => ({
    name: `${host}/acme/attested`,
    digest,
    github_repository: 'api',
    version: '1.2.3',
  });
  expect(store.records).toEqual([plain, withApi].map(({ host }) => expect.objectContaining(record(host))));
  expect(run.main.summary).toContain(
    `gh attestation verify oci://${plain.host}/acme/attested@${digest} --repo 'acme/api'`,
  );
  expect(readFileSync(bundle, 'utf8').trim().split('\n')).toHaveLength(5);
});

fullTest('only provenance: there is no signature', async () => {
  const { publish, services, sigstore, byWorkflow, namesOf, expectVerified } = signing;
  const given = { attest: 'provenance', 'attest-to': 'registry', ...services(2) };
  const run = await publish('acme/proven', given, { job: { env: sigstore(2).env } });
  expectGreen(run);
  const type = ['--type', 'https://slsa.dev/provenance/v1'];
  await expectVerified(await namesOf('acme/proven'), 'verify-attestation', ...type, ...byWorkflow(2));
  expect(run.main.outputs).toMatchObject({ signed: 'false', 'attestation-url': '' });
});
