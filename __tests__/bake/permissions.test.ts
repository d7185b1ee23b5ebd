import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { notAllowed } from '../../src/bake/permissions.ts';
import type { BakeTarget } from '../../src/bake/target.ts';

const REMOTE = 'https://github.com/acme/api.git#main';

let workspace: string;
beforeAll(() => {
  workspace = join(realpathSync(mkdtempSync(join(tmpdir(), 'slipway-allow-'))), 'work');
  mkdirSync(join(workspace, 'app'), { recursive: true });
  symlinkSync('/etc', join(workspace, 'link'));
});
afterAll(() => rmSync(join(workspace, '..'), { recursive: true, force: true }));

/** The missing permissions. */
function asked(target: BakeTarget, allow: readonly string[] = []): string[] {
  const problems = notAllowed({ api: target }, allow, workspace);
  return problems.map(({ problem }) => /`(.*)`/.exec(problem)?.[1] ?? problem);
}

describe('notAllowed', () => {
  test.each<readonly [string, BakeTarget]>([
    ['nothing', {}],
    ['the workspace', { context: '.', dockerfile: 'app/Dockerfile' }],
    ['a folder of it', { context: 'app', dockerfile: '../Dockerfile', contexts: { src: 'app' } }],
    [
      'places that are not of this machine',
      {
        context: REMOTE,
        dockerfile: '../../x',
        contexts: { a: 'target:base', b: 'docker-image://alpine', c: 'https://example.com/a.tar' },
      },
    ],
    ['repositories', { contexts: { a: 'git@github.com:acme/x.git', b: 'github.com/acme/x', c: 'ssh://git@h/x.git' } }],
    [
      'places that bake runs in',
      { context: 'cwd://app', dockerfile: 'cwd://Dockerfile', contexts: { a: 'cwd://app' } },
    ],
    ['a variable', { secret: [{ id: 'token', env: 'TOKEN' }] }],
    ['an output in it', { output: [{ type: 'local', dest: 'out/new' }], 'cache-to': ['type=local,dest=cache'] }],
    ['caches elsewhere', { 'cache-from': [{ type: 'registry', ref: 'ghcr.io/acme/api:cache' }] }],
    ['its own Dockerfile', { context: 'app', dockerfile: '/etc/x', 'dockerfile-inline': 'FROM scratch' }],
  ])('%s may be used', (_, target) => {
    expect(asked(target)).toEqual([]);
  });

  test.each<readonly [string, BakeTarget, readonly string[]]>([
    ['a context', { context: '/etc' }, ['fs.read=/etc']],
    ['a context above', { context: '..' }, ['fs.read=..']],
    ['a sibling with the same prefix', { context: '../work-2' }, ['fs.read=../work-2']],
    ['a link out of the workspace', { context: 'link' }, ['fs.read=link']],
    ['something new behind such a link', { output: ['type=local,dest=link/new/x'] }, ['fs.write=link/new/x']],
    ['a Dockerfile', { context: 'app', dockerfile: '../../Dockerfile' }, ['fs.read=app/../../Dockerfile']],
    ['a Dockerfile that is not in the context', { dockerfile: 'cwd://../x' }, ['fs.read=../x']],
    ['the same with a remote context', { context: REMOTE, dockerfile: 'cwd:///etc/x' }, ['fs.read=/etc/x']],
    ['a named context', { contexts: { all: '/' } }, ['fs.read=/']],
    ['a named context above', { contexts: { all: 'cwd://..' } }, ['fs.read=..']],
    // buildx looks for a folder before it reads an address, and a repository may have folders with these names.
    ...['docker-image:/../..', 'foo://../..', 'https://../..', 'git@x/../..'].map(
      path => [`the folder ${path}`, { contexts: { all: path } }, [`fs.read=${path}`]] as const,
    ),
    ['a context that looks like an address', { context: 'https://../..' }, ['fs.read=https://../..']],
    ['a path that the system resolves through a link', { secret: ['id=a,src=link/../usr'] }, ['fs.read=link/../usr']],
    ['a layout', { contexts: { all: 'oci-layout:///var/x:tag' } }, ['fs.read=/var/x']],
    ['a secret', { secret: [{ id: 'a', src: '/etc/shadow' }, 'id=b,source=~/x'] }, ['fs.read=/etc/shadow']],
    [
      'a secret in other letters',
      { secret: ['ID=a,SRC=/etc/shadow', 'id=b,Source=/x'] },
      ['fs.read=/etc/shadow', 'fs.read=/x'],
    ],
    ['a cache in other case', { 'cache-to': ['type=local,DEST=/d'] }, ['fs.write=/d']],
    ['a key', { ssh: [{ id: 'a', paths: ['/root/.ssh/id'] }] }, ['fs.read=/root/.ssh/id']],
    ['the agent', { ssh: [{ id: 'default' }] }, ['ssh']],
    [
      'a cache',
      { 'cache-from': [{ type: 'local', src: '/c' }], 'cache-to': ['type=local,dest=/d'] },
      ['fs.read=/c', 'fs.write=/d'],
    ],
    ['an output', { output: [{ type: 'tar', dest: '/usr/bin/x' }, '/opt'] }, ['fs.write=/usr/bin/x', 'fs.write=/opt']],
    ['keys in capitals', { output: ['type=tar,DEST=/a'], secret: ['id=a, SRC=/b'] }, ['fs.read=/b', 'fs.write=/a']],
    ['the network', { network: 'host' }, ['network.host']],
    ['privileges', { entitlements: ['security.insecure', 'device=x'] }, ['security.insecure', 'device=x']],
  ])('%s has to be granted', (_, target, wishes) => {
    expect(asked(target)).toEqual(wishes);
  });

  test('no permission is requested for what is granted', () => {
    const target = {
      context: '/etc/ssl',
      output: ['/opt/x'],
      network: 'host',
      entitlements: ['device=x'],
      ssh: ['default'],
    };
    expect(asked(target, ['fs.read=/etc', 'fs.write=/opt', 'network.host', 'device', 'ssh'])).toEqual([]);
    expect(asked(target, ['fs=*', 'network.host', 'device=x', 'ssh'])).toEqual([]);
    expect(asked(target, ['fs.write=/etc', 'fs.read=/opt', 'network.host', 'device', 'ssh'])).toHaveLength(2);
  });

  test.each(['id=a,env=ACTIONS_RUNTIME_TOKEN', 'id=INPUT_PASSWORD'])(
    "%s would give the job's token or an input",
    secret => {
      const [problem, ...others] = notAllowed({ api: { secret: [secret] } }, ['fs=*'], workspace);
      expect(problem?.problem).toMatch(/with a secret from `(?:ACTIONS_RUNTIME_TOKEN|INPUT_PASSWORD)`/);
      expect(others).toEqual([]);
    },
  );

  test('linked targets are checked too', () => {
    expect(notAllowed({ api: {}, base: { context: '/etc' } }, [], workspace)[0]?.problem).toContain('"base"');
  });
});

