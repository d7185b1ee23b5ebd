import type { AwsService, AwsVariables } from '../../host/variables/clouds.ts';
import type { EcrHost } from '../../plan/identity/hosts.ts';
import { refusal } from '../exchange/refusal.ts';

/**
 * The STS endpoint for a registry's region. In US regions FIPS hosts have separate endpoints; GovCloud's are FIPS
 * anyway.
 *
 * Source: docs.aws.amazon.com/general/latest/gr/sts.html
 */
export function stsEndpoint({ region, domain, isFips, partition }: EcrHost, aws: AwsVariables): URL {
  const service = isFips && partition === 'aws' && region.startsWith('us-') ? 'sts-fips' : 'sts';
  return redirected(aws, 'STS') ?? new URL(`https://${service}.${region}.${domain}/`);
}

/** The ECR API endpoint. Source: docs.aws.amazon.com/general/latest/gr/ecr.html and ecr-public.html */
export function ecrEndpoint({ region, domain, isFips, isPublic, isDualStack }: EcrHost, aws: AwsVariables): URL {
  if (isPublic) return redirected(aws, 'ECR_PUBLIC') ?? new URL(`https://api.ecr-public.${region}.${domain}/`);
  const service = isFips ? 'ecr-fips' : isDualStack ? 'ecr' : 'api.ecr';
  return redirected(aws, 'ECR') ?? new URL(`https://${service}.${region}.${domain}/`);
}

/** The custom endpoint in the environment. */
function redirected(aws: AwsVariables, service: AwsService): URL | undefined {
  const given = aws.endpoint(service);
  if (given === undefined) return undefined;
  const url = URL.parse(given.text);
  if (url !== null) return url;
  throw refusal(`${given.name} is not an address`, { hint: 'Write one, as in `https://sts.example.com`.' });
}
