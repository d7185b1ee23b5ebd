import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { firstRows } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { type FaultProxy, openFaultProxy, type Script } from './support/fault-proxy.ts';
import { FAULTS } from './support/faults.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

/** A few of faults.test.ts's cases as whole runs: dist/, the real engine's push, real pauses between attempts. */
let lab: Lab;
let proxies: readonly FaultProxy[];
/** The digest of 1.4.1, which every repository contains before its test. */
let old: string;
/** Each test has a separate one. */
const REPOSITORIES = ['c/1', 'c/2', 'c/3', 'c/4', 'c/5', 'c/6', 'c/7'];

beforeAll(async () => {
  lab = await openLab();
  proxies = await Promise.all(
    lab.registries.map(({ host }, at) => openFaultProxy({ name: 'ab'[at]!, host, names: new Map() })),
  );
  const run = await publish('1.4.1', REPOSITORIES);
  expectGreen(run);
  old = run.main.outputs.digest!;
});
afterAll(async () => {
  await Promise.all(proxies.map(proxy => proxy.close()));
  await lab.close();
});

/** Breaks requests whose key matches: the first, or all from the first one after `since`. */
type Plan = Readonly<{ fault: string; at: RegExp; since?: RegExp; times: 'once' | 'always' }>;

function scriptOf({ fault, at, since, times }: Plan): Script & { struck: number } {
  const found = FAULTS.find(({ name }) => name === fault)!;
  let armed = since === undefined;
  const script: Script & { struck: number } = {
    struck: 0,
    seen: [],
    decide(key) {
      const strikes = armed && at.test(key) && (times === 'always' || script.struck === 0);
      armed ||= since!.test(key);
      if (strikes) script.struck++;
      return strikes ? found : undefined;
    },
  };
  return script;
}

async function publish(version: string, repositories: readonly string[]): Promise<Run> {
  const hosts = lab.registries.map((registry, at) => ({ ...registry, host: proxies[at]!.host }));
  const workspace = await lab.workspace({ Dockerfile: dockerfile(`LABEL version="${repositories} ${version}"`) });
  const inputs = {
    images: repositories.join('\n'),
    registries: registriesInput(hosts),
    tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
  };
  return lab.publish(workspace, inputs, { event: events.push({ tag: `v${version}`, sha: workspace.sha }) });
}

let count = 0;

/** Publishes 1.4.2 over 1.4.1 with the fault. Returns that run and the tags' digests before and after. */
async function publishOver(plan: Plan) {
  const repository = REPOSITORIES[count++]!;
  const truth = async () => {
    const names = lab.registries.flatMap((registry, at) =>
      ['1.4.2', '1.4', 'latest'].map(async tag => {
        const held = await manifest(registry, repository, tag);
        return [`${'ab'[at]} ${tag}`, held?.digest ?? null] as const;
      }),
    );
    return Object.fromEntries(await Promise.all(names));
  };
  const before = await truth();
  const script = scriptOf(plan);
  const unwatch = proxies.map(proxy => proxy.watch(repository, script));
  const run = await publish('1.4.2', [repository]);
  for (const stop of unwatch) stop();
  expect(script.struck).toBeGreaterThan(0);
  return { run, before, after: await truth() };
}

const everywhere = (digest: string | null, version: string | null = digest) => ({
  ...{ 'a 1.4.2': version, 'a 1.4': digest, 'a latest': digest },
  ...{ 'b 1.4.2': version, 'b 1.4': digest, 'b latest': digest },
});

describe('published', () => {
  const PLANS: readonly [string, Plan][] = [
    ['an error page', { fault: '502 html', at: /^a PUT blobs/, times: 'once' }],
    ['a lost answer', { fault: 'lose', at: /^b PUT manifests\/latest/, times: 'once' }],
    ['a reset', { fault: 'reset', at: /^b PUT blobs/, times: 'once' }],
    ['an upload that is cut short', { fault: 'short-upload', at: /^a PUT blobs/, times: 'once' }],
  ];
  test.each(firstRows(1, PLANS))('%s, once', async (_, plan) => {
    const { run, after } = await publishOver(plan);
    expect({ conclusion: run.conclusion, pushed: run.main.outputs.pushed }).toEqual({
      conclusion: 'success',
      pushed: 'true',
    });
    expect(after).toEqual(everywhere(run.main.outputs.digest!));
  });
});

test('untouched: a registry that refuses the bytes', async () => {
  const { run, before, after } = await publishOver({ fault: '403', at: /^b PUT blobs/, times: 'always' });
  expect({ conclusion: run.conclusion, pushed: run.main.outputs.pushed }).toEqual({
    conclusion: 'failure',
    pushed: 'false',
  });
  expect(before).toEqual(everywhere(old, null));
  expect(after).toEqual(before);
});

test('partial: a registry that refuses a tag; moved tags are restored, and the real state is reported', async () => {
  const { run, after } = await publishOver({ fault: '403', at: /^b PUT manifests\/latest/, times: 'always' });
  const { digest, pushed, result } = run.main.outputs;
  expect({ conclusion: run.conclusion, pushed }).toEqual({ conclusion: 'failure', pushed: 'partial' });
  // The version is new, and a new tag is never deleted.
  expect(after).toEqual(everywhere(old, digest!));
  const told = (JSON.parse(result!) as { tag: string; state: string; digest: string }[]).map(entry => entry);
  expect(
    told.map(({ tag, state, digest: now }) => [tag, state, now === digest ? 'new' : now === old ? 'old' : now]),
  ).toEqual([
    ['1.4.2', 'stranded', 'new'],
    ['1.4', 'restored', 'old'],
    ['latest', 'restored', 'old'],
    ['1.4.2', 'stranded', 'new'],
    ['1.4', 'restored', 'old'],
    ['latest', 'unchanged', 'old'],
  ]);
  for (const text of [run.log, run.main.summary])
    for (const words of ['is new and points to the new image', 'was moved and put back', 'was not written'])
      expect(text).toContain(words);
  expect(run.main.annotations.some(({ level, message }) => level === 'error' && /latest/.test(message))).toBe(true);
});

test('unverified: a registry that does not return what was written', async () => {
  const plan = { fault: '404 repository', at: /^a HEAD manifests\/latest/, since: /^a PUT manifests\/latest/ } as const;
  const { run, after } = await publishOver({ ...plan, times: 'always' });
  const { digest, pushed, reason } = run.main.outputs;
  expect({ conclusion: run.conclusion, pushed }).toEqual({ conclusion: 'failure', pushed: 'true' });
  expect(reason).toMatch(/reading the tags back failed/);
  expect(after).toEqual(everywhere(digest!));
});
