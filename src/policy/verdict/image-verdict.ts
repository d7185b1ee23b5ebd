import { makesProvenance } from '../../build/attestations.ts';
import { provenanceOptionsOf } from '../../build/build-image.ts';
import type { BuildResult } from '../../build/run-build.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { looksAtImages } from '../../inputs/policy/looks-at-images.ts';
import type { GivenPolicy } from '../../inputs/policy/types.ts';
import { formatReference } from '../../oci/reference.ts';
import type { Digest } from '../../oci/types.ts';
import { isCall } from '../../plan/call.ts';
import { hasOutput } from '../../plan/terms/outputs.ts';
import type { Registry } from '../../registry/types.ts';
import type { Breach } from '../breach.ts';
import { checkImage } from '../image/check-image.ts';
import { checkMaterials } from '../image/check-materials.ts';
import { lookAt, type Stage } from '../image/look.ts';
import { materialsIn } from '../image/materials.ts';
import { unsigned, usedImage } from '../images.ts';
import { conclude, type VerdictPorts } from './conclude.ts';
import { signatureProblems } from './signatures.ts';

/** An image to publish. */
type JudgedImage = Readonly<{
  name: string;
  inputs: Inputs;
  stage: Stage;
  /** buildx's result; undefined if this run has not built it. */
  built: Pick<BuildResult, 'metadata' | 'linked'> | undefined;
}>;

type Judged = Readonly<{
  policy: GivenPolicy;
  images: readonly JudgedImage[];
  job: Job;
  /** The digest of `source`. */
  source: Digest | undefined;
  /** A read-only client of a registry. */
  connect(host: string): Registry;
}>;

/** @throws ActionError POLICY_BREACHED */
export async function imageVerdict(judged: Judged, ports: VerdictPorts): Promise<void> {
  const { policy, images, job } = judged;
  const breaches: Breach[] = [];
  // A `call` makes no image.
  const made = isCall(job.inputs) ? [] : images;
  for (const { name, inputs, stage, built } of made) {
    const platforms = looksAtImages(policy) ? await lookAt(stage, ports.log) : [];
    breaches.push(...checkImage(policy.rules, { name, platforms, inputs, isPart: inputs.parts.part !== undefined }));
    const { baseImages } = policy.rules;
    // An existing image's own claims are not trustworthy.
    if (baseImages === undefined || built === undefined) continue;
    const problemOf = await signatureProblems(baseImages, judged);
    const { metadata, linked = [] } = built;
    const statements = platforms.map(({ provenance }) => provenance);
    const isAttested = makesProvenance(inputs.build, provenanceOptionsOf(job.context, !isArchived(inputs)));
    const materials = materialsIn({ metadata, statements, isAttested, linked });
    breaches.push(...(await checkMaterials(baseImages, name, materials, problemOf)));
  }
  breaches.push(...(await sourceBreaches(judged)));
  conclude({ mode: policy.mode, breaches, isFinal: true }, ports);
}

/** A `docker` archive can't hold attestations, so that there are none by default. */
function isArchived({ build }: Inputs): boolean {
  return hasOutput(build.outputs.extra, 'docker');
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
  return found === undefined ? [] : [unsigned('sources', '', found)];
}
