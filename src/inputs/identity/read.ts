import { quote } from '../../host/text/quote.ts';
import { serviceVariables } from '../../host/variables/services.ts';
import { isLoopback } from '../../oci/reference.ts';
import { azureCloudOf, ecrHostOf, isDockerHub, isGoogleHost } from '../../plan/identity/hosts.ts';
import { type Identity, needsIdToken } from '../../plan/identity/types.ts';
import type { MissingSecret } from '../reading/missing-secret.ts';
import { parseBoolean, type Source } from '../reading/source.ts';
import { type Entry, textOf } from '../reading/yaml-list.ts';
import { readAws } from './aws.ts';
import { readAzure } from './azure.ts';
import { dockerHubFrom, dockerHubSeconds } from './dockerhub.ts';
import { readGoogle } from './google.ts';

type Kind = Identity['kind'];

/** The keys of each kind, the required one first, and the hosts it is for. */
const KINDS: Readonly<
  Record<Kind, Readonly<{ keys: readonly [string, ...string[]]; fits: (host: string) => boolean; form: string }>>
> = {
  aws: {
    keys: ['role-to-assume', 'role-session-name', 'role-duration'],
    fits: host => ecrHostOf(host) !== undefined,
    form: 'Amazon ECR (`123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `public.ecr.aws`)',
  },
  google: {
    keys: ['workload-identity-provider', 'service-account'],
    fits: isGoogleHost,
    form: 'Google (`europe-docker.pkg.dev`, `gcr.io`)',
  },
  azure: {
    keys: ['client-id', 'tenant-id'],
    fits: host => azureCloudOf(host) !== undefined,
    form: 'Azure Container Registry (`acme.azurecr.io`)',
  },
  dockerhub: { keys: ['connection-id'], fits: isDockerHub, form: 'Docker Hub (`docker.io`, `dhi.io`)' },
  quay: { keys: ['robot-federation'], fits: isOfNoCloud, form: 'Quay' },
  jfrog: { keys: ['oidc-provider'], fits: isOfNoCloud, form: 'JFrog Artifactory' },
};

const AUDIENCE = 'oidc-audience';

/** The keys of an entry for an identity in place of a password. */
export const IDENTITY_KEYS: readonly string[] = [...Object.values(KINDS).flatMap(({ keys }) => keys), AUDIENCE];

/** An entry of `registries` or `registry-auth`, and its registry. */
type EntryOf = Readonly<{ entry: Entry; registry: string; username: string }>;

/** Whether an entry has keys of an identity, valid or not. */
export function hasIdentity({ values }: Entry): boolean {
  return IDENTITY_KEYS.some(key => isGiven(values, key));
}

/**
 * The identity of an entry that has such keys; undefined if these are wrong, which is reported, or empty, which is
 * listed in `missing`: variables and secrets are empty in a fork's run.
 */
export function readIdentity(source: Source, of: EntryOf, missing: MissingSecret[]): Identity | undefined {
  const { entry, registry } = of;
  const kinds = (Object.keys(KINDS) as Kind[]).filter(kind => KINDS[kind].keys.some(key => isGiven(entry.values, key)));
  const [kind, other] = kinds;
  if (kind === undefined || other !== undefined) {
    const keys = kinds.map(each => `\`${KINDS[each].keys[0]}\``).join(' and ');
    if (kind === undefined)
      source.report(
        `${entry.at}.${AUDIENCE}`,
        'needs `robot-federation` or `oidc-provider` in the same entry',
        AUDIENCE_FIX,
      );
    else source.report(entry.at, `has more than one identity: ${keys}`, 'Keep the keys of one of them.');
    return undefined;
  }
  const { keys, fits, form } = KINDS[kind];
  const [lead] = keys;
  const at = `${entry.at}.${lead}`;
  const extra = keys.slice(1).find(key => isGiven(entry.values, key));
  if (!isGiven(entry.values, lead)) {
    source.report(entry.at, `has \`${extra}\` but no \`${lead}\``, `Add \`${lead}:\`, or remove \`${extra}:\`.`);
    return undefined;
  }
  refuseLogin(source, of, kind, lead);
  if (!fits(registry)) {
    source.report(at, `is for ${form}, and ${quote(registry)} is not one of its hosts`, FOREIGN_FIX);
    return undefined;
  }
  if (kind !== 'quay' && kind !== 'jfrog' && isGiven(entry.values, AUDIENCE)) {
    source.report(`${entry.at}.${AUDIENCE}`, `has no effect with \`${lead}\``, AUDIENCE_FIX);
  }
  if (textOf(source, entry, lead).trim() === '') {
    const fix = 'Does the variable or secret exist, spelled like this? Fork and Dependabot runs may not get it.';
    missing.push({ registry, input: at, problem: `is empty (${registry})`, fix });
    return undefined;
  }
  return withIdToken(source, readKind(source, kind, of), { registry, at }, missing);
}

