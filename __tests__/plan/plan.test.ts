import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../src/context.ts';
import { readInputs } from '../../src/inputs.ts';
import { loadHandlebars } from '../../src/plan/metadata/template.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Plan } from '../../src/plan/types.ts';

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
const where = ({ destinations }: Plan) =>
  destinations.map(({ name, tags, decision }) => [name, tags.map(tag => tag.name).join(' '), decision.push]);

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

  test("one registry's filter leaves the others alone", () => {
    const registries = "- {registry: ghcr.io}\n- {registry: docker.io, git-tags: 'v2*'}";
    const made = plan({ images: 'acme/api', registries, tags: 'type=raw,value=x' });
    expect(made.decision.push).toBe(true);
    expect(made.destinations.map(({ decision }) => decision.push)).toEqual([true, false]);
    expect(made.destinations[1]?.decision.reason).toMatch(/docker\.io.*v1\.2\.3/);
  });

  test('when every registry filters the run out, nothing is pushed and the reason is theirs', () => {
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
    const { tags, tagNames, version, json, bakeFiles } = made.metadata;
    expect(tags).toEqual(['acme/api:1', 'acme/api:edge', 'ghcr.io/acme/api:1']);
    expect(tagNames.map(tag => tag.name)).toEqual(['1', 'edge']);
    expect(version).toBe('1');
    expect(JSON.parse(json)).toMatchObject({ tags, 'tag-names': ['1', 'edge'] });
    expect(JSON.parse(bakeFiles['bake-file-tags'])).toMatchObject({ target: { 'docker-metadata-action': { tags } } });
  });

  test('complete references with push: true are pushed', () => {
    expect(plan({ tags: 'acme/api:1', push: 'true' }).decision.push).toBe(true);
  });

  test('a push without a tag is refused, with each rule and why it gave none', () => {
    const inputs = { images: 'acme/api', tags: 'type=schedule\ntype=ref,event=branch' };
    expect(() => plan(inputs)).toThrow(/type=schedule: .*\n.*type=ref,event=branch: /s);
  });

  test('no tag is no error where nothing is pushed', () => {
    const inputs = { images: 'acme/api', tags: 'type=schedule', push: 'false' };
    expect(plan(inputs).decision.push).toBe(false);
  });

  test('the same inputs give the same plan', () => {
    const inputs = { images: 'acme/api', registries: '- ghcr.io', tags: 'type=sha' };
    expect(plan(inputs)).toEqual(plan(inputs));
  });
});
