import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BuildxOptions, buildxArgs } from '../../src/build/buildx-args.ts';
import { buildContext, gitContext } from '../../src/plan/git-context.ts';
import { read } from '../inputs/env.ts';

const git = 'https://github.com/acme/api.git#0123456789';
const options: BuildxOptions = {
  labels: [],
  annotations: [],
  outputs: ['type=oci,tar=false,dest=/l'],
  metadataFile: '/m.json',
  gitContext: git,
  hasCheckout: true,
  githubToken: 's3cret-token',
  serverUrl: 'https://github.com',
  secretsFolder: '/s',
  provenance: { isPrivate: false, runUrl: 'https://run/1', noDefault: false },
};
const MAX = ['--attest', 'type=provenance,mode=max,builder-id=https://run/1'];
const FIXED = ['--metadata-file', '/m.json', '--output', 'type=oci,tar=false,dest=/l', '--progress=rawjson'];

function argsOf(given: Record<string, string>, more: Partial<BuildxOptions> = {}) {
  return buildxArgs(read(given).build, { ...options, ...more });
}
/** Flags with their values, without those that are always set. */
function flags(given: Record<string, string>, more: Partial<BuildxOptions> = {}): string[] {
  const { args } = argsOf(given, more);
  const pairs = args.slice(1, -2).join('\n');
  const fixed = [MAX, FIXED.slice(0, 2), FIXED.slice(2, 4), FIXED.slice(4)].map(f => f.join('\n'));
  return fixed
    .reduce((text, f) => text.replace(f, ''), pairs)
    .split('\n')
    .filter(a => a !== '');
}

test('by default: build, metadata, provenance, output, progress, context', () => {
  const { args, files, warnings } = argsOf({});
  expect(args).toEqual(['build', ...MAX, ...FIXED, '--', '.']);
  expect({ files, warnings }).toEqual({ files: [], warnings: [] });
});

describe('each input has its flag', () => {
  test.each<[string, string, string[]]>([
    ['add-hosts', 'a:1.1.1.1,b:::1', ['--add-host', 'a:1.1.1.1', '--add-host', 'b:::1']],
    ['allow', 'network.host,security.insecure', ['--allow', 'network.host', '--allow', 'security.insecure']],
    ['build-args', 'A=1,2\nB=say "x"', ['--build-arg', 'A=1,2', '--build-arg', 'B=say "x"']],
    ['build-contexts', 'a={{defaultContext}}:sub', ['--build-context', `a=${git}:sub`]],
    ['builder', 'b', ['--builder', 'b']],
    ['cache-from', 'acme/api:cache\ntype=gha', ['--cache-from', 'acme/api:cache', '--cache-from', 'type=gha']],
    ['cache-to', 'acme/api:cache', ['--cache-to', 'type=registry,ref=acme/api:cache,ignore-error=true']],
    ['cache-to', '"type=gha,mode=max"', ['--cache-to', 'type=gha,mode=max,ignore-error=true']],
    ['cache-to', 'type=inline', ['--cache-to', 'type=inline']],
    ['cache-to', 'type=gha,ignore-error=false', ['--cache-to', 'type=gha,ignore-error=false']],
    ['call', 'check', ['--call', 'check']],
    ['cgroup-parent', 'c', ['--cgroup-parent', 'c']],
    ['file', 'a/Dockerfile', ['--file', 'a/Dockerfile']],
    ['load', 'true', []],
    ['network', 'host', ['--network', 'host']],
    ['no-cache', 'true', ['--no-cache']],
    ['no-cache-filters', 'a,b', ['--no-cache-filter', 'a', '--no-cache-filter', 'b']],
    ['platforms', 'linux/amd64,linux/arm64', ['--platform', 'linux/amd64,linux/arm64']],
    ['pull', 'true', ['--pull']],
    ['shm-size', '2gb', ['--shm-size', '2gb']],
    ['ssh', 'default,k=./key', ['--ssh', 'default', '--ssh', 'k=./key']],
    ['target', 't', ['--target', 't']],
    ['ulimit', 'nofile=1:2', ['--ulimit', 'nofile=1:2']],
    ['secret-envs', 'a=B', ['--secret', 'id=a,env=B']],
    ['secret-files', 'a=x,y', ['--secret', 'id=a,"src=x,y"']],
  ])('%s: %s', (name, text, expected) => {
    expect(flags({ [name]: text })).toEqual(expected);
  });

  test('a build argument of several lines is one argument', () => {
    expect(argsOf({ 'build-args': '"A=1\n2"' }).args).toContain('A=1\n2');
  });

  test('labels, annotations and the image id file come from the caller', () => {
    const more = { labels: ['a=b, c'], annotations: ['manifest:x=y'], iidFile: '/i' };
    expect(flags({}, more)).toEqual(['--annotation', 'manifest:x=y', '--iidfile', '/i', '--label', 'a=b, c']);
  });
});

