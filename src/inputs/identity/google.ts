import { quote } from '../../host/text/quote.ts';
import type { GoogleIdentity } from '../../plan/identity/types.ts';
import type { Source } from '../reading/source.ts';
import { type Entry, textOf } from '../reading/yaml-list.ts';

const PROVIDER =
  /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/;
const FORM = '`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`';
// An address, or the account's numeric id (cloud.google.com/iam/docs/reference/credentials/rest).
const ACCOUNT = /^(?:[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com|\d{10,30})$/;

/** The provider, and the service account, of an entry for Google. Reports what is wrong. */
export function readGoogle(source: Source, entry: Entry): GoogleIdentity | undefined {
  const given = textOf(source, entry, 'workload-identity-provider').trim();
  // The form of the whole name in Google's own tools.
  const provider = given.replace(/^(?:https:)?\/\/iam\.googleapis\.com\//, '');
  checkProvider(source, `${entry.at}.workload-identity-provider`, provider);
  const serviceAccount = textOf(source, entry, 'service-account').trim();
  if (serviceAccount !== '' && !ACCOUNT.test(serviceAccount)) {
    const form = "the service account's address, as in `publisher@acme.iam.gserviceaccount.com`";
    source.invalid(`${entry.at}.service-account`, quote(serviceAccount), form);
  }
  return { kind: 'google', provider, serviceAccount: serviceAccount || undefined };
}

function checkProvider(source: Source, at: string, provider: string): void {
  if (PROVIDER.test(provider)) return;
  const [, project] = /^projects\/([^/]*[^/\d][^/]*)\//.exec(provider) ?? [];
  if (project !== undefined) {
    const ask = /^[a-z][a-z0-9-]*$/.test(project)
      ? `gcloud projects describe ${project}`
      : 'gcloud projects describe ID';
    const fix = `Google's token service identifies projects by number only: \`${ask} --format='value(projectNumber)'\`.`;
    source.report(at, `has the project's id ${quote(project)} instead of its number`, fix);
    return;
  }
  if (/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/?$/.test(provider)) {
    source.report(at, 'is a pool, not a provider', `Add \`/providers/\` and the provider's name: ${FORM}.`);
    return;
  }
  source.invalid(at, quote(provider), `${FORM}, with upper and lower case as here`);
}
