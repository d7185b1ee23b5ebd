import { ActionError, messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { looksAtImages } from '../../inputs/policy/looks-at-images.ts';
import type { GivenPolicy, ImageRules } from '../../inputs/policy/types.ts';
import { formatReference } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import { isCall } from '../../plan/call.ts';
import type { Breach } from '../../policy/breach.ts';
import { checkImage } from '../../policy/image/check-image.ts';
import { checkMaterials } from '../../policy/image/check-materials.ts';
import { lookAt, type Stage } from '../../policy/image/look.ts';
import { type Material, materialsIn } from '../../policy/image/materials.ts';
import { usedImage } from '../../policy/images.ts';
import type { Registry } from '../../registry/types.ts';
import type { Report } from '../../report/report.ts';
import { checkerOf } from '../signing/trusted-images.ts';
import { conclude } from './conclude.ts';

/** An image that is going to be published. */
type JudgedImage = Readonly<{
  name: string;
  inputs: Inputs;
  stage: Stage;
  /** buildx's metadata file; undefined for what this run has not built. */
  metadata: string | undefined;
}>;

type Judged = Readonly<{
  policy: GivenPolicy;
  images: readonly JudgedImage[];
  job: Job;
  /** What the image of `source` is. */
  source: Digest | undefined;
  /** A client of a registry to read from. */
  connect(host: string): Registry;
}>;

/** @throws ActionError POLICY_BREACHED */
export async function imageVerdict(judged: Judged, report: Report, { log }: Machine): Promise<void> {
  const { policy, images, job } = judged;
  const breaches: Breach[] = [];
  // A `call` makes no image.
  const made = isCall(job.inputs) ? [] : images;
  for (const { name, inputs, stage, metadata } of made) {
    if (looksAtImages(policy)) {
      const platforms = await lookAt(stage, log);
      breaches.push(...checkImage(policy.rules, { name, platforms, inputs, isPart: inputs.parts.part !== undefined }));
    }
    const { baseImages } = policy.rules;
    // What an image that exists says of itself is nothing to rely on.
    if (baseImages === undefined || metadata === undefined) continue;
    const problemOf = await signatureProblems(baseImages, judged);
    breaches.push(...(await checkMaterials(baseImages, name, materialsIn(metadata), problemOf)));
  }
  breaches.push(...(await sourceBreaches(judged)));
  conclude({ mode: policy.mode, breaches, isFinal: true }, report, log);
}

async function sourceBreaches(judged: Judged): Promise<readonly Breach[]> {
  const { policy, job, source: digest } = judged;
  const { source } = job.inputs;
  const { sources } = policy.rules;
  if (sources === undefined || sources.signedBy.length === 0 || source?.kind !== 'registry') return [];
  const used = usedImage(formatReference(source.reference));
  if (used === undefined) return [];
  const problemOf = await signatureProblems(sources, judged);
  const found = await problemOf({ ...used, digest });
  const fix = 'Publish an image that they have signed.';
  return found === undefined ? [] : [{ rule: 'sources.signed-by', image: '', found, fix }];
}

/** Says what is wrong with the signatures of an image. The root of trust is the policy's, never one of the caller's. */
async function signatureProblems(rules: ImageRules, { job, connect }: Pick<Judged, 'job' | 'connect'>) {
  if (rules.signedBy.length === 0) return async () => undefined;
  const check = await checkerOf({ text: rules.trustedRoot }, rules.signedBy, 'policy', job.context.workspace);
  return async ({ registry, path, digest, text }: Material): Promise<string | undefined> => {
    if (digest === undefined) return `nobody knows which image ${text} was`;
    try {
      await check({ repository: connect(registry).repository(path), digest, name: text });
      return undefined;
    } catch (error) {
      // A registry that is away is no verdict.
      if (!(error instanceof ActionError) || !VERDICTS.includes(error.code)) throw error;
      return messageOf(error);
    }
  };
}

const VERDICTS: readonly string[] = ['SIGNATURE_INVALID', 'NOT_FOUND'];
