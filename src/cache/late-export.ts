import { buildPorts, commandFor } from '../build/build-image.ts';
import type { BuildRequest, BuildSite } from '../build/build-request.ts';
import { build } from '../build/run-build.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { isChecked } from '../inputs/wanted-gates.ts';
import { removeFolder } from '../journal/run-folder.ts';
import { isCall } from '../plan/call.ts';
import { splitCaches } from '../plan/late-caches.ts';
import { relayFor } from './relay/use.ts';
import { serviceIn } from './service/service.ts';
import { patienceOf } from './store/deadline.ts';
import { watchCaches } from './watch.ts';

/** The inputs of the build itself: if the image is checked, without the shared caches. */
export function beforeGates(inputs: Inputs): Inputs {
  return isChecked(inputs) ? withCacheTo(inputs, splitCaches(inputs.build.cacheTo).withBuild) : inputs;
}

/**
 * Writes the caches that had to wait for the checks: repeats the build, fully cached by now, only to export them.
 * Failures and hangs are warnings.
 */
export async function exportLateCaches(request: BuildRequest): Promise<void> {
  const { job, site, machine } = request;
  const { inputs } = job;
  const late = lateInputs(inputs);
  if (!isChecked(inputs) || late === undefined) return;
  await exportAfterwards(late, site, machine, async watched => {
    const writing = { job: { ...job, inputs: late }, site, machine: watched };
    const { name, env } = site.builder;
    const command = await commandFor(writing, ['type=cacheonly'], { name, program: undefined });
    await build(command, buildPorts(writing, env)).finally(() => removeFolder(command.secretsFolder));
  });
}

/** The build that writes these caches; undefined when none has to wait. */
export function lateInputs(inputs: Inputs): Inputs | undefined {
  const { afterGates } = splitCaches(inputs.build.cacheTo);
  if (afterGates.length === 0 || isCall(inputs)) return undefined;
  // Without attestations, which would be created again; steps that `no-cache` has just run are cached now.
  const again = { ...inputs.build, provenance: 'false', sbom: '', attests: [], noCache: false, noCacheFilters: [] };
  return withCacheTo({ ...inputs, build: again }, afterGates);
}

/** @param late has all caches that `write` writes */
export async function exportAfterwards(
  late: Inputs,
  site: Pick<BuildSite, 'docker' | 'engine' | 'builder'>,
  machine: Machine,
  write: (machine: Machine) => Promise<void>,
): Promise<void> {
  if (machine.signal.aborted) return;
  const watch = watchCaches(machine.run, machine.now, patienceOf(late));
  const relay = await relayFor(late, site, serviceIn(machine.env, machine.now()), machine);
  let failure: string | undefined;
  try {
    await site.docker.show();
    machine.log.info('All checks passed; writing the cache.');
    await write({ ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } });
  } catch (error) {
    failure = messageOf(error);
  } finally {
    await relay?.end(true);
  }
  // Read errors were reported by the build itself, and did not prevent writing.
  const reported = watch.troubles().filter(trouble => !trouble.startsWith('importing'));
  const problem = reported.length > 0 ? reported.slice(0, 3).join('; ') : failure;
  if (problem !== undefined && !machine.signal.aborted)
    machine.log.warning(`The cache could not be written: ${problem}`);
}

/** The inputs with other caches to write. */
export function withCacheTo(inputs: Inputs, cacheTo: readonly string[]): Inputs {
  return { ...inputs, build: { ...inputs.build, cacheTo } };
}
