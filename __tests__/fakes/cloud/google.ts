import { generateKeyPairSync } from 'node:crypto';
import {
  type Asked,
  type Clock,
  createVault,
  type Double,
  formOf,
  json,
  objectOf,
  timeOf,
  type Vault,
} from './double.ts';
import { type Github, verifyJwt } from './github.ts';

/** Google's token service, IAM Credentials, and the token service for service account keys. */
export type Google = Readonly<{
  hosts: readonly string[];
  double: Double;
  vault: Vault;
  /** Conditions such as `attribute.repository`: the subject that each provider accepts. */
  providers: Map<string, { subject: string; audience: string }>;
  /** Which provider's tokens may act as which service account. */
  accounts: Map<string, { provider: string }>;
  state: { life: number };
  /** The JSON of a service account's key. */
  key: Readonly<Record<string, string>>;
}>;

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const EMAIL = 'keyed@acme.iam.gserviceaccount.com';

export function fakeGoogle(clock: Clock, github: Github): Google {
  const vault = createVault(clock);
  const providers: Google['providers'] = new Map();
  const accounts: Google['accounts'] = new Map();
  const state = { life: 3600 };
  const federated = new Map<string, string>();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

  const issue = () => vault.issue('oauth2accesstoken', state.life, random => `ya29.${random}`);

  const sts = (request: Asked) => {
    const asked = objectOf(request) ?? {};
    const isWhole =
      asked.grantType === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
      asked.requestedTokenType === 'urn:ietf:params:oauth:token-type:access_token' &&
      asked.subjectTokenType === 'urn:ietf:params:oauth:token-type:jwt' &&
      asked.scope === SCOPE;
    if (!isWhole) return json(400, { error: 'invalid_request', error_description: 'Invalid value' });
    const audience = String(asked.audience);
    const provider = providers.get(audience.replace('//iam.googleapis.com/', ''));
    if (provider === undefined || !audience.startsWith('//iam.googleapis.com/')) {
      return json(400, {
        error: 'invalid_target',
        error_description:
          'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
      });
    }
    const token = String(asked.subjectToken);
    const claims = github.verify(token, provider.audience);
    if (typeof claims === 'string') {
      const words =
        claims === 'audience'
          ? 'The audience in ID Token [x] does not match the expected audience.'
          : `The ID Token is refused: ${claims}.`;
      return json(400, { error: 'invalid_grant', error_description: words });
    }
    if (claims.sub !== provider.subject) {
      return json(401, {
        error: 'unauthorized_client',
        error_description: 'The given credential is rejected by the attribute condition.',
      });
    }
    const access = issue();
    federated.set(access, audience.replace('//iam.googleapis.com/', ''));
    return json(200, {
      access_token: access,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: state.life,
    });
  };

  const credentials = (request: Asked) => {
    const { url, headers } = request;
    const [, account] =
      /^\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/.exec(url.pathname.replaceAll('%40', '@')) ??
      [];
    const asked = objectOf(request);
    if (account === undefined || asked === undefined) return undefined;
    const provider = federated.get(String(headers.authorization).replace(/^Bearer /, ''));
    const scope = asked.scope as string[];
    if (scope.join() !== SCOPE || asked.lifetime !== '3600s')
      return json(400, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'scope' } });
    if (provider === undefined || accounts.get(account)?.provider !== provider) {
      const message = `Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).`;
      return json(403, { error: { code: 403, status: 'PERMISSION_DENIED', message } });
    }
    const expireTime = new Date(timeOf(clock) + state.life * 1000).toISOString();
    return json(200, { accessToken: issue(), expireTime });
  };

  const keyed = (request: Asked) => {
    const form = formOf(request);
    if (form?.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return undefined;
    const claims = verifyJwt(form.get('assertion') ?? '', publicKey) ?? {};
    const now = timeOf(clock) / 1000;
    const isGood =
      claims.iss === EMAIL &&
      claims.aud === 'https://oauth2.googleapis.com/token' &&
      claims.scope === SCOPE &&
      Number(claims.iat) <= now + 1 &&
      Number(claims.exp) <= Number(claims.iat) + 3600;
    if (!isGood) return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
    return json(200, { access_token: issue(), expires_in: state.life, token_type: 'Bearer' });
  };

  return {
    hosts: ['sts.googleapis.com', 'iamcredentials.googleapis.com', 'oauth2.googleapis.com'],
    double(request) {
      const { host, pathname } = request.url;
      if (host === 'sts.googleapis.com' && pathname === '/v1/token') return sts(request);
      if (host === 'iamcredentials.googleapis.com') return credentials(request);
      return host === 'oauth2.googleapis.com' && pathname === '/token' ? keyed(request) : undefined;
    },
    vault,
    providers,
    accounts,
    state,
    key: {
      type: 'service_account',
      client_email: EMAIL,
      private_key_id: 'k1',
      private_key: pem,
      token_uri: 'https://oauth2.googleapis.com/token',
    },
  };
}
