import { describe, expect, test } from '@jest/globals';
import { compute, problemsOf, sha, tagsOf } from '../metadata/support.ts';

const tag = (name: string) => ({ context: { ref: `refs/tags/${name}` } });
const all = [
  'type=schedule',
  'type=semver,pattern={{version}}',
  'type=edge',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
  'type=sha',
];

describe('the default rules, by event', () => {
  test.each([
    ['push-branch', ['dev']],
    ['push-default', ['main']],
    ['push-tag', ['v1.2.3', 'latest']],
    ['push-odd', ['feat-a-b-new-1']],
    ['pull-request', ['pr-7']],
    ['pull-request-target', ['pr-7']],
    ['schedule', ['nightly', 'main']],
    ['workflow-dispatch', ['dev']],
    ['release', ['v1.2.3', 'latest']],
    ['create-branch', ['dev']],
    ['create-tag', ['v1.2.3', 'latest']],
    ['discussion', ['main']],
    ['issues', ['main']],
    ['workflow-run', ['main']],
    ['merge-group', ['gh-readonly-queue-main-pr-7-3f1c0a9']],
    ['empty', []],
  ])('%s gives %j', (event, expected) => {
    expect(tagsOf(event)).toEqual(expected);
  });
});

describe('one rule of each kind, by event', () => {
  test.each([
    ['push-branch', ['dev', 'sha-3f1c0a9']],
    ['push-default', ['edge', 'main', 'sha-3f1c0a9']],
    ['push-tag', ['1.2.3', 'v1.2.3', 'sha-3f1c0a9', 'latest']],
    ['pull-request', ['pr-7', 'sha-3f1c0a9']],
    ['schedule', ['nightly', 'edge', 'main', 'sha-3f1c0a9']],
    ['empty', []],
  ])('%s gives %j', (event, expected) => {
    expect(tagsOf(event, { tags: all })).toEqual(expected);
  });
});

describe('type=semver', () => {
  const semver = 'type=semver,pattern=';
  test.each([
    ['v1.2.3', ['{{version}}', '{{major}}.{{minor}}', '{{major}}'], ['1.2.3', '1.2', '1', 'latest']],
    ['v1.2.3', ['{{raw}}', 'v{{major}}', '{{minor}}', '{{patch}}'], ['v1.2.3', 'v1', '2', '3', 'latest']],
    ['v1.2.3', ['{{major}}{{minor}}', '{{#if patch}}{{major}}{{patch}}{{/if}}'], ['12', '13', 'latest']],
    ['v0.4.0', ['{{major}}', '{{#if major}}M{{else}}zero{{/if}}'], ['0', 'zero', 'latest']],
    ['v2.0.8-beta.67', ['{{version}}', '{{major}}', 'v{{version}}'], ['2.0.8-beta.67']],
    ['v2.0.8-beta.67', ['{{raw}}'], ['v2.0.8-beta.67']],
    ['v2.0.8-beta.67', ['{{ raw }}', 'v{{raw}}'], ['v2.0.8-beta.67', '2.0.8-beta.67']],
    ['v9.5.7-a.2+fork.3', ['{{raw}}'], ['v9.5.7-a.2-fork.3']],
    ['v9.5.7+fork.3', ['{{version}}', '{{raw}}'], ['9.5.7', 'v9.5.7-fork.3', 'latest']],
    ['1.2.3', ['static'], ['static', 'latest']],
    ['1.2', ['{{version}}'], []],
    ['p1/v1.0.0', ['{{version}}'], []],
  ])('git tag %s with %j gives %j', (name, patterns, expected) => {
    expect(tagsOf('push-tag', { tags: patterns.map(each => semver + each) }, tag(name))).toEqual(expected);
  });

  test.each([
    ['api/v1.2.3', 'api/v(.*)', ['1.2.3', 'latest']],
    ['api/v1.2.3', String.raw`\/v(\d+\.\d+\.\d+)$`, ['1.2.3', 'latest']],
    ['api/v1.2.3-rc.1', 'api/(.*)', ['1.2.3-rc.1']],
    ['api/v1.2.3', 'web/v(.*)', []],
    // If nothing matches, the whole text is used.
    ['v1.2.3', 'web/v(.*)', ['1.2.3', 'latest']],
  ])('git tag %s with match=%s gives %j', (name, match, expected) => {
    expect(tagsOf('push-tag', { tags: [`${semver}{{version}},match=${match}`] }, tag(name))).toEqual(expected);
  });

  test('accepts `value` on any event, as a template', () => {
    const tags = [`${semver}{{version}},value=v4.5.6`, `${semver}{{major}},value={{tag}}`];
    expect(tagsOf('push-branch', { tags })).toEqual(['4.5.6', 'latest']);
  });

  test.each(['one', 'web/v1.2.3'])('%s is not a version: reported as the reason, without a warning', name => {
    const tags = [`${semver}{{version}},match=^api/(.*)`, `${semver}{{version}}`];
    const { warnings, untagged } = compute('push-tag', { tags }, tag(name));
    expect(warnings).toEqual([]);
    expect(untagged.map(({ why }) => why)).toEqual([
      `"^api/(.*)" does not match "${name}"`,
      expect.stringContaining('is not a semantic version (https://semver.org)'),
    ]);
  });

  test('a version that does not match is used with a warning, as in metadata-action', () => {
    const { warnings } = compute('push-tag', { tags: [`${semver}{{version}},match=web/v(.*)`] }, tag('v1.2.3'));
    expect(warnings).toEqual([expect.stringContaining('"web/v(.*)" does not match "v1.2.3", so the version is all')]);
  });
});

