import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../../src/event/context.ts';
import { compute, problemsOf, sha } from '../metadata/support.ts';

/** Labels show a template's output as it is; tags would be sanitised. */
function rendered(event: string, template: string, context: Partial<Context> = {}): string {
  const files: Readonly<Record<string, string>> = {
    VERSION: '1.4.0\n',
    'a/b.json': '{"v":{"n":3},"a.b":"dot","l":[1]}',
  };
  const ports = { readWorkspaceFile: (path: string) => files[path] ?? '' };
  const { labels } = compute(event, { labels: [`x=${template}`] }, { context, ports });
  return labels.find(label => label.startsWith('x='))?.slice(2) ?? '(no label)';
}

describe("metadata-action's names", () => {
  test.each([
    ['push-branch', '{{branch}}|{{tag}}|{{sha}}|{{base_ref}}', 'dev||3f1c0a9|'],
    ['push-tag', '{{branch}}|{{tag}}|{{base_ref}}', '|v1.2.3|main'],
    ['pull-request', '{{branch}}|{{tag}}|{{base_ref}}', '||main'],
    ['empty', '{{branch}}|{{tag}}|{{sha}}|{{base_ref}}', '|||'],
    ['push-odd', '{{branch}}', 'feat/a&b (new)#1'],
    ['push-odd', '{{{branch}}} {{&branch}}', 'feat/a&b (new)#1 feat/a&b (new)#1'],
    ['push-tag', '{{#if tag}}release{{else}}build{{/if}}', 'release'],
    ['push-branch', '{{#if tag}}release{{else}}build{{/if}}', 'build'],
    ['push-branch', '{{branch.constructor}}{{lookup this "toString"}}', ''],
    ['push-branch', '{{log "::error::x"}}-', '-'],
  ])('%s: %s gives %s', (event, template, expected) => {
    expect(rendered(event, template)).toBe(expected);
  });

  test('unknown and inherited ones give nothing in a tag that is not published', () => {
    const tags = ['type=raw,value=a{{unheard_of}}{{constructor}}{{__proto__}}b'];
    expect(compute('push-branch', { tags }).tagNames[0]?.name).toBe('ab');
  });

  test.each([
    ['push-default', 'true'],
    ['push-branch', 'false'],
    ['push-tag', 'false'],
    ['pull-request', 'false'],
    ['create-branch', 'true'],
    ['create-tag', 'true'],
    ['discussion', 'true'],
    ['issues', 'true'],
    ['schedule', 'true'],
    ['workflow-run', 'true'],
    ['merge-group', 'false'],
    ['empty', 'false'],
  ])('is_default_branch of %s is %s', (event, expected) => {
    expect(rendered(event, '{{is_default_branch}}')).toBe(expected);
    expect(rendered(event, '{{is_not_default_branch}}')).toBe(String(expected === 'false'));
  });

  test.each([
    ['a schedule whose payload says nothing', { payload: {} }, 'true'],
    ['its checkout of another branch', { payload: {}, ref: 'refs/heads/next', eventRef: 'refs/heads/main' }, 'false'],
    ['its checkout of the same branch', { payload: {}, ref: 'refs/heads/main', eventRef: 'refs/heads/main' }, 'true'],
    ['its checkout of a tag', { payload: {}, ref: 'refs/tags/v1', eventRef: 'refs/heads/main' }, 'false'],
  ])('%s: the default branch is the event’s', (_, context, expected) => {
    const tags = ['type=raw,value={{is_default_branch}}', 'type=edge'];
    const given = compute('schedule', { tags, refSource: 'git' }, { context });
    expect(given.tagNames.map(({ name }) => name)).toEqual([...(expected === 'true' ? ['edge'] : []), expected]);
  });

  test('work in value, prefix, suffix, enable, labels and annotations', () => {
    const { tagNames, annotations } = compute('push-default', {
      tags: ['type=raw,value={{branch}},prefix={{sha}}.,suffix=.{{branch}},enable={{is_default_branch}}'],
      annotations: ['at={{branch}}'],
    });
    expect(tagNames[0]?.name).toBe('3f1c0a9.main.main');
    expect(annotations).toContain('manifest:at=main');
  });
});

