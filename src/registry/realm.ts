import { clean } from './answer-text.ts';
import { type Doing, RegistryError } from './errors.ts';
import { upgrade } from './redirect.ts';
import { isLoopback } from './reference.ts';

/**
 * The address of the token server. A registry behind a TLS proxy often calls itself `http://`: on the registry's own
 * host it is asked by https as well.
 *
 * @throws RegistryError for what is no address, or one on plain http, where the credentials could be overheard
 */
export function realmUrl(realm: string, allowPlain: boolean, registry: URL, doing: Doing): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:') {
    if (allowPlain || isLoopback(url.host)) return url;
    if (registry.protocol === 'https:' && upgrade(url, registry)) return url;
  }
  const problem =
    url?.protocol === 'http:' ? 'which is not on https, so it gets no credentials' : 'which is no address';
  const message = `${doing.host}: it names its token server as ${JSON.stringify(clean(realm, 200))}, ${problem}`;
  throw new RegistryError('AUTH', message, { hint: hintFor(doing.host), trouble: 'credentials', verdict: 'settled' });
}

/** Why a registry cannot say where to log in. */
export function hintFor(host: string): string {
  return `The registry's external URL is set wrong, or a proxy in front of it changes its answers. Whoever runs it has to set that URL to https://${host} (Harbor: \`external_url\`, GitLab: \`registry_external_url\`, docker-registry: \`auth.token.realm\`); \`curl -i https://${host}/v2/\` shows what it says of itself.`;
}
