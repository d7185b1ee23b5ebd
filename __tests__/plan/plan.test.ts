import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../src/event/context.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadHandlebars } from '../../src/plan/templates/template.ts';
import type { Plan } from '../../src/plan/terms/types.ts';

await loadHandlebars();

const CONTEXT: Context = {
  eventName: 'push',
  payload: {},
  ref: 'refs/tags/v1.2.3',
  sha: 'a'.repeat(40),
  baseRef: '',
  headRef: '',
  actor: 'octocat',
  repository: 'acme/api',
  workflow: 'ci',
  job: 'build',
  runId: '1',
  runNumber: '1',
  runAttempt: '1',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  workspace: '/nowhere',
  runnerTemp: '/nowhere',
  runnerDebug: false,
  now: new Date(0),
  env: {},
};

function plan(inputs: Readonly<Record<string, string>>, context: Partial<Context> = {}): Plan {
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  return makePlan(
    readInputs(env, () => true),
    { ...CONTEXT, ...context },
    { defaultBranch: 'main' },
    {},
  );
}
const destinations = ({ images }: Plan) => images.flatMap(image => image.destinations);
const where = (made: Plan) =>
  destinations(made).map(({ name, tags, decision }) => [name, tags.map(tag => tag.name).join(' '), decision.push]);

describe('tags of one registry', () => {
  const registries = [
    '- registry: ghcr.io',
    '- registry: docker.io',
    '  tags: |',
    '    # Few tags for the public.',
    '    type=semver,pattern={{version}}',
    '    type=semver,pattern={{major}},enable={{is_not_default_branch}}',
    '- registry: quay.io',
    '  prefix: acme/mirror',
    '  tags: ["type=raw,value=nightly,enable={{is_default_branch}}"]',
  ].join('\n');
  const tags = 'type=semver,pattern=v{{version}}\ntype=sha';

  test('replace the rules of `tags` there, and in no other registry', () => {
    const made = plan({ images: 'acme/api', registries, tags });
    expect(where(made)).toEqual([
      ['ghcr.io/acme/api', 'v1.2.3 sha-aaaaaaa latest', true],
      ['docker.io/acme/api', '1.2.3 1 latest', true],
      ['quay.io/acme/mirror/acme/api', '', false],
    ]);
    expect(destinations(made)[2]!.decision.reason).toBe('no rule of its `tags` in `registries` applies here');
    const [image] = made.images;
    expect(image!.metadata.version).toBe('v1.2.3');
    expect(image!.metadata.tags).toEqual([
      'ghcr.io/acme/api:v1.2.3',
      'ghcr.io/acme/api:sha-aaaaaaa',
      'ghcr.io/acme/api:latest',
      'docker.io/acme/api:1.2.3',
      'docker.io/acme/api:1',
      'docker.io/acme/api:latest',
    ]);
    expect(image!.metadata.tagNames.map(({ name }) => name)).toEqual(['v1.2.3', 'sha-aaaaaaa', 'latest', '1.2.3', '1']);
  });

  test('a complete name gets those of its registry', () => {
    const both = registries.slice(0, registries.indexOf('- registry: quay.io'));
    expect(where(plan({ images: 'docker.io/acme/api\nghcr.io/acme/api', registries: both, tags }))).toEqual([
      ['docker.io/acme/api', '1.2.3 1 latest', true],
      ['ghcr.io/acme/api', 'v1.2.3 sha-aaaaaaa latest', true],
    ]);
  });

  test('if all registries have their own, `tags` and its default rules give nothing', () => {
    const only = '- {registry: ghcr.io, tags: "type=raw,value=one"}\n- {registry: quay.io, tags: "type=raw,value=two"}';
    const made = plan({ images: 'acme/api', registries: only });
    expect(where(made)).toEqual([
      ['ghcr.io/acme/api', 'one', true],
      ['quay.io/acme/api', 'two', true],
    ]);
    expect(made.images[0]!.metadata.version).toBe('one');
  });

  test('a moving tag is compared by the version published next to it in the same registry', () => {
    const own = '- {registry: ghcr.io, tags: "type=semver,pattern={{version}}\\ntype=raw,value=stable"}\n- quay.io';
    const made = plan({ images: 'acme/api', registries: own, tags: 'type=raw,value=stable' });
    const stable = destinations(made).map(
      ({ tags: some }) => some.find(({ name }) => name === 'stable')!.beside?.version,
    );
    expect(stable).toEqual(['1.2.3', undefined]);
  });

  test.each([
    [
      { images: 'acme/api', registries: '- {registry: ghcr.io, tags: type=nonsense}' },
      /`registries\[0\]\.tags`.*nonsense/,
    ],
    [{ images: 'acme/api', registries: '- {registry: ghcr.io, tags: type=schedule}' }, /produces no tag for this run/],
    [
      { tags: 'ghcr.io/acme/api:1', registries: '- {registry: ghcr.io, tags: type=sha}' },
      /`registries\[0\]\.tags` has no effect where the input `tags` contains complete references/,
    ],
  ])('%j is refused', (inputs, message) => expect(() => plan(inputs)).toThrow(message));
});

