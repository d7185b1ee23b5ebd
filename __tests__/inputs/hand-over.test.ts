import { expect, test } from '@jest/globals';
import { read } from './env.ts';

const PASSWORD = { username: 'acme', password: 'anchor' };
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

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
  [
    'an identity',
    { registries: `- {registry: ${ECR}, role-to-assume: "arn:aws:iam::123456789012:role/push"}` },
    'registry',
  ],
])('hand-over is auto, with %s', (_, given, expected) => {
  const images = given.registries === undefined ? 'ghcr.io/acme/api' : 'acme/api';
  const { parts } = read({ part: 'linux/amd64', images, tags: 'edge', ...given });
  expect(parts.handOver).toBe(expected);
});
