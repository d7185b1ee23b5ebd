import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { LEGS, withPublish, withVerify } from '../../scripts/docs/workflows/generate.ts';
import { ITS_OWN, LEFT_OUT, OUTPUTS_LEFT_OUT, VERIFY_LEFT_OUT } from '../../scripts/docs/workflows/left-out.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { DEFAULTS } from '../../src/inputs/reading/defaults.ts';

type Entry = Readonly<{ type: string; default?: string | number | boolean; required?: boolean }>;
type Step = Readonly<{ id?: string; uses?: string; run?: string; with?: Readonly<Record<string, unknown>> }>;
type Job = Readonly<{
  permissions: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, string>>;
  steps: readonly Step[];
}>;
type Workflow = Readonly<{
  on: Readonly<{
    workflow_call: Readonly<{
      inputs: Readonly<Record<string, Entry>>;
      secrets: Readonly<Record<string, unknown>>;
      outputs: Readonly<Record<string, Readonly<{ value: string }>>>;
    }>;
  }>;
  permissions: object;
  jobs: Readonly<Record<string, Job>>;
}>;
type Action = Readonly<Record<'inputs' | 'outputs', Readonly<Record<string, unknown>>>>;

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const read = (path: string) => parse(text(path)) as Workflow;
const publish = read('.github/workflows/publish.yml');
const verify = read('.github/workflows/verify.yml');
const action = parse(text('action.yml')) as Action;

const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps);
const own = (job: string): Readonly<Record<string, unknown>> =>
  publish.jobs[job]!.steps.find(({ uses }) => uses?.startsWith(`${REPOSITORY}@`))!.with!;
const secretsIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/secrets\.(\w+)/g)].map(match => match[1]!).toSorted();

