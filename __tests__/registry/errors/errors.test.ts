import { describe, expect, test } from '@jest/globals';
import { clean, readAnswerText } from '../../../src/registry/errors/answer-text.ts';
import { answerError } from '../../../src/registry/errors/errors.ts';
import { cpuSeconds } from '../../fakes/cpu.ts';

const oci = (code: string, message: string, detail?: unknown) =>
  JSON.stringify({ errors: [{ code, message, detail }] });
const scopeless = 'Bearer realm="https://x/t",service="SERVICE",error="insufficient_scope"';

type Case = [
  what: string,
  host: string,
  path: string,
  status: number,
  body: string,
  code: string,
  trouble: string,
  hint: RegExp,
];

// Real answers of these registries.
const CASES: Case[] = [
  [
    'Docker Hub, wrong password',
    'docker.io',
    '',
    401,
    '{"details":"incorrect username or password"}',
    'AUTH_FAILED',
    'credentials',
    /personal access token/,
  ],
  [
    'Docker Hub, read-only token',
    'docker.io',
    'acme/api',
    401,
    oci('UNAUTHORIZED', 'access token has insufficient scopes'),
    'AUTH_DENIED',
    'permission',
    /Read & Write/,
  ],
  [
    'Docker Hub, other namespace',
    'docker.io',
    'acme/api',
    403,
    oci('DENIED', 'requested access to the resource is denied'),
    'AUTH_DENIED',
    'permission',
    /private repositories/,
  ],
  [
    'Docker Hub, rate',
    'docker.io',
    'acme/api',
    429,
    oci('TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
    'RATE_LIMITED',
    'rate',
    /higher limit/,
  ],
  [
    'GHCR, new package',
    'ghcr.io',
    'acme/api',
    403,
    oci('DENIED', 'installation not allowed to Create organization package'),
    'AUTH_DENIED',
    'permission',
    /organization "acme" must allow/,
  ],
  [
    'GHCR, no link to the repository',
    'ghcr.io',
    'acme/api',
    403,
    oci('DENIED', 'permission_denied: write_package'),
    'AUTH_DENIED',
    'permission',
    /packages: write.*Manage Actions access/,
  ],
  [
    'GHCR, scopes',
    'ghcr.io',
    'acme/api',
    403,
    oci('DENIED', 'permission_denied: The token provided does not match expected scopes.'),
    'AUTH_DENIED',
    'permission',
    /write:packages/,
  ],
  ['GHCR, bad token', 'ghcr.io', '', 403, oci('DENIED', 'denied'), 'AUTH_FAILED', 'credentials', /github\.token/],
  [
    'ECR, no repository',
    '1.dkr.ecr.eu-west-1.amazonaws.com',
    'team/api',
    404,
    oci('NAME_UNKNOWN', "The repository with name 'team/api' does not exist in the registry with id '1'"),
    'NOT_FOUND',
    'missing',
    /create-repository --repository-name team\/api --region eu-west-1/,
  ],
  [
    'ECR, immutable',
    '1.dkr.ecr.eu-west-1.amazonaws.com',
    'api',
    400,
    oci(
      'TAG_INVALID',
      "The image tag '1' already exists in the 'api' repository and cannot be overwritten because the repository is immutable.",
    ),
    'TAG_IMMUTABLE',
    'immutable',
    /mutability/,
  ],
  [
    'ECR, policy',
    '1.dkr.ecr.eu-west-1.amazonaws.com',
    'api',
    403,
    oci('DENIED', 'User: arn:aws:sts::1:x is not authorized to perform: ecr:InitiateLayerUpload on resource: y'),
    'AUTH_DENIED',
    'permission',
    /Allow ecr:InitiateLayerUpload/,
  ],
  [
    'ECR, expired',
    '1.dkr.ecr.eu-west-1.amazonaws.com',
    'api',
    403,
    oci('DENIED', 'Your authorization token has expired. Reauthenticate and try again.'),
    'AUTH_FAILED',
    'credentials',
    /12 hours/,
  ],
  [
    'Artifact Registry, permission',
    'europe-docker.pkg.dev',
    'proj/repo/api',
    403,
    oci(
      'DENIED',
      'Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "x" (or it may not exist)',
    ),
    'AUTH_DENIED',
    'permission',
    /artifactregistry\.writer/,
  ],
  [
    'Artifact Registry, no repository',
    'europe-docker.pkg.dev',
    'proj/repo/api',
    404,
    oci('NAME_UNKNOWN', 'Repository "repo" not found'),
    'NOT_FOUND',
    'missing',
    /create repo .*--location=europe --project=proj/,
  ],
  [
    'Artifact Registry, anonymous',
    'europe-docker.pkg.dev',
    'p/r/a',
    403,
    oci('DENIED', 'Unauthenticated request. Unauthenticated requests do not have permission "x" on resource "y"'),
    'AUTH_FAILED',
    'credentials',
    /oauth2accesstoken/,
  ],
  [
    'ACR, firewall',
    'acme.azurecr.io',
    'api',
    403,
    oci('DENIED', "client with IP '1.2.3.4' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."),
    'POLICY_DENIED',
    'policy',
    /network rules/,
  ],
  [
    'ACR, credentials',
    'acme.azurecr.io',
    'api',
    401,
    oci('UNAUTHORIZED', 'authentication required, visit https://aka.ms/acr/authorization for more information.'),
    'AUTH_FAILED',
    'credentials',
    /AcrPush/,
  ],
  [
    'ACR, locked',
    'acme.azurecr.io',
    'api',
    405,
    oci('UNSUPPORTED', 'The operation is disallowed on this registry, repository or image.'),
    'TAG_IMMUTABLE',
    'immutable',
    /write-enabled/,
  ],
  [
    'Quay, robot without the right',
    'quay.io',
    'acme/api',
    401,
    oci('UNAUTHORIZED', 'access to the requested resource is not authorized'),
    'AUTH_DENIED',
    'permission',
    /Write permission/,
  ],
  [
    'Quay, wrong robot',
    'quay.io',
    '',
    401,
    oci('UNAUTHORIZED', 'Could not find robot with specified username'),
    'AUTH_FAILED',
    'credentials',
    /namespace\+robot/,
  ],
  [
    'Quay, quota',
    'quay.io',
    'acme/api',
    403,
    oci('DENIED', 'Quota has been exceeded on namespace'),
    'QUOTA_EXCEEDED',
    'quota',
    /quota/,
  ],
  [
    'Harbor, immutable',
    'harbor.acme.dev',
    'p/api',
    412,
    oci('PRECONDITION', "Failed to process request due to 'api:1' configured as immutable."),
    'TAG_IMMUTABLE',
    'immutable',
    /immutability rules/,
  ],
  [
    'Harbor, quota',
    'harbor.acme.dev',
    'p/api',
    403,
    oci(
      'DENIED',
      'adding 29.0 MiB of storage resource, which when updated to current usage of 152.4 MiB will exceed the configured upper limit of 10.0 MiB.',
    ),
    'QUOTA_EXCEEDED',
    'quota',
    /quota/,
  ],
  [
    'Harbor, no project',
    'harbor.acme.dev',
    'p/api',
    404,
    oci('NOT_FOUND', 'project p not found'),
    'NOT_FOUND',
    'missing',
    /project "p"/,
  ],
  [
    'Harbor, policy',
    'harbor.acme.dev',
    'p/api',
    412,
    oci('PROJECTPOLICYVIOLATION', 'current image with 3 vulnerabilities cannot be pulled'),
    'POLICY_DENIED',
    'policy',
    /scan/,
  ],
  ['Harbor, policy told to a HEAD', 'harbor.acme.dev', 'p/api', 412, '', 'POLICY_DENIED', 'policy', /scan/],
  [
    'GitLab, credentials',
    'registry.gitlab.com',
    'g/p',
    401,
    oci('UNAUTHORIZED', 'HTTP Basic: Access denied'),
    'AUTH_FAILED',
    'credentials',
    /write_registry/,
  ],
  [
    'GitLab, permission',
    'registry.gitlab.com',
    'g/p',
    403,
    oci('DENIED', 'requested access to the resource is denied'),
    'AUTH_DENIED',
    'permission',
    /Developer/,
  ],
  [
    'some proxy, too large',
    'r.example',
    'a',
    413,
    '<html><head><title>413 Request Entity Too Large</title></head></html>',
    'POLICY_DENIED',
    'policy',
    /client_max_body_size/,
  ],
  [
    'some registry, 401',
    'r.example',
    'a',
    401,
    '',
    'AUTH_FAILED',
    'credentials',
    /user name and password for r\.example/,
  ],
  ['some registry, 404', 'r.example', 'a', 404, '404 page not found', 'NOT_FOUND', 'missing', /Check the name/],
];

const doing = (host: string, path: string) => ({ host, path, what: 'writing tag 1', anonymous: false });

describe('answers', () => {
  test.each(CASES)('%s', (_, host, path, status, body, code, trouble, hint) => {
    const error = answerError(doing(host, path), { status, headers: {}, text: body }, 0);
    expect(error).toMatchObject({ code, trouble, status, hint: expect.stringMatching(hint) });
    expect(error.message).toContain(`${host}${path && '/'}${path}: writing tag 1: `);
    expect(error.message).not.toMatch(/[\n\r<>]/);
    expect(error.verdict).toEqual(status === 429 ? { retryAfter: undefined } : 'settled');
  });

  test.each([
    ['harbor-registry', 'harbor of our own', oci('DENIED', 'will exceed the configured upper limit'), 'quota'],
    [
      'container_registry',
      'GitLab of our own',
      oci('DENIED', 'requested access to the resource is denied'),
      'permission',
    ],
    ['other', 'a plain registry', oci('UNAUTHORIZED', 'authentication required'), 'permission'],
  ])('by the service %s: %s', (service, _, text, trouble) => {
    const headers = { 'www-authenticate': scopeless.replace('SERVICE', service) };
    expect(answerError(doing('r.example', 'a'), { status: 401, headers, text }, 0)).toMatchObject({
      trouble,
      code: trouble === 'quota' ? 'QUOTA_EXCEEDED' : 'AUTH_DENIED',
    });
  });

  test('temporary ones include the Retry-After delay', () => {
    const headers = { 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' };
    expect(answerError(doing('r.example', 'a'), { status: 503, headers, text: '' }, 2000)).toMatchObject({
      code: 'REGISTRY_ERROR',
      verdict: { retryAfter: 7000 },
    });
  });
});

describe('text from outside', () => {
  test.each([
    ['OCI errors', oci('denied', 'no', 'because'), 'no: because'],
    ['two of them', '{"errors":[{"message":"a"},{"message":"b"},7,null]}', 'a; b'],
    ['OAuth2', '{"error":"invalid_grant","error_description":"expired"}', 'expired'],
    ['a page', '<!DOCTYPE html><html><title>Bad\nGateway</title><body>x</body>', 'Bad Gateway'],
    ['a page without title', '<html><script>alert(1)</script><h1>Sorry</h1><p>gone', 'Sorry gone'],
    ['a page inside JSON', oci('X', '<b>no</b><a href="javascript:x">click</a>'), 'no click'],
    ['workflow commands', 'a\r\n::set-output name=x::y\n::add-mask::', 'a ::set-output name=x::y ::add-mask::'],
    ['terminal control', '\u001b[31mred\u001b[0m\u0007\u202egnp.exe\u200b', '[31mred [0m gnp.exe'],
    ['nothing', '', ''],
    ['JSON of another shape', '[1]', '[1]'],
    ['long', 'x'.repeat(1000), `${'x'.repeat(299)}…`],
  ])('%s', (_, body, text) => {
    expect(readAnswerText(body).text).toBe(text);
  });

  test('hostile pages are parsed quickly', () => {
    const pieces = ['<script', '<title>', '<', '<a ', '<style><', '\u202e'];
    const read = () => pieces.forEach(piece => void readAnswerText(`<html>${piece.repeat(500_000)}`));
    expect(cpuSeconds(read)).toBeLessThan(20);
    expect(clean('a\u0000b', 10)).toBe('a b');
  });
});
