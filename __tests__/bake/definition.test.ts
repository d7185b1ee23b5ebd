import { describe, expect, test } from '@jest/globals';
import { definitionText, imageTarget, type TargetOptions } from '../../src/bake/definition.ts';
import { read } from '../inputs/env.ts';

const OPTIONS: TargetOptions = {
  given: undefined,
  labels: [],
  annotations: [],
  outputs: ['type=docker,name=ghcr.io/acme/api:1'],
  secrets: [],
  gitContext: 'https://github.com/acme/tides.git#abc',
  hasCheckout: true,
  workspace: '/work',
  env: { FROM_ENV: 'e' },
  provenance: { isPrivate: false, runUrl: 'https://run', noDefault: true },
};

const build = (given: Readonly<Record<string, string>> = {}) => read(given).build;

describe('imageTarget', () => {
  test('gives a build the same settings as its flags would', () => {
    const inputs = {
      context: 'services/api',
      file: 'docker/api.Dockerfile',
      target: 'release',
      platforms: 'linux/amd64,linux/arm64',
      'build-args': 'A=b=c\nFROM_ENV\nMISSING\nEMPTY=',
      'build-contexts': 'base=target:base\nsrc={{defaultContext}}:src',
      'add-hosts': 'db:10.0.0.1,six=[::1]',
      allow: 'network.host,fs.read=/x',
      network: 'host',
      'no-cache': 'true',
      'no-cache-filters': 'deps',
      pull: 'true',
      'shm-size': '1g',
      ssh: 'default',
      ulimit: 'nofile=1:2',
      'cache-from': 'type=gha',
      'cache-to': 'type=gha,mode=max',
      sbom: 'true',
    };
    const options = { ...OPTIONS, labels: ['k=v=w'], annotations: ['manifest:a=b'], secrets: ['id=s,src=/run/s'] };
    expect(imageTarget(build(inputs), options)).toEqual({
      context: 'services/api',
      dockerfile: '/work/docker/api.Dockerfile',
      target: 'release',
      platforms: ['linux/amd64', 'linux/arm64'],
      args: { A: 'b=c', FROM_ENV: 'e', EMPTY: '' },
      contexts: { base: 'target:base', src: 'https://github.com/acme/tides.git#abc:src' },
      'extra-hosts': { db: '10.0.0.1', six: '[::1]' },
      entitlements: ['network.host'],
      network: 'host',
      'no-cache': true,
      'no-cache-filter': ['deps'],
      pull: true,
      'shm-size': '1g',
      ssh: ['default'],
      ulimits: ['nofile=1:2'],
      'cache-from': ['type=gha'],
      'cache-to': ['type=gha,mode=max,ignore-error=true'],
      attest: ['type=sbom'],
      labels: { k: 'v=w' },
      annotations: ['manifest:a=b'],
      secret: ['id=s,src=/run/s'],
      output: ['type=docker,name=ghcr.io/acme/api:1'],
    });
  });

  test.each([
    ['', true, '.', undefined],
    ['', false, 'https://github.com/acme/tides.git#abc', undefined],
    ['/abs/Dockerfile', true, '.', '/abs/Dockerfile'],
  ])('file %j, checkout: %p', (file, hasCheckout, context, dockerfile) => {
    const target = imageTarget(build({ file }), { ...OPTIONS, hasCheckout });
    expect(target.context).toBe(context);
    expect(target.dockerfile).toBe(dockerfile);
  });

  test('keeps everything in a definition except its tags and outputs', () => {
    const given = {
      context: 'api',
      tags: ['ghcr.io/acme/api:dev'],
      output: [{ type: 'registry' }],
      args: { A: 'own', SOURCE_DATE_EPOCH: '1' },
      labels: { team: 'tides' },
      annotations: ['org.example=own', 'index:kept=x'],
      secret: [{ id: 'token', env: 'TOKEN' }],
      ssh: [{ id: 'default' }, { id: 'key', paths: ['a', 'b'] }],
      'something-new': { x: 1 },
    };
    const options = {
      ...OPTIONS,
      given,
      labels: ['team=computed', 'version=1'],
      annotations: ['manifest:org.example=computed', 'index:org.example=computed'],
      secrets: ['id=s,src=/run/s'],
    };
    expect(imageTarget(build({ 'build-args': 'SOURCE_DATE_EPOCH=5', ssh: 'more' }), options)).toEqual({
      context: 'api',
      args: { A: 'own', SOURCE_DATE_EPOCH: '1' },
      labels: { team: 'tides', version: '1' },
      annotations: ['index:org.example=computed', 'org.example=own', 'index:kept=x'],
      secret: ['id=token,env=TOKEN', 'id=s,src=/run/s'],
      ssh: ['default', 'key=a,b', 'more'],
      'something-new': { x: 1 },
      output: OPTIONS.outputs,
    });
  });
});

test('text in a definition is not treated as a template', () => {
  const text = definitionText({ api: { args: { '${k}': '${v} $${w} %{x}' }, tags: ['${t}'], pull: true } });
  expect(JSON.parse(text)).toEqual({
    target: { api: { args: { '$${k}': '$${v} $$${w} %%{x}' }, tags: ['$${t}'], pull: true } },
  });
});
