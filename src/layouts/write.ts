import { resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import { retry } from '../host/retry.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Content } from '../oci/content.ts';
import { parseReference } from '../oci/reference.ts';
import type { Destination } from '../plan/terms/types.ts';
import { createDistributor, type Distributor } from '../staging/distribute.ts';
import { createFleet, throwIfRequiredFailed } from '../staging/fleet.ts';
import { filesInFolder, filesInTar } from './new-files.ts';
import { draftPath, isArchive, moveTo } from './place.ts';
import { layoutTarget } from './target.ts';

type WriteOrder = Readonly<{
  inputs: Pick<Inputs, 'layout' | 'retry'>;
  workspace: string;
  /** This run's folder. */
  folder: string;
  /** The image's name, for tools that look for one; undefined if it has none. */
  name: string | undefined;
  /** Stages the image into a fleet of one: the layout. */
  stage(to: Distributor): Promise<Content>;
}>;

/**
 * Writes the image as an OCI layout: exactly the image that is, or would be, published. The layout appears when it is
 * complete.
 *
 * @throws ActionError
 */
export async function writeLayout(order: WriteOrder, machine: Machine): Promise<Content> {
  const { inputs, workspace, folder, name, stage } = order;
  const { log, signal } = machine;
  const path = resolve(workspace, inputs.layout);
  const made = draftPath(folder, path);
  const files = await (isArchive(path) ? filesInTar(made) : filesInFolder(made));
  const classify = (error: unknown) =>
    error instanceof ActionError && error.code === 'DIGEST_MISMATCH' ? 'settled' : {};
  const target = layoutTarget(files, inputs.layout, attempt =>
    retry(attempt, { policy: inputs.retry, ports: retryPorts(machine), signal, classify }),
  );
  const fleet = createFleet([{ destination: destinationOf(inputs.layout), repository: target.repository }], log);
  const writing = async () => {
    const [staged] = await Promise.allSettled([stage(createDistributor(fleet))]);
    // Why the layout could not be written matters more than that nothing else is left to write to.
    throwIfRequiredFailed([fleet], 'writing the layout');
    if (staged.status === 'rejected') throw staged.reason;
    await target.finish(staged.value.root, namesOf(name));
    return staged.value;
  };
  const content = await writing().finally(files.close);
  await moveTo(path, made, inputs.layout);
  log.info(`Wrote the image ${content.root.digest} to ${inputs.layout}; \`source: oci:${inputs.layout}\` publishes it`);
  return content;
}

function destinationOf(layout: string): Destination {
  const decision = { push: true, reason: '`layout` is set' };
  return { registry: 'layout', path: layout, name: layout, tags: [], optional: false, decision };
}

/** @see https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md; the second one is containerd's */
function namesOf(reference: string | undefined): Readonly<Record<string, string>> {
  if (reference === undefined) return {};
  const { name, tag } = parseReference(reference);
  if (tag === undefined) return {};
  const full = `${name.registry}/${name.path}:${tag}`;
  return { 'io.containerd.image.name': full, 'org.opencontainers.image.ref.name': tag };
}
