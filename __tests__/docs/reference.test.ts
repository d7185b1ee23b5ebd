import { describe, expect, test } from '@jest/globals';
import { INPUTS } from '../../scripts/docs/inputs.ts';
import { expectedOf } from '../../scripts/docs/reference.ts';
import { DEFAULTS, type InputName } from '../../src/inputs/reading/defaults.ts';
import { read } from '../inputs/env.ts';

/** Other inputs that an input needs to have an effect. */
const BESIDE: Readonly<Partial<Record<InputName, Readonly<Record<string, string>>>>> = {
  'cache-key-files': { cache: 'actions' },
  'cache-ref': { cache: 'registry' },
  cache: { 'cache-ref': 'ghcr.io/acme/api:buildcache' },
  'skip-existing': { 'immutable-tags': 'v*' },
  'keep-state': { builder: 'ci', driver: 'docker-container' },
  'scan-severity': { scan: 'trivy' },
  'scan-ignore-unfixed': { scan: 'trivy' },
  'scan-required': { scan: 'trivy' },
  'bake-targets': { bake: 'true' },
  'bake-set': { bake: 'true' },
  'bake-vars': { bake: 'true' },
  builds: { images: 'ghcr.io/acme/{{target}}' },
  append: { driver: 'remote', endpoint: 'tcp://amd.acme.example:1234' },
  endpoint: { driver: 'remote' },
  'docker-config-passphrase': { 'docker-config': 'config.enc' },
  merge: { platforms: 'linux/amd64' },
  'part-digests': { merge: 'true', platforms: 'linux/amd64' },
  'sign-key': { sign: 'key' },
  'sign-key-password': { sign: 'key', 'sign-key': 'cosign.key' },
  'sign-legacy': { sign: 'keyless' },
  'sign-public': { sign: 'keyless' },
  'signing-config': { sign: 'keyless', 'trusted-root': 'trusted-root.json' },
  'trusted-root': { sign: 'keyless' },
  'verify-source': { source: 'ghcr.io/acme/api:rc' },
  'scan-version': { scan: 'trivy' },
  'scan-upload': { scan: 'trivy' },
  'attest-to': { attest: 'provenance' },
  sign: { images: 'ghcr.io/acme/api' },
  tags: { images: 'ghcr.io/acme/api' },
  registries: { images: 'acme/api' },
  username: { password: 'x' },
  password: { username: 'acme' },
  registry: { username: 'acme', password: 'x' },
};

describe('the reference', () => {
  test.each(Object.entries(INPUTS) as [InputName, (typeof INPUTS)[InputName]][])(
    'the example of %s is accepted',
    (name, [, example]) => {
      // GitHub evaluates `${{ }}`, and digests are abbreviated.
      const value = example.replaceAll(/\$\{\{.*?\}\}/g, 'x').replace('sha256:c0ffee…', `sha256:${'c'.repeat(64)}`);
      expect(() => read({ ...BESIDE[name], [name]: value }, () => true)).not.toThrow();
    },
  );

  test('an input is a boolean if its reader only accepts true and false', () => {
    const named = Object.keys(DEFAULTS) as InputName[];
    const booleans = named.filter(name => expectedOf(name) === '`true` or `false`');
    expect(named.filter(name => INPUTS[name][0] === 'boolean')).toEqual(booleans);
  });

  test('a type is a choice if its reader lists the values', () => {
    const choices = (Object.keys(DEFAULTS) as InputName[]).filter(name => INPUTS[name][0] === 'choice');
    expect(choices.filter(name => expectedOf(name) === undefined)).toEqual([]);
  });
});
