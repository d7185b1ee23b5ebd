import type { Answer } from '../exchange/ask.ts';
import { aboutImmutableSubject, aboutToken, type IdToken } from '../exchange/id-token.ts';

const AUDIENCE = 'sts.amazonaws.com';

/** How to fix STS's refusal to assume a role with a token. */
export function hintOfSts({ errorText }: Answer, token: IdToken, role: string, seconds: number): string {
  const about = aboutToken(token);
  const { issuer } = token;
  const condition = JSON.stringify({
    StringEquals: { [`${issuer}:aud`]: token.audience, [`${issuer}:sub`]: token.subject },
  });
  const policy = `The role's trust policy has to allow sts:AssumeRoleWithWebIdentity for the provider ${issuer} with a condition that matches: ${condition}.${aboutImmutableSubject(token)}`;
  if (/No OpenIDConnect provider found/i.test(errorText)) {
    return `${about} Create the identity provider https://${issuer} with the audience ${AUDIENCE} in the role's account. ${policy}`;
  }
  if (/audience/i.test(errorText)) {
    const arn = role.replace(/:role\/.*$/, `:oidc-provider/${issuer}`);
    return `${about} Add ${token.audience || AUDIENCE} to the audiences of the identity provider https://${issuer} in the role's account: \`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${token.audience || AUDIENCE}\`. ${policy}`;
  }
  if (/MaxSessionDuration|DurationSeconds/i.test(errorText)) {
    return `Set \`role-duration\` to no more than the role's maximum session duration (it is ${seconds} seconds now). ${about} ${policy}`;
  }
  return `${about} ${policy}`;
}

/** Who requests a password from ECR: an assumed role with its token, or an access key. */
export type Asker = Readonly<{ role: string | undefined; token: IdToken | undefined }>;

/** How to fix ECR's refusal to issue a password. */
export function hintOfEcr({ errorText }: Answer, isPublic: boolean, { role, token }: Asker): string {
  if (/Signature expired|Signature not yet current|RequestExpired|InvalidSignature/i.test(errorText)) {
    return "Is this runner's clock right? AWS accepts requests for five minutes only. If it is, the secret access key is wrong.";
  }
  if (/UnrecognizedClient|InvalidClientTokenId|ExpiredToken|security token/i.test(errorText)) {
    return 'The access key in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN is unknown to AWS, or has expired; nothing in the environment says how to renew it. Run aws-actions/configure-aws-credentials right before this step, or use `role-to-assume`, which is renewed as often as needed.';
  }
  const actions = isPublic
    ? ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken']
    : ['ecr:GetAuthorizationToken'];
  const statement = JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
  const who = role === undefined ? 'the user or role' : 'the role';
  const policy = `A policy of ${who} has to allow ${actions.join(' and ')} on the resource "*": ${statement}.`;
  return token === undefined ? policy : `${policy} The trust policy let it be assumed. ${aboutToken(token)}`;
}
