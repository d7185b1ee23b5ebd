import { describe, expect, test } from '@jest/globals';
import { joinPlans } from '../../../src/plan/images/join.ts';
import type { Destination, Plan } from '../../../src/plan/terms/types.ts';
import { imagePlan } from '../../fakes/values.ts';

function to(path: string, tags: readonly string[]): Destination {
  const planned = tags.map(name => ({ name, moving: false, from: 'tags' }));
  const decision = { push: true, reason: 'event push' };
  return { registry: 'ghcr.io', path, name: `ghcr.io/${path}`, tags: planned, optional: false, decision };
}

function plan(destinations: readonly Destination[], other: Partial<Plan> = {}): Plan {
  return {
    images: [imagePlan({}, destinations)],
    decision: { push: true, reason: 'event push' },
    buildArgs: { args: ['SECRET=1'], shown: ['V=1'] },
    warnings: [],
    notices: [],
    remarks: [],
    ...other,
  };
}

describe('joinPlans', () => {
  test('names the images, without the arguments of each', () => {
    const joined = joinPlans([
      { name: 'api', plan: plan([to('acme/api', ['1'])]) },
      { name: 'worker', plan: plan([to('acme/worker', ['1'])], { decision: { push: false, reason: 'no' } }) },
    ]);
    expect(joined.images.map(({ name }) => name)).toEqual(['api', 'worker']);
    expect(joined.decision).toEqual({ push: true, reason: 'event push' });
    expect(joined.buildArgs).toEqual({ args: [], shown: ['of api: V=1', 'of worker: V=1'] });
  });

  test('a message about all images appears once; one about some of them names them', () => {
    const joined = joinPlans([
      { name: 'a', plan: plan([], { warnings: ['all', 'one'] }) },
      { name: 'b', plan: plan([], { warnings: ['all'] }) },
    ]);
    expect(joined.warnings).toEqual(['all', 'a: one']);
  });

  test('rules that gave no tag are one notice, with the names of images where these differ', () => {
    const tell = (...rows: string[]) => [
      'moving',
      `These rules of \`tags\` produced no tag for this run:${rows.map(row => `\n  ${row}`).join('')}`,
    ];
    const joined = joinPlans([
      { name: 'a', plan: plan([], { notices: tell('edge: x', 'release: api') }) },
      { name: 'b', plan: plan([], { notices: tell('edge: x', 'release: web') }) },
    ]);
    expect(joined.notices).toEqual(tell('edge: x', 'a: release: api', 'b: release: web'));
  });

  test('a reference that two builds claim is rejected; one that they do not share is not', () => {
    const shared = { name: 'api', plan: plan([to('acme/app', ['1.0', 'api'])]) };
    const other = { name: 'worker', plan: plan([to('acme/app', ['1.0', 'worker'])]) };
    expect(() => joinPlans([shared, other])).toThrow(
      '`images` gives ghcr.io/acme/app:1.0 to several builds (api, worker). Put the name of the build in it',
    );
    expect(joinPlans([shared, { name: 'worker', plan: plan([to('acme/app', ['worker'])]) }]).images).toHaveLength(2);
  });
});
