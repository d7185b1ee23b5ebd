import { expect, test } from '@jest/globals';
import { readContext } from '../../../src/event/context.ts';
import type { Machine } from '../../../src/host/machine.ts';
import { planFor, planTogether } from '../../../src/run/planning/plans.ts';
import { recordingLog } from '../../fakes/log.ts';
import { read } from '../../inputs/env.ts';

// No test of this file loads the template library by itself: facts are gathered before anything is rendered.

const SHA = '3f1c0a9d5e7b42686af0c1d2e3f4a5b6c7d8e9f0';
const env = {
  GITHUB_REPOSITORY: 'acme/api',
  GITHUB_SHA: SHA,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
};
const context = readContext({ env, now: new Date(0), readFile: () => '{}' });

/** A checkout that knows its newest commit. */
const machine: Machine = {
  ...{ env, log: recordingLog(), now: () => 0, sleep: async () => {}, signal: new AbortController().signal },
  run: async (_, args) => ({
    ...{ code: 0, signal: null, stderr: '', timedOut: false },
    stdout: args.includes('log') ? '2026-03-05T07:08:09Z\nAda\nada@example.com\nFix the door\n' : 'v1.2.3',
  }),
};

const LINES = "BY={{ .CommitterName }}: {{ .CommitMessage }}\nON={{commit_date 'YYYYMMDD'}}";
const RENDERED = ['BY=Ada: Fix the door', 'ON=20260305'];

test('what only templates ask for is looked up in the checkout', async () => {
  const inputs = read({ images: 'acme/api', 'dry-run': 'true', 'build-args': LINES, tags: "{{commit_date 'YYYY'}}" });
  const { buildArgs, images } = await planFor(inputs, context, machine);
  expect(buildArgs.args).toEqual(RENDERED);
  expect(images[0]?.destinations[0]?.tags.map(({ name }) => name)).toEqual(['2026']);
});

test('for several images, too', async () => {
  const inputs = read({ images: 'acme/api', 'dry-run': 'true', 'build-args': LINES });
  const { plans } = await planTogether([{ name: 'api', inputs }], context, machine);
  expect(plans.map(({ buildArgs }) => buildArgs.args)).toEqual([RENDERED]);
});
