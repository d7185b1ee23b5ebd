import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  type Asked,
  type Clock,
  createVault,
  type Double,
  formOf,
  json,
  type Reply,
  timeOf,
  type Vault,
} from './double.ts';
import type { Github } from './github.ts';

type Key = Readonly<{ secret: string; session: string | undefined; arn: string; until: number }>;

/** AWS STS, ECR and ECR Public. */
export type Aws = Readonly<{
  hosts: readonly string[];
  double: Double;
  vault: Vault;
  /** Which subject may assume the role, and the role's permissions. */
  roles: Map<string, { subject: string; longest: number; mayPush: boolean }>;
  /** A key that was issued separately, as configure-aws-credentials leaves it. */
  key(session: boolean): Readonly<Record<string, string>>;
  /**
   * The services' answers differ: `throttled` and `dark` requests are refused first; passwords live for `life` seconds;
   * the identity provider lists `audience`.
   */
  state: { throttled: number; dark: number; life: number; audience: string };
  /** `service host` of every request, in order. */
  asked: readonly string[];
}>;

const REGIONS = ['eu-west-1', 'us-east-1'];
/**
 * Addresses of other partitions, for FIPS, and for IPv6.
 *
 * Source: docs.aws.amazon.com/general/latest/gr, sts.html and ecr.html; docs.amazonaws.cn/en_us/aws/latest/userguide
 */
const ELSEWHERE = [
  ...['sts.cn-north-1.amazonaws.com.cn', 'api.ecr.cn-north-1.amazonaws.com.cn'],
  ...['sts.us-gov-west-1.amazonaws.com', 'api.ecr.us-gov-west-1.amazonaws.com', 'ecr-fips.us-gov-west-1.amazonaws.com'],
  ...['sts-fips.us-west-2.amazonaws.com', 'ecr-fips.us-west-2.amazonaws.com'],
  ...['sts.eu-west-1.api.aws', 'ecr.eu-west-1.api.aws'],
];

export function fakeAws(clock: Clock, github: Github): Aws {
  const vault = createVault(clock);
  const keys = new Map<string, Key>();
  const roles: Aws['roles'] = new Map();
  const state = { throttled: 0, dark: 0, life: 43_200, audience: 'sts.amazonaws.com' };
  const asked: string[] = [];

  const newKey = (prefix: string, arn: string, seconds: number, isTemporary: boolean) => {
    const id = `${prefix}${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`;
    const key = {
      secret: randomBytes(30).toString('base64'),
      session: isTemporary ? randomBytes(60).toString('base64') : undefined,
      arn,
      until: timeOf(clock) + seconds * 1000,
    };
    keys.set(id, key);
    return { id, ...key };
  };

  const sts = (request: Asked): Reply => {
    const form = formOf(request);
    const get = (name: string) => form?.get(name) ?? '';
    if (get('Action') !== 'AssumeRoleWithWebIdentity' || get('Version') !== '2011-06-15') {
      return stsError(400, 'InvalidAction', `Could not find operation ${get('Action')} for version ${get('Version')}`);
    }
    // The call is not signed: with a key, no id token is needed.
    if (request.headers.authorization !== undefined) return stsError(400, 'IncompleteSignature', 'unexpected');
    const seconds = Number(get('DurationSeconds') || 3600);
    const role = roles.get(get('RoleArn'));
    if (!/^[\w+=,.@-]{2,64}$/.test(get('RoleSessionName'))) {
      return stsError(400, 'ValidationError', "Value at 'roleSessionName' failed to satisfy constraint");
    }
    const claims = github.verify(get('WebIdentityToken'), state.audience);
    if (claims === 'audience') return stsError(400, 'InvalidIdentityToken', 'Incorrect token audience');
    if (claims === 'expired') return stsError(400, 'ExpiredTokenException', 'Token expired');
    if (typeof claims === 'string') return stsError(400, 'InvalidIdentityToken', `The ${claims} is wrong`);
    if (role === undefined || role.subject !== claims.sub) {
      return stsError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    }
    if (seconds < 900 || seconds > role.longest) {
      const words = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
      return stsError(400, 'ValidationError', words);
    }
    const [, account, name] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(get('RoleArn')) ?? [];
    const arn = `arn:aws:sts::${account}:assumed-role/${name}/${get('RoleSessionName')}`;
    const { id, secret, session } = newKey('ASIA', arn, seconds, true);
    const fields = { AccessKeyId: id, SecretAccessKey: secret, SessionToken: session ?? '' };
    const credentials = Object.entries(fields).map(([key, value]) => `<${key}>${value}</${key}>`);
    const body = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <AssumeRoleWithWebIdentityResult>\n    <Audience>sts.amazonaws.com</Audience>\n    <Credentials>\n      ${credentials.join('\n      ')}\n    </Credentials>\n  </AssumeRoleWithWebIdentityResult>\n</AssumeRoleWithWebIdentityResponse>\n`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  };

  const ecr = (request: Asked, region: string, isPublic: boolean): Reply => {
    const { headers, body } = request;
    const target = isPublic ? 'SpencerFrontendService' : 'AmazonEC2ContainerRegistry_V20150921';
    const isForm = headers['content-type'] === 'application/x-amz-json-1.1';
    if (request.method !== 'POST' || !isForm || headers['x-amz-target'] !== `${target}.GetAuthorizationToken`) {
      return ecrError('UnknownOperationException', '');
    }
    const service = isPublic ? 'ecr-public' : 'ecr';
    const key = keyOf(request, service, region, keys, timeOf(clock));
    if (typeof key === 'string') return ecrError(key, WORDS[key] ?? '');
    const name = /:assumed-role\/([^/]+)\//.exec(key.arn)?.[1];
    const mayPush = name === undefined || [...roles].some(([arn, role]) => arn.endsWith(`/${name}`) && role.mayPush);
    if (!mayPush) {
      const words = `User: ${key.arn} is not authorized to perform: ${service}:GetAuthorizationToken on resource: * because no identity-based policy allows the ${service}:GetAuthorizationToken action`;
      return ecrError('AccessDeniedException', words);
    }
    const { registryIds = [] } = JSON.parse(body) as { registryIds?: string[] };
    const password = vault.issue('AWS', state.life);
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
    const expiresAt = timeOf(clock) / 1000 + state.life;
    if (isPublic) return json(200, { authorizationData: { authorizationToken, expiresAt } });
    const [account] = registryIds;
    const proxyEndpoint = `https://${account}.dkr.ecr.${region}.amazonaws.com`;
    return json(200, { authorizationData: [{ authorizationToken, expiresAt, proxyEndpoint }] });
  };

  const double = (request: Asked): Reply | undefined => {
    const { host, pathname } = request.url;
    const [, service, region = ''] = /^((?:[a-z]+\.)?[a-z-]+)\.([a-z]+-[a-z-]+-\d)\.[a-z.]+$/.exec(host) ?? [];
    if (service === undefined || pathname !== '/') return undefined;
    asked.push(`${service} ${region}`);
    if (state.dark > 0) {
      state.dark -= 1;
      return { status: 503, body: '<html><body>Service Unavailable</body></html>' };
    }
    if (state.throttled > 0) {
      state.throttled -= 1;
      return service.startsWith('sts')
        ? stsError(400, 'Throttling', 'Rate exceeded')
        : ecrError('ThrottlingException', 'Rate exceeded');
    }
    return service.startsWith('sts') ? sts(request) : ecr(request, region, service === 'api.ecr-public');
  };

  return {
    hosts: [
      ...REGIONS.flatMap(region => [`sts.${region}.amazonaws.com`, `api.ecr.${region}.amazonaws.com`]),
      'api.ecr-public.us-east-1.amazonaws.com',
      ...ELSEWHERE,
    ],
    double,
    vault,
    roles,
    key(isTemporary) {
      const { id, secret, session } = newKey(
        isTemporary ? 'ASIA' : 'AKIA',
        'arn:aws:iam::123456789012:user/ci',
        3600,
        isTemporary,
      );
      const temporary = session === undefined ? undefined : { AWS_SESSION_TOKEN: session };
      return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ...temporary };
    },
    state,
    asked,
  };
}

