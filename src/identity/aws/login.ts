import { type EcrHost, ecrHostOf } from '../../plan/identity/hosts.ts';
import type { AwsIdentity } from '../../plan/identity/types.ts';
import { type Answer, jsonOf, recordAt, stringAt, xmlText } from '../exchange/ask.ts';
import { aboutImmutableSubject, aboutToken, type IdToken } from '../exchange/id-token.ts';
import type { Granted, IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';
import { wordsOf } from '../exchange/token-exchange.ts';
import { ecrEndpoint, stsEndpoint } from './endpoints.ts';
import { type AwsKey, signed } from './sigv4.ts';

/**
 * A login for ECR or ECR Public: the id token assumes the role (STS), and the role asks ECR for a password. Without a
 * role the access key of the entry, or of the environment, asks.
 *
 * @throws ActionError AUTH_FAILED when one of the two is refused
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export async function awsLogin(identity: AwsIdentity, ports: IdentityPorts): Promise<Granted> {
  const host = ecrHostOf(ports.registry);
  if (host === undefined) throw new Error(`${ports.registry} is not a host of Amazon ECR`);
  const { role } = identity;
  const key = role === undefined ? givenKey(identity, ports) : await assumeRole(host, { ...identity, role }, ports);
  for (const secret of [key.secret, key.session ?? '']) if (secret !== '') ports.mask(secret);
  return passwordFor(host, key, role, ports);
}

/** The entry's own key, or the environment's. A session token is of the key that stands beside it. */
function givenKey({ key }: AwsIdentity, { env }: IdentityPorts): AwsKey {
  const ambient = env.AWS_ACCESS_KEY_ID ?? '';
  const session = env.AWS_SESSION_TOKEN || undefined;
  if (key !== undefined) return { ...key, session: key.id === ambient ? session : undefined };
  return { id: ambient, secret: env.AWS_SECRET_ACCESS_KEY ?? '', session };
}

async function assumeRole(
  host: EcrHost,
  { role, sessionName, seconds = 3600 }: AwsIdentity & Readonly<{ role: string }>,
  ports: IdentityPorts,
): Promise<AwsKey> {
  const { registry, ask, env, issuer, runName } = ports;
  const url = stsEndpoint(host, env);
  const token = await ports.idToken('sts.amazonaws.com');
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: sessionName || runName,
    DurationSeconds: String(seconds),
    WebIdentityToken: token.text,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/xml' };
  const question = { method: 'POST', url, headers, body: form.toString(), who: 'AWS STS' } as const;
  const answer = await ask({ ...question, secrets: [token.text] });
  const [id, secret, session] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(name =>
    xmlText(answer.text, name),
  );
  if (answer.status === 200 && id && secret && session) return { id, secret, session };
  throw refusal(`${registry}: AWS STS refused to assume ${role} (${wordsOf(answer)})`, {
    hint: hintOfSts(answer, token, { issuer, seconds }),
  });
}

function hintOfSts(
  { said }: Answer,
  token: IdToken,
  { issuer, seconds }: Readonly<{ issuer: string; seconds: number }>,
): string {
  if (/No OpenIDConnect provider found/i.test(said)) {
    return `Create the identity provider https://${issuer} with the audience sts.amazonaws.com in the role's account.`;
  }
  if (/MaxSessionDuration|DurationSeconds/i.test(said)) {
    return `Set \`role-duration\` to no more than the role's maximum session duration (it is ${seconds} seconds now).`;
  }
  const condition = JSON.stringify({
    StringEquals: { [`${issuer}:aud`]: token.audience, [`${issuer}:sub`]: token.subject },
  });
  return `${aboutToken(token)} The role's trust policy has to allow sts:AssumeRoleWithWebIdentity for the provider ${issuer} with a condition that matches: ${condition}.${aboutImmutableSubject(token)}`;
}

async function passwordFor(
  host: EcrHost,
  key: AwsKey,
  role: string | undefined,
  ports: IdentityPorts,
): Promise<Granted> {
  const { registry, ask, env, now, mask } = ports;
  const { account, region, isPublic } = host;
  const url = ecrEndpoint(host, env);
  const body = isPublic ? '{}' : JSON.stringify({ registryIds: [account] });
  const target = isPublic ? 'SpencerFrontendService' : 'AmazonEC2ContainerRegistry_V20150921';
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${target}.GetAuthorizationToken`,
  };
  const scope = { service: isPublic ? 'ecr-public' : 'ecr', region, time: new Date(now()) };
  const request = { method: 'POST', url, headers, body } as const;
  const who = isPublic ? 'Amazon ECR Public' : 'Amazon ECR';
  const secrets = [key.secret, key.session ?? ''];
  const answer = await ask({ ...request, headers: signed(request, key, scope), who, secrets });
  const json = jsonOf(answer.text);
  const list = json.authorizationData;
  const data = Array.isArray(list) ? recordAt({ first: list[0] }, 'first') : recordAt(json, 'authorizationData');
  const login = Buffer.from(stringAt(data, 'authorizationToken') ?? '', 'base64').toString('utf8');
  const colon = login.indexOf(':');
  if (answer.status !== 200 || colon < 1) {
    const as = role === undefined ? `the access key ${key.id}` : role;
    throw refusal(`${registry}: ${who} refused a login to ${as} (${wordsOf(answer)})`, {
      hint: hintOfEcr(answer, isPublic, role),
    });
  }
  const [username, password] = [login.slice(0, colon), login.slice(colon + 1)];
  mask(password);
  // Seconds since the epoch, by AWS's clock.
  const { expiresAt } = data;
  const life = typeof expiresAt === 'number' ? expiresAt - answer.time / 1000 : HALF_A_DAY;
  return { username, password, life };
}

/** How long ECR's passwords live, as documented. Seconds. */
const HALF_A_DAY = 43_200;

function hintOfEcr({ said }: Answer, isPublic: boolean, role: string | undefined): string {
  if (/Signature expired|Signature not yet current|RequestExpired|InvalidSignature/i.test(said)) {
    return "Is this runner's clock right? AWS takes requests for five minutes. If it is, the secret access key is wrong.";
  }
  if (/UnrecognizedClient|InvalidClientTokenId|ExpiredToken|security token/i.test(said)) {
    return 'The access key in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN is unknown to AWS, or has expired. Run aws-actions/configure-aws-credentials right before this step, or use `role-to-assume`.';
  }
  const actions = isPublic
    ? 'ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken'
    : 'ecr:GetAuthorizationToken';
  return `A policy of ${role === undefined ? 'the user or role' : 'the role'} has to allow ${actions} on the resource "*".`;
}
