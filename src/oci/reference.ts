import { ActionError } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { otherAlgorithm } from './algorithms.ts';
import type { Digest } from './types.ts';

/** A repository's name, normalized and as written. */
export type Name = Readonly<{
  /** `docker.io`, `ghcr.io`, `localhost:5000`; lower case. */
  registry: string;
  /** With `library/` where Docker Hub needs it. */
  path: string;
  /** As the user wrote it, without tag and digest: `acme/api`, `ghcr.io/acme/api`. */
  text: string;
}>;

export type Reference = Readonly<{ name: Name; tag: string | undefined; digest: Digest | undefined }>;

/** The registry of names without a host (distribution/reference, normalize.go). */
export const DOCKER_HUB = 'docker.io';

// OCI distribution-spec 1.1, "Pulling manifests"; the host's grammar is Docker's (distribution/reference, regexp.go).
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const MAX_NAME = 255;

/** Whether `text` is a tag that every registry accepts. */
function isTag(text: string): boolean {
  return TAG.test(text);
}

/** Whether `text` is a sha256 digest. */
export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/**
 * Parses a repository's name, `acme/api` or `ghcr.io/acme/api`, without tag or digest.
 *
 * @throws ActionError INPUT_INVALID, its message a clause (`is not a repository name: …`)
 */
export function parseName(text: string): Name {
  const { host, rest } = splitHost(text);
  const registry = host === undefined ? DOCKER_HUB : normalizeRegistry(host);
  if (rest !== rest.toLowerCase()) {
    refuse(text, 'has upper-case letters in its repository name', `Write ${quote(rest.toLowerCase())}.`);
  }
  if (!PATH.test(rest) || rest.length > MAX_NAME) {
    refuse(text, 'is not a repository name', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
  }
  if (host === undefined && /^[0-9a-f]{64}$/.test(rest)) {
    refuse(text, 'looks like an image id, not a name', 'Write the name of a repository.');
  }
  const path = registry === DOCKER_HUB && !rest.includes('/') ? `library/${rest}` : rest;
  return { registry, path, text };
}

/**
 * Parses `name[:tag][@digest]`. No default tag is added.
 *
 * @throws ActionError INPUT_INVALID
 */
export function parseReference(text: string): Reference {
  const [beforeDigest = '', digest, ...more] = text.split('@');
  const algorithm = otherAlgorithm(digest ?? '');
  if (algorithm !== undefined) {
    refuse(text, `has a ${algorithm} digest, which is not supported`, 'Use its sha256 digest, or a tag.');
  }
  if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
    refuse(text, 'has something after "@" that is not a digest', 'A digest is "sha256:" and 64 hexadecimal digits.');
  }
  // A colon before the last slash belongs to the port.
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
  if (tag !== undefined && !isTag(tag)) {
    refuse(
      text,
      'has an invalid tag',
      'A tag has 1 to 128 letters, digits, "_", "." or "-", not starting with "." or "-".',
    );
  }
  const name = parseName(colon < 0 ? beforeDigest : beforeDigest.slice(0, colon));
  return { name, tag, digest };
}

/** The reference as its user would write it. */
export function formatReference({ name, tag, digest }: Reference): string {
  return `${name.text}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Aliases of Docker Hub: its index, which keys its logins, and the host that serves the API. */
const HUB: ReadonlySet<string> = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']);

/**
 * The registry meant by a key of a Docker config, an input or a reference's host: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials). Does not
 * check whether the host is valid.
 */
export function canonicalHost(text: string): string {
  const host = bareOf(text).replace(/\/.*$/s, '').toLowerCase();
  return HUB.has(host) ? DOCKER_HUB : host;
}

function bareOf(text: string): string {
  return text.trim().replace(/^https?:\/\//i, '');
}

export function normalizeRegistry(text: string): string {
  return parseRegistry(text).host;
}

/**
 * Parses a registry as users write it: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends, and is '' if there is none.
 *
 * @throws ActionError INPUT_INVALID
 */
export function parseRegistry(text: string): Readonly<{ host: string; prefix: string }> {
  const host = canonicalHost(text);
  const [, ...segments] = bareOf(text).split('/');
  if (!HOST.test(host)) refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
  // `/v1/` and `/v2/` are paths of the API; Docker's config.json uses such a URL as key for Docker Hub.
  if (/^v[12]$/.test(segments[0] ?? '')) segments.shift();
  const prefix = segments.filter(s => s !== '').join('/');
  if (prefix !== '' && !PATH.test(prefix)) {
    refuse(
      text,
      'has a path that no repository can have',
      'Use lower-case letters and digits, joined by ".", "_", "-" or "/".',
    );
  }
  return { host, prefix };
}

/** Whether `host` (with an optional port) is this machine: the engine uses plain HTTP for it by default. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** Whether a daemon's address is at this machine: `tcp://127.0.0.1:1234`. */
export function isLoopbackAddress(address: string): boolean {
  return isLoopback(address.replace(/^tcp:\/\//, ''));
}

/** Whether the first component of a name is a registry's host, by Docker's rule. */
export function isHostLike(component: string): boolean {
  return /[.:]/.test(component) || component.toLowerCase() === 'localhost';
}

function splitHost(text: string): Readonly<{ host: string | undefined; rest: string }> {
  const slash = text.indexOf('/');
  const head = slash < 0 ? '' : text.slice(0, slash);
  return isHostLike(head) ? { host: head, rest: text.slice(slash + 1) } : { host: undefined, rest: text };
}

function refuse(text: string, problem: string, fix: string): never {
  throw new ActionError('INPUT_INVALID', `${quote(text)} ${problem}`, { hint: fix });
}
