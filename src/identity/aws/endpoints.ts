import type { EcrHost } from '../../plan/identity/hosts.ts';
import { refusal } from '../exchange/refusal.ts';

type Env = Readonly<Record<string, string>>;

/**
 * The STS endpoint for a registry's region. In US regions FIPS hosts have separate endpoints; GovCloud's are FIPS
 * anyway.
 *
 * Source: docs.aws.amazon.com/general/latest/gr/sts.html
 */
export function stsEndpoint({ region, domain, isFips, partition }: EcrHost, env: Env): URL {
  const service = isFips && partition === 'aws' && region.startsWith('us-') ? 'sts-fips' : 'sts';
  return redirected(env, 'STS') ?? new URL(`https://${service}.${region}.${domain}/`);
}

/** The ECR API endpoint. Source: docs.aws.amazon.com/general/latest/gr/ecr.html and ecr-public.html */
export function ecrEndpoint({ region, domain, isFips, isPublic, isDualStack }: EcrHost, env: Env): URL {
  if (isPublic) return redirected(env, 'ECR_PUBLIC') ?? new URL(`https://api.ecr-public.${region}.${domain}/`);
  const service = isFips ? 'ecr-fips' : isDualStack ? 'ecr' : 'api.ecr';
  return redirected(env, 'ECR') ?? new URL(`https://${service}.${region}.${domain}/`);
}

/**
 * AWS's standard variables for custom endpoints.
 *
 * Source: docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function redirected(env: Env, service: string): URL | undefined {
  if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '')) return undefined;
  const name = [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].find(each => (env[each] ?? '') !== '');
  if (name === undefined) return undefined;
  const url = URL.parse(env[name] ?? '');
  if (url !== null) return url;
  throw refusal(`${name} is not an address`, { hint: 'Write one, as in `https://sts.example.com`.' });
}
