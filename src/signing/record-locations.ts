import { at, type Context } from '../event/context.ts';
import { messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import type { OpenSigning } from './open.ts';
import type { StorageRecord } from './services/github-store.ts';

/** Reports images' locations to GitHub, if an organization has attestations of them there. Failures are notices. */
export async function recordLocations(
  records: readonly StorageRecord[],
  { store, pages, record }: Pick<OpenSigning, 'store' | 'pages' | 'record'>,
  { payload }: Pick<Context, 'payload'>,
  log: Log,
): Promise<void> {
  const isOrganization = at(payload, 'repository', 'owner', 'type') === 'Organization';
  if (store === undefined || !isOrganization || pages().length === 0) return;
  const failures = await Promise.all(
    records.map(one =>
      record(one).then(
        () => [],
        error => [`${one.name}: ${messageOf(error)}`],
      ),
    ),
  );
  const [failure] = failures.flat();
  if (failure !== undefined) {
    log.notice(
      `GitHub has no storage record of the image (${failure}). Add \`permissions: artifact-metadata: write\` to the job.`,
    );
  }
}
