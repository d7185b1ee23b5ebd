import type { FakeOptions, FakeRegistry, Fault, Seen } from '../../fakes/registry.ts';
import type { Way } from '../../publish/ways.ts';

/** A registry that deviates from the specification, and the expected result of publishing to it. */
export type Odd = Readonly<{
  name: string;
  /**
   * What goes wrong with which request. `there` is the host of another server that holds the same content and asks for
   * no credentials: what has to be redirected goes there.
   */
  answers?: (there: string, fake: FakeRegistry) => FakeOptions['fault'];
  /** What the other server does with requests. */
  elsewhere?: FakeOptions['fault'];
  registry?: FakeOptions & Readonly<{ paths?: string[] }>;
  /** Success with everything in place; or the error must say this. */
  must: 'published' | RegExp;
  /** The error must not say this. */
  never?: RegExp;
  /** The affected ways; default: all. */
  ways?: readonly Way[];
  /** What crane does, if known. */
  crane?: 'publishes' | 'fails';
}>;

/** Every request that matches `METHOD path` has this fault. */
export function on(pattern: RegExp, fault: Fault | ((seen: Seen) => Fault)): (seen: Seen) => Fault | undefined {
  return seen => {
    if (!pattern.test(`${seen.method} ${seen.path}`)) return undefined;
    return typeof fault === 'function' ? fault(seen) : fault;
  };
}

/** It reports missing content as present. */
function liesAbout(pattern: RegExp, fake: FakeRegistry) {
  const isThere = ({ path }: Seen) => fake.blobs.has(path.slice(path.lastIndexOf('/') + 1));
  const lie: Fault = { status: 200, headers: { 'content-length': '5' } };
  return (seen: Seen): Fault | undefined => (isThere(seen) ? undefined : on(pattern, lie)(seen));
}

const redirect =
  (status: number, there: string) =>
  ({ path }: Seen): Fault => ({ status, headers: { location: `http://${there}${path}` } });

const STARTS = /^POST .*\/uploads\//;
const ENDS = /^PUT .*\/uploads\//;
const MOUNTS = /^POST .*\?mount=/;
const MANIFEST = /^PUT .*\/manifests\//;
const HEAD_BLOB = /^HEAD .*\/blobs\//;
const two = { paths: ['acme/api', 'acme/other'] };

const mounts: readonly Odd[] = [
  ...[500, 503, 200, 204, 404, 400, 405, 429].map(
    (status): Odd => ({
      name: `a mount is answered by ${status}`,
      answers: () => on(MOUNTS, { status }),
      registry: two,
      must: 'published',
    }),
  ),
  {
    name: 'a mount’s connection drops every time',
    answers: () => on(MOUNTS, 'reset'),
    registry: two,
    must: 'published',
  },
];

