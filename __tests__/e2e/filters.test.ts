import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { GithubEvent } from '../../scripts/harness/types.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor } from './support/checks.ts';
import { dockerfile, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') });
});
afterAll(() => lab.close());

/** Passes, and leaves evidence that it ran. */
const TEST = `${TEST_AHOY} && touch tested`;
const wasTested = () => existsSync(join(workspace.folder, 'tested'));
const forget = () => rmSync(join(workspace.folder, 'tested'), { force: true });

type Row = Readonly<{
  title: string;
  event: GithubEvent;
  inputs?: Inputs;
  /** Added to the two entries of `registries`. */
  entries?: readonly object[];
  /** Which registries get the image. */
  pushed: readonly ('a' | 'b')[];
  /** The plan's text about it, or about the excluded registry. */
  why: RegExp;
}>;

const main = events.push();
const release = events.push({ tag: 'v1.2.3' });
const twoKinds = [{ branches: 'main, release/**' }, { 'git-tags': 'v[0-9]+.*' }];

test('an image that one registry excludes is built, tested, and pushed to the other', async () => {
  const run = await lab.publish(
    workspace,
    { images: 'acme/one', registries: registriesInput([a, b], twoKinds), tags: 'type=raw,value=1.0', test: TEST },
    { event: main },
  );

  expectGreen(run);
  expect(wasTested()).toBe(true);
  const { digest, pushed, refs } = run.main.outputs;
  // Before anything else sends requests to this registry.
  expect(requestsFor(b, 'acme/one')).toEqual([]);
  expect(await digestsOf(a, 'acme/one')).toEqual({ '1.0': digest });
  expect([pushed, JSON.parse(refs!)]).toEqual(['true', [`${a.host}/acme/one:1.0`]]);
  expect(run.log).toMatch(/for \S+, only `git-tags` is set/);
});

// The plan decides, and plan/decision.test.ts tests every combination of it: here it is read from a dry run.
test.each<Row>(
  firstRows(4, [
    {
      title: 'branches: excluded by a negative pattern',
      event: events.push({ branch: 'release/1-alpha' }),
      inputs: { branches: 'release/**\n!release/**-alpha' },
      pushed: [],
      why: /branch "release\/1-alpha" is excluded by `!release\/\*\*-alpha` in `branches`/,
    },
    {
      title: 'every registry excludes the run',
      event: events.push({ branch: 'topic' }),
      entries: twoKinds,
      pushed: [],
      why: /for \S+, branch "topic" matches nothing in `branches`/,
    },
    {
      title: 'push: true overrides no filter',
      event: events.pullRequest({ base: 'next' }),
      inputs: { push: 'true', branches: 'main' },
      pushed: [],
      why: /base branch "next" matches nothing in `branches`/,
    },
    {
      title: 'a workflow_run of a fork',
      event: events.workflowRun({ fork: 'mallory/tides' }),
      pushed: [],
      why: /a fork \("mallory\/tides"\)/,
    },
    {
      title: 'git-tags alone exclude branches',
      event: main,
      inputs: { 'git-tags': 'v*' },
      pushed: [],
      why: /only `git-tags` is set/,
    },
    {
      title: 'events',
      event: events.plain('workflow_dispatch'),
      inputs: { events: 'push, schedule' },
      pushed: [],
      why: /event "workflow_dispatch" matches nothing in `events`/,
    },
    {
      title: 'per registry: a tag',
      event: release,
      entries: twoKinds,
      pushed: ['b'],
      why: /for \S+, only `branches` is set/,
    },
    {
      title: 'per registry: events',
      event: main,
      entries: [{}, { events: ['schedule'] }],
      pushed: ['a'],
      why: /for \S+, event "push" matches nothing/,
    },
    {
      title: 'push: true overrides the rule about events',
      event: events.pullRequest({ base: 'main' }),
      inputs: { push: 'true', branches: 'main' },
      pushed: ['a', 'b'],
      why: /`push` is true/,
    },
  ]),
)('$title', async ({ title, event, inputs = {}, entries = [], pushed, why }) => {
  const path = `acme/${title.replaceAll(/\W+/g, '-').toLowerCase()}`;
  const registries = registriesInput([a, b], entries);
  const given = { images: path, registries, tags: 'type=raw,value=1.0', 'dry-run': 'true', ...inputs };
  const run = await lab.publish(workspace, given, { event });

  expectGreen(run);
  for (const [name, { host }] of [
    ['a', a],
    ['b', b],
  ] as const) {
    expect(run.log).toMatch(new RegExp(`^ +${pushed.includes(name) ? 'push' : 'skip'} +${host}/${path} `, 'm'));
  }
  expect(run.log).toMatch(why);
  for (const registry of [a, b]) expect(requestsFor(registry, path)).toEqual([]);
});

