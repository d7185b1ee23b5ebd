import { globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { makeCheckout } from '../../scripts/docs/dry-run.ts';
import { readExamples, type Use } from '../../scripts/docs/example.ts';
import { type Replay, replay } from '../../scripts/docs/replay.ts';
import { readActionFile } from '../../scripts/harness/action-file.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { DEFAULTS } from '../../src/inputs/reading/defaults.ts';

// A busy machine plans slowly.
jest.setTimeout(600_000);

const root = join(import.meta.dirname, '../..');
const examples = readExamples(root);
const checkout = makeCheckout();
afterAll(() => rmSync(checkout.folder, { recursive: true }));

test('every example has its recipe, and every recipe its example', () => {
  const recipes = globSync('docs/recipes/*.md', { cwd: root }).map(path => basename(path, '.md'));
  expect(recipes.filter(name => name !== 'README').toSorted()).toEqual(examples.map(({ name }) => name).toSorted());
});

describe.each(examples)('$name', example => {
  const jobs = Object.values(example.workflow.jobs);
  let made: Promise<readonly Replay[]> | undefined;
  const replays = () => {
    made ??= replay(example, { root, checkout });
    return made;
  };
  const steps: readonly Use[] = jobs.flatMap(({ steps = [] }) => steps);

  test('uses this action, with existing inputs', () => {
    const own = [...jobs, ...steps].filter(({ uses }) => uses?.startsWith(REPOSITORY));
    expect(own.length).toBeGreaterThan(0);
    const given = (action: string) =>
      steps.filter(({ uses }) => uses?.startsWith(`${action}@`)).flatMap(step => Object.keys(step.with ?? {}));
    expect(given(REPOSITORY).filter(name => !(name in DEFAULTS))).toEqual([]);
    const { inputs } = readActionFile(join(root, 'verify'));
    expect(given(`${REPOSITORY}/verify`).filter(name => !inputs.has(name))).toEqual([]);
  });

  test('has a plan without a warning for each event that it reacts to', async () => {
    const ran = (await replays()).flatMap(({ occasion, run }) =>
      run === undefined ? [] : [{ at: occasion.title, ...run }],
    );
    expect(ran.length).toBeGreaterThan(0);
    expect(ran.filter(({ error }) => error !== '').map(({ at, error }) => ({ at, error }))).toEqual([]);
    const troubled = ran.map(({ at, log }) => ({ at, lines: log.filter(line => /^::(?:warning|error)/.test(line)) }));
    expect(troubled.filter(({ lines }) => lines.length > 0)).toEqual([]);
  });

  test('publishes something on some event', async () => {
    expect((await replays()).some(({ run }) => run?.plan?.decision.push)).toBe(true);
  });
});
