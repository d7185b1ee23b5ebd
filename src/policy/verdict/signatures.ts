import { ActionError, messageOf } from '../../host/errors.ts';
import { inputsOfImages, type Job } from '../../inputs/job.ts';
import type { GivenPolicy, ImageRules } from '../../inputs/policy/types.ts';
import { parseReference } from '../../oci/reference.ts';
import type { Registry } from '../../registry/types.ts';
import { checkerOf } from '../../signing/trusted-images.ts';
import type { Breach } from '../breach.ts';
import type { Material } from '../image/materials.ts';
import { unsigned } from '../images.ts';
import { basesOf } from '../plan/bases.ts';
import { conclude, type VerdictPorts } from './conclude.ts';
import { askedRun } from './plan-verdict.ts';

/** A job, and a read-only client of a registry. */
type Reading = Readonly<{ job: Job; connect(host: string): Registry }>;

/** Checks the signatures of an image. The trusted root is the policy's, never the caller's. */
export async function signatureProblems(rules: ImageRules, { job, connect }: Reading) {
  if (rules.signedBy.length === 0) return async () => undefined;
  const check = await checkerOf({ text: rules.trustedRoot }, rules.signedBy, 'policy', job.context.workspace);
  return async ({ registry, path, digest, text }: Material): Promise<string | undefined> => {
    if (digest === undefined) return `it is unknown which image ${text} referred to`;
    try {
      await check({ repository: connect(registry).repository(path), digest, name: text });
      return undefined;
    } catch (error) {
      // An unavailable registry is no verdict.
      if (!(error instanceof ActionError) || !VERDICTS.includes(error.code)) throw error;
      return messageOf(error);
    }
  };
}

const VERDICTS: readonly string[] = ['SIGNATURE_INVALID', 'NOT_FOUND'];

/**
 * Checks the signatures of base images before any of their code runs, as far as the Dockerfile names them; the images
 * that the build used are checked again afterwards.
 *
 * @throws ActionError POLICY_BREACHED
 */
export async function baseVerdict(policy: GivenPolicy, reading: Reading, ports: VerdictPorts): Promise<void> {
  const { job, connect } = reading;
  const { baseImages } = policy.rules;
  if (baseImages === undefined || baseImages.signedBy.length === 0) return;
  const problemOf = await signatureProblems(baseImages, reading);
  const breaches: Breach[] = [];
  for (const asked of askedRun({ asked: inputsOfImages(job), job }).images) {
    for (const base of basesOf(asked)) {
      const { tag, digest } = parseReference(base.text);
      const repository = connect(base.registry).repository(base.path);
      const now = digest ?? (await repository.headManifest(tag ?? 'latest'))?.digest;
      // The build reports a missing image.
      const found = now === undefined ? undefined : await problemOf({ ...base, digest: now });
      if (found !== undefined) breaches.push(unsigned('base-images', asked.image.name, found));
    }
  }
  if (breaches.length > 0) conclude({ mode: policy.mode, breaches, isFinal: false }, ports);
}
