import { expect, test } from '@jest/globals';
import { type VerifyFacts, verifyCommands } from '../../src/signing/verify-command.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const IMAGE = `ghcr.io/acme/api@${DIGEST}`;
const SLSA = 'https://slsa.dev/provenance/v1';
const FACTS: VerifyFacts = {
  ...{ identity: 'https://github.com/acme/api/w.yml@refs/heads/main', issuer: 'https://issuer.example' },
  ...{ isLogged: true, trustedRoot: '', isSigned: true, attested: [], repository: '', byGithub: '' },
};
const BY = `--certificate-identity '${FACTS.identity}' --certificate-oidc-issuer 'https://issuer.example'`;

test.each<[string, Partial<VerifyFacts>, string[]]>([
  ['a workflow', {}, [`cosign verify ${BY} ${IMAGE}`]],
  ['a key', { identity: '', issuer: '' }, [`cosign verify --key cosign.pub ${IMAGE}`]],
  [
    'a key without a log',
    { identity: '', isLogged: false },
    [`cosign verify --key cosign.pub --insecure-ignore-tlog=true ${IMAGE}`],
  ],
  [
    'an attestation, at GitHub as well',
    { isSigned: false, attested: [SLSA], repository: 'acme/api', trustedRoot: "it's.json" },
    [
      `cosign verify-attestation --type '${SLSA}' ${BY} --trusted-root 'it'\\''s.json' ${IMAGE}`,
      `gh attestation verify oci://${IMAGE} --repo 'acme/api'`,
    ],
  ],
  [
    "one of GitHub's own Sigstore, which cosign does not know",
    { isSigned: false, isLogged: false, attested: [SLSA], repository: 'acme/api', byGithub: 'acme/api' },
    [`gh attestation verify oci://${IMAGE} --repo 'acme/api' --predicate-type '${SLSA}'`],
  ],
  [
    'the same, in the registry alone',
    { isSigned: false, isLogged: false, attested: [SLSA], byGithub: 'acme/api' },
    [`gh attestation verify oci://${IMAGE} --repo 'acme/api' --predicate-type '${SLSA}' --bundle-from-oci`],
  ],
])('the command that verifies the signature of %s', (_what, over, expected) => {
  expect(verifyCommands('ghcr.io/acme/api', DIGEST, { ...FACTS, ...over })).toEqual(expected);
});
