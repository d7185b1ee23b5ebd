import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Context } from '../../../src/event/context.ts';
import { neededFacts } from '../../../src/plan/metadata/facts.ts';
import { neededFormatter } from '../../../src/plan/metadata/formatter.ts';
import { compute, contextOf, inputsOf, problemsOf, sha } from '../metadata/support.ts';

const VERSIONED = ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}'];
const ports = { readWorkspaceFile: () => '1.4.0\n' };

function argOf(value: string, event = 'push-tag', context: Partial<Context> = {}) {
  const given = { tags: VERSIONED, buildArgs: [`X=${value}`] };
  const { buildArgs } = compute(event, given, { names: ['acme/api'], ports, context });
  return { value: buildArgs[0]?.arg.slice(2), shown: buildArgs[0]?.shown?.slice(2) };
}

describe("the plan's values", () => {
  const created = '2026-03-05T07:08:09.045Z';
  test.each([
    ['{{sha}}', '3f1c0a9'],
    ['{{short_sha 12}}', '3f1c0a9d5e7b'],
    ['{{version}}', '1.2.3'],
    ['{{tag}}', 'v1.2.3'],
    ['{{branch}}', ''],
    ['{{created}}', created],
    ['{{revision}}', sha],
    ['{{meta.version}}', '1.2.3'],
    ['{{ meta.tag }}', '1.2.3'],
    ['{{meta.tags}}', 'acme/api:1.2.3,acme/api:1,acme/api:latest'],
    ['{{meta.tags.[1]}}', 'acme/api:1'],
    ['{{#each meta.tags}}<{{this}}>{{/each}}', '<acme/api:1.2.3><acme/api:1><acme/api:latest>'],
    ['{{meta.created}}', created],
    ['{{meta.revision}}', sha],
    ['{{ .CommitID }}', sha],
    ['{{.Branch}}-{{ .BuildID }}', 'v1.2.3-9001'],
    ['{{ .CommitMessage }}', 'Fix the door\n\nIt stuck.'],
    ['{{#if tag}}stable{{else}}edge{{/if}}', 'stable'],
    ["{{regex_replace tag '^v' ''}}", '1.2.3'],
    [String.raw`{{regex_replace tag '\.[0-9]{1,3}$' ''}}`, 'v1.2'],
    ["{{file 'VERSION'}}", '1.4.0'],
    ["{{date 'YYYYMMDD'}}", '20260305'],
    ['{{slug .Branch}}', 'v1-2-3'],
    ['{{{version}}}', '1.2.3'],
    ['v{{version}}+{{run_number}}', 'v1.2.3+42'],
    ['{"v":"{{version}}","n":{{run_number}}}', '{"v":"1.2.3","n":42}'],
    ['a {{~version~}} b', 'a1.2.3b'],
    ['a {{- .Branch -}} b', 'av1.2.3b'],
    ['{{{{version}}}}', '{1.2.3}'],
    ['{{{version}}', '{1.2.3'],
  ])('%s gives %s', (template, expected) => {
    expect(argOf(template, 'push-tag', { env: {} }).value).toBe(expected);
  });

  test('the same names work in labels and annotations', () => {
    const line = 'x={{version}}|{{meta.version}}|{{created}}|{{revision}}|{{meta.tags}}';
    const { labels, annotations } = compute(
      'push-tag',
      { tags: VERSIONED, labels: [line], annotations: [line] },
      { names: ['a/b'] },
    );
    const text = `x=1.2.3|1.2.3|${created}|${sha}|a/b:1.2.3,a/b:1,a/b:latest`;
    expect(labels).toContain(text);
    expect(annotations).toContain(`manifest:${text}`);
  });

  test('text from the event is inserted as it is: no shell, no HTML, no second template', () => {
    const message = 'a $(id) `id` "q" \'s\' & <b> \\n {{sha}} ${HOME}\nnext';
    const event = contextOf('push-tag');
    const payload = { head_commit: { id: event.sha, message } };
    expect(argOf('{{ .CommitMessage }}', 'push-tag', { payload }).value).toBe(message);
  });

  test('with source-date-epoch `created` is that time', () => {
    const given = { tags: ['x'], buildArgs: ['X={{created}}'], sourceDateEpoch: 1 };
    expect(compute('push-tag', given).buildArgs[0]?.arg).toBe('X=1970-01-01T00:00:01.000Z');
  });
});