const redirects: readonly Odd[] = [
  ...[307, 308].flatMap((status): Odd[] => [
    {
      name: `uploads are started elsewhere (${status})`,
      answers: there => on(STARTS, redirect(status, there)),
      must: 'published',
      crane: 'publishes',
    },
    {
      name: `blobs are sent elsewhere (${status})`,
      answers: there => on(ENDS, redirect(status, there)),
      must: 'published',
    },
    {
      name: `manifests are sent elsewhere (${status})`,
      answers: there => on(MANIFEST, redirect(status, there)),
      must: 'published',
      crane: 'publishes',
    },
  ]),
  ...[301, 302, 307, 308].map(
    (status): Odd => ({
      name: `everything is read elsewhere (${status})`,
      answers: there => on(/^(GET|HEAD) .*\/(blobs|manifests)\//, redirect(status, there)),
      must: 'published',
      crane: 'publishes',
    }),
  ),
  ...[301, 302, 303].map(
    (status): Odd => ({
      name: `an upload is redirected in a way that loses it (${status})`,
      answers: () => on(ENDS, { status, headers: { location: 'https://elsewhere.example/x' } }),
      must: /redirects to elsewhere\.example with status 30\d/,
    }),
  ),
  ...[300, 305].map(
    (status): Odd => ({
      name: `an upload is redirected with a status that no client follows (${status})`,
      answers: () => on(ENDS, { status, headers: { location: 'https://elsewhere.example/x' } }),
      must: /points to elsewhere\.example with status 30\d, which is not followed/,
    }),
  ),
  {
    name: 'an upload is redirected in a circle',
    answers: () => on(STARTS, ({ path }) => ({ status: 307, headers: { location: path } })),
    must: /redirects more than 5 times, at last to 127\.0\.0\.1/,
    crane: 'fails',
  },
];

const heads: readonly Odd[] = [
  ...[401, 403, 405, 501].map(
    (status): Odd => ({
      name: `HEAD of a blob is refused (${status})`,
      answers: () => on(HEAD_BLOB, { status }),
      must: 'published',
    }),
  ),
  ...[403, 405].map(
    (status): Odd => ({
      name: `HEAD of anything is refused (${status})`,
      answers: () => on(/^HEAD /, { status }),
      must: 'published',
    }),
  ),
  ...[401, 403, 400].map(
    (status): Odd => ({
      name: `the storage only signs GET (${status})`,
      answers: there => on(/^(HEAD|GET) .*\/blobs\/sha/, redirect(307, there)),
      elsewhere: on(/^HEAD /, { status, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' }),
      must: 'published',
    }),
  ),
  {
    name: 'the storage refuses GET too',
    answers: there => on(/^(HEAD|GET) .*\/blobs\/sha/, redirect(307, there)),
    elsewhere: on(/blobs/, { status: 403, body: 'AccessDenied' }),
    must: /127\.0\.0\.1:\d+, where the registry keeps it, refuses it \(403 AccessDenied\)/,
    never: /no permission/,
  },
  ...([400, 404] as const).map(
    (strict): Odd => ({
      name: `HEAD reports missing blobs, the manifest is refused (${strict})`,
      answers: (_, fake) => liesAbout(HEAD_BLOB, fake),
      registry: { strict },
      must: 'published',
      crane: 'fails',
    }),
  ),
  {
    name: 'a mount is confirmed that has not happened',
    answers: (_, fake) => seen => {
      const sent = fake.seen.filter(({ method, path }) => method === 'PUT' && path.startsWith('/v2/acme/other/blobs/'));
      const unknown = { status: 404, body: '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN"}]}' };
      const isRefused = sent.length < 3 && /^PUT \/v2\/acme\/other\/manifests/.test(`${seen.method} ${seen.path}`);
      return isRefused ? unknown : on(MOUNTS, { status: 201 })(seen);
    },
    registry: two,
    must: 'published',
  },
  {
    name: 'HEAD reports missing blobs, and nothing is accepted after that',
    answers: (_, fake) => seen =>
      on(MANIFEST, { status: 400, body: '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN"}]}' })(seen) ??
      liesAbout(HEAD_BLOB, fake)(seen),
    must: /writing manifest .*400 MANIFEST_BLOB_UNKNOWN/,
  },
];

const successes: readonly Odd[] = [
  ...[200, 202].map(
    (as): Odd => ({
      name: `a blob is accepted with ${as}`,
      answers: () => on(ENDS, { rewrite: {}, as }),
      must: 'published',
    }),
  ),
  ...[200, 201, 204].map(
    (as): Odd => ({
      name: `an upload is started with ${as}`,
      answers: () => on(STARTS, { rewrite: {}, as }),
      must: 'published',
    }),
  ),
  ...[200, 202, 204].map(
    (as): Odd => ({
      name: `a manifest is accepted with ${as}`,
      answers: () => on(MANIFEST, { rewrite: {}, as }),
      must: 'published',
      crane: as === 204 ? 'fails' : 'publishes',
    }),
  ),
  {
    name: 'a blob is reported as stored, and is missing',
    answers: () => on(ENDS, { status: 200 }),
    must: /it answered 200, but does not have it/,
  },
  {
    name: 'a manifest is reported as stored, and is missing',
    answers: () => on(MANIFEST, { status: 204 }),
    must: /it answered 204, but does not have it/,
  },
  {
    name: 'the Location of a refused mount already has the digest',
    answers: () =>
      on(MOUNTS, ({ path }) => {
        const mount = new URLSearchParams(path.split('?')[1]).get('mount');
        return { rewrite: headers => ({ ...headers, location: `${headers.location}&digest=${mount}` }) };
      }),
    registry: { ...two, mount: 'accepted' },
    must: 'published',
  },
];

const bearer = (realm: string): Fault => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm=${realm},service="x"` },
});

const challenges: readonly Odd[] = [
  ...["'https://tokens.example/t'", '"\'https://tokens.example/t\'"', '"/token"', '"tokens.example/t"', '""'].map(
    (realm): Odd => ({
      name: `the token server is ${realm}`,
      answers: () => () => bearer(realm),
      must: new RegExp(`token server as .*${realm.replaceAll(/["']/g, '')}.*which is not a valid address`),
      never: /insecure: true/,
      crane: 'fails',
    }),
  ),
  {
    name: '401 without a challenge',
    answers: () => () => ({ status: 401 }),
    must: /requires credentials but does not say how \(401; its answer has no `WWW-Authenticate`\)/,
    never: /insecure: true/,
    crane: 'fails',
  },
  {
    name: '401 with a challenge of another kind',
    answers: () => () => ({ status: 401, headers: { 'www-authenticate': 'Negotiate' } }),
    must: /`WWW-Authenticate` is "Negotiate"/,
    crane: 'fails',
  },
];

/** One entry for each oddity: add what you meet. */
export const ODD: readonly Odd[] = [...mounts, ...redirects, ...heads, ...successes, ...challenges];
