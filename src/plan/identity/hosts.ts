/**
 * Which registries belong to a cloud, by their hosts. A host that only looks like one (`….amazonaws.com.evil.example`)
 * doesn't count.
 */

/** A private registry of Amazon ECR, or the public one. */
export type EcrHost = Readonly<{
  /** Twelve digits; '' for the public registry. */
  account: string;
  region: string;
  isPublic: boolean;
  isFips: boolean;
  /** The IPv6 form: `….on.aws`. */
  isDualStack: boolean;
  /** The domain of the AWS partition's services, and the prefix of its ARNs. */
  domain: string;
  partition: string;
}>;

/**
 * The domains of ECR's hosts, and the partition of each.
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

/** What an ECR host reveals; undefined for any other host. */
export function ecrHostOf(host: string): EcrHost | undefined {
  if (ECR_PUBLIC.has(host)) {
    const { domain, partition } = DOMAINS['amazonaws.com']!;
    // The only region that issues tokens for it (docs.aws.amazon.com/AmazonECR/latest/public).
    const region = 'us-east-1';
    return { account: '', region, isPublic: true, isFips: false, isDualStack: false, domain, partition };
  }
  const [, account, fips, region, domain = ''] = ECR.exec(host) ?? [];
  if (account === undefined || region === undefined || !Object.hasOwn(DOMAINS, domain)) return undefined;
  const own = DOMAINS[domain]!;
  // GovCloud is a separate partition with the same domain.
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : own.partition;
  return { ...own, account, region, isPublic: false, isFips: fips !== undefined, partition };
}

/** Whether a host belongs to Artifact Registry, or to Container Registry, which Artifact Registry serves. */
export function isGoogleHost(host: string): boolean {
  return /^(?:[a-z0-9-]+-)?docker\.pkg\.dev$/.test(host) || /^(?:(?:us|eu|asia|marketplace)\.)?gcr\.io$/.test(host);
}

/** A cloud of Azure Container Registry: its identity service and token audiences. */
export type AzureCloud = Readonly<{
  login: string;
  /** The audience of the id token, per the documentation of federated credentials. */
  audience: string;
  /** Azure Resource Manager, whose tokens registries also accept. */
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

/** The cloud of a host of Azure Container Registry; undefined for any other host. */
export function azureCloudOf(host: string): AzureCloud | undefined {
  const [, domain = ''] = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(azurecr\.[a-z]+)$/.exec(host) ?? [];
  return Object.hasOwn(AZURE, domain) ? AZURE[domain] : undefined;
}

/** Docker Hub, and Docker Hardened Images, which shares its logins. */
export function isDockerHub(host: string): boolean {
  return host === 'docker.io' || host === 'dhi.io';
}