describe('text other than our templates is unchanged', () => {
  test.each([
    'plain',
    '${{ github.sha }}',
    '${{version}}',
    '{{ .Values.image.tag }}',
    '{{ .Release.Name }}-x',
    '{{ include "chart.name" . }}',
    '{{- toYaml .Values | nindent 4 }}',
    '{{ range .Items }}{{ .Name }}{{ end }}',
    "{{ lookup('env', 'HOME') }}",
    "{{ app_version | default('1') }}",
    '{% if x %}{{ user.name }}{% endif %}',
    '{{ ansible_facts["os"] }}',
    '{{ x == 1 }}',
    '{{ "{{" }} a',
    '{{.Names}}\t{{.Size}}',
    '{{#each items}}{{this}}{{/each}}',
    '{{> partial}} {{! comment }}',
    '{{',
    "}} {{ it's",
    'a\\b\\\\{{ .Values.x }}',
    '{{}}',
  ])('%s', value => {
    expect(argOf(value)).toEqual({ value, shown: undefined });
  });

  test.each([
    ['{{version}} of {{ .Values.name }}', '1.2.3 of {{ .Values.name }}'],
    ['${{ x }}{{version}}', '${{ x }}1.2.3'],
    ['{{version}} {{ unclosed', '1.2.3 {{ unclosed'],
    ['{{#if tag}}{{ .Values.a }}{{/if}}', '{{ .Values.a }}'],
    ['\\{{version}}', '{{version}}'],
    ['\\{{nothing}} {{version}}', '{{nothing}} 1.2.3'],
    ['\\\\{{version}}', '\\1.2.3'],
  ])('%s gives %s', (template, expected) => {
    expect(argOf(template).value).toBe(expected);
  });

  test('an argument without a value, and a name with braces', () => {
    const { buildArgs } = compute('push-tag', { tags: ['x'], buildArgs: ['FROM_ENV', '{{sha}}=1'] });
    expect(buildArgs.map(({ arg }) => arg)).toEqual(['FROM_ENV', '{{sha}}=1']);
  });
});