describe('type=pep440', () => {
  test.each([
    ['1.2.3', ['{{version}}', '{{major}}.{{minor}}', 'v{{major}}'], ['1.2.3', '1.2', 'v1', 'latest']],
    ['v1.2', ['{{raw}}', '{{version}}', '{{patch}}'], ['v1.2', '1.2', '0', 'latest']],
    ['1.2.3', ['{{major}}{{minor}}'], ['12', 'latest']],
    ['1.2.3rc2', ['{{major}}'], ['1.2.3rc2']],
    ['v1.2.3rc2', ['{{raw}}'], ['v1.2.3rc2']],
    ['1.2.3post1', ['{{major}}.{{minor}}'], ['1.2.3.post1']],
    ['1.1beta2', ['{{version}}'], ['1.1b2']],
    ['1.0dev4', ['{{version}}'], ['1.0.dev4']],
    ['sometag', ['{{version}}'], []],
  ])('git tag %s with %j gives %j', (name, patterns, expected) => {
    const tags = patterns.map(each => `type=pep440,pattern=${each}`);
    expect(tagsOf('push-tag', { tags }, tag(name))).toEqual(expected);
  });

  test('accepts `match` and `value`', () => {
    const tags = ['type=pep440,pattern={{version}},match=lib/(.*),value=lib/2.0'];
    expect(tagsOf('push-branch', { tags })).toEqual(['2.0', 'latest']);
  });
});

describe('type=match', () => {
  test.each([
    ['v1.2.3', String.raw`pattern=\d.\d.\d`, ['1.2.3', 'latest']],
    ['v2.0.8-beta.67', 'pattern=v(.*),group=1', ['2.0.8-beta.67', 'latest']],
    ['20200110-RC2', String.raw`"pattern=\d{4,8}"`, ['20200110', 'latest']],
    ['20200110-RC2', 'pattern=/(.*)-rc/i,group=1', ['20200110', 'latest']],
    ['v1.2.3', String.raw`pattern=/\d/g,group=2`, ['3', 'latest']],
    ['p1/v1.2.3', 'pattern=p1/v(.*),group=1', ['1.2.3', 'latest']],
    ['p1/v1.2.3', 'pattern=p1/.*', ['p1-v1.2.3', 'latest']],
    ['a/b/v1.2.3', 'pattern=/b/v(.*),group=1', ['1.2.3', 'latest']],
    ['a/b/v1.2.3', 'pattern=/b/,group=0', ['b', 'latest']],
    ['a/b/v1.2.3', 'pattern=/b\\/v(.*)/,group=1', ['1.2.3', 'latest']],
    ['v1.2.3', 'pattern=v(.*),group=2', []],
    ['v1.2.3', 'pattern=nothing', []],
    ['v1.2.3', 'pattern=v(.*),group=1,value=v7', ['7', 'latest']],
  ])('git tag %s with %s gives %j', (name, attributes, expected) => {
    expect(tagsOf('push-tag', { tags: [`type=match,${attributes}`] }, tag(name))).toEqual(expected);
  });
});