describe('attestations', () => {
  test.each<[Record<string, string>, Partial<BuildxOptions['provenance']>, string[]]>([
    [{}, { isPrivate: true }, ['type=provenance,mode=min,inline-only=true,builder-id=https://run/1']],
    [{}, { noDefault: true }, []],
    [{ provenance: 'true' }, { noDefault: true }, ['type=provenance,builder-id=https://run/1']],
    [{ provenance: 'false' }, {}, ['type=provenance,disabled=true']],
    [{ provenance: 'mode=max,builder-id=me' }, {}, ['type=provenance,mode=max,builder-id=me']],
    [
      { provenance: 'mode=min', attests: 'type=provenance,mode=max' },
      {},
      ['type=provenance,mode=min,builder-id=https://run/1'],
    ],
    [{ attests: 'type=provenance,mode=min' }, {}, ['type=provenance,mode=min,builder-id=https://run/1']],
    [{ sbom: 'true' }, { noDefault: true }, ['type=sbom']],
    [{ sbom: 'false' }, { noDefault: true }, ['type=sbom,disabled=true']],
    [{ sbom: 'generator=x', attests: 'type=sbom' }, { noDefault: true }, ['type=sbom,generator=x']],
    [
      { attests: 'type=sbom,generator=x\ntype=other,a=b' },
      { noDefault: true },
      ['type=sbom,generator=x', 'type=other,a=b'],
    ],
  ])('%j %j', (given, provenance, expected) => {
    const { args } = argsOf(given, { provenance: { ...options.provenance, ...provenance } });
    expect(args.filter((_, i) => args[i - 1] === '--attest')).toEqual(expected);
  });
});

describe('context', () => {
  test.each([
    ['', true, '.'],
    ['', false, git],
    ['sub', false, 'sub'],
    ['{{defaultContext}}:sub', true, `${git}:sub`],
    ['{{ defaultContext }}', true, git],
    ['https://x/y.git#$&', true, 'https://x/y.git#$&'],
  ])('%j with checkout %j', (input, checkout, expected) => {
    expect(buildContext(input, git, checkout)).toBe(expected);
  });

  test.each([
    ['refs/heads/main', 'abc', {}, '#abc'],
    ['refs/heads/main', '', {}, '#refs/heads/main'],
    ['refs/pull/1/merge', 'abc', {}, '#refs/pull/1/merge'],
    ['refs/pull/1/merge', 'abc', { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' }, '#refs/pull/1/head'],
  ])('git context of %s at %j', (ref, sha, env, fragment) => {
    const context = {
      serverUrl: 'https://ghe.acme.io',
      repository: 'acme/api',
      ref,
      sha,
      env: env as Record<string, string>,
    };
    expect(gitContext(context)).toBe(`https://ghe.acme.io/acme/api.git${fragment}`);
  });

  const token = ['--secret', 'id=GIT_AUTH_TOKEN.github.com,src=/s/secret-0'];
  test.each<[Record<string, string>, Partial<BuildxOptions>, string[]]>([
    [{}, { hasCheckout: false }, token],
    [{ context: '{{defaultContext}}:sub' }, {}, token],
    [{}, {}, []],
    [{ context: 'https://github.com/eve/x.git' }, {}, []],
    [{}, { hasCheckout: false, githubToken: '' }, []],
    [{ secrets: 'GIT_AUTH_TOKEN=x' }, { hasCheckout: false }, ['--secret', 'id=GIT_AUTH_TOKEN,src=/s/secret-0']],
    [
      { 'secret-envs': 'GIT_AUTH_TOKEN.github.com=T' },
      { hasCheckout: false },
      ['--secret', 'id=GIT_AUTH_TOKEN.github.com,env=T'],
    ],
  ])('the token is used only for the git context: %j %j', (given, more, expected) => {
    expect(flags(given, more)).toEqual(expected);
  });
});

describe('secrets', () => {
  test('are passed as files; empty ones are left out and reported', () => {
    const { args, files, warnings } = argsOf({ secrets: 'a= v=1 \n"b=1\n2"\nc=' });
    expect(files).toEqual([
      { name: 'secret-0', content: ' v=1 ' },
      { name: 'secret-1', content: '1\n2' },
    ]);
    expect(args.filter((_, i) => args[i - 1] === '--secret')).toEqual(['id=a,src=/s/secret-0', 'id=b,src=/s/secret-1']);
    expect(warnings).toEqual([expect.stringMatching(/"c" is empty/)]);
  });

  test('no secret value is passed as an argument', () => {
    const value = fc.string({ minLength: 1 }).map(s => `s3cret${s}`);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), values => {
        const secrets = values.map((v, i) => `"k${i}=${v.replaceAll('"', '""')}"`).join('\n');
        const { args, files, warnings } = argsOf({ secrets }, { hasCheckout: false });
        expect([...args, ...warnings].join('\n')).not.toContain('s3cret');
        expect(files.map(f => f.content)).toEqual([...values, 's3cret-token']);
      }),
    );
  });
});
