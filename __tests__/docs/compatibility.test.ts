import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readContext } from '../../src/event/context.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadHandlebars } from '../../src/plan/templates/template.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import { complaints, envOf, read } from '../inputs/env.ts';

await loadHandlebars();

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/migrate-from-docker.md'), 'utf8');
const declared = Object.keys((parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { inputs: object }).inputs);

/** The rows of "What to change in a workflow": docker's form, and Slipway's. */
const rows = new Map(
  (/## What to change in a workflow\n(.*?)\n## /s.exec(page)?.[1] ?? '')
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (?:docker's actions|---)/.test(line))
    .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')) as [string, string]),
);
const row = (start: string): string => [...rows].find(([there]) => there.includes(start))?.[1] ?? '';

type Given = Readonly<Record<string, string>>;
type Event = Readonly<{ name?: string; ref?: string; payload?: object }>;

function plan(given: Given, { name = 'push', ref = 'refs/heads/main', payload = {} }: Event = {}): Plan {
  const env = {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: '/event.json',
    GITHUB_REF: ref,
    GITHUB_SHA: 'c0ffee'.repeat(6),
    GITHUB_REPOSITORY: 'example/app',
  };
  const context = readContext({ env, now: new Date(0), readFile: () => JSON.stringify(payload) });
  return makePlan(
    readInputs(envOf(given), () => false),
    context,
    { defaultBranch: 'main' },
    {},
  );
}
const pushed = ({ images }: Plan) =>
  images
    .flatMap(image => image.destinations)
    .filter(({ decision }) => decision.push)
    .map(({ name }) => name);

const hub = { registry: 'docker.io', username: 'example', password: 'hub-token' };
const ghcr = { registry: 'ghcr.io', username: 'octocat', password: 'job-token' };

test('every row is replayed here', () => {
  expect([...rows.keys()].map(there => there.replaceAll('`', '').slice(0, 12))).toEqual([
    'metadata-act', // context: git
    'login-action',
    'push: ${{ gi',
    'tags: ${{ st',
    'setup-buildx',
    'setup-qemu-a',
  ]);
});

describe('`context` of metadata-action', () => {
  test.each(['git', 'workflow'])('%s is `ref-source`', value => {
    expect(row('`context: git`')).toMatch(/^`ref-source: git`/);
    expect(read({ 'ref-source': value }).metadata.refSource).toBe(value);
    expect(complaints({ context: value })).toEqual([expect.stringContaining(`\`ref-source: ${value}\``)]);
  });
});

describe('login-action', () => {
  /** docker's own: two logins, a complete and a bare name, and each name goes to its registry. */
  const images = 'example/app\nghcr.io/example/app';
  const auth = (...logins: readonly object[]) => ({ 'registry-auth': JSON.stringify(logins) });

  test('two logins are entries of `registry-auth`: no destination is added or lost', () => {
    expect(row('login-action')).toMatch(/^an entry in `registry-auth`/);
    const given = { images, ...auth(hub, ghcr) };
    expect(pushed(plan(given))).toEqual(['example/app', 'ghcr.io/example/app']);
    expect(read(given).logins).toEqual([hub, ghcr]);
    expect(read(given).warnings).toEqual([]);
  });

  test('one login is the inputs of these names', () => {
    expect(row('login-action')).toContain('for one login, the inputs of these names');
    expect(pushed(plan({ images: 'example/app', username: 'example', password: 'x' }))).toEqual(['example/app']);
    expect(pushed(plan({ images: 'ghcr.io/example/app', ...ghcr }))).toEqual(['ghcr.io/example/app']);
  });

  test('login steps may stay', () => {
    expect(row('login-action')).toContain('Login steps may also stay');
    expect(pushed(plan({ images }))).toEqual(['example/app', 'ghcr.io/example/app']);
  });

  test('an entry of `registries` is a destination, so these names are rejected', () => {
    expect(row('login-action')).toContain('An entry in `registries` is a target as well');
    expect(complaints({ images, registries: JSON.stringify([ghcr]) })).toEqual([
      expect.stringContaining('`docker.io/example/app`'),
    ]);
    expect(pushed(plan({ images, registries: JSON.stringify([ghcr, hub]) }))).toEqual([
      'ghcr.io/example/app',
      'docker.io/example/app',
    ]);
  });
});

describe('`push: ${{ github.event_name != … }}`', () => {
  const fork = { pull_request: { head: { repo: { full_name: 'someone/app', fork: true } } } };
  test.each<[string, Event, boolean]>([
    ['a push', {}, true],
    ['a git tag', { ref: 'refs/tags/v1.0.0' }, true],
    ['a schedule', { name: 'schedule' }, true],
    ['a pull request', { name: 'pull_request', ref: 'refs/pull/7/merge' }, false],
    ['a fork', { name: 'pull_request', ref: 'refs/pull/7/merge', payload: fork }, false],
    ['pull_request_target', { name: 'pull_request_target', payload: { number: 7, ...fork } }, false],
    ['merge_group', { name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7' }, false],
  ])('%s', (_, event, expected) => {
    expect(row('github.event_name')).toMatch(/^nothing: that is `push: auto`, the default/);
    expect(plan({ images: 'example/app', tags: 'type=raw,value=x' }, event).decision.push).toBe(expected);
    // The expression's result, inlined: GitHub inserts a boolean.
    const copied = plan(
      { images: 'example/app', tags: 'type=raw,value=x', push: String(event.name !== 'pull_request') },
      event,
    );
    expect(copied.decision.push).toBe(event.name !== 'pull_request');
  });
});

describe('the outputs of metadata-action', () => {
  const given = { images: 'example/app', tags: 'type=raw,value=1.0\ntype=sha', labels: 'a=b', annotations: 'c=d' };

  test('come from the same inputs, under the same names', () => {
    expect(row('steps.meta')).toMatch(/^nothing: give `images`, `tags` and `labels`/);
    const { metadata } = plan(given).images[0]!;
    expect(metadata.tags).toEqual(['example/app:1.0', 'example/app:sha-c0ffeec']);
    expect(metadata.labels).toContain('a=b');
    expect(metadata.annotations).toContain('manifest:c=d');
    const outputs = Object.keys((parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { outputs: object }).outputs);
    expect(outputs).toEqual(expect.arrayContaining(['version', 'tags', 'labels', 'annotations', 'json', 'bake-file']));
  });

  test('copied tags are complete references, and pushed by `push: true`', () => {
    const tags = plan(given).images[0]!.metadata.tags.join('\n');
    expect(pushed(plan({ tags, push: 'true' }))).toEqual(['example/app']);
    expect(pushed(plan({ tags }))).toEqual([]);
    expect(complaints({ tags, images: 'example/app' }).join()).toMatch(/complete reference beside `images`/);
  });
});

describe.each<[string, Readonly<Record<string, string>>]>([
  [
    'setup-buildx-action',
    {
      version: 'buildx-version',
      name: 'builder',
      platforms: 'node-platforms',
      config: 'buildkitd-config',
      'config-inline': 'buildkitd-config-inline',
    },
  ],
  ['setup-qemu-action', { platforms: 'qemu' }],
])('%s', (there, renamed) => {
  test.each(Object.entries(renamed))('its %s is %s', (_, here) => {
    expect(row(there)).toMatch(/^nothing, or its/);
    expect(row(there)).toContain(`\`${here}\``);
    expect(declared).toContain(here);
  });
});

test('setup-buildx-action: the names that stay are inputs, and the removed ones are not', () => {
  const [, kept = ''] =
    /deprecated there\).*?buildkitd-config-inline`\. (.*?) keep their names/.exec(row('setup-buildx')) ?? [];
  const names = [...kept.matchAll(/`([\w-]+)`/g)].map(match => match[1]!);
  expect(names).toHaveLength(9);
  expect(declared).toEqual(expect.arrayContaining(names));
  expect(declared.filter(name => ['use', 'install', 'cache-binary'].includes(name))).toEqual([]);
  const builder = { driver: 'docker-container', 'driver-opts': 'network=host', builder: 'ci', 'keep-state': 'true' };
  expect(read(builder).builder).toMatchObject({ driver: 'docker-container', create: true, keepState: true });
  expect(read({ qemu: 'linux/arm64' }).qemu).not.toEqual(read({}).qemu);
});