describe('an unknown name in our template is an error', () => {
  test.each([
    ['{{shaa}}', '{{shaa}}', '{{sha}}'],
    ['{{ app_version }}', '{{app_version}}', '\\{{'],
    ['{{meta.verson}}', '{{meta.verson}}', '{{meta.version}}'],
    ['{{meta}}', '{{meta}}', '{{meta.version}}'],
    ['{{ .CommitId }}', '.CommitId', '{{ .CommitID }}'],
    ['{{ .commitid }}', '.commitid', '{{ .CommitID }}'],
    ['{{ .Time.Format "2006" }}', '.Time.Format', 'YYYYMMDD'],
    ['{{ printf "%.7s" .CommitID }}', 'printf', '{{short_sha 7}}'],
    ['{{ if eq .Branch "main" }}x{{ end }}', '`if` of Go', 'enable='],
    ['{{upper branch}}', '{{upper}}', '\\{{'],
    ['{{short_sh 12}}', '{{short_sh}}', '{{short_sha}}'],
    ['{{lower branchh}}', '{{branchh}}', '{{branch}}'],
    ['{{#if tagg}}x{{/if}}', '{{tagg}}', '{{tag}}'],
    ['{{#if tag}}x', 'not a valid template', '{{/if}}'],
    ["{{regex_replace tag ^v ''}}", '{{regex_replace …}}', 'single quotes'],
    ["{{env 'GITHUB_TOKEN'}}", 'looks like a credential', ''],
    ["{{file '../x'}}", 'not below the workspace', ''],
  ])('%s: %s, and %s', (value, problem, fix) => {
    const [found, ...others] = problemsOf(() => argOf(`hunter2${value}`));
    expect(found).toMatchObject({ input: 'build-args' });
    expect(found?.problem).toContain(problem);
    expect(found?.fix).toContain(fix);
    expect(others).toEqual([]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test.each(['labels', 'annotations'] as const)('also in %s', input => {
    const wrong = [
      'x={{meta.nothing}}',
      'x={{versionn}}',
      'x={{sha}} of {{ app_version }}',
      'x={{constructor}}',
      'x={{#if verson}}a{{/if}}',
      'x={{#with tag}}{{verison}}{{/with}}',
      '{{ky}}=x',
      'x={{lower brnch}}',
      'x={{ .CommitId }}',
      "x={{ .Values.a }} {{env 'GITHUB_TOKEN'}}",
    ];
    const problems = problemsOf(() => compute('push-tag', { [input]: wrong }));
    expect(problems.map(one => one.input)).toEqual(wrong.map(() => input));
    expect(problems[1]).toMatchObject({
      problem: '"x={{versionn}}" uses the unknown name {{versionn}}',
      fix: 'Did you mean {{version}}? For the braces themselves write \\{{; docs/templates.md lists the names.',
    });
  });

  test('braces in an event’s text are plain text', () => {
    const said = 'Minimal templating with {{mustaches}}, "{{ .CommitId }}" and {{#if verson}}\nnot closed: {{ sha';
    const context = { payload: { head_commit: { message: said } } };
    const given = {
      labels: [`x=${said} by {{sha}}`],
      annotations: [`x=${said}`],
      buildArgs: [`X=${said.split('\n')[0]}`],
    };
    const { labels, annotations, buildArgs } = compute('push-branch', given, { context });
    expect(labels).toContain(`x=${said} by 3f1c0a9`);
    expect(annotations).toContain(`manifest:x=${said}`);
    expect(buildArgs[0]?.arg).toBe(`X=${said.split('\n')[0]}`);
    // Without that text in the event they are mistakes in the workflow.
    expect(problemsOf(() => compute('push-branch', given)).map(({ input }) => input)).toEqual([
      'labels',
      'annotations',
      'build-args',
    ]);
  });

  test('text from the event reads no files or variables', () => {
    const said =
      "Use {{file '.npmrc'}}, {{env 'HOME'}}, {{json 'a' 'b'}}, {{lower (env 'HOME')}}, {{regex_replace 'aa' '(a+)+$' ''}} on {{branch}}";
    const context = { payload: { pull_request: { title: said } }, env: { HOME: '/home/ada' } };
    const ports = { readWorkspaceFile: (path: string) => (path === 'VERSION' ? '1.4' : 'secret') };
    const given = { labels: [`x=${said}`, "v={{file 'VERSION'}}"], buildArgs: [`X=${said}`, "V={{file 'VERSION'}}"] };
    const { labels, buildArgs } = compute('push-branch', given, { context, ports });
    const kept = said.replace('{{branch}}', 'dev');
    expect(labels).toEqual(expect.arrayContaining([`x=${kept}`, 'v=1.4']));
    expect(buildArgs.map(({ arg }) => arg)).toEqual([`X=${kept}`, 'V=1.4']);
    // The workflow's template remains one, even if a commit message contains it.
    const spoken = { payload: { head_commit: { message: "Add {{file 'VERSION'}} to the labels" } } };
    expect(compute('push-branch', { labels: given.labels.slice(1) }, { context: spoken, ports }).labels).toContain(
      'v=1.4',
    );
  });

  test.each([
    ['quotes doubled for CSV', 'say ""{{env ""HOME""}}""', 'x=say "{{env "HOME"}}"'],
    ['quotes that hold a comma', 'say "hi, you" {{env \'HOME\'}}', '"x=say ""hi"," you"" {{env \'HOME\'}}"'],
    ['what looks like a comment', "{{env 'HOME'}} # as said", "x={{env 'HOME'}}"],
    ['spaces at its end', "{{env 'HOME'}}  ", "x={{env 'HOME'}}"],
    ['a call that goes on in the next text', "{{env 'HOME'", "x={{env 'HOME' }}"],
  ])('an event’s text stays text when a list has split it at its %s', (_name, said, line) => {
    const context = { payload: { pull_request: { title: said } }, env: { HOME: '/home/ada' } };
    const { labels } = compute('push-branch', { labels: [line] }, { context });
    expect(labels.join('\n')).not.toContain('/home/ada');
    expect(labels).toContain(line);
  });

  test.each(['labels', 'annotations'] as const)('what another tool is to read stays in %s', input => {
    const of = (line: string) => compute('push-tag', { [input]: [line] })[input].find(one => /(?:^|:)x=/.test(one));
    expect(of('x={{ .Values.image }}:{{version}}')).toMatch(/x=\{\{ \.Values\.image \}\}:v1\.2\.3$/);
    expect(of("x={{ name | default('y') }}")).toMatch(/x=\{\{ name \| default\('y'\) \}\}$/);
    expect(of('x={{ include "a" . }}')).toMatch(/x=\{\{ include "a" \. \}\}$/);
    expect(of('x=\\{{version}}')).toMatch(/x=\{\{version\}\}$/);
    expect(of('x={{#each meta.tags as |one|}}{{one}}{{@index}}{{/each}}')).toMatch(/x=v1\.2\.30/);
    expect(of('x={{! said }}{{#tag}}a{{/tag}}')).toMatch(/x=a$/);
  });
});

describe('what is shown in the log', () => {
  test.each([
    ['{{version}}', '1.2.3'],
    ['v{{version}}-{{sha}}', 'v1.2.3-3f1c0a9'],
    ['https://token@host/{{version}}/x', '…1.2.3/x'],
    ['{{ .Values.secret }}{{version}}', '…1.2.3'],
    ['\\{{hunter2}}{{version}}', '…1.2.3'],
    ['{{#if tag}}hunter2{{/if}}', '…'],
    ['{{ .CommitMessage }}', 'Fix the door It stuck.'],
  ])('%s shows %s', (template, expected) => {
    expect(argOf(template).shown).toBe(expected);
  });
});

test('facts that only a build argument names are looked up', () => {
  const needs = (arg: string) => {
    const inputs = { ...inputsOf(), buildArgs: [arg] };
    return [neededFacts(inputs).includes('commitDescription'), neededFormatter(inputs)];
  };
  expect(needs('X={{ .CommitDescription }}')).toEqual([true, false]);
  expect(needs("X={{ .Values.x | y }} {{date 'YYYY'}}")).toEqual([false, true]);
  expect(needs("X={{#if tag}}{{commit_date 'YYYY'}}{{/if}}")).toEqual([false, true]);
});

describe('any text in an argument', () => {
  const fragment = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{',
      '}',
      '\\',
      '$',
      "'",
      '"',
      ' ',
      '|',
      '#if ',
      '/if',
      'else',
      '.',
      '.Branch',
      '.Values',
      '~',
      '-',
    ],
    ...['tag', 'version', 'meta', 'sha', 'lower ', 'x', '(', ')', '[', ']', '!', '>', '&', '\n', '=', '@', '../', '%'],
  );
  test('it is unchanged, or an error of its input', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 14 }), pieces => {
        const text = pieces.join('');
        for (const { input, problem } of problemsOf(() => argOf(text))) {
          expect(input).toBe('build-args');
          expect(problem).toMatch(/^"X" /);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('without double braces it is unchanged', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!text.includes('{{'));
        expect(argOf(text).value).toBe(text);
      }),
    );
  });

  test.each([
    ['{{ a | ', 'w'],
    ['{{.', 'w'],
    ['', '{{.a'],
  ])('%s, then many %s, takes little time, also in a label', (start, text) => {
    const value = `${start}${text.repeat(60_000)}`;
    expect(argOf(value)).toEqual({ value, shown: undefined });
    expect(problemsOf(() => compute('push-tag', { labels: [`x=${value}`] }))).toHaveLength(1);
  });

  test('too many templates are rejected: each costs time', () => {
    expect(argOf('{{sha}}'.repeat(500)).value).toBe('3f1c0a9'.repeat(500));
    expect(problemsOf(() => argOf('{{sha}}'.repeat(501)))[0]).toMatchObject({
      input: 'build-args',
      problem: expect.stringContaining('more than 500 pairs'),
    });
  });

  test.each(['{{', '{{{', "{{'", '{{ a', '{{"{{', '\\', '{{x|}}', '${{'])('many times %s is no great work', text => {
    const value = `${text.repeat(5_000)}{{`;
    expect(problemsOf(() => argOf(value)).length).toBeLessThan(2);
  });
});