describe('publish.yml', () => {
  const { inputs, secrets, outputs } = publish.on.workflow_call;

  test('is up to date with action.yml', () => {
    const now = text('.github/workflows/publish.yml');
    expect(withPublish(now, text('action.yml')).replaceAll(/@\S+( # .+)?/g, '')).toBe(
      now.replaceAll(/@\S+( # .+)?/g, ''),
    );
  });

  test('accepts every input of the action, or a reason is given', () => {
    const taken = Object.keys(inputs).filter(name => !ITS_OWN.includes(name));
    const left = Object.keys(LEFT_OUT);
    expect([...taken, ...left].toSorted()).toEqual(Object.keys(DEFAULTS).toSorted());
    expect(Object.values(LEFT_OUT).filter(why => why.length < 10)).toEqual([]);
  });

  test('has every output of the action, or a reason is given', () => {
    expect([...Object.keys(outputs), ...Object.keys(OUTPUTS_LEFT_OUT)].toSorted()).toEqual(
      Object.keys(action.outputs).toSorted(),
    );
    for (const [name, { value }] of Object.entries(outputs)) {
      expect(value).toContain(`jobs.publish.outputs.${name}`);
      expect(publish.jobs.publish!.outputs[name]).toBe(`\${{ steps.publish.outputs.${name} }}`);
    }
  });

  test('all jobs are given the same inputs, each under its own name', () => {
    const names = Object.keys(inputs).filter(name => ![...ITS_OWN, 'dry-run'].includes(name));
    for (const job of ['plan', 'build', 'publish']) {
      const given = own(job);
      expect(names.filter(name => !(name in given))).toEqual([]);
      const others = names.filter(name => given[name] !== `\${{ inputs.${name} }}`);
      expect(others).toEqual(job === 'build' ? ['cache', 'platforms'] : ['platforms']);
      // Also for a caller who gives it empty: the job that publishes has to know which parts to expect.
      expect(given.platforms).toBe("${{ inputs.platforms || 'linux/amd64' }}");
      expect(Object.keys(given).filter(name => !(name in DEFAULTS))).toEqual([]);
    }
  });

  test("an unset input means the action's default, with five exceptions", () => {
    const others = Object.entries(inputs).filter(
      ([name, { default: value }]) => !ITS_OWN.includes(name) && value !== '',
    );
    expect(Object.fromEntries(others.map(([name, { default: value }]) => [name, value]))).toEqual({
      'dry-run': false,
      platforms: 'linux/amd64',
      sign: 'keyless',
      attest: 'provenance',
      policy: 'none',
      'scan-version': 'newest',
    });
  });

  test("jobs that run the caller's code can only read its repository", () => {
    expect(publish.permissions).toEqual({});
    expect(publish.jobs.plan!.permissions).toEqual({});
    expect(publish.jobs.build!.permissions).toEqual({ contents: 'read' });
    expect(secretsIn(publish.jobs.build)).toEqual(['BUILD_DOCKER_CONFIG', 'BUILD_SECRETS']);
    expect(secretsIn(publish.jobs.plan)).toEqual([]);
    expect(own('build')['hand-over']).toBe('artifact');
  });

  test('no step brings a scanner: the action does, by its checksum', () => {
    const known = [REPOSITORY, 'actions/checkout'];
    expect(stepsOf(publish).filter(({ uses = '' }) => !known.includes(uses.split('@')[0]!))).toEqual([]);
  });

  test('each job has the permissions that the docs name, and there is no other job', () => {
    const rows = [...text('docs/organizations.md').matchAll(/^\| `(plan|build|publish)` \| .* \| (.*) \|$/gm)];
    const documented = rows.slice(0, 3).map(([, job, may = '']) => {
      return [
        job,
        Object.fromEntries([...may.matchAll(/`([\w-]+): (\w+)`/g)].map(([, scope, level]) => [scope, level])),
      ];
    });
    expect(Object.fromEntries(documented)).toEqual(
      Object.fromEntries(Object.entries(publish.jobs).map(([job, { permissions }]) => [job, permissions])),
    );
  });

  test('the job with the credentials runs only this action, and accepts only parts from the jobs before it', () => {
    const { steps } = publish.jobs.publish!;
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual([REPOSITORY]);
    expect(secretsIn(publish.jobs.publish)).toEqual(
      Object.keys(secrets)
        .filter(name => !name.startsWith('BUILD_'))
        .toSorted(),
    );
    expect(own('publish')['part-digests']).toBe(`\${{ toJSON(needs.build.outputs) }}`);
    const parts = Object.entries(publish.jobs.build!.outputs);
    expect(parts.map(([name]) => name)).toEqual(Array.from({ length: LEGS }, (_, leg) => `part-${leg}`));
    // A job that builds only one of several images has a `digest`, which would not say of which.
    for (const [, value] of parts) expect(value).toContain('outputs.images-result || steps.build.outputs.digest');
    expect(text('docs/organizations.md')).toContain(`at most ${LEGS} build jobs`);
  });
});

describe('verify.yml', () => {
  const its = parse(text('verify/action.yml')) as Action;
  const { inputs, outputs } = verify.on.workflow_call;

  test('is up to date with verify/action.yml', () => {
    const now = text('.github/workflows/verify.yml');
    expect(withVerify(now, text('verify/action.yml'))).toBe(now);
  });

  test('accepts every input of the action, or a reason is given, and has every output', () => {
    expect([...Object.keys(inputs), ...Object.keys(VERIFY_LEFT_OUT)].toSorted()).toEqual(
      Object.keys(its.inputs).toSorted(),
    );
    expect(Object.keys(outputs)).toEqual(Object.keys(its.outputs));
  });

  test('may only read packages', () => {
    expect([verify.permissions, verify.jobs.verify!.permissions]).toEqual([{}, { packages: 'read' }]);
    expect(verify.jobs.verify!.steps).toHaveLength(1);
  });

  test('by default requires what publish.yml creates', () => {
    expect(inputs.require!.default).toBe('signature, provenance');
    expect(inputs.builder!.default).toBe(`${REPOSITORY}/.github/workflows/publish.yml@*`);
  });
});

test('no step runs a script, which could have untrusted text in it', () => {
  expect([...stepsOf(publish), ...stepsOf(verify)].filter(step => step.run !== undefined)).toEqual([]);
});

test('the secrets are only passed to this action, under a name that nobody else can register', () => {
  const given = [...stepsOf(publish), ...stepsOf(verify)].filter(step => secretsIn(step).length > 0);
  expect(given.length).toBeGreaterThan(0);
  for (const { uses = '' } of given) expect([REPOSITORY, `${REPOSITORY}/verify`]).toContain(uses.split('@')[0]);
  const [owner = ''] = REPOSITORY.split('/');
  // Anybody may register a placeholder that GitHub takes for a name. It takes none with an underscore.
  expect(owner).not.toMatch(/^(?:your|my|an?|some|the|example)-|^(?:owner|org|example|acme)$/i);
  if (!/^[a-z\d](?:-?[a-z\d])*$/i.test(owner)) expect(owner).toBe('your_org');
});
