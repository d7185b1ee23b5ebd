import { quote } from '../../host/text/quote.ts';
import type { AzureIdentity } from '../../plan/identity/types.ts';
import type { Source } from '../reading/source.ts';
import { type Entry, textOf } from '../reading/yaml-list.ts';
import { isUuid } from './dockerhub.ts';

/** The application of an entry for Azure, and its tenant. Reports what is wrong. */
export function readAzure(source: Source, entry: Entry): AzureIdentity | undefined {
  const client = textOf(source, entry, 'client-id').trim();
  const tenant = textOf(source, entry, 'tenant-id').trim();
  if (!isUuid(client)) {
    const form = 'the application (client) id of the app registration or managed identity, a UUID';
    source.invalid(`${entry.at}.client-id`, quote(client), form);
  }
  if (!Object.hasOwn(entry.values, 'tenant-id')) {
    source.report(entry.at, 'has `client-id` but no `tenant-id`', 'Add `tenant-id:`, the id of the directory.');
    // A tenant can also be named by each of its domains.
  } else if (!isUuid(tenant) && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(tenant)) {
    source.invalid(`${entry.at}.tenant-id`, quote(tenant), 'the directory (tenant) id, a UUID');
  }
  return { kind: 'azure', client, tenant };
}
