import { describe, expect, test } from '@jest/globals';
import { provenanceClaim, SLSA_PROVENANCE } from '../../src/signing/claims/provenance.ts';
import { originCheck, originOf, type WantedOrigin } from '../../src/signing/origin.ts';
import type { Verified } from '../../src/signing/trust/verify.ts';

const REPOSITORY = 'https://github.com/acme/api';
const BUILDER = `${REPOSITORY}/.github/workflows/release.yml@refs/heads/main`;
const claims = {
  repository: 'acme/api',
  ref: 'refs/heads/main',
  job_workflow_ref: 'acme/api/.github/workflows/release.yml@refs/heads/main',
};
const ANY: WantedOrigin = { repository: [], ref: [], builder: [] };

/** For a key: the provenance's claims count. */
const byKey: Verified = {
  claim: provenanceClaim([], claims, 'https://github.com'),
  identity: '',
  issuer: '',
  oids: new Map(),
};
/** For a workflow: its certificate counts, whatever the statement says. */
const oids = new Map(
  [12, 14, 9].map((oid, at) => [`1.3.6.1.4.1.57264.1.${oid}`, [REPOSITORY, 'refs/heads/main', BUILDER][at]!]),
);
const other = provenanceClaim([], { ...claims, repository: 'evil/fork', ref: 'refs/heads/x' }, 'https://github.com');
const byWorkflow: Verified = { claim: other, identity: BUILDER, issuer: 'x', oids };

describe.each([
  ['a key', byKey],
  ['a workflow', byWorkflow],
])('signed by %s', (_who, verified) => {
  test('the origin', () => {
    expect(originOf(verified)).toEqual({ repository: REPOSITORY, ref: 'refs/heads/main', builder: BUILDER });
  });

  test.each<[Partial<WantedOrigin>, string]>([
    [{}, ''],
    [{ repository: ['https://github.com/ACME/*'], ref: ['refs/tags/*', 'refs/heads/main'], builder: [BUILDER] }, ''],
    [{ repository: ['https://github.com/acme/ap'] }, `is of an image built from "${REPOSITORY}"`],
    [{ repository: ['https://github.com/evil/fork'] }, `is of an image built from "${REPOSITORY}"`],
    [{ ref: ['refs/heads/MAIN'] }, 'is of an image built from "refs/heads/main"'],
    [{ builder: ['https://github.com/acme/flows/*'] }, `is of an image built by "${BUILDER}"`],
  ])('%j', (wanted, problem) => {
    const check = (): void => originCheck({ ...ANY, ...wanted })(verified);
    if (problem === '') expect(check).not.toThrow();
    else expect(check).toThrow(problem);
  });
});

test.each([null, 'text', [], { buildDefinition: null }, { buildDefinition: { externalParameters: { workflow: 7 } } }])(
  'a provenance of %j does not say where the image comes from',
  predicate => {
    const claim = { predicateType: SLSA_PROVENANCE, predicate, subjects: [] };
    const check = originCheck({ ...ANY, ref: ['refs/*'] });
    expect(() => check({ ...byKey, claim })).toThrow('does not say from which ref it was built');
  },
);

test("a certificate without the repository is rejected; a key's plain signature is not checked", () => {
  const check = originCheck({ ...ANY, repository: [REPOSITORY] });
  expect(() => check({ ...byWorkflow, oids: new Map() })).toThrow('does not say from which repository');
  expect(() => check({ ...byKey, claim: { ...byKey.claim, predicateType: 'x' } })).not.toThrow();
});