/** Notes that the job can't request id tokens. That matters only if something is pushed. */
export function withIdToken(
  source: Source,
  identity: Identity | undefined,
  { registry, at }: Readonly<{ registry: string; at: string }>,
  missing: MissingSecret[],
): Identity | undefined {
  if (identity === undefined || !needsIdToken(identity)) return identity;
  if (mayGetIdTokens(source)) return identity;
  missing.push({
    registry,
    lacks: 'id-token',
    input: at,
    problem: `needs an id token, and this job may not ask GitHub for one (${registry})`,
    fix: 'Add `permissions:` with `id-token: write` and `contents: read` to the job; a called workflow can have no more than its caller gives it. Runs of forks get no id token, nor do jobs of Gitea, Forgejo and act by default.',
  });
  return identity;
}

/** Whether the job can request id tokens. */
export function mayGetIdTokens(source: Source): boolean {
  return serviceVariables(source.env).offersIdTokens;
}

function readKind(source: Source, kind: Kind, of: EntryOf): Identity | undefined {
  const { entry, registry, username } = of;
  const audience = textOf(source, entry, AUDIENCE).trim();
  switch (kind) {
    case 'aws':
      return readAws(source, entry, registry);
    case 'google':
      return readGoogle(source, entry);
    case 'azure':
      return readAzure(source, entry);
    case 'dockerhub': {
      const connection = { at: `${entry.at}.connection-id`, id: textOf(source, entry, 'connection-id').trim() };
      return dockerHubFrom(source, connection, { at: entry.at, username }, dockerHubSeconds(source));
    }
    case 'quay':
      return readQuay(source, of, audience);
    case 'jfrog': {
      const provider = textOf(source, entry, 'oidc-provider').trim();
      if (!/\p{Cc}/u.test(provider)) return { kind, provider, audience, username };
      source.invalid(`${entry.at}.oidc-provider`, quote(provider), "the name of JFrog's OpenID Connect integration");
      return undefined;
    }
  }
}

function readQuay(source: Source, { entry, username }: EntryOf, audience: string): Identity | undefined {
  const at = `${entry.at}.robot-federation`;
  const text = textOf(source, entry, 'robot-federation').trim();
  if (parseBoolean(text) !== true) {
    source.invalid(at, quote(text), '`true` or `false`');
    return undefined;
  }
  // Quay's names of organizations and robots (its util/validation.py and util/names.py).
  if (/^[a-z0-9][a-z0-9_.-]{1,254}\+[a-z][a-z0-9_]{1,254}$/.test(username)) {
    return { kind: 'quay', robot: username, audience };
  }
  const shown = username === '' ? 'none' : quote(username);
  source.invalid(`${entry.at}.username`, shown, 'the name of the robot, as in `acme+publisher`');
  return undefined;
}

/** What an identity replaces. */
function refuseLogin(source: Source, { entry, registry, username }: EntryOf, kind: Kind, lead: string): void {
  if (textOf(source, entry, 'password') !== '') {
    source.report(entry.at, `has both a password and \`${lead}\``, 'Keep one of them.');
  }
  const isNamed = kind === 'dockerhub' || kind === 'quay' || kind === 'jfrog';
  const isInsecure = parseBoolean(textOf(source, entry, 'insecure').trim()) === true;
  if (isInsecure && (kind === 'quay' || kind === 'jfrog') && !isLoopback(registry)) {
    const problem = `is true beside \`${lead}\`: an id token goes only to a host whose certificate is trusted`;
    source.report(`${entry.at}.insecure`, problem, "Give the certificate of the registry's authority as `ca`.");
  }
  if (username !== '' && !isNamed) {
    source.report(`${entry.at}.username`, `has no effect with \`${lead}\``, 'Remove it.');
  }
}

/** `robot-federation: false` means none. */
function isGiven(values: Entry['values'], key: string): boolean {
  const value = values[key];
  if (key === 'robot-federation' && typeof value === 'string' && parseBoolean(value.trim()) === false) return false;
  return Object.hasOwn(values, key);
}

function isOfNoCloud(host: string): boolean {
  const others = [KINDS.aws, KINDS.google, KINDS.azure, KINDS.dockerhub].some(({ fits }) => fits(host));
  return !others && host !== 'ghcr.io';
}

const FOREIGN_FIX = "Correct the registry's host, or remove the key.";
const AUDIENCE_FIX = 'Remove it: it goes with `robot-federation` (Quay) and `oidc-provider` (JFrog).';
