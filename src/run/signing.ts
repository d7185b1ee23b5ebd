import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../host/machine.ts';
import type { Job } from '../inputs/job.ts';
import { isCall } from '../plan/call.ts';
import type { Attachable } from '../publish/publish.ts';
import type { Report } from '../report/report.ts';

/** Signs what this run publishes. */
export type RunSigning = Readonly<{
  /** For staged images, before any tag is written. @throws ActionError */
  attach(images: readonly Attachable[], report: Report): Promise<void>;
  close(): void;
}>;

/**
 * Finds that everything is there that signing needs, before any build time is spent.
 *
 * @returns undefined when nothing is signed
 * @throws InputError, ActionError
 */
export async function openRunSigning(
  { inputs, context, plan }: Job,
  machine: Machine,
): Promise<RunSigning | undefined> {
  const { signing, retry } = inputs;
  if (signing.sign === undefined || !plan.decision.push || isCall(inputs)) return undefined;
  const { openSigning, signImages } = await import('../signing/open.ts');
  const { log } = machine;
  const setup = await openSigning({ signing, retry, context }, machine);
  return {
    close: setup.close,
    async attach(images, report) {
      const signed = await signImages(images, setup);
      const claims = signed.flatMap(image => image.claims);
      for (const { root, claims: each } of signed) {
        for (const { identity, wasThere } of each) {
          const by = identity === '' ? 'the key' : identity;
          log.info(wasThere ? `${root} is signed already by ${by}` : `Signed ${root} by ${by}`);
        }
      }
      const path = join(context.runnerTemp, `slipway-bundles-${randomBytes(6).toString('hex')}.jsonl`);
      const lines = claims.map(({ bundle }) => `${JSON.stringify(JSON.parse(bundle.toString()))}\n`);
      await writeFile(path, lines.join(''));
      const [first] = claims;
      const { isLogged } = setup;
      const { trustedRoot } = signing;
      const facts = { identity: first?.identity ?? '', issuer: first?.issuer ?? '', isLogged, trustedRoot };
      report.signed({ images: signed.map(({ name }) => name), facts, bundles: path });
    },
  };
}
