import type { GoogleIdentity } from '../../plan/identity/types.ts';
import type { Granted, IdentityPorts } from '../exchange/ports.ts';
import { googleAmbient } from './ambient.ts';
import { type AccessToken, federate, impersonate } from './tokens.ts';

const CREDENTIALS = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';

/**
 * A login for Artifact Registry: the id token is exchanged for one of the workload identity pool, used directly or to
 * impersonate a service account. Without a provider, uses the credentials of google-github-actions/auth.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
 * @see https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
 */
export async function googleLogin(identity: GoogleIdentity, ports: IdentityPorts): Promise<Granted> {
  const token = await accessToken(identity, ports);
  ports.mask(token.text);
  return { username: 'oauth2accesstoken', password: token.text, life: token.life };
}

async function accessToken({ provider, serviceAccount }: GoogleIdentity, ports: IdentityPorts): Promise<AccessToken> {
  if (provider === undefined) return googleAmbient(ports);
  const idToken = await ports.idToken(`https://iam.googleapis.com/${provider}`);
  const audience = `//iam.googleapis.com/${provider}`;
  const federated = await federate(audience, idToken, ports);
  if (serviceAccount === undefined) return federated;
  const url = `${CREDENTIALS}/${encodeURIComponent(serviceAccount)}:generateAccessToken`;
  return impersonate(url, { federated, idToken, audience }, ports);
}
