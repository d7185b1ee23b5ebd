import { messageOf } from '../../host/errors.ts';
import { jsonFields } from '../../host/fields.ts';
import { type AwsVariables, awsVariables } from '../../host/variables/clouds.ts';
import { type EcrHost, ecrHostOf } from '../../plan/identity/hosts.ts';
import type { AwsIdentity } from '../../plan/identity/types.ts';
import { recordAt, stringAt, xmlText } from '../exchange/ask.ts';
import { describe, type IdToken } from '../exchange/id-token.ts';
import type { Granted, IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';
import { wordsOf } from '../exchange/token-exchange.ts';
import { ecrEndpoint, stsEndpoint } from './endpoints.ts';
import { type Asker, hintOfEcr, hintOfSts } from './hints.ts';
import { type AwsKey, signed } from './sigv4.ts';

/**
 * A login for ECR or ECR Public: the id token assumes the role (STS), and the role requests a password from ECR.
 * Without a role, uses the access key of the entry or the environment; or else the role that the environment names
 * together with a token file, which somebody renews (AWS's web identity, as in EKS pods).
 *
 * @throws ActionError AUTH_FAILED when one of the two is refused
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export async function awsLogin(identity: AwsIdentity, ports: IdentityPorts): Promise<Granted> {
  const host = ecrHostOf(ports.registry);
  if (host === undefined) throw new Error(`${ports.registry} is not a host of Amazon ECR`);
  const { key, ...asker } = await askerOf(host, identity, ports);
  for (const secret of [key.secret, key.session ?? '']) if (secret !== '') ports.mask(secret);
  return passwordFor(host, key, asker, ports);
}

async function askerOf(
  host: EcrHost,
  identity: AwsIdentity,
  ports: IdentityPorts,
): Promise<Asker & Readonly<{ key: AwsKey }>> {
  const { role = '', seconds, sessionName } = identity;
  if (role !== '') {
    const token = await ports.idToken('sts.amazonaws.com');
    return { role, token, key: await assumeRole(host, { role, seconds, sessionName, token }, ports) };
  }
  const aws = awsVariables(ports.env);
  const given = givenKey(identity, aws);
  const { webIdentity } = aws;
  if ((given.id !== '' && given.secret !== '') || webIdentity === undefined)
    return { role: undefined, token: undefined, key: given };
  const wanted = { role: webIdentity.role, sessionName: webIdentity.session };
  const token = tokenInFile(webIdentity.file, ports);
  return { role: wanted.role, token, key: await assumeRole(host, { ...wanted, token }, ports) };
}

/** Read for every login: its writer replaces it before it expires. */
function tokenInFile(path: string, { registry, readFile, mask }: IdentityPorts): IdToken {
  const bad = (problem: string) =>
    refusal(`${registry}: the file that AWS_WEB_IDENTITY_TOKEN_FILE names ${problem}`, {
      hint: 'Correct the variable, or give `role-to-assume` in the entry.',
    });
  let text: string;
  try {
    text = readFile(path).trim();
  } catch (error) {
    throw bad(`cannot be read (${messageOf(error).replace(/, \w+ '.*'$/, '')})`);
  }
  if (!/^[\x21-\x7e]+$/.test(text)) throw bad('holds no token');
  mask(text);
  return describe(text);
}

/** The entry's own key, or the environment's. A session token belongs to the key beside it. */
function givenKey({ key }: AwsIdentity, { accessKeyId, secretAccessKey, sessionToken: session }: AwsVariables): AwsKey {
  if (key !== undefined) return { ...key, session: key.id === accessKeyId ? session : undefined };
  return { id: accessKeyId, secret: secretAccessKey, session };
}

type Assumed = Readonly<{
  role: string;
  token: IdToken;
  sessionName?: string | undefined;
  seconds?: number | undefined;
}>;

async function assumeRole(
  host: EcrHost,
  { role, token, sessionName, seconds = 3600 }: Assumed,
  ports: IdentityPorts,
): Promise<AwsKey> {
  const { registry, ask, env, runName } = ports;
  const url = stsEndpoint(host, awsVariables(env));
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
    hint: hintOfSts(answer, token, role, seconds),
  });
}

async function passwordFor(host: EcrHost, key: AwsKey, asker: Asker, ports: IdentityPorts): Promise<Granted> {
  const { registry, ask, env, now, mask } = ports;
  const { account, region, isPublic } = host;
  const url = ecrEndpoint(host, awsVariables(env));
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
  const json = jsonFields(answer.text);
  const list = json.authorizationData;
  const data = Array.isArray(list) ? recordAt({ first: list[0] }, 'first') : recordAt(json, 'authorizationData');
  const login = Buffer.from(stringAt(data, 'authorizationToken') ?? '', 'base64').toString('utf8');
  const colon = login.indexOf(':');
  if (answer.status !== 200 || colon < 1) {
    const as = asker.role ?? `the access key ${key.id}`;
    throw refusal(`${registry}: ${who} refused a login to ${as} (${wordsOf(answer)})`, {
      hint: hintOfEcr(answer, isPublic, asker),
    });
  }
  const [username, password] = [login.slice(0, colon), login.slice(colon + 1)];
  mask(password);
  // Seconds since the epoch, by AWS's clock.
  const { expiresAt } = data;
  const life = typeof expiresAt === 'number' ? expiresAt - answer.time / 1000 : HALF_A_DAY;
  return { username, password, life };
}

/** The documented lifetime of ECR's passwords. Seconds. */
const HALF_A_DAY = 43_200;
