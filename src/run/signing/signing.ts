import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import type { Job } from '../../inputs/job.ts';
import { signerOf } from '../../inputs/signing/signing.ts';
import { isCall } from '../../plan/call.ts';
import type { Published } from '../../publish/publish.ts';
import type { Report } from '../../report/report.ts';
import { foreignWithoutConfig } from '../../signing/keyless.ts';
import { recordLocations } from '../../signing/record-locations.ts';
import type { StorageRecord } from '../../signing/services/github-store.ts';
import { linesOf, signaturesOf } from '../../signing/signed-facts.ts';
import type { StagedImage } from '../../staging/fleet.ts';

/** Signs what this run publishes. */
export type RunSigning = Readonly<{
  /** For staged images, before any tag is written. @throws ActionError */
  attach(images: readonly StagedImage[], report: Report): Promise<void>;
  /** For published images: reports their addresses to GitHub. Failures are notices. */
  record(images: readonly Published[]): Promise<void>;
  close(): void;
}>;

/**
 * Checks everything needed for signing before any build time is spent.
 *
 * @returns undefined when nothing is signed
 * @throws InputError, ActionError
 */
export async function openRunSigning(job: Job, machine: Machine): Promise<RunSigning | undefined> {
  const { inputs, context, plan } = job;
  const { signing, retry, githubToken } = inputs;
  if (signerOf(signing) === undefined || !plan.decision.push || isCall(inputs)) return undefined;
  const { openSigning, signImages } = await import('../../signing/open.ts');
  const setup = await openSigning({ signing, retry, context, githubToken }, machine);
  return {
    close: setup.close,
    async attach(images, report) {
      const signed = await signImages(images, setup);
      for (const line of signed.flatMap(linesOf)) machine.log.info(line);
      const bundles = join(context.runnerTemp, `slipway-bundles-${randomBytes(6).toString('hex')}.jsonl`);
      const all = signed
        .flatMap(({ claims }) => claims)
        .map(({ bundle }) => JSON.stringify(JSON.parse(bundle.toString())));
      await writeFile(bundles, all.map(line => `${line}\n`).join(''));
      report.signed(signaturesOf({ signing, context }, signed, setup, bundles));
    },
    record: images => recordLocations(images.flatMap(locationsOf), setup, context, machine.log),
  };
}

/** What a dry run can know of signing: it has no credentials, and the files may be missing. @throws InputError */
export function checkSigning({ inputs, context, plan }: Job): void {
  if (!plan.decision.push || isCall(inputs)) return;
  const problem = foreignWithoutConfig(inputs.signing, context);
  if (problem !== undefined) throw new InputError([problem]);
}

function locationsOf({ content, results }: Published): readonly StorageRecord[] {
  const published = results.filter(({ state }) => state === 'published');
  return [...new Set(published.map(({ name }) => name))].map(name => {
    const first = published.find(result => result.name === name)!;
    const registryUrl = `https://${first.registry}`;
    return { name, digest: content.root.digest, registryUrl, version: first.tag.name };
  });
}
