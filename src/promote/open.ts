import { resolve } from 'node:path';
import type { Log } from '../host/ports.ts';
import { humanSize } from '../host/text/human-size.ts';
import { type StoredSource, sourceText } from '../inputs/promote.ts';
import type { Registry } from '../registry/types.ts';
import { openInLayout } from './layout-source.ts';
import { openInRegistry } from './registry-source.ts';
import type { Sourced } from './types.ts';

type OpenPorts = Readonly<{
  workspace: string;
  /** A read-only client. */
  connect: (host: string) => Registry;
  log: Log;
}>;

/** Finds the image of `source` and reads its manifests. @throws ActionError */
export async function openSource(source: StoredSource, { workspace, connect, log }: OpenPorts): Promise<Sourced> {
  const text = sourceText(source);
  const sourced = await (source.kind === 'registry'
    ? openInRegistry(
        connect(source.reference.name.registry).repository(source.reference.name.path),
        source.reference,
        log,
      )
    : openInLayout(resolve(workspace, source.path), source.select, `oci:${source.path}`, workspace));
  log.info(`Source ${text} is ${sourced.digest}, ${humanSize(sourced.size)}`);
  const tell = (count: number) =>
    count > 0 && log.info(`${count} referrers (signatures, attestations, …) come with the image`);
  sourced.referrers.then(tell, () => {});
  return sourced;
}
