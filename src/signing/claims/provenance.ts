import type { Claim, Subject } from '../bundle/statement.ts';

/** The claims of GitHub's id token, not verified here: Fulcio has verified them, and they are in its certificate. */
type TokenClaims = Readonly<Record<string, unknown>>;

export const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';

/**
 * SLSA provenance of a workflow run, as in actions/attest-build-provenance.
 *
 * @param serverUrl `https://github.com`
 * @see https://slsa.dev/spec/v1.1/provenance and https://actions.github.io/buildtypes/workflow/v1
 */
export function provenanceClaim(subjects: readonly Subject[], claims: TokenClaims, serverUrl: string): Claim {
  const text = (name: string): string => String(claims[name] ?? '');
  const repository = `${serverUrl}/${text('repository')}`;
  const [path = ''] = text('workflow_ref')
    .replace(`${text('repository')}/`, '')
    .split('@');
  return {
    predicateType: SLSA_PROVENANCE,
    subjects,
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref: text('ref'), repository, path } },
        internalParameters: {
          github: {
            event_name: text('event_name'),
            repository_id: text('repository_id'),
            repository_owner_id: text('repository_owner_id'),
            runner_environment: text('runner_environment'),
          },
        },
        resolvedDependencies: [{ uri: `git+${repository}@${text('ref')}`, digest: { gitCommit: text('sha') } }],
      },
      runDetails: {
        builder: { id: `${serverUrl}/${text('job_workflow_ref')}` },
        metadata: { invocationId: `${repository}/actions/runs/${text('run_id')}/attempts/${text('run_attempt')}` },
      },
    },
  };
}
