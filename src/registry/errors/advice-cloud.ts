import type { Provider, Refusal } from './advice-types.ts';

/** Recorded answers of the clouds' registries. */
export const CLOUD: readonly Provider[] = [
  {
    name: 'Amazon ECR',
    host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$|^public\.ecr\.aws$/,
    rows: [
      {
        text: /already exists.*immutable/i,
        trouble: 'immutable',
        cause: 'the tag exists and the repository makes tags immutable',
        hint: "Publish under a new tag, or change the repository's tag mutability. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
      },
      {
        text: /token has expired/i,
        trouble: 'credentials',
        cause: 'the ECR password has expired',
        hint: 'An ECR password lasts 12 hours: fetch it in the same job.',
      },
      {
        text: /not authorized to perform:? (\S+)/i,
        trouble: 'permission',
        cause: 'the AWS identity may not {1}',
        hint: 'Allow {1} on the repository in the role\'s or the repository\'s policy (ecr:GetAuthorizationToken on "*").',
      },
      { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: ecrCreate },
      {
        text: /repository with name .* does not exist/i,
        trouble: 'missing',
        cause: 'no such repository',
        hint: ecrCreate,
      },
      {
        text: /limit ?exceeded|exceeds? the (maximum|limit)/i,
        trouble: 'quota',
        cause: 'an ECR quota is used up',
        hint: 'Remove images by a lifecycle policy, or ask AWS for a higher quota.',
      },
      {
        text: /rate exceeded/i,
        trouble: 'rate',
        cause: 'too many requests to ECR',
        hint: 'Try again later, or ask AWS for a higher request rate.',
      },
      {
        status: [401],
        trouble: 'credentials',
        cause: 'the ECR password was rejected',
        hint: 'User name "AWS", password from `aws ecr get-login-password` for this region, not older than 12 hours.',
      },
    ],
  },
  {
    name: 'Artifact Registry',
    host: /(^|[.-])(pkg\.dev|gcr\.io)$/,
    rows: [
      {
        text: /unauthenticated request|invalid authentication credentials/i,
        trouble: 'credentials',
        cause: 'Google Cloud did not accept the credentials',
        hint: 'User "oauth2accesstoken" with an access token, or "_json_key" with a service account\'s key.',
      },
      {
        text: /permission "?([\w.]+)"? denied/i,
        trouble: 'permission',
        cause: 'the Google identity lacks {1}, or there is no such repository',
        hint: 'Grant roles/artifactregistry.writer on the repository, and check project, location and repository in the name.',
      },
      { text: /repository .*not found/i, trouble: 'missing', cause: 'no such repository', hint: garCreate },
      { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: garCreate },
      {
        text: /has not been used in project|API .*disabled/i,
        trouble: 'policy',
        cause: 'the Artifact Registry API is off in this project',
        hint: 'Run `gcloud services enable artifactregistry.googleapis.com`.',
      },
      {
        text: /quota exceeded/i,
        trouble: 'rate',
        cause: 'a Google Cloud quota of requests is used up',
        hint: 'Try again later, or ask for a higher quota.',
      },
    ],
  },
  {
    name: 'ACR',
    host: /\.azurecr\.(io|us|cn)$/,
    rows: [
      {
        text: /is not allowed access|acr\/firewall/i,
        trouble: 'policy',
        cause: "the registry's firewall does not let this runner in",
        hint: "Add the runner's address to the registry's network rules, or use a runner inside the network.",
      },
      {
        text: /operation is disallowed/i,
        trouble: 'immutable',
        cause: 'the tag or repository is locked',
        hint: 'Publish under a new tag, or unlock: `az acr repository update --image NAME:TAG --write-enabled true`.',
      },
      {
        text: /quota|size limit/i,
        trouble: 'quota',
        cause: "the registry's storage is full",
        hint: 'Remove images (`az acr run --cmd "acr purge …"`) or choose a larger tier.',
      },
      {
        status: [403],
        trouble: 'permission',
        cause: 'the Azure identity may not push',
        hint: 'Give it the role AcrPush (or Container Registry Repository Writer) on the registry.',
      },
      {
        status: [401],
        trouble: 'credentials',
        cause: 'Azure did not accept the credentials',
        hint: "Check the service principal's secret and its role AcrPush; a token from `az acr login --expose-token` goes with user 00000000-0000-0000-0000-000000000000.",
      },
    ],
  },
];

function ecrCreate({ host, path }: Refusal): string {
  if (host === 'public.ecr.aws')
    return `Run \`aws ecr-public create-repository --repository-name ${path.split('/').slice(1).join('/')}\`.`;
  const region = /ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(host)?.[1] ?? 'REGION';
  return `Run \`aws ecr create-repository --repository-name ${path} --region ${region}\`.`;
}

function garCreate({ host, path }: Refusal): string {
  const [project = 'PROJECT', repository = 'NAME'] = path.split('/');
  const location = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1] ?? 'LOCATION';
  return `Run \`gcloud artifacts repositories create ${repository} --repository-format=docker --location=${location} --project=${project}\`.`;
}
