import { upgrade } from '../../http/redirect.ts';
import { isLoopback } from '../../oci/reference.ts';
import { clean } from '../errors/answer-text.ts';
import { type Doing, RegistryError } from '../errors/errors.ts';
import { hintFor } from '../errors/external-url.ts';

/**
 * The address of the token server. A registry behind a TLS proxy often calls itself `http://`: on the registry's own
 * host https is used instead.
 *
 * @throws RegistryError for an invalid address, or one on plain HTTP, where the credentials could be intercepted
 */
export function realmUrl(realm: string, allowPlain: boolean, registry: URL, doing: Doing): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:') {
    // A remote registry calls itself `localhost` when its external URL was never set.
    const mayBePlain = allowPlain || (isLoopback(url.host) && isLoopback(registry.host));
    if (mayBePlain && url.host !== registry.host) return url;
    if (registry.protocol === 'https:' && upgrade(url, registry)) return url;
    if (mayBePlain) return url;
  }
  const problem =
    url?.protocol === 'http:' ? 'which does not use https, so it gets no credentials' : 'which is not a valid address';
  const message = `${doing.host}: it names its token server as ${JSON.stringify(clean(realm, 200))}, ${problem}`;
  throw new RegistryError('AUTH_FAILED', message, {
    hint: hintFor(doing.host),
    trouble: 'credentials',
    verdict: 'settled',
  });
}