describe('makePlan', () => {
  test('a bare name goes to every registry under its prefix, a complete one only to its own', () => {
    const registries = '- {registry: ghcr.io}\n- {registry: eu.pkg.dev, prefix: project/repo}';
    const tags = 'type=semver,pattern={{version}}';
    expect(where(plan({ images: 'acme/API\nquay.io/acme/api', registries, tags }))).toEqual([
      ['ghcr.io/acme/api', '1.2.3 latest', true],
      ['eu.pkg.dev/project/repo/acme/api', '1.2.3 latest', true],
      ['quay.io/acme/api', '1.2.3 latest', true],
    ]);
  });

  test("one registry's filter does not affect the others", () => {
    const registries = "- {registry: ghcr.io}\n- {registry: docker.io, git-tags: 'v2*'}";
    const made = plan({ images: 'acme/api', registries, tags: 'type=raw,value=x' });
    expect(made.decision.push).toBe(true);
    expect(destinations(made).map(({ decision }) => decision.push)).toEqual([true, false]);
    expect(destinations(made)[1]?.decision.reason).toMatch(/docker\.io.*v1\.2\.3/);
  });

  test('if every registry excludes the run, nothing is pushed and the reason names their filters', () => {
    const registries = '- {registry: ghcr.io, branches: main}';
    const made = plan({ images: 'acme/api', registries, tags: 'type=raw,value=x' });
    expect(made.decision).toMatchObject({ push: false, reason: expect.stringContaining('ghcr.io') });
  });

  test('complete references: not pushed by auto, each tag where it was written, in every output', () => {
    const made = plan({ tags: 'acme/api:1,acme/api:edge\nghcr.io/acme/api:1' });
    expect(where(made)).toEqual([
      ['acme/api', '1 edge', false],
      ['ghcr.io/acme/api', '1', false],
    ]);
    const { tags, tagNames, version, json, bakeFiles } = made.images[0]!.metadata;
    expect(tags).toEqual(['acme/api:1', 'acme/api:edge', 'ghcr.io/acme/api:1']);
    expect(tagNames.map(tag => tag.name)).toEqual(['1', 'edge']);
    expect(version).toBe('1');
    expect(JSON.parse(json)).toMatchObject({ tags, 'tag-names': ['1', 'edge'] });
    expect(JSON.parse(bakeFiles['bake-file-tags'])).toMatchObject({ target: { 'docker-metadata-action': { tags } } });
  });

  describe('push: same-repository', () => {
    const payload = { number: 7, pull_request: { head: { repo: { full_name: 'acme/api' } }, base: { ref: 'main' } } };
    const pull = { eventName: 'pull_request', ref: 'refs/pull/7/merge', baseRef: 'main', payload };
    const given = { images: 'acme/api', push: 'same-repository' };
    const latest = 'type=raw,value=latest,enable={{is_default_branch}}';

    test("a pull request's image has its own tags", () => {
      const made = plan({ ...given, tags: `release, branch, pr, sha\n${latest}` }, pull);
      expect(where(made)).toEqual([['acme/api', 'pr-7 sha-aaaaaaa', true]]);
      expect(made.warnings).toEqual([]);
    });

    test('names that only look similar are published', () => {
      const tags =
        'pr\ntype=raw,value=unstable\ntype=raw,value=fix-stable\ntype=raw,value=main-7\ntype=raw,value=preview';
      const repository = { default_branch: 'main' };
      const made = plan({ ...given, tags }, { ...pull, payload: { ...payload, repository } });
      expect(where(made)).toEqual([['acme/api', 'pr-7 unstable fix-stable main-7 preview', true]]);
    });

    test.each<[Readonly<Record<string, string>>, RegExp]>([
      [{ tags: 'pr\nlatest' }, /^`tags` would move `latest` to the code of pull request 7, .* the rule "latest"\.$/],
      [
        { flavor: 'latest=true' },
        /^`flavor` would move `latest` .* Write `latest=\$\{\{ github\.event_name != 'pull_request' \}\}`/,
      ],
      [{ flavor: 'latest=true\nsuffix=-slim,onlatest=true' }, /^`flavor` would move `latest-slim`/],
      [{ tags: 'pr\ntype=raw,value=alpine-latest' }, /^`tags` would move `alpine-latest`/],
      [{ images: '', tags: 'acme/api:pr-7,acme/api:latest' }, /^`tags` would move `latest` .* Leave it out/],
      [{ tags: 'pr\nstable' }, /^`tags` would move `stable` to the code of pull request 7, which is not merged/],
      [{ tags: 'pr\ntype=raw,value=stable-alpine' }, /^`tags` would move `stable-alpine`/],
      [{ tags: 'pr\ntype=raw,value=trunk' }, /^`tags` would move `trunk` .* Add `enable=\{\{is_default_branch\}\}`/],
      [
        { registries: '- registry: docker.io\n  tags: stable', images: 'docker.io/acme/api', tags: 'pr' },
        /would move `stable`/,
      ],
    ])('%j: a name for released or merged code is not given to unmerged code', (more, expected) => {
      const repository = { default_branch: 'trunk' };
      expect(() => plan({ ...given, ...more }, { ...pull, payload: { ...payload, repository } })).toThrow(expected);
      expect(plan({ ...given, ...more }, {}).decision.push).toBe(true);
      expect(plan({ ...given, ...more, push: 'auto' }, pull).decision.push).toBe(false);
    });
  });

  test('complete references with push: true are pushed', () => {
    expect(plan({ tags: 'acme/api:1', push: 'true' }).decision.push).toBe(true);
  });

  test('a push without a tag is refused, with each rule and why it gave none', () => {
    const inputs = { images: 'acme/api', tags: 'type=schedule\ntype=ref,event=branch' };
    expect(() => plan(inputs)).toThrow(/type=schedule: .*\n.*type=ref,event=branch: /s);
  });

  test('having no tag is no error if nothing is pushed', () => {
    const inputs = { images: 'acme/api', tags: 'type=schedule', push: 'false' };
    expect(plan(inputs).decision.push).toBe(false);
  });

  const EMPTY = 'These rules of `tags` produced no tag for this run:';

  test('rules without a result beside one with a result are reported in one notice, each with its reason', () => {
    const tags = 'type=semver,pattern={{version}}\ntype=ref,event=branch\ntype=raw,value=x,enable=false';
    const { remarks, notices, warnings } = plan({ images: 'acme/api', tags });
    expect(notices).toEqual([
      `${EMPTY}\n  type=ref,event=branch: needs a branch; this run is for git tag v1.2.3\n  type=raw,value=x,enable=false: its \`enable\` is false`,
    ]);
    expect([...remarks, ...warnings]).toEqual([]);
  });

  const BOTH = 'type=ref,event=pr\ntype=semver,pattern={{version}}';
  test.each<readonly [string, Partial<Context>, string]>([
    ['a git tag', {}, 'type=ref,event=pr: needs a pull request; this run is for git tag v1.2.3'],
    [
      'a pull request',
      { ref: 'refs/pull/7/merge', eventName: 'pull_request' },
      'type=semver,pattern={{version}}: needs a git tag; this run is for pull request 7 (or set `value=`)',
    ],
    [
      'a branch that is not pushed',
      { ref: 'refs/heads/main' },
      'type=semver,pattern={{version}}: needs a git tag; this run is for branch main (or set `value=`)\n  type=ref,event=pr: needs a pull request; this run is for branch main',
    ],
  ])('on %s, one compact notice', (_, run, rows) => {
    const { notices, warnings } = plan({ images: 'acme/api', tags: BOTH, 'git-tags': 'v*' }, run);
    expect(notices).toEqual([`${EMPTY}\n  ${rows}`]);
    expect(warnings).toEqual([]);
  });

  test.each(['release', 'release, branch', 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}'])(
    'rules only for releases on a pull request, %j: no tag, one notice, no warning',
    tags => {
      const pull = { ref: 'refs/pull/7/merge', eventName: 'pull_request' };
      const { images, notices, warnings } = plan({ images: 'acme/api', tags }, pull);
      expect(images[0]!.metadata.tags).toEqual([]);
      expect(notices).toEqual([expect.stringMatching(/: needs a git tag; this run is for pull request 7/)]);
      expect(warnings).toEqual([]);
    },
  );

  test("another service's release is a notice", () => {
    const given = {
      images: 'acme/api',
      tags: 'type=semver,pattern={{version}},match=^api/v(.*)',
      'git-tags': 'api/v*',
    };
    const other = { ref: 'refs/tags/web/v1.2.3' };
    const notices = [`${EMPTY}\n  ${given.tags}: "^api/v(.*)" does not match "web/v1.2.3"`];
    expect(plan(given, other)).toMatchObject({ decision: { push: false }, notices, warnings: [] });
    expect(plan({ ...given, tags: `${given.tags}\nsha` }, other)).toMatchObject({ notices, warnings: [] });
  });

  test('what keeps a tag from a registry is a notice', () => {
    const { notices } = plan({ images: 'acme/api', tags: 'sha\nrelease' }, { ref: 'refs/tags/spring' });
    expect(notices).toEqual([`${EMPTY}\n  release: "spring" is not a semantic version (https://semver.org)`]);
  });

  test.each([{}, { tags: 'type=sha' }, { tags: 'acme/api:1', push: 'true' }])('nothing is reported with %j', given =>
    expect(plan({ ...('tags' in given && 'push' in given ? {} : { images: 'a/b' }), ...given }).notices).toEqual([]),
  );

  test('a comment at the end of a line is left out, and a warning names it', () => {
    const given = {
      images: 'acme/api # Hub\nghcr.io/acme/api # GitHub',
      tags: 'type=raw,value=nightly # all',
      flavor: 'latest=true # too',
    };
    const { images, warnings } = plan(given);
    const { metadata } = images[0]!;
    expect(metadata.tags).toEqual([
      'acme/api:nightly',
      'acme/api:latest',
      'ghcr.io/acme/api:nightly',
      'ghcr.io/acme/api:latest',
    ]);
    expect(warnings.map(warning => /^`(\w+)`: "(.*?)"/.exec(warning)?.slice(1))).toEqual([
      ['images', '# Hub'],
      ['images', '# GitHub'],
      ['tags', '# all'],
      ['flavor', '# too'],
    ]);
  });

  test.each([
    ['docker run --rm acme/api:1.2 npm test', 'acme/api:1.2'],
    ['set -x\ndocker run api:$TAG', 'api:$TAG'],
    ['docker container create "ghcr.io/acme/api:latest"', 'ghcr.io/acme/api:latest'],
    ['docker run --rm "$IMAGE" acme/api:1', undefined],
    ['docker run --rm postgres:17 && ./test.sh', undefined],
    ['docker run --rm scanner image --input "$OCI_LAYOUT" # api:1', undefined],
    ['./test.sh acme/api:1', undefined],
  ])('a test that runs another image than $IMAGE: %s', (test, named) => {
    const expected =
      named === undefined ? [] : [expect.stringContaining(`\`test\` runs ${named}, which is not the image`)];
    expect(plan({ images: 'acme/api', tags: 'x', test }).warnings).toEqual(expected);
  });

  test('so does a gate', () => {
    const gates = '- {name: smoke, run: docker run api:1}';
    expect(plan({ images: 'acme/api', tags: 'x', gates }).warnings).toEqual([
      expect.stringMatching(/^`gates \(smoke\)`/),
    ]);
  });

  test("a comma inside a template's quotes is not a separator", () => {
    const tags = String.raw`{{regex_replace '1.5.2' '\.[0-9]{1,3}$' ''}}`;
    expect(plan({ images: 'acme/api', tags }).images[0]?.metadata.tags).toEqual(['acme/api:1.5']);
    const many = `${tags}-x\ntype=raw,priority=1,value={{regex_replace "a,b" "," "."}}`;
    expect(plan({ images: 'acme/api', tags: many }).images[0]?.metadata.tags).toEqual([
      'acme/api:1.5-x',
      'acme/api:a.b',
    ]);
  });

  test('the same inputs give the same plan', () => {
    const inputs = { images: 'acme/api', registries: '- ghcr.io', tags: 'type=sha' };
    expect(plan(inputs)).toEqual(plan(inputs));
  });
});