describe('more helpers', () => {
  test.each([
    ['push-branch', '{{short_sha}} {{short_sha 12}}', '3f1c0a9 3f1c0a9d5e7b'],
    ['push-branch', '{{run_number}}.{{run_attempt}} {{actor}}', '42.2 grace'],
    ['pull-request', '{{pr_number}} {{head_ref}}', '7 topic/x'],
    ['push-branch', '[{{pr_number}}{{head_ref}}]', '[]'],
    ['push-odd', '{{lower "ABC"}} {{lower branch}}', 'abc feat/a&b (new)#1'],
    ['push-odd', '{{slug branch}}', 'feat-a-b-new-1'],
    ['pull-request', "{{regex_replace head_ref '[/.]' '_'}}", 'topic_x'],
    ['pull-request', "{{regex_replace (slug head_ref) '^(.*)-x$' '$1'}}", 'topic'],
    ['push-branch', "{{file 'VERSION'}}", '1.4.0'],
    ['push-branch', "{{json 'a/b.json' 'v.n'}} {{json 'a/b.json' 'a.b'}}", '3 dot'],
    ['push-branch', "{{env 'FLAVOUR'}}{{env 'UNSET'}}", 'mint'],
  ])('%s: %s gives %s', (event, template, expected) => {
    expect(rendered(event, template, { env: { FLAVOUR: 'mint' } })).toBe(expected);
  });

  test.each([
    "{{file '../x'}}",
    "{{file '/etc/passwd'}}",
    "{{file 'a/../../x'}}",
    "{{file 'C:\\x'}}",
    '{{file}}',
    "{{json 'a/b.json' 'v'}}",
    "{{json 'a/b.json' 'none'}}",
    "{{json 'VERSION' 'x'}}",
    '{{short_sha "x"}}',
    "{{regex_replace branch '[' ''}}",
    '{{slug}}',
    "{{env 'GITHUB_TOKEN'}}",
    "{{env 'NPM_AUTH'}}",
    "{{env 'AWS_SECRET_ACCESS_KEY'}}",
    "{{env 'INPUT_PASSWORD'}}",
    "{{env 'INPUT_TEST'}}",
    "{{env 'ACTIONS_RUNTIME_TOKEN'}}",
    "{{env 'npmtoken'}}",
    "{{env 'HTTPS_PROXY'}}",
    "{{env 'HARMLESS'}}",
  ])('%s is refused', template => {
    const env = { HTTPS_PROXY: 'http://me:pw@proxy:1', HARMLESS: 'ghp_abc', GITHUB_TOKEN: 'x' };
    const [problem] = problemsOf(() => rendered('push-branch', template, { env }));
    expect(problem?.input).toBe('labels');
    expect(JSON.stringify(problem)).not.toMatch(/ghp_abc|me:pw/);
  });
});

