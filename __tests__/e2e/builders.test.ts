import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, engineSocket, openBridge } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen, runFromAny } from './support/checks.ts';
import { actionWithoutPost, armSniper, type Sniper } from './support/death-bench.ts';
import { dockerfile, platformManifests } from './support/images.ts';
import {
  ACTION,
  type Inputs,
  type JobOptions,
  type Lab,
  leaksOf,
  openLab,
  type Run,
  registriesInput,
} from './support/lab.ts';

let lab: Lab;
let bridges: readonly [Bridge, Bridge];
beforeAll(async () => {
  [lab, ...bridges] = await Promise.all([openLab(), openBridge(), openBridge()] as const);
});
afterAll(() => Promise.all([lab?.close(), ...(bridges ?? []).map(bridge => bridge.close())]));

const SAYS_AHOY = dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]');
const COPIES = 'FROM busybox\nCOPY hello /hello\nCMD ["/bin/sh", "-c", "cat /hello"]\n';

async function publish(
  name: string,
  inputs: Inputs,
  { text = SAYS_AHOY, ...options }: Options = {},
): Promise<Run & { workspace: string }> {
  const workspace = await lab.workspace({ hello: 'ahoy\n', Dockerfile: text });
  const images = { images: `acme/${name}`, registries: registriesInput(lab.registries), tags: 'type=raw,value=one' };
  const run = await lab.publish(workspace, { ...images, ...inputs }, options);
  return { ...run, workspace: workspace.folder };
}
type Options = JobOptions & Readonly<{ text?: string }>;

/** The builders that were created in a job's HOME. */
const builders = (home: string) => readdirSync(join(home, '.docker/buildx/instances'));

async function expectPublished(run: Run, name: string): Promise<string> {
  expectGreen(run);
  const digest = run.main.outputs.digest!;
  for (const registry of lab.registries) {
    expect(await digestsOf(registry, `acme/${name}`)).toEqual({ one: digest });
  }
  expect(await runFromAny(lab.registries, `acme/${name}`, digest)).toBe('ahoy');
  expect(
    leaksOf(
      run,
      lab.registries.map(registry => registry.password),
    ),
  ).toEqual([]);
  expect([run.main.forged, run.post.forged, run.leftProcesses]).toEqual([[], [], []]);
  return digest;
}

describe('a builder that is created for the run', () => {
  fullTest('remote: it builds, and is removed after the job', async () => {
    const run = await publish('made', {
      driver: 'remote',
      endpoint: bridges[0].address,
      test: 'docker run --rm "$IMAGE"',
    });
    await expectPublished(run, 'made');
    expect(run.main.log).toMatch(/Creating temporary builder slipway-[0-9a-f]{12} \(remote\)/);
    expect(builders(run.home)).toEqual([]);
  });

  fullTest('with a second node, which builds its platform; `cleanup: false` keeps it', async () => {
    const run = await publish(
      'nodes',
      {
        builder: 'twins',
        driver: 'remote',
        endpoint: bridges[0].address,
        'node-platforms': 'linux/amd64',
        append: `- name: arm\n  endpoint: ${bridges[1].address}\n  platforms: linux/arm64`,
        platforms: 'linux/arm64',
        outputs: 'type=local,dest=out',
        cleanup: 'false',
      },
      { text: COPIES },
    );
    expectGreen(run);
    expect(readFileSync(join(run.workspace, 'out/hello'), 'utf8')).toBe('ahoy\n');
    expect(run.main.log).toContain('Creating persistent builder twins (remote)');
    expect(builders(run.home)).toEqual(['twins']);
    const nodes = JSON.parse(readFileSync(join(run.home, '.docker/buildx/instances/twins'), 'utf8')).Nodes;
    expect(nodes).toMatchObject([
      { Name: 'twins0', Endpoint: bridges[0].address, Platforms: [{ architecture: 'amd64' }] },
      { Name: 'arm', Endpoint: bridges[1].address, Platforms: [{ architecture: 'arm64' }] },
    ]);
    expect([bridges[0].opened() > 0, bridges[1].opened() > 0]).toEqual([true, true]);
  });

  test('with two nodes: one image of both, and the builder is gone', async () => {
    const run = await publish(
      'both',
      {
        driver: 'remote',
        endpoint: bridges[0].address,
        'node-platforms': 'linux/amd64',
        append: `- endpoint: ${bridges[1].address}\n  platforms: linux/arm64`,
        platforms: 'linux/amd64,linux/arm64',
      },
      { text: COPIES },
    );
    const digest = await expectPublished(run, 'both');
    const images = await platformManifests(lab.registries[1]!, 'acme/both', digest);
    expect(images).toHaveLength(2);
    expect(builders(run.home)).toEqual([]);
  });

  test.each(firstRows(1, ['true', 'false']))(
    'one that does not start is reported and removed, with `cleanup: %s`',
    async cleanup => {
      const run = await publish('down', {
        cleanup,
        builder: 'down',
        driver: 'remote',
        endpoint: bridges[0].address,
        'driver-opts': 'sails=3',
        'keep-state': 'true',
      });
      expect([run.conclusion, run.post.exitCode]).toEqual(['failure', 0]);
      expect(annotationsOf(run, 'error')).toEqual([
        expect.stringMatching(/^builder "down" \(remote\) could not be started: .*invalid driver option sails/),
      ]);
      expect(builders(run.home)).toEqual([]);
      expect(await digestsOf(lab.registries[0]!, 'acme/down')).toEqual({});
    },
  );
});

