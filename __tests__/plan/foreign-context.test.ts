import { expect, test } from '@jest/globals';
import { foreignContextWarning } from '../../src/plan/foreign-context.ts';
import { read } from '../inputs/env.ts';

const SHA = '3240aa0c4a1bd5c8e7c0f9a4b2f1de1a7c6b5d43';
const OTHER = 'f'.repeat(40);
const main = {
  eventName: 'push',
  serverUrl: 'https://github.com',
  repository: 'acme/api',
  ref: 'refs/heads/main',
  sha: SHA,
  payload: { repository: { default_branch: 'main' } },
  env: {},
};
const warn = (context: string, run: object = {}, more: object = {}) =>
  foreignContextWarning(read({ context, ...more }), { ...main, ...run });

test.each([
  ['', {}],
  ['.', {}],
  ['docker/app', {}],
  ['{{defaultContext}}', {}],
  ['{{defaultContext}}:docker', {}],
  ['{{defaultContext}}', { ref: 'refs/pull/7/merge' }],
  ['https://github.com/acme/api.git', {}],
  ['https://github.com/Acme/API.git', {}],
  ['https://github.com/acme/api.git#main', {}],
  ['https://github.com/acme/api.git#refs/heads/main:docker', {}],
  [`https://github.com/acme/api.git#${SHA}`, { ref: 'refs/tags/v1' }],
  [`https://github.com/acme/api.git#${SHA.slice(0, 7)}`, {}],
  [`https://github.com/eve/api.git#${SHA}`, {}],
  ['https://github.com/acme/api.git?branch=main&subdir=docker', {}],
  ['https://github.com/acme/api.git#v1', { ref: 'refs/tags/v1' }],
  ['https://github.com/acme/api.git#refs/pull/7/head', { ref: 'refs/pull/7/merge' }],
  ['https://mona:pw@github.com/acme/api.git', {}],
  ['git@github.com:acme/api.git#main', {}],
  ['ssh://git@github.com:22/acme/api.git#main', {}],
  ['git://github.com/acme/api', {}],
  ['github.com/acme/api', {}],
  // Facts missing from an event are no reason to warn.
  ['https://github.com/acme/api.git', { payload: {} }],
  ['https://git.example:8443/acme/api.git', { serverUrl: 'https://git.example:8443' }],
  ['https://git.example/gitea/acme/api.git', { serverUrl: 'https://git.example/gitea' }],
  ['git@git.example:acme/api.git', { serverUrl: 'https://git.example/gitea' }],
  // No git repository.
  ['https://example.org/context.tar.gz', {}],
  ['https://example.org/Dockerfile', {}],
  ['docker-image://alpine', {}],
])('%s is the commit of %j', (context, run) => expect(warn(context, run)).toBeUndefined());

test.each([
  ['https://github.com/other/api.git', {}, /from github\.com\/other\/api \(another repository\)/],
  ['https://github.com/other/api.git#main', {}, /other\/api#main \(another repository\)/],
  [`https://github.com/other/api.git#${OTHER}:docker`, {}, /other\/api#f{40} \(another repository\)/],
  ['https://gitlab.com/acme/api.git', {}, /gitlab\.com\/acme\/api \(another repository\)/],
  ['https://mona:hunter2@git.example/acme/api.git', {}, /from git\.example\/acme\/api \(/],
  ['git@github.com:other/api.git', {}, /github\.com\/other\/api \(another repository\)/],
  ['ssh://git@github.com/other/api', {}, /github\.com\/other\/api \(another repository\)/],
  ['github.com/moby/buildkit#master', {}, /github\.com\/moby\/buildkit#master/],
  ['https://github.com/acme/api.git', { ref: 'refs/heads/dev' }, /acme\/api \(another ref\)/],
  ['https://github.com/acme/api.git', { ref: 'refs/tags/v1' }, /\(another ref\)/],
  ['https://github.com/acme/api.git#dev', {}, /acme\/api#dev \(another ref\)/],
  [`https://github.com/acme/api.git#${OTHER}`, {}, /\(another ref\)/],
  ['https://github.com/acme/api.git?tag=v1', {}, /acme\/api#v1 \(another ref\)/],
  ['https://github.com/acme/api.git#refs/pull/7/head', {}, /\(another ref\)/],
  ['https://github.com/acme/api.git', { serverUrl: 'https://git.example' }, /another repository/],
  ['https://git.example/other/acme/api.git', { serverUrl: 'https://git.example/gitea' }, /another repository/],
])('%s is not the commit of %j', (context, run, what) => {
  const said = warn(context, run);
  expect(said).toMatch(what);
  expect(said).toMatch(/name this workflow's own commit \(acme\/api, 3240aa0\).*`ref-source: git`/);
  expect(said).not.toContain('hunter2');
});

test('with `ref-source: git` the labels name the checkout, not another context', () => {
  const git = { 'ref-source': 'git' };
  expect(warn('https://github.com/other/api.git', {}, git)).toMatch(
    /other\/api \(another repository\), but .* name the commit that is checked out \(3240aa0\).*, build that checkout with/,
  );
  expect(warn('.', {}, git)).toBeUndefined();
  expect(warn('', {}, git)).toBeUndefined();
  expect(warn('{{defaultContext}}', {}, git)).toBeUndefined();
  expect(warn(`https://github.com/other/api.git#${SHA}`, {}, git)).toBeUndefined();
});

test('an explicit commit gives no warning', () => {
  const context = 'https://github.com/other/api.git';
  expect(warn(context, {}, { labels: `org.opencontainers.image.revision=${OTHER}` })).toBeUndefined();
  expect(warn(context, {}, { labels: 'org.opencontainers.image.title=x' })).toBeDefined();
});