describe("Codeship's fields", () => {
  const facts = { commitDescription: 'v1.2.3-4-g3f1c0a9' };
  const field = (event: string, line: string, context: Partial<Context> = {}) =>
    compute(event, { tags: [line] }, { facts, context, names: ['acme/api'] }).tagNames[0]?.name;

  test.each([
    ['push-branch', '{{ .CommitID }}', sha],
    ['push-branch', '{{.Branch}}', 'dev'],
    ['push-tag', '{{ .Branch }}', 'v1.2.3'],
    ['pull-request', '{{ .Branch }}', 'topicx'],
    ['push-odd', '{{ .Branch }}', 'featabnew1'],
    ['push-branch', '{{ .RepoName }}', 'api'],
    ['push-branch', '{{ .ProjectID }}.{{ .BuildID }}', '4711.9001'],
    ['push-branch', '{{ .CommitMessage }}', 'FixthedoorItstuck.'],
    ['push-branch', '{{ .CommitDescription }}', 'v1.2.3-4-g3f1c0a9'],
    ['push-branch', '{{ .CommitterName }}_{{ .CommitterEmail }}_{{ .CommitterUsername }}', 'Ada_adaexample.com_ada'],
    ['push-branch', '{{ .Time }}', '2026-03-050708090000UTC'],
    ['push-branch', '{{ .StringTime }}', '2026-03-05T070809Z'],
    ['push-branch', '{{ .Timestamp }}', '1772694489'],
    ['push-branch', '{{ .StepName }}.{{ .ServiceName }}', 'publish.image'],
    ['push-branch', '{{ .ImageName }}', 'acmeapi'],
    ['push-branch', '{{ .Ci }}-{{ .CiName }}', 'true-codeship'],
    ['push-branch', 'a {{- .Branch -}} b', 'adevb'],
    ['push-odd', 'type=raw,value={{ .Branch }}', 'feat-a-b-new-1'],
    ['push-odd', '{{ .Branch }}.{{slug branch}}', 'featabnew1.feat-a-b-new-1'],
    ['push-odd', "{{slug .Branch}}.{{regex_replace (lower .Branch) '[^a-z]' ''}}", 'feat-a-b-new-1.featabnew'],
    ['push-branch', "x{{lower '.Branch'}}", 'x.branch'],
    ['push-odd', '{{lower .Branch}}', 'featabnew1'],
  ])('%s: %s gives %s', (event, line, expected) => {
    expect(field(event, line, { env: { GITHUB_ACTION: 'publish' } })).toBe(expected);
  });

  test.each([
    ['{{ .Time.Format "2006-01-02" }}', 'uses `.Time.Format "2006-01-02"`, but methods'],
    ['{{lower .Time.Unix}}', 'uses `.Time.Unix`'],
    ['{{lower .Nothing}}', 'uses the unknown field .Nothing'],
    ['{{ .Time.Unix }}', 'uses `.Time.Unix`'],
    ['{{ .Branch | lower }}', 'uses `.Branch | lower`'],
    ['{{ .Nothing }}', 'uses the unknown field .Nothing'],
    ['{{ if eq .Branch "master" }}latest{{ else }}{{ .Branch }}{{ end }}', '`if` of Go templates'],
    ['{{if .Branch}}a{{end}}', '`if` of Go templates'],
    ['{{- end }}', '`end` of Go templates'],
    ['{{ printf "%.7s" .CommitID }}', '`printf` of Go templates'],
    ['{{ .CommitID | printf "%.7s" }}', '`printf` of Go templates'],
    ['{{ slice .CommitID 0 7 }}', '`slice` of Go templates'],
    ['{{ len .Branch }}', '`len` of Go templates'],
    ['{{ range .Branch }}', '`range` of Go templates'],
  ])('%s is refused: %s', (line, problem) => {
    const [found, ...others] = problemsOf(() => field('push-branch', line));
    expect(found?.problem).toContain(problem);
    expect(others).toEqual([]);
  });

  test.each([
    ['{{ if eq .Branch "master" }}latest{{ end }}', 'enable={{is_default_branch}}'],
    ['{{ printf "%.7s" .CommitID }}', '{{short_sha 7}}'],
    ['{{ slice .CommitID 0 7 }}', '{{short_sha 7}}'],
    ['{{ .Time.Format "2006-01-02" }}', "{{date 'YYYYMMDD'}}"],
    ['{{ .Branch | lower }}', 'Write {{lower .Branch}}'],
    ['{{ .Branch | replace "/" "_" | lower }}', "Write {{regex_replace .Branch '/' '_'}}"],
    ['{{ .Branch | trimPrefix "v" }}', "Write {{regex_replace .Branch '^v' ''}}"],
    ['{{ .CommitID | trunc 12 }}', 'Write {{short_sha 12}}'],
    ['{{ .Branch | upper }}', 'Use the plain field {{ .Branch }}, or a helper'],
    ['{{ toLower .Branch }}', 'Write {{lower .Branch}}'],
    ['{{ replace "/" "-" .Branch }}', "Write {{regex_replace .Branch '/' '-'}}"],
    ['{{ $b := .Branch }}{{ $b }}', 'Write the field itself wherever the variable stands'],
    ['{{ $b }}', 'Write the field itself wherever the variable stands'],
    ['{{ $.CommitID }}', 'Write {{ .CommitID }}'],
    ['{{/* of Ada */}}{{ .Branch }}', 'Leave it out'],
    ['{{ template "x" . }}', 'Write its content here'],
  ])('%s: the equivalent here is %s', (line, spelling) => {
    expect(problemsOf(() => field('push-branch', line))[0]?.fix).toContain(spelling);
  });

  test('what Handlebars spells alike belongs to Handlebars', () => {
    const line = '{{#if tag}}{{ .Branch }}{{else if branch}}b-{{ .Branch }}{{else}}x{{/if}}';
    expect(field('push-branch', line)).toBe('b-dev');
  });

  test('dates differ in form: as Go prints one, as RFC 3339 does, and in seconds', () => {
    expect(rendered('push-branch', '{{ .Time }}|{{ .StringTime }}|{{ .Timestamp }}')).toBe(
      '2026-03-05 07:08:09 +0000 UTC|2026-03-05T07:08:09Z|1772694489',
    );
  });

  test.each(['__run', '__acme_slipway_2'])('a step without an id (%s) has no .StepName', GITHUB_ACTION => {
    const [found] = problemsOf(() => field('push-branch', '{{ .StepName }}', { env: { GITHUB_ACTION } }));
    expect(found?.fix).toContain('`id:`');
  });

  test.each(['日本', '日本-'])('a branch whose characters are all dropped (%s) is an error', branch => {
    const context = { ref: `refs/heads/${branch}` };
    for (const line of [
      '{{ .Branch }}',
      'v{{ .Branch }}',
      '{{ .CommitID }}-{{lower .Branch}}',
      'a,prefix={{ .Branch }}',
    ]) {
      const [found] = problemsOf(() => field('push-branch', line, context));
      expect(found?.problem).toMatch(/, which is "日本-?" here, and no letter or digit of that is allowed in a tag/);
      expect(found?.fix).toContain('{{ .CommitID }}');
    }
    const others = ['{{#if branch}}v{{ .CommitID }}{{/if}}', 'type=raw,value=v{{ .Branch }}'];
    expect(others.map(line => field('push-branch', line, context))).toEqual([
      `v${sha}`,
      expect.stringMatching(/^v--?$/),
    ]);
  });

  test.each([
    ['日本-1', 'v-1'],
    ['-', 'v-'],
    ['a/b', 'vab'],
  ])('a branch with a remaining part (%s) is a tag', (branch, expected) => {
    expect(field('push-branch', 'v{{ .Branch }}', { ref: `refs/heads/${branch}` })).toBe(expected);
  });
});
