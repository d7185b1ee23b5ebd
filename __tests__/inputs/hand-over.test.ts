import { describe, expect, test } from '@jest/globals';
import { read } from './env.ts';

const PASSWORD = { username: 'acme', password: 'anchor' };
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const ROLE = 'role-to-assume: "arn:aws:iam::123456789012:role/push"';
const IDENTITY = { registries: `- {registry: ${ECR}, ${ROLE}}` };
const ID_TOKENS = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a.example', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer' };

test.each<[string, Readonly<Record<string, string>>, 'registry' | 'artifact']>([
  ['no credentials', {}, 'artifact'],
  ['no credentials, and the token of the job', { 'job-token': 'ghs_token' }, 'artifact'],
  ['a login of an earlier step', { registries: 'ghcr.io', DOCKER_CONFIG: '/root/.docker' }, 'artifact'],
  ['a password', { ...PASSWORD, registry: 'ghcr.io' }, 'registry'],
  ['a password for the only registry', { ...PASSWORD, registry: 'ghcr.io', registries: 'ghcr.io' }, 'registry'],
  ['a password for another registry', { ...PASSWORD, registry: 'quay.io', registries: 'ghcr.io' }, 'artifact'],
  ['a password in the entry', { registries: '- {registry: quay.io, username: acme, password: anchor}' }, 'registry'],
  [
    'a password for one of two',
    { registries: '- ghcr.io\n- {registry: quay.io, username: acme, password: anchor}' },
    'artifact',
  ],
  [
    'none for an optional one',
    { registries: '- {registry: ghcr.io, optional: true}\n- {registry: quay.io, username: acme, password: anchor}' },
    'registry',
  ],
  ['none, and all are optional', { registries: '- {registry: ghcr.io, optional: true}' }, 'artifact'],
  [
    'a login in registry-auth',
    {
      registries: 'quay.io',
      'registry-auth': '- {registry: quay.io, username: acme, password: anchor}',
    },
    'registry',
  ],
  ['a docker-config', { registries: 'ghcr.io, quay.io', 'docker-config': '{"auths": {}}' }, 'registry'],
  ['an identity, in a job that gets id tokens', { ...IDENTITY, ...ID_TOKENS }, 'registry'],
  ['an identity, in a job that gets none', IDENTITY, 'artifact'],
  [
    'an identity in registry-auth, in a job that gets no id tokens',
    { registries: ECR, 'registry-auth': `- {registry: ${ECR}, ${ROLE}}` },
    'artifact',
  ],
  [
    'an access key, which needs no id token',
    { registries: `- {registry: ${ECR}, username: AKIAIOSFODNN7EXAMPLE, password: anchor}` },
    'registry',
  ],
])('hand-over is auto, with %s', (_, given, expected) => {
  const images = given.registries === undefined ? 'ghcr.io/acme/api' : 'acme/api';
  const { parts } = read({ part: 'linux/amd64', images, tags: 'edge', ...given });
  expect(parts.handOver).toBe(expected);
});

describe('a login that needs an id token', () => {
  const login = (given: Readonly<Record<string, string>>) => {
    const { registries, logins, missing, skippedLogins } = read({ images: 'acme/api', tags: 'edge', ...given });
    const identities = [...registries, ...logins].flatMap(({ identity }) => identity ?? []);
    return { identities: identities.length, missing: missing.length, skippedLogins };
  };
  const part = { part: 'linux/amd64', 'hand-over': 'artifact' };
  const skipped = { identities: 0, missing: 0, skippedLogins: [ECR] };
  const needed = { identities: 1, missing: 1, skippedLogins: [] };

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['is skipped in a part that is an artifact', { ...part, ...IDENTITY }, skipped],
    ['is skipped in a part that `auto` makes an artifact', { part: 'linux/amd64', ...IDENTITY }, skipped],
    [
      'is skipped in registry-auth, and named once',
      { ...part, ...IDENTITY, 'registry-auth': `- {registry: ${ECR}, ${ROLE}}` },
      skipped,
    ],
    [
      'is skipped in the form of docker/login-action',
      { ...part, username: 'acme', DOCKERHUB_OIDC_CONNECTIONID: '11111111-2222-3333-4444-555555555555' },
      { ...skipped, skippedLogins: ['docker.io'] },
    ],
    [
      'is used if the job gets id tokens, for private base images',
      { ...part, ...IDENTITY, ...ID_TOKENS },
      { identities: 1, missing: 0, skippedLogins: [] },
    ],
    ['is needed in a part that goes to the registry', { ...part, 'hand-over': 'registry', ...IDENTITY }, needed],
    ['is needed by the job that merges', { merge: 'true', platforms: 'linux/amd64', ...IDENTITY }, needed],
    ['is needed without parts', { 'hand-over': 'artifact', ...IDENTITY }, needed],
  ])('%s', (_, given, expected) => expect(login(given)).toEqual(expected));

  test('other logins of such a part stay, and an empty secret is still missing', () => {
    const { registries, missing } = read({
      ...{ images: 'acme/api', tags: 'edge', ...part },
      registries: `${IDENTITY.registries}\n- {registry: quay.io, username: acme, password: anchor}\n- {registry: ghcr.io, username: acme, password: ""}`,
    });
    expect(registries[1]).toMatchObject(PASSWORD);
    expect(missing.map(({ registry }) => registry)).toEqual(['ghcr.io']);
  });
});