describe('the cache service of a definition', () => {
  const url = 'https://evil.example/';
  test.each<readonly [string, BakeTarget]>([
    ['as text', { 'cache-to': [`type=gha,url=${url}`] }],
    ['as a map', { 'cache-from': [{ type: 'gha', url }] }],
    ['of the second version', { 'cache-from': [{ type: 'gha', url_v2: url }] }],
    ['in other case', { 'cache-to': [`Type=gha,URL=${url}`] }],
    ['with an empty token', { 'cache-to': [`type=gha,url=${url},token=`] }],
  ])('%s is refused where it would get the job’s token', (_, target) => {
    const [problem, ...others] = notAllowed({ api: target }, ['*'], workspace);
    expect(others).toEqual([]);
    expect(problem?.problem).toBe(
      'has target "api", whose `type=gha` cache would send the job\'s token to `https://evil.example/`',
    );
  });

  test.each<readonly [string, BakeTarget]>([
    ['the runner’s own', { 'cache-to': ['type=gha,scope=x'] }],
    [
      'one with its own token',
      { 'cache-to': [`type=gha,url=${url},token=t`], 'cache-from': [{ type: 'gha', url, token: 't' }] },
    ],
    ['a cache of another kind', { 'cache-from': [`type=s3,endpoint_url=${url}`] }],
  ])('%s may be used', (_, target) => {
    expect(notAllowed({ api: target }, [], workspace)).toEqual([]);
  });
});