describe('runs without secrets', () => {
  const empty = { username: 'skipper', password: '' };
  const fork = events.pullRequest({ fork: 'mallory/tides' });

  test.each([
    ['a pull request of a fork', fork, {}, /does not publish on pull_request: .* a fork/],
    ['a push that a filter excludes', main, { branches: 'release/**' }, /matches nothing in `branches`/],
  ] as const)(
    '%s is built and tested, green, not pushed, and no registry is contacted',
    async (title, event, inputs, why) => {
      forget();
      const path = `acme/secretless-${title.split(' ').length}`;
      const asked = [a, b].map(registry => registry.log());
      const registries = registriesInput([a, b], [empty, { username: '', password: '' }]);
      const run = await lab.publish(
        workspace,
        { images: path, registries, test: TEST, registry: b.host, username: 'skipper', password: '', ...inputs },
        { event },
      );

      expectGreen(run);
      expect(wasTested()).toBe(true);
      expect(run.main.outputs).toMatchObject({
        pushed: 'false',
        refs: '[]',
        image: '',
        reason: expect.stringMatching(why),
      });
      expect(run.main.summary).toContain('not published');
      expect([annotationsOf(run, 'error'), annotationsOf(run, 'warning')]).toEqual([[], []]);
      expect([a, b].map(registry => registry.log())).toEqual(asked);
    },
  );

  test.each([
    ['a push', main, {}],
    ['a pull request of a fork with push: true', fork, { push: 'true' }],
  ] as const)('%s gets the name of the missing secret, before any build', async (_, event, inputs) => {
    forget();
    const registries = registriesInput([a, b], [{}, empty]);
    const run = await lab.publish(workspace, { images: 'acme/missing', registries, test: TEST, ...inputs }, { event });

    expect(run.conclusion).toBe('failure');
    const said = expect.stringMatching(
      `^\`registries\\[1\\]\\.password\` is empty but \`username\` is set \\(${b.host}\\)`,
    );
    expect(annotationsOf(run, 'error')).toEqual([said]);
    expect(run.main.outputs).toMatchObject({ pushed: 'false', reason: said });
    expect(wasTested()).toBe(false);
    for (const registry of [a, b]) expect(requestsFor(registry, 'acme/missing')).toEqual([]);
  });
});

describe('dry-run', () => {
  /** Would receive any request, and counts them. */
  async function doorman() {
    let knocks = 0;
    const server = createServer(socket => {
      knocks += 1;
      socket.destroy();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    return { host: `127.0.0.1:${port}`, knocks: () => knocks, close: () => server.close() };
  }

  test('needs no docker, no network and no credentials, and sets every computable output', async () => {
    const door = await doorman();
    const proxies = Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map(name => [name, `http://${door.host}`]),
    );
    const run = await lab.publish(
      workspace,
      {
        images: 'acme/dry',
        registries: `- registry: ${door.host}\n  username: skipper\n  password: ''\n- registry: ghcr.io\n  git-tags: v2.*\n- docker.io`,
        tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}',
        labels: 'org.example.team=tides',
        test: TEST,
        'dry-run': 'true',
      },
      {
        event: release,
        job: {
          env: {
            PATH: '/nonexistent',
            DOCKER_HOST: `tcp://${door.host}`,
            GITHUB_API_URL: `http://${door.host}`,
            ...proxies,
          },
        },
      },
    );
    door.close();

    expectGreen(run);
    expect(door.knocks()).toBe(0);
    expect(run.log).toMatch(new RegExp(`push\\s+${door.host}/acme/dry\\s+1\\.2\\.3 1\\* latest\\*`));
    expect(run.log).toMatch(/skip\s+ghcr\.io\/acme\/dry\s.*`git-tags` \(v2\.\*\)/);
    const tags = [door.host, 'ghcr.io', 'docker.io'].flatMap(host =>
      ['1.2.3', '1', 'latest'].map(tag => `${host}/acme/dry:${tag}`),
    );
    const { json, labels, ...outputs } = run.main.outputs;
    expect(outputs).toMatchObject({
      version: '1.2.3',
      tags: tags.join('\n'),
      'tag-names': '1.2.3\n1\nlatest',
      pushed: 'false',
      reason: 'this is a dry run',
      digest: '',
      imageid: '',
      refs: '[]',
      result: '[]',
    });
    expect(JSON.parse(json!)).toMatchObject({
      tags,
      labels: { 'org.example.team': 'tides', 'org.opencontainers.image.version': '1.2.3' },
    });
    expect(labels!.split('\n')).toContain(`org.opencontainers.image.revision=${release.sha}`);
    // Nothing was created that post would have to clean up.
    expect(run.main.state).not.toHaveProperty('folder');
  });

  const workflow = (branch: string) => events.workflowRun({ branch });
  test.each(
    firstRows(3, [
      ['pull requests match by base branch', events.pullRequest({ base: 'main', branch: 'topic' }), 'main', true],
      ['and not by their head branch', events.pullRequest({ base: 'main', branch: 'topic' }), 'topic', false],
      ['pull_request_target too', events.pullRequest({ base: 'next', event: 'pull_request_target' }), 'next', true],
      ['a merge group by its target', events.mergeGroup({ base: 'main' }), 'main', true],
      ['workflow_run by head branch', workflow('release/2'), 'release/*', true],
      ['workflow_run not by its own ref', workflow('topic'), 'main', false],
      ['a schedule by its branch', events.plain('schedule'), 'main', true],
    ]),
  )('%s', async (_, event, branches, push) => {
    const inputs = { images: 'ghcr.io/acme/dry', push: 'true', branches, 'dry-run': 'true', tags: 'type=raw,value=1' };
    const run = await lab.publish(workspace, inputs, { event });
    expectGreen(run);
    expect(run.log).toMatch(push ? /^ +push +ghcr\.io\/acme\/dry/m : /^ +skip +ghcr\.io\/acme\/dry/m);
  });
});
