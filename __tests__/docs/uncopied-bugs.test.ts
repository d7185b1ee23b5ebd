import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { neededFacts } from '../../src/plan/metadata/facts.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadHandlebars } from '../../src/plan/templates/template.ts';
import { complaints, envOf, read } from '../inputs/env.ts';

await loadHandlebars();

/** "Bugs that are not copied", of metadata-action: its behavior, and Slipway's. */
const page = readFileSync(join(import.meta.dirname, '../../docs/compatibility.md'), 'utf8');
const rows = new Map(
  (/### metadata-action\n(.*?)\n### /s.exec(page)?.[1] ?? '')
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (?:metadata-action|---)/.test(line))
    .map(line => line.slice(2, -2).split(' | ') as [string, string]),
);

type Given = Readonly<Record<string, string>>;

function plan(given: Given, ref = 'refs/heads/main', eventName = 'push') {
  const env = {
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REF: ref,
    GITHUB_SHA: 'c0ffee'.repeat(6),
    GITHUB_REPOSITORY: 'example/app',
  };
  const context = readContext({ env, now: new Date(0), readFile: () => '' });
  return makePlan(
    readInputs(envOf({ images: 'example/app', ...given }), () => false),
    context,
    { defaultBranch: 'main', name: 'app' },
    {},
  );
}
const metadata = (...args: Parameters<typeof plan>) => plan(...args).images[0]!.metadata;
const tags = (...args: Parameters<typeof plan>) => metadata(...args).tags.map(tag => tag.replace('example/app:', ''));
const problems = (...args: Parameters<typeof plan>): string => {
  try {
    plan(...args);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const said = (...args: Parameters<typeof plan>) => {
  const { notices, warnings } = plan(...args);
  return [...notices, ...warnings].join('\n');
};
const PULL = ['refs/pull/7/merge', 'pull_request'] as const;

/** By the row's first cell: Slipway's behavior. */
const REPLAYS: Readonly<Record<string, () => void>> = {
  '`a&b`': () => {
    const given = { tags: 'type=ref,event=branch\ntype=raw,value=x-{{branch}}', labels: 'b={{branch}}' };
    expect(tags(given, 'refs/heads/a&b')).toEqual(['a-b', 'x-a-b']);
    expect(metadata(given, 'refs/heads/a&b').labels).toContain('b=a&b');
  },
  'pattern=\\d{1,3}': () => {
    expect(tags({ tags: 'type=match,"pattern=\\d{1,3}"' }, 'refs/tags/v12345')).toEqual(['123', 'latest']);
  },
  '`# comment`': () => {
    expect(tags({ tags: '  # later: type=sha\n  type=raw,value=x' })).toEqual(['x']);
  },
  '128': () => {
    const given = { tags: `type=raw,value=${'x'.repeat(200)}` };
    expect(tags(given)[0]).toMatch(/^x+-[0-9a-f]{12}$/);
    expect(tags(given)[0]).toHaveLength(128);
    expect(said(given)).toContain('128');
  },
  '`.` or `-`': () => {
    for (const line of ['type=raw,value=-x', 'type=raw,value=x,prefix=.'])
      expect(problems({ tags: line })).toContain(line);
    const given = { tags: 'type=ref,event=branch\ntype=raw,value=kept' };
    expect(tags(given, 'refs/heads/-x')).toEqual(['kept']);
    expect(said(given, 'refs/heads/-x')).toMatch(/type=ref,event=branch.*what should precede it is empty/);
    expect(tags({ tags: 'type=sha,prefix={{branch}}-' }, ...PULL)[0]).toMatch(/^c0ffeec-[0-9a-f]{12}$/);
  },
  '`-3f1c0a9`': () => {
    const given = { tags: 'type=sha,prefix={{branch}}-\ntype=raw,value=x-{{branch}}\ntype=raw,value=kept' };
    expect(tags(given, 'refs/tags/v1')).toEqual(['kept']);
    expect(said(given, 'refs/tags/v1')).toContain('{{branch}} is empty for this event');
    expect(tags({ tags: "v{{verison}}\nv{{env 'UNSET'}}\nkept" })).toEqual(['kept']);
    expect(tags({ tags: 'type=raw,value=x-{{branch}}' }, ...PULL)).toEqual(['x-']);
  },
  'two rules': () => {
    const given = { images: 'example/app\nexample/app', tags: 'type=raw,value=latest\ntype=raw,value=latest' };
    expect(metadata({ ...given, flavor: 'latest=true' }).tags).toEqual(['example/app:latest']);
  },
  '`onlatest=true`': () => {
    const flavor = 'latest=true\nprefix={{branch}}-,onlatest=true';
    expect(tags({ tags: 'type=raw,value=x', flavor })).toEqual(['main-x', 'main-latest']);
  },
  'second `=`': () => {
    expect(tags({ tags: 'type=raw,value=x', flavor: "suffix={{#if branch}}-{{lower 'A=B'}}{{/if}}" })).toEqual([
      'x-a-b',
    ]);
  },
  'bake files': () => {
    const { json, labels } = metadata({ tags: 'x', labels: '"note=one\ntwo"' });
    expect(labels).toContain('note=one\ntwo');
    expect(JSON.parse(json).labels.note).toBe('one\ntwo');
  },
  '`index:key=value`': () => {
    const annotations = 'index:org.opencontainers.image.title=Mine\nindex:a=b';
    const own = metadata({ tags: 'x', annotations }).annotations.filter(line => /title|a=b/.test(line));
    expect(own).toEqual([
      'manifest:org.opencontainers.image.title=app',
      'index:a=b',
      'index:org.opencontainers.image.title=Mine',
    ]);
  },
  'comma at the end': () => {
    expect(metadata({ images: 'example/app,', tags: 'x' }).tags).toEqual(['example/app:x']);
  },
  '# all`': () => {
    const given = { tags: 'type=raw,value=latest # all' };
    expect(tags(given)).toEqual(['latest']);
    expect([...read({ images: 'example/app', ...given }).warnings, said(given)].join()).toContain('# all');
  },
  'without `=`': () => {
    for (const input of ['labels', 'annotations']) {
      expect(complaints({ images: 'example/app', [input]: 'note=one\ntwo' }).join()).toMatch(/line 2/);
    }
    expect(metadata({ tags: 'x', labels: '"note=one\ntwo"' }).labels).toContain('note=one\ntwo');
  },
  '{1,3}$': () => {
    const line = String.raw`type=raw,value={{regex_replace tag '\.[0-9]{1,3}$' ''}}`;
    expect(tags({ tags: line }, 'refs/tags/1.5.2')).toEqual(['1.5']);
  },
  '`1.6.0, 1.6, latest`': () => {
    expect(tags({ tags: '1.6.0, 1.6, latest' })).toEqual(['latest']);
    expect(said({ tags: '1.6.0, 1.6, latest' })).toContain('only its last value counts, so "1.6.0", "1.6" are lost');
    expect(said({ tags: 'type=raw,a' })).toBe('');
  },
  '`{{log …}}`': () => {
    expect(tags({ tags: 'type=raw,value=x{{log "::error::x"}}' })).toEqual(['x']);
  },
  'from the API': () => {
    const { metadata: wanted } = read({ images: 'example/app', tags: 'type=sha' });
    expect(neededFacts(wanted)).not.toContain('defaultBranch');
    expect(neededFacts(read({ tags: 'type=edge' }).metadata)).toContain('defaultBranch');
  },
  // event/git.test.ts has the checkouts.
  'detached HEAD': () => {
    expect(read({ images: 'example/app', 'ref-source': 'git' }).metadata.refSource).toBe('git');
  },
};

test('every row is replayed here', () => {
  const unknown = [...rows.keys()].filter(there => !Object.keys(REPLAYS).some(text => there.includes(text)));
  expect(unknown).toEqual([]);
  expect(rows.size).toBe(Object.keys(REPLAYS).length);
});

describe('behaves as the row says', () => {
  test.each(Object.entries(REPLAYS))('%s', (_, replay) => replay());
});
