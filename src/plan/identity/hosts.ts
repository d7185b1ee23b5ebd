/**
 * Which registries belong to a cloud, by their hosts. What is sent to a cloud's services on behalf of such a host is
 * worth something there alone, so a host that only looks like one (`….amazonaws.com.evil.example`) is none.
 */

/** A private registry of Amazon ECR, or the public one. */
export type EcrHost = Readonly<{
  /** Twelve digits; '' for the public registry. */
  account: string;
  region: string;
  isPublic: boolean;
  isFips: boolean;
  /** Reached by IPv6, too: `….on.aws`. */
  isDualStack: boolean;
  /** The domain of the AWS partition's services, and the name that its ARNs begin with. */
  domain: string;
  partition: string;
}>;

/**
 * The domains of ECR's hosts, and what they say of their partition.
 *
 * Source: the host pattern of AWS's amazon-ecr-credential-helper
 */
const DOMAINS: Readonly<Record<string, Pick<EcrHost, 'domain' | 'partition' | 'isDualStack'>>> = {
  'amazonaws.com': { domain: 'amazonaws.com', partition: 'aws', isDualStack: false },
  'amazonaws.com.cn': { domain: 'amazonaws.com.cn', partition: 'aws-cn', isDualStack: false },
  'amazonaws.eu': { domain: 'amazonaws.eu', partition: 'aws-eusc', isDualStack: false },
  'on.aws': { domain: 'api.aws', partition: 'aws', isDualStack: true },
  'on.amazonwebservices.com.cn': {
    domain: 'api.amazonwebservices.com.cn',
    partition: 'aws-cn',
    isDualStack: true,
  },
};

const ECR = /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.([a-z.]+)$/;
const ECR_PUBLIC = new Set(['public.ecr.aws', 'ecr-public.aws.com']);

/** What a host of ECR says of itself; undefined for any other. */
export function ecrHostOf(host: string): EcrHost | undefined {
  if (ECR_PUBLIC.has(host)) {
    const { domain, partition } = DOMAINS['amazonaws.com']!;
    // The one region that gives tokens for it (docs.aws.amazon.com/AmazonECR/latest/public).
    const region = 'us-east-1';
    return { account: '', region, isPublic: true, isFips: false, isDualStack: false, domain, partition };
  }
  const [, account, fips, region, domain = ''] = ECR.exec(host) ?? [];
  if (account === undefined || region === undefined || !Object.hasOwn(DOMAINS, domain)) return undefined;
  const own = DOMAINS[domain]!;
  // GovCloud has a partition, but no domain, of its own.
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : own.partition;
  return { ...own, account, region, isPublic: false, isFips: fips !== undefined, partition };
}

/** Whether a host is Artifact Registry's, or Container Registry's, which Artifact Registry serves. */
export function isGoogleHost(host: string): boolean {
  return /^(?:[a-z0-9-]+-)?docker\.pkg\.dev$/.test(host) || /^(?:(?:us|eu|asia|marketplace)\.)?gcr\.io$/.test(host);
}

/** A cloud that Azure Container Registry is in: where its identities are, and what its tokens are for. */
export type AzureCloud = Readonly<{
  login: string;
  /** What the id token is for, in the documentation of federated credentials. */
  audience: string;
  /** Azure Resource Manager, whose tokens registries take, too. */
  management: string;
}>;

const AZURE: Readonly<Record<string, AzureCloud>> = {
  'azurecr.io': {
    login: 'login.microsoftonline.com',
    audience: 'api://AzureADTokenExchange',
    management: 'https://management.azure.com',
  },
  'azurecr.cn': {
    login: 'login.partner.microsoftonline.cn',
    audience: 'api://AzureADTokenExchangeChina',
    management: 'https://management.chinacloudapi.cn',
  },
  'azurecr.us': {
    login: 'login.microsoftonline.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    management: 'https://management.usgovcloudapi.net',
  },
};

/** The cloud of a host of Azure Container Registry; undefined for any other. */
export function azureCloudOf(host: string): AzureCloud | undefined {
  const [, domain = ''] = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(azurecr\.[a-z]+)$/.exec(host) ?? [];
  return Object.hasOwn(AZURE, domain) ? AZURE[domain] : undefined;
}

/** Docker Hub, and Docker Hardened Images, which has the same logins. */
export function isDockerHub(host: string): boolean {
  return host === 'docker.io' || host === 'dhi.io';
}