fullTest("pulling BuildKit's image is retried after a temporary failure, and nothing is left behind", async () => {
  const run = await publish('refused', {
    builder: 'slipway-refused',
    driver: 'docker-container',
    'driver-opts': 'image=127.0.0.1:1/moby/buildkit:1',
    retries: '2',
  });
  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'notice')).toEqual(Array(2).fill(expect.stringMatching(/refused; starting it again in/)));
  expect(annotationsOf(run, 'error')).toEqual([expect.stringContaining('connection refused')]);
  expect(builders(run.home)).toEqual([]);
  expect(await command('docker', ['ps', '--all', '--quiet', '--filter', 'name=slipway-refused'])).toBe('');
});

describe('an existing builder', () => {
  const there = (name: string, use = false) => ({
    home: (home: string) => createBuilder(home, name, bridges[0].address, use),
  });

  test('is used as it is and kept, whatever the inputs for a new one', async () => {
    const inputs = { builder: 'mine', driver: 'docker-container', 'driver-opts': 'image=nowhere/none' };
    const run = await publish('mine', inputs, there('mine'));
    await expectPublished(run, 'mine');
    expect(annotationsOf(run, 'warning')).toEqual([
      'Builder "mine" already exists with the driver remote; using it as it is, not with `driver: docker-container`',
    ]);
    expect(builders(run.home)).toEqual(['mine']);
  });

  fullTest("is not touched by a run that creates its own, nor is the user's choice", async () => {
    const run = await publish('other', { driver: 'remote', endpoint: bridges[1].address }, there('mine', true));
    await expectPublished(run, 'other');
    expect(builders(run.home)).toEqual(['mine']);
    expect(readFileSync(join(run.home, '.docker/buildx/current'), 'utf8')).toContain('"Name":"mine"');
  });

  fullTest("`driver: docker` is the engine's own, whichever is current", async () => {
    const run = await publish('engine', { driver: 'docker' }, there('mine', true));
    await expectPublished(run, 'engine');
    expect(run.main.log).not.toContain('exporting to oci');
    expect(builders(run.home)).toEqual(['mine']);
  });

  test('a name that does not exist, with the docker driver: rejected', async () => {
    const run = await publish('nobody', { driver: 'docker', builder: 'nobody' });
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/builder "nobody" does not exist[\s\S]*named after its Docker context/),
    ]);
  });
});

fullTest("the engine of another Docker context is not mistaken for this run's", async () => {
  const home = async (folder: string) => {
    const env = { HOME: folder, DOCKER_CONFIG: join(folder, '.docker') };
    await command('docker', ['context', 'create', 'far', '--docker', `host=unix://${engineSocket()}`], { env });
  };
  const refused = await publish('context', { builder: 'far' }, { home });
  expect(annotationsOf(refused, 'error')).toEqual([expect.stringContaining('builder "far" belongs to another')]);
  const job = { env: { DOCKER_HOST: '', DOCKER_CONTEXT: 'far' } };
  await expectPublished(await publish('context', { builder: 'far' }, { home, job }), 'context');
});

test('a killed run leaves a builder that the next one removes', async () => {
  const workspace = await lab.workspace({ Dockerfile: SAYS_AHOY });
  const root = join(workspace.folder, '..', 'builder-death');
  mkdirSync(join(root, 'home'), { recursive: true });
  const job = (uses: string, inputs: Inputs, before = () => {}) =>
    runJob(
      {
        root,
        workspace: workspace.folder,
        event: events.push({ sha: workspace.sha }),
        token: 'ghs_x',
        env: { GITHUB_API_URL: 'http://127.0.0.1:9' },
      },
      [{ uses, before, with: { 'build-contexts': `busybox=${lab.busybox}`, push: 'false', ...inputs } }],
    );
  let sniper: Sniper | undefined;
  const home = join(root, 'home');
  const instance = join(home, '.docker/buildx/instances/doomed');
  const inputs = {
    builder: 'doomed',
    driver: 'remote',
    endpoint: bridges[0].address,
    test: 'sleep 60',
    images: 'acme/doomed',
    tags: 'type=raw,value=one',
  };
  const dying = await job(actionWithoutPost(join(root, 'ghost')), inputs, () => {
    sniper = armSniper(join(root, '_temp'), 'SIGKILL', { after: 0, once: () => existsSync(instance) });
  });
  sniper?.disarm();
  expect([dying.steps[0]!.main!.signal, existsSync(instance)]).toEqual(['SIGKILL', true]);
  const next = await job(ACTION, { images: 'acme/doomed', tags: 'type=raw,value=one' });
  expect([next.conclusion, existsSync(instance)]).toEqual(['success', false]);
});
