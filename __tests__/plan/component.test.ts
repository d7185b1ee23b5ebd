import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/plan/plan.ts';
import { componentVersion } from '../../src/plan/tags/component-tag.ts';
import { read } from '../inputs/env.ts';
import { contextOf } from './metadata/support.ts';

type Given = Readonly<Record<string, string>>;

const own: Given = { GITHUB_REPOSITORY: 'acme/shop', component: 'services/api', registries: 'ghcr.io' };

function plan(given: Given, event: string, ref?: string) {
  const context = contextOf(event, { repository: 'acme/shop', ...(ref !== undefined && { ref }) });
  const made = makePlan(read({ ...own, ...given }), context, { defaultBranch: 'main' }, {});
  const { metadata, destinations } = made.images[0]!;
  return { ...made, tags: metadata.tagNames.map(({ name }) => name), names: destinations.map(({ name }) => name) };
}

describe('release, branch, pr: every event of a monorepo', () => {
  const tags = 'release, branch, pr';
  test.each<[string, string | undefined, boolean, string[]]>([
    ['push-tag', 'refs/tags/api/v1.2.3', true, ['1.2.3', '1.2', 'latest']],
    ['push-tag', 'refs/tags/api-v1.2.3', true, ['1.2.3', '1.2', 'latest']],
    ['push-tag', 'refs/tags/api@1.2.3', true, ['1.2.3', '1.2', 'latest']],
    ['push-tag', 'refs/tags/services/api/v1.2.3', true, ['1.2.3', '1.2', 'latest']],
    ['release', 'refs/tags/api/v2.0.0-rc.1', true, ['2.0.0-rc.1']],
    ['push-tag', 'refs/tags/web/v1.2.3', false, []],
    ['push-tag', 'refs/tags/api-gateway-v1.2.3', false, []],
    ['push-tag', 'refs/tags/v1.2.3', false, []],
    ['push-tag', 'refs/tags/api/nightly', false, []],
    ['push-default', undefined, true, ['main']],
    ['pull-request', undefined, false, ['pr-7']],
    ['schedule', undefined, true, ['main']],
    ['workflow-dispatch', undefined, true, ['dev']],
  ])('%s %s: pushed %s, %j', (event, ref, pushed, expected) => {
    const made = plan({ tags }, event, ref);
    expect(made.tags).toEqual(expected);
    expect(made.decision.push).toBe(pushed);
    expect(made.names).toEqual(['ghcr.io/acme/shop-api']);
    expect(made.warnings).toEqual([]);
  });
});

test("another component's release: the reason says which tags are its own", () => {
  const { decision, notices } = plan({ tags: 'release' }, 'push-tag', 'refs/tags/web/v1.2.3');
  expect(decision.reason).toBe(
    'tag "web/v1.2.3" is not a release of the component "api" (api/v1.2.3, api-v1.2.3 or api@1.2.3)',
  );
  expect(notices.join()).toContain('release: needs a git tag of the component api; this run is for git tag web/v1.2.3');
});

test('`branches` only restricts branches: the component sets `git-tags`', () => {
  const pushed = (given: Given, event: string, ref: string) =>
    plan({ tags: 'sha', ...given }, event, ref).decision.push;
  expect(pushed({ branches: 'main' }, 'push-branch', 'refs/heads/main')).toBe(true);
  expect(pushed({ branches: 'main' }, 'push-branch', 'refs/heads/dev')).toBe(false);
  expect(pushed({ branches: 'main' }, 'push-tag', 'refs/tags/api/v1.0.0')).toBe(true);
  expect(pushed({ branches: 'main' }, 'push-tag', 'refs/tags/web/v1.0.0')).toBe(false);
  expect(pushed({ events: 'schedule' }, 'push-tag', 'refs/tags/api/v1.0.0')).toBe(false);
  expect(pushed({ push: 'true' }, 'push-tag', 'refs/tags/web/v1.0.0')).toBe(false);
});

test('`git-tags` wins: one version for all components', () => {
  const all = { tags: 'release', 'git-tags': 'v*, api/*' };
  expect(plan(all, 'push-tag', 'refs/tags/v1.2.3')).toMatchObject({ tags: ['1.2.3', '1.2', 'latest'] });
  expect(plan(all, 'push-tag', 'refs/tags/api/v1.2.3')).toMatchObject({ tags: ['1.2.3', '1.2', 'latest'] });
  expect(plan(all, 'push-branch', 'refs/heads/main').decision.push).toBe(false);
});

test.each<[string, string[]]>([
  ['', ['v1.2.3', 'latest']],
  ['type=ref,event=tag', ['v1.2.3', 'latest']],
  ['type=semver,pattern={{major}}', ['1', 'latest']],
  ['type=pep440,pattern={{version}}', ['1.2.3', 'latest']],
  // Written for the complete tag.
  ['type=semver,pattern={{version}},match=^api/v(.*)', ['1.2.3', 'latest']],
  ['type=match,pattern=api/v(.*),group=1', ['1.2.3', 'latest']],
  ['type=raw,value={{tag}}', ['api-v1.2.3']],
  ['type=semver,pattern={{version}},value=v9.9.9', ['9.9.9', 'latest']],
])('tags: %j on api/v1.2.3 gives %j', (tags, expected) => {
  expect(plan({ tags }, 'push-tag', 'refs/tags/api/v1.2.3').tags).toEqual(expected);
});

test('moving tags are compared by the version after the component', () => {
  const { images } = plan({ tags: 'release' }, 'push-tag', 'refs/tags/api/v1.2.3');
  expect(images[0]!.metadata.tagNames.map(({ name, release }) => [name, release?.version])).toEqual([
    ['1.2.3', undefined],
    ['1.2', '1.2.3'],
    ['latest', '1.2.3'],
  ]);
});

test.each([
  ['api/v1.2.3', 'v1.2.3'],
  ['api/1.2', '1.2'],
  ['api@2026.11.30', '2026.11.30'],
  ['api-v1.2.3-rc.1+b', 'v1.2.3-rc.1+b'],
  ['api-2.1.0', '2.1.0'],
  ['api-2-v1.0.0', undefined],
  ['apiv1.2.3', undefined],
  ['api/v1', undefined],
  ['api', undefined],
  ['', undefined],
  ['API/v1.2.3', undefined],
  ['services/api/v1.2.3', 'v1.2.3'],
  ['services/api-v1.2.3', 'v1.2.3'],
  ['services/api/web/v1.2.3', undefined],
])('%s: %s', (tag, expected) => {
  expect(componentVersion(tag, { path: 'services/api', name: 'api', ownTagsOnly: true })).toBe(expected);
});
