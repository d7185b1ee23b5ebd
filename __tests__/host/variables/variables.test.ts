import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { awsVariables, azureFolder, googleVariables } from '../../../src/host/variables/clouds.ts';
import { buildxSettings, dockerVariables } from '../../../src/host/variables/docker.ts';
import { buildPushSwitches, metadataSwitches, nodeSecret } from '../../../src/host/variables/docker-actions.ts';
import { namedVariable } from '../../../src/host/variables/environment.ts';
import { runnerVariables } from '../../../src/host/variables/runner.ts';
import { serviceVariables } from '../../../src/host/variables/services.ts';
import { hasPostStep, inputIn, stateIn, stepVariables } from '../../../src/host/variables/step.ts';
import { cacheFolder, gitSettings, programPath, proxyVariables } from '../../../src/host/variables/system.ts';
import { runVariables } from '../../../src/host/variables/workflow-run.ts';

test('without any variable', () => {
  expect(runVariables({})).toMatchObject({ ref: '', serverUrl: 'https://github.com', apiUrl: '', workspace: '.' });
  expect(runnerVariables({})).toEqual({
    ...{ isActions: false, isGitea: false, isGithubHosted: false, isEphemeral: false, isDebug: false },
    ...{ arch: '', temp: tmpdir(), toolCache: '' },
  });
  expect(stepVariables({})).toEqual({ id: '', actionRepository: '', actionRef: '' });
  expect(stateIn({})).toEqual({ folder: '', undo: '', buildx: '', cache: '', mounts: '' });
  expect(serviceVariables({})).toEqual({
    ...{ runtimeToken: '', resultsUrl: '', cacheUrl: '', isCacheV2: false, cacheMode: '' },
    ...{ idTokenUrl: '', idTokenBearer: '', offersIdTokens: false },
  });
  expect(dockerVariables({ HOME: '/h' })).toEqual({
    ...{ host: '', context: '', configDir: '/h/.docker', authConfig: '', hasDefaultPlatform: false },
    ...{ builder: '', buildxConfigDir: '/h/.docker/buildx', noDefaultAttestations: false },
  });
  expect(metadataSwitches({})).toEqual({
    ...{ isPrHeadSha: false, annotationLevels: ['manifest'], shortShaLength: '7', setOutputEnv: 'true' },
  });
  expect(buildPushSwitches({})).toEqual({ writesSummary: true, annotatesChecks: true, isPrHeadRef: false });
  expect(nodeSecret({}, 0, 'key')).toBe('');
  expect(awsVariables({})).toMatchObject({ accessKeyId: '', sessionToken: undefined, webIdentity: undefined });
  expect(googleVariables({})).toEqual({ accessToken: '', credentialFile: undefined });
  expect([azureFolder({}), programPath({}), gitSettings({})]).toEqual([undefined, '', 0]);
  expect(proxyVariables({})).toEqual({ plain: '', all: ['', '', '', ''] });
});

test('addresses have no slash at the end', () => {
  const env = { GITHUB_SERVER_URL: 'https://ghes.example/', GITHUB_API_URL: 'https://ghes.example/api/v3//' };
  expect(runVariables(env)).toMatchObject({ serverUrl: 'https://ghes.example', apiUrl: 'https://ghes.example/api/v3' });
});

describe("docker's folders", () => {
  test.each([
    [{ HOME: '/h', DOCKER_CONFIG: '/d' }, '/d', '/d/buildx'],
    [{ HOME: '/h', DOCKER_CONFIG: '' }, '/h/.docker', '/h/.docker/buildx'],
    [{ HOME: '/h', DOCKER_CONFIG: 'here' }, 'here', resolve('here/buildx')],
    [{ HOME: '/h', BUILDX_CONFIG: '/b' }, '/h/.docker', '/b'],
  ])('%j', (env, configDir, buildxConfigDir) => {
    expect(dockerVariables(env)).toMatchObject({ configDir, buildxConfigDir });
  });

  test('caches', () => {
    expect(cacheFolder({ HOME: '/h' })).toBe('/h/.cache');
    expect(cacheFolder({ HOME: '/h', XDG_CACHE_HOME: '/c' })).toBe('/c');
  });
});

test('a platform that is set to nothing is set', () => {
  expect(dockerVariables({ DOCKER_DEFAULT_PLATFORM: '' }).hasDefaultPlatform).toBe(true);
});

test.each([
  [{ 'INPUT_BUILD-ARGS': 'a' }, 'build-args', 'a'],
  [{ INPUT_TWO_WORDS: 'b' }, 'two words', 'b'],
  [{}, 'tags', undefined],
])('in %j the input %s is %s', (env, name, value) => expect(inputIn(env, name)).toBe(value));

test('post steps need the file for the state', () => {
  expect(hasPostStep({ GITHUB_STATE: '/state' })).toBe(true);
  expect(hasPostStep({ GITHUB_STATE: '' })).toBe(false);
});

test.each([
  [
    { AWS_ENDPOINT_URL: 'a', AWS_ENDPOINT_URL_STS: 'b' },
    { name: 'AWS_ENDPOINT_URL_STS', text: 'b' },
  ],
  [
    { AWS_ENDPOINT_URL: 'a', AWS_ENDPOINT_URL_ECR: 'b' },
    { name: 'AWS_ENDPOINT_URL', text: 'a' },
  ],
  [{ AWS_ENDPOINT_URL: 'a', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True' }, undefined],
])("AWS's endpoint in %j", (env, endpoint) => expect(awsVariables(env).endpoint('STS')).toEqual(endpoint));

test('a variable that is named at run time is never a property of every object', () => {
  expect(namedVariable({ NAME: 'value' }, 'NAME')).toBe('value');
  expect(namedVariable({}, 'constructor')).toBeUndefined();
});

test.each([
  ['nobody', { PATH: '/bin', OTELLO: '1' }, { OTEL_TRACES_SAMPLER: 'always_off' }],
  ['nobody, with a variable that is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, { OTEL_TRACES_SAMPLER: 'always_off' }],
  ['an exporter', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317' }, {}],
  ['a sampler of the user', { OTEL_TRACES_SAMPLER: 'always_on' }, {}],
  ['a trace that this step belongs to', { TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, {}],
])('a build is traced if somebody asks for it: %s', (_, env, expected) => {
  expect(buildxSettings(env)).toEqual({ BUILDX_METADATA_WARNINGS: 'true', ...expected });
});
