import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { REPOSITORY } from '../../src/host/project.ts';
import { DEFAULTS } from '../../src/inputs/reading/defaults.ts';

type Entry = Readonly<{ type: string; default?: string; required?: boolean }>;
type Step = Readonly<{ id?: string; uses?: string; run?: string; with?: Readonly<Record<string, string>> }>;
type Workflow = Readonly<{
  on: {
    workflow_call: {
      inputs: Record<string, Entry>;
      secrets: Record<string, unknown>;
      outputs: Record<string, { value: string }>;
    };
  };
  jobs: { publish: { outputs: Record<string, string>; steps: readonly Step[] } };
}>;

const root = join(import.meta.dirname, '../..');
const read = (path: string) => parse(readFileSync(join(root, path), 'utf8')) as unknown;
const { on, jobs } = read('.github/workflows/publish.yml') as Workflow;
const { inputs, secrets, outputs } = on.workflow_call;
const given = jobs.publish.steps.find(step => step.id === 'publish')!.with!;

test('every input of the workflow is handed to the input of that name', () => {
  const handed = Object.keys(inputs).map(name => [name, given[name]]);
  expect(handed).toEqual(Object.keys(inputs).map(name => [name, `\${{ inputs.${name} }}`]));
});

test('nothing is handed on that the action does not take, and every secret is', () => {
  expect(Object.keys(given).filter(name => !(name in DEFAULTS))).toEqual([]);
  const used = Object.values(given).flatMap(value => [...value.matchAll(/secrets\.(\w+)/g)].map(match => match[1]));
  expect(used.toSorted()).toEqual(Object.keys(secrets).toSorted());
});

test('an input that is not given means the default of the action', () => {
  const others = Object.entries(inputs).filter(([, { required }]) => required !== true);
  expect(others.filter(([, entry]) => entry.type !== 'string' || entry.default !== '')).toEqual([]);
});

test('outputs are those of the action, passed through', () => {
  const declared = Object.keys((read('action.yml') as { outputs: object }).outputs);
  for (const [name, { value }] of Object.entries(outputs)) {
    expect(declared).toContain(name);
    expect(value).toBe(`\${{ jobs.publish.outputs.${name} }}`);
    expect(jobs.publish.outputs[name]).toBe(`\${{ steps.publish.outputs.${name} }}`);
  }
});

test('no step runs a script, which could have untrusted text in it', () => {
  expect(jobs.publish.steps.filter(step => step.run !== undefined)).toEqual([]);
});

test('the secrets go to no action but this one, under a name that nobody else can register', () => {
  const { uses = '' } = jobs.publish.steps.find(step => step.id === 'publish')!;
  expect(uses.split('@')[0]).toBe(REPOSITORY);
  const [owner = ''] = REPOSITORY.split('/');
  // Anybody may register a placeholder that GitHub takes for a name. It takes none with an underscore.
  expect(owner).not.toMatch(/^(?:your|my|an?|some|the|example)-|^(?:owner|org|example|acme)$/i);
  if (!/^[a-z\d](?:-?[a-z\d])*$/i.test(owner)) expect(owner).toBe('your_org');
});
