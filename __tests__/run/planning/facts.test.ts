import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { readContext } from '../../../src/event/context.ts';
import type { Machine } from '../../../src/host/machine.ts';
import { factsFor, planFor, planTogether } from '../../../src/run/planning/plans.ts';
import { recordingLog } from '../../fakes/log.ts';
import { read } from '../../inputs/env.ts';

// The template library is never loaded here: facts are gathered before anything is rendered.

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

test('facts that only templates use are looked up in the checkout', async () => {
  const inputs = read({ images: 'acme/api', 'dry-run': 'true', 'build-args': LINES, tags: "{{commit_date 'YYYY'}}" });
  const { buildArgs, images } = await planFor(inputs, context, await factsFor([inputs], { context, machine }));
  expect(buildArgs.args).toEqual(RENDERED);
  expect(images[0]?.destinations[0]?.tags.map(({ name }) => name)).toEqual(['2026']);
});

test('for several images, too', async () => {
  const inputs = read({ images: 'acme/api', 'dry-run': 'true', 'build-args': LINES });
  const known = await factsFor([inputs], { context, machine });
  const { plans } = await planTogether([{ name: 'api', inputs }], context, known);
  expect(plans.map(({ buildArgs }) => buildArgs.args)).toEqual([RENDERED]);
});

test('facts only for labels are requested only on demand', async () => {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ name: 'api', description: 'An API', html_url: 'https://x/api', license: null }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const here = { ...context, apiUrl };
    const inputs = read({ images: 'acme/api' });
    const known = await factsFor([inputs], { context: here, machine });
    const early = await planFor(inputs, here, known);
    expect(asked).toEqual([]);
    const whole = await planFor(inputs, here, await known.rest!(600_000));
    expect(asked).toEqual(['/repos/acme/api']);
    const description = 'org.opencontainers.image.description=';
    expect(early.images[0]?.metadata.labels).toContain(description);
    expect(whole.images[0]?.metadata.labels).toContain(`${description}An API`);
    // Nothing else depends on it.
    expect(whole.images[0]?.destinations).toEqual(early.images[0]?.destinations);
    expect({ ...whole, images: [] }).toEqual({ ...early, images: [] });
  } finally {
    server.close();
  }
});

test('facts for tags are waited for, and also set labels', async () => {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ name: 'api', license: { spdx_id: 'MIT' }, default_branch: 'main' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const inputs = read({ images: 'acme/api', tags: 'type=edge' });
    const known = await factsFor([inputs], { context: { ...context, apiUrl }, machine });
    expect(known).toMatchObject({ facts: { license: 'MIT', defaultBranch: 'main' }, unknown: [] });
    expect(known.rest).toBeUndefined();
    expect(asked).toEqual(['/repos/acme/api']);
  } finally {
    server.close();
  }
});

test('a part, or a merge, whose API does not answer, fails; other jobs go on', async () => {
  const server = http.createServer((_, response) => void response.writeHead(502).end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const platforms = 'linux/amd64';
    const restOf = async (more: Record<string, string>) => {
      const known = await factsFor([read({ images: 'acme/api', ...more })], {
        context: { ...context, apiUrl },
        machine,
      });
      return known.rest!(1000);
    };
    for (const share of [{ part: platforms }, { merge: 'true', platforms }]) {
      await expect(restOf(share)).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
    }
    expect((await restOf({})).facts.license).toBeUndefined();
  } finally {
    server.close();
  }
});