describe('other rules and attributes', () => {
  test.each([
    ['push-branch', ['type=edge,branch=dev'], ['edge']],
    ['push-tag', ['type=edge'], []],
    ['push-branch', ['type=sha,format=long'], [`sha-${sha}`]],
    ['push-branch', ['type=sha,prefix=', 'type=sha,prefix=git-,suffix=-x'], ['3f1c0a9', 'git-3f1c0a9-x']],
    ['pull-request', ['type=ref,event=pr,prefix=', 'type=ref,event=pr,prefix=p,suffix=-{{sha}}'], ['7', 'p7-3f1c0a9']],
    [
      'push-branch',
      ['foo', 'type=raw,bar', 'type=raw,value=a=b', 'type=raw,=c,prefix=p'],
      ['foo', 'bar', 'a-b', 'p-c'],
    ],
    ['push-branch', ['type=raw,"value=a,b"'], ['a-b']],
    ['push-branch', [' TYPE = raw , VALUE = x '], ['x']],
    ['push-branch', ['type=raw,value=a,value=b,unheard=of'], ['b']],
    ['push-branch', ['type=raw,value='], []],
    ['push-branch', ['type=raw,value=,prefix=only'], ['only']],
    ['push-branch', ['type=raw,value=no,enable=false', 'type=raw,value=yes,enable=true'], ['yes']],
    ['push-branch', ['x', 'y,priority=201', 'z,priority=many'], ['y', 'x', 'z']],
    ['push-branch', ['type=raw,value=dev', 'type=ref,event=branch', 'dev'], ['dev']],
    ['push-branch', ['type=raw,value=a b/c@@d'], ['a-b-c-d']],
    ['schedule', ["type=schedule,pattern={{date 'YYYYMMDD'}}"], ['20260305']],
    ['schedule', ['type=schedule,pattern=n{{branch}}{{sha}}'], ['n']],
  ])('%s with %j gives %j', (event, tags, expected) => {
    expect(tagsOf(event, { tags })).toEqual(expected);
  });
});

describe('flavor', () => {
  const semver = 'type=semver,pattern={{version}}';
  test.each([
    ['push-branch', ['type=ref,event=branch'], ['latest=true'], ['dev', 'latest']],
    ['push-tag', [semver], ['latest=false'], ['1.2.3']],
    ['push-tag', [semver, 'type=sha'], ['latest=auto'], ['1.2.3', 'sha-3f1c0a9', 'latest']],
    // The first rule that gives a tag decides about latest.
    ['push-tag', ['type=raw,value=x,priority=9999', semver], [], ['x', '1.2.3']],
    ['push-tag', [semver], ['suffix=-alpine'], ['1.2.3-alpine', 'latest']],
    ['push-tag', [semver], ['suffix=-alpine,onlatest=true'], ['1.2.3-alpine', 'latest-alpine']],
    ['push-tag', [semver], ['prefix=a-,onlatest=true', 'suffix=-z'], ['a-1.2.3-z', 'a-latest']],
    ['push-tag', [semver], ['prefix=a-', 'onlatest=true'], ['a-1.2.3', 'latest']],
    ['push-tag', [`${semver},prefix=own-,suffix=`], ['prefix=a-', 'suffix=-z'], ['own-1.2.3', 'latest']],
    ['push-branch', ['type=sha'], ['prefix=a-'], ['sha-3f1c0a9']],
    ['push-branch', ['x'], ['suffix=-{{branch}}'], ['x-dev']],
    ['push-tag', [semver], ['prefix={{sha}}-,onlatest=true'], ['3f1c0a9-1.2.3', '3f1c0a9-latest']],
    ['push-tag', ['type=raw,value=latest,priority=1', semver], [], ['1.2.3', 'latest']],
  ])('%s with %j and %j gives %j', (event, tags, flavor, expected) => {
    expect(tagsOf(event, { tags, flavor })).toEqual(expected);
  });
});