function stsError(status: number, code: string, message: string): Reply {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>${code}</Code>\n    <Message>${message.replaceAll("'", '&apos;')}</Message>\n  </Error>\n  <RequestId>a-request</RequestId>\n</ErrorResponse>\n`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function ecrError(type: string, message: string): Reply {
  return json(400, { __type: type, message });
}

const WORDS: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'The security token included in the request is invalid.',
  ExpiredTokenException: 'The security token included in the request is expired',
  InvalidSignatureException:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  MissingAuthenticationTokenException: 'Missing Authentication Token',
};

/**
 * The key that signed a request, or why it is invalid: the signature is recomputed from the received request, as AWS
 * documents for servers.
 */
function keyOf(
  request: Asked,
  service: string,
  region: string,
  keys: ReadonlyMap<string, Key>,
  now: number,
): Key | string {
  const header = String(request.headers.authorization ?? '');
  const [, id = '', date, scope, names = '', given] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/(\S+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? [];
  if (given === undefined) return 'MissingAuthenticationTokenException';
  const key = keys.get(id);
  if (key === undefined || request.headers['x-amz-security-token'] !== key.session)
    return 'UnrecognizedClientException';
  if (key.until < now) return 'ExpiredTokenException';
  const stamp = String(request.headers['x-amz-date']);
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(stamp) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const signs = ['host', 'x-amz-date', 'x-amz-target', ...(key.session === undefined ? [] : ['x-amz-security-token'])];
  const list = names.split(';');
  const isWhole = signs.every(name => list.includes(name)) && list.join() === [...list].sort().join();
  if (!isWhole || !(Math.abs(at - now) <= 300_000) || !stamp.startsWith(String(date)))
    return 'InvalidSignatureException';
  if (scope !== `${region}/${service}/aws4_request`) return 'InvalidSignatureException';
  let canonical = `${request.method}\n${request.url.pathname}\n${request.url.search.slice(1)}\n`;
  for (const name of list) canonical += `${name}:${String(request.headers[name]).trim()}\n`;
  canonical += `\n${names}\n${createHash('sha256').update(request.body).digest('hex')}`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const text = `AWS4-HMAC-SHA256\n${stamp}\n${date}/${scope}\n${digest}`;
  const mac = (secret: Buffer | string, data: string) => createHmac('sha256', secret).update(data).digest();
  const dated = mac(`AWS4${key.secret}`, String(date));
  const expected = mac(mac(mac(mac(dated, region), service), 'aws4_request'), text).toString('hex');
  return expected === given ? key : 'InvalidSignatureException';
}