describe('names', () => {
  test('tags go to every name, in order, lower-cased, each once', () => {
    const { tags, version } = compute('push-tag', {}, { names: ['Acme/API', 'ghcr.io/acme/api', 'acme/api'] });
    expect(version).toBe('v1.2.3');
    expect(tags).toEqual(['acme/api:v1.2.3', 'acme/api:latest', 'ghcr.io/acme/api:v1.2.3', 'ghcr.io/acme/api:latest']);
  });

  test('without images tags have no names', () => {
    expect(compute('push-branch').tags).toEqual(['dev']);
  });
});

describe('switches of the environment', () => {
  const head = 'b0'.repeat(20);
  test.each([
    ['pull-request', { DOCKER_METADATA_PR_HEAD_SHA: 'true' }, 'sha-b0b0b0b'],
    ['pull-request-target', { DOCKER_METADATA_PR_HEAD_SHA: 'TRUE' }, 'sha-b0b0b0b'],
    ['pull-request', { DOCKER_METADATA_PR_HEAD_SHA: 'false' }, 'sha-3f1c0a9'],
    ['push-branch', { DOCKER_METADATA_PR_HEAD_SHA: 'true' }, 'sha-3f1c0a9'],
    ['push-branch', { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' }, 'sha-3f1c0a9d5e7b'],
    ['push-branch', { DOCKER_METADATA_SHORT_SHA_LENGTH: '99' }, `sha-${sha}`],
    ['pull-request', { DOCKER_METADATA_PR_HEAD_SHA: 'true', DOCKER_METADATA_SHORT_SHA_LENGTH: '64' }, `sha-${head}`],
  ])('%s with %j gives %s', (event, env, expected) => {
    expect(tagsOf(event, { tags: ['type=sha'] }, { context: { env } })).toEqual([expected]);
  });

  test('ref-source git uses ref and commit as they are', () => {
    const context = { env: { DOCKER_METADATA_PR_HEAD_SHA: 'true' }, ref: 'refs/tags/v3.0.0' };
    const given = { tags: ['type=ref,event=tag', 'type=sha'], refSource: 'git' as const };
    expect(tagsOf('pull-request-target', given, { context })).toEqual(['v3.0.0', 'sha-3f1c0a9', 'latest']);
  });
});

test('explains every rule that gave no tag', () => {
  const tags = [
    'type=schedule',
    'type=semver,pattern={{version}}',
    'type=match,pattern=x,value=y',
    'type=ref,event=branch',
    'type=ref,event=tag',
    'type=edge',
    'type=raw,value=x,enable=false',
    'type=raw,value=',
    '{{ app_version }}',
  ];
  expect(compute('pull-request', { tags }).untagged).toEqual([
    { rule: tags[0], why: 'the event is "pull_request", not "schedule"' },
    { rule: tags[1], why: 'needs a git tag; this run is for pull request 7 (or set `value=`)' },
    { rule: tags[2], why: '"x" does not match "y"' },
    { rule: tags[5], why: 'needs a branch; this run is for pull request 7' },
    { rule: tags[3], why: 'needs a branch; this run is for pull request 7' },
    { rule: tags[4], why: 'needs a git tag; this run is for pull request 7' },
    { rule: tags[6], why: 'its `enable` is false' },
    { rule: tags[7], why: 'its value is empty' },
    { rule: tags[8], why: 'its value is empty: no template knows the name app_version' },
  ]);
});

describe('an invalid first character', () => {
  test.each([
    ['pull-request', 'type=sha,prefix={{branch}}-', /^3f1c0a9-[0-9a-f]{12}$/],
    ['pull-request', 'type=raw,value={{branch}}-x', /^x-[0-9a-f]{12}$/],
    ['push-branch', 'type=sha,prefix={{branch}}-', /^dev-3f1c0a9$/],
    ['push-branch', 'type=raw,value={{regex_replace branch "." "-"}}', /^[0-9a-f]{12}$/],
  ])('%s: %s is corrected if it comes from the event, with a notice', (event, line, name) => {
    const { tagNames, warnings, notices } = compute(event, { tags: [line.replaceAll('"', "'")] });
    expect(tagNames[0]?.name).toMatch(name);
    expect(warnings).toEqual([]);
    expect(notices.some(text => text.includes(line.slice(0, 12)))).toBe(
      event === 'pull-request' || line.includes('regex'),
    );
  });

  test('also for latest; if the author wrote it, it is rejected', () => {
    const tags = ['type=raw,value=x,prefix='];
    const latest = (prefix: string) => () =>
      compute('pull-request', { tags, flavor: ['latest=true', `prefix=${prefix},onlatest=true`] });
    expect(latest('{{branch}}-')().tagNames[1]?.name).toMatch(/^latest-[0-9a-f]{12}$/);
    expect(problemsOf(latest('-')).map(({ input }) => input)).toEqual(['flavor']);
  });
});

describe('a template that names a missing fact, if tags are published', () => {
  const published = (event: string, tags: string[], flavor: string[] = []) => {
    const { tagNames, untagged } = compute(event, { tags, flavor, isPublished: true });
    return [tagNames.map(({ name }) => name), untagged.map(({ why, isIncomplete }) => [why, isIncomplete])] as const;
  };
  const gap = (name: string) => [`${name} is empty for this event`, true];

  test.each([
    ['push-tag', 'type=sha,prefix={{branch}}-', '{{branch}}'],
    ['push-tag', 'type=raw,value=x-{{branch}}', '{{branch}}'],
    ['push-tag', 'type=raw,value={{branch}}', '{{branch}}'],
    ['push-tag', 'type=raw,value=x,suffix=-{{branch}}', '{{branch}}'],
    ['push-tag', 'type=raw,value={{lower branch}}-x', '{{branch}}'],
    ['push-tag', 'type=raw,value={{#if branch}}b{{/if}}-{{pr_number}}', '{{pr_number}}'],
    ['push-branch', 'type=raw,value={{tag}}-x', '{{tag}}'],
    ['push-branch', 'type=semver,pattern={{version}},value={{tag}}', '{{tag}}'],
    ['push-branch', 'type=semver,pattern={{version}}-{{pr_number}},value=1.2.3', '{{pr_number}}'],
    ['push-branch', 'type=match,pattern=.*,value=x-{{tag}}', '{{tag}}'],
    ['push-branch', 'type=raw,value=pr-{{pr_number}}', '{{pr_number}}'],
    ['push-branch', 'type=raw,value={{head_ref}}-{{sha}}', '{{head_ref}}'],
    ['push-branch', 'type=raw,value={{base_ref}}-{{sha}}', '{{base_ref}}'],
    ['schedule', 'type=schedule,pattern=nightly-{{head_ref}}', '{{head_ref}}'],
    ['discussion', 'type=raw,value=x-{{ .CommitMessage }}', '{{ .CommitMessage }}'],
    ['empty', 'x-{{ .Branch }}', '{{ .Branch }}'],
  ])('%s: %s gives no tag', (event, rule, name) => {
    expect(published(event, [rule, 'type=raw,value=kept'])).toEqual([['kept'], [gap(name)]]);
  });

  test.each([
    ['push-tag', 'v{{meta.version}}', 'meta'],
    ['push-tag', 'type=raw,value=x-{{created}}', 'created'],
    ['push-branch', 'app-{{ app_version }}', 'app_version'],
    ['push-branch', 'type=raw,value=x,suffix=-{{brnch}}', 'brnch'],
    ['push-tag', 'type=semver,pattern={{version}}-{{sha}}', 'sha'],
  ])('%s: %s has an unknown name, and gives no tag', (event, rule, name) => {
    const why = [`no template knows the name ${name}`, true];
    expect(published(event, [rule, 'type=raw,value=kept'])).toEqual([['kept'], [why]]);
  });

  test.each([
    ["x{{env 'UNSET'}}", "{{env 'UNSET'}}"],
    ["{{env 'UNSET'}}.x", "{{env 'UNSET'}}"],
    ["v{{file 'EMPTY'}}-{{sha}}", "{{file 'EMPTY'}}"],
    ["v{{json 'a.json' 'v'}}", "{{json 'a.json' 'v'}}"],
    ["x-{{slug '___'}}", "{{slug '___'}}"],
    ["x-{{lower (env 'UNSET')}}", "{{env 'UNSET'}}"],
    ["x-{{slug (env 'UNSET')}}", "{{env 'UNSET'}}"],
  ])('an empty value from another source is also a gap: %s', (value, name) => {
    const ports = { readWorkspaceFile: (path: string) => (path === 'EMPTY' ? '\n' : '{"v":""}') };
    const { tagNames, untagged } = compute(
      'push-tag',
      { tags: [`type=raw,value=${value}`], isPublished: true },
      { ports },
    );
    expect([tagNames, untagged.map(({ why }) => why)]).toEqual([[], [`${name} is empty`]]);
  });

  test('unknown names in a block are found too', () => {
    const [, why] = published('push-branch', ['type=raw,value=x{{#with branch}}-{{brnch}}{{/with}}']);
    expect(why).toEqual([['no template knows the name brnch', true]]);
  });

  test('two empty names are both reported', () => {
    const [, why] = published('push-tag', ['type=raw,value={{branch}}-{{pr_number}}']);
    expect(why).toEqual([['{{branch}} and {{pr_number}} are empty for this event', true]]);
  });

  test.each([
    ['push-tag', 'type=raw,value={{#if branch}}{{branch}}{{else}}release{{/if}}', 'release'],
    ['push-tag', 'type=raw,value={{#unless branch}}no{{/unless}}-x', 'no-x'],
    ['push-tag', 'type=raw,value={{#if (lower branch)}}b{{else}}t{{/if}}', 't'],
    ['push-tag', "type=raw,value=x{{#if (env 'UNSET')}}-{{env 'UNSET'}}{{/if}}", 'x'],
    ['push-branch', 'type=raw,value=x{{#with branch}}-{{this}}{{/with}}', 'x-dev'],
    ['push-branch', 'type=raw,value=x{{#with branch as |b|}}-{{b}}{{/with}}', 'x-dev'],
    ['push-tag', 'type=raw,value=x{{#if (lower branch)}}-{{branch}}{{/if}}', 'x'],
    ['push-branch', 'type=raw,value={{is_default_branch}}', 'false'],
    ['push-branch', 'type=sha,prefix={{branch}}-', 'dev-3f1c0a9'],
  ])('%s: %s gives %s', (event, rule, name) => {
    expect(published(event, [rule])).toEqual([[name], []]);
  });

  test.each([
    ['push-tag', 'type=raw,value={{#if branch}}{{branch}}{{/if}}-x', '-x'],
    ['push-tag', 'type=sha,prefix={{#if branch}}{{branch}}{{/if}}/', '/3f1c0a9'],
    ['push-branch', 'type=match,pattern=-.*,value={{branch}}-x', '-x'],
  ])('%s: %s gives none either: its beginning would be missing', (event, rule, value) => {
    const [names, why] = published(event, [rule, 'type=raw,value=kept']);
    expect(names).toEqual(['kept']);
    expect(why).toEqual([[`its value is "${value}", because what should precede it is empty`, true]]);
  });

  test('nor does a branch whose name gives no valid tag', () => {
    const context = { ref: 'refs/heads/-x' };
    const { tagNames, untagged } = compute('push-branch', { isPublished: true }, { context });
    expect([tagNames, untagged.map(({ why }) => why)]).toEqual([
      [],
      expect.arrayContaining(['its value is "-x", because what should precede it is empty']),
    ]);
    expect(compute('push-branch', {}, { context }).tagNames[0]?.name).toMatch(/^x-[0-9a-f]{12}$/);
  });

  test('nor does `latest` get an incomplete name', () => {
    const flavor = ['latest=true', 'prefix={{#if branch}}{{branch}}{{/if}}-,onlatest=true'];
    expect(published('push-tag', ['type=raw,value=c,prefix='], flavor)[0]).toEqual(['c']);
  });

  test('in a flavor it applies to every rule without its own affix', () => {
    const rules = ['type=sha', 'type=raw,value=b', 'type=raw,value=c,prefix='];
    const [names, why] = published('push-tag', rules, ['latest=true', 'prefix={{branch}}-,onlatest=true']);
    expect(names).toEqual(['c', 'sha-3f1c0a9']);
    expect(why).toEqual([gap('{{branch}}')]);
  });

  test('a name without any valid character gives no tag', () => {
    const context = { ref: 'refs/heads/日本' };
    const { tagNames, untagged } = compute('push-branch', { isPublished: true }, { context });
    expect(tagNames).toEqual([]);
    expect(untagged).toContainEqual({
      rule: 'type=ref,event=branch',
      why: '"日本" has no character that a tag can start with',
      isIncomplete: true,
    });
  });
});

describe('moving or immutable', () => {
  test.each([
    ['push-tag', 'type=semver,pattern={{version}}', false],
    ['push-tag', 'type=semver,pattern={{major}}.{{minor}}.{{patch}}', false],
    ['push-tag', 'type=semver,pattern={{raw}}', false],
    ['push-tag', 'type=semver,pattern={{major}}.{{minor}}', true],
    ['push-tag', 'type=semver,pattern={{major}},value=v1.0.0-rc.1', false],
    ['push-tag', 'type=pep440,pattern={{version}},value=1.2', false],
    ['push-tag', 'type=pep440,pattern={{major}}.{{minor}},value=1.2', true],
    ['push-tag', 'type=match,pattern=v(.*),group=1', false],
    ['push-tag', String.raw`type=match,pattern=\d.\d`, true],
    ['push-tag', 'type=ref,event=tag', false],
    ['push-branch', 'type=ref,event=branch', true],
    ['pull-request', 'type=ref,event=pr', true],
    ['push-default', 'type=edge', true],
    ['schedule', "type=schedule,pattern={{date 'YYYYMMDD'}}", true],
    ['push-branch', 'type=sha', false],
    ['push-branch', 'stable', true],
    ['push-branch', 'latest', true],
    ['push-branch', '1.2', true],
    ['push-branch', 'v1.2.3-alpine', false],
    ['push-branch', '{{branch}}-{{sha}}', false],
  ])('%s, %s: moving is %s', (event, rule, moving) => {
    expect(compute(event, { tags: [rule], flavor: ['latest=false'] }).tagNames).toMatchObject([{ moving, from: rule }]);
  });

  test('a tag of two rules moves if one of them moves it; latest comes from the flavor', () => {
    const tags = ['type=ref,event=tag,priority=1000', 'type=semver,pattern=v{{major}}'];
    expect(compute('push-tag', { tags }, { context: { ref: 'refs/tags/v1' } }).tagNames).toEqual([
      { name: 'v1', moving: false, from: tags[0] },
      { name: 'latest', moving: true, from: 'flavor' },
    ]);
    const both = ['type=raw,value=1.2.3', 'type=semver,pattern=1.2.3,value=v1.2.3'];
    expect(compute('push-tag', { tags: both, flavor: ['latest=false'] }).tagNames).toMatchObject([
      { name: '1.2.3', moving: true, from: both[1] },
    ]);
  });
});

describe('refusals', () => {
  test.each([
    ['type=semver', 'has no pattern'],
    ['type=match', 'has no pattern'],
    ['type=match,pattern=x,group=one', 'has "one" for group'],
    ['type=match,pattern=[', 'has an invalid regular expression "["'],
    ['type=match,pattern=/v(.*)/x', 'has unknown flags (x) in the pattern "/v(.*)/x"'],
    ['type=semver,pattern={{version}},match=v.*', 'has a match without a capturing group'],
    ['type=ref', 'has no event'],
    ['type=ref,event=push', 'has an unknown event "push"'],
    ['type=sha,format=tiny', 'has an unknown format "tiny"'],
    ['type=docker', 'has an unknown type "docker"'],
    ['type=raw', 'has no value'],
    ['type=raw,value=x,enable=yes', 'has "yes" for enable'],
    ['type=raw,value="x"', 'has quotes around a value (value="x")'],
    ["type=raw,value='x'", "has quotes around a value (value='x')"],
    ["'x'", "has quotes around a value ('x')"],
    ['type=raw,value=a"b', 'has quotes in the wrong place'],
    ['v$TAG', 'has the shell variable $TAG'],
    ['type=raw,value=${TAG:-x}', 'has the shell variable ${TAG:-x}'],
    ['type=sha,prefix=$(date)-', 'has a command in $(…)'],
    ['type=match,pattern=$TAG', 'has the shell variable $TAG'],
    ["{{ version | default('1') }}", 'looks like Jinja'],
    ["v{{ lookup('env', 'X') }}", 'looks like Jinja'],
    ['{% if x %}a{% endif %}', 'looks like Jinja'],
    [String.raw`{{regex_replace '1.5.2' '\\.[0-9]+$' ''}}`, 'has doubled backslashes in the pattern'],
    [String.raw`type=match,pattern=v(\\d+)`, 'has doubled backslashes in the pattern'],
    [String.raw`type=semver,pattern={{version}},match=v(\\d+.*)`, 'has doubled backslashes in the pattern'],
    ['{{date}}', 'uses a date without a format'],
    ['type=raw,value={{branch', 'is not a valid template'],
    ["type=raw,value={{nope 'x'}}", 'cannot be rendered (Missing helper: "nope")'],
    ['type=raw,value=-x', 'gives "-x", but no tag starts with . or -'],
    ['type=sha,prefix=.', 'gives ".3f1c0a9", but no tag starts with . or -'],
  ])('%s: %s', (rule, problem) => {
    const [found, ...others] = problemsOf(() => compute('push-tag', { tags: [rule] }));
    expect(found).toMatchObject({ input: 'tags', problem: expect.stringContaining(problem) });
    expect(found?.problem).toContain(rule.slice(0, 12));
    expect(found?.fix).toMatch(/\w.*\.$/);
    expect(others).toEqual([]);
  });

  test.each([String.raw`type=match,pattern=v(\\d+)`, String.raw`type=semver,pattern={{version}},match=v(\\d+.*)`])(
    'doubled backslashes do not wait for a git tag: %s',
    rule => {
      const [found] = problemsOf(() => compute('push-branch', { tags: [rule, 'x'] }));
      expect(found?.problem).toContain('has doubled backslashes in the pattern');
    },
  );

  test('every bad line of every input is reported at once', () => {
    const given = {
      tags: ['type=semver', 'x', 'type=ref'],
      flavor: ['latest=maybe', 'prefix', 'color=red', 'suffix=-{{', 'suffix=-x,onlatest=1'],
      labels: ['a={{'],
      annotations: ['b={{date}}'],
    };
    const found = problemsOf(() => compute('push-branch', given)).map(each => each.input);
    expect(found).toEqual(['flavor', 'flavor', 'flavor', 'flavor', 'tags', 'tags', 'labels', 'annotations']);
  });

  test('a flavor that does not render is reported once, however many rules use it', () => {
    const given = { tags: ['a', 'b'], flavor: ['suffix=-{{'] };
    expect(problemsOf(() => compute('push-branch', given)).map(each => each.input)).toEqual(['flavor']);
  });

  test('a short length that is no number', () => {
    const context = { env: { DOCKER_METADATA_SHORT_SHA_LENGTH: 'seven' } };
    expect(problemsOf(() => compute('push-branch', { tags: ['type=sha'] }, { context }))).toHaveLength(1);
    expect(problemsOf(() => compute('push-branch', {}, { context }))).toEqual([]);
  });
});
