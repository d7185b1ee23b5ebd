import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { eventOf, type Wanted } from '../../scripts/workflow/event.ts';
import { given } from '../../scripts/workflow/given.ts';
import { planCommand } from '../../scripts/workflow/plan-command.ts';
import { dryRun, inputsOf } from '../../scripts/workflow/plan-step.ts';
import { readWorkflow, type Workflow } from '../../scripts/workflow/read.ts';
import { called } from '../fakes/terminal.ts';

const WORKFLOW = `
name: publish
on:
  push:
  workflow_dispatch:
    inputs:
      channel: { default: beta }
      publish: { type: boolean }
      keep: { type: number, default: 3 }
      size: { type: choice, options: [small, large] }
env: { REGISTRY: ghcr.io }
jobs:
  prepare:
    steps: [{ run: make }]
  publish:
    if: github.event_name != 'schedule'
    strategy: { matrix: { service: [api, worker], include: [{ runner: large }] } }
    env: { NAME: tides }
    steps:
      - uses: actions/checkout@v5
      - uses: acme/slipway@v1
        id: image
        if: \${{ github.event_name != 'workflow_dispatch' || inputs.publish }}
        with:
          images: \${{ env.REGISTRY }}/\${{ github.repository_owner }}/\${{ env.NAME }}-\${{ matrix.service }}
          registries: |
            - registry: ghcr.io
              username: mona
              password: '\${{ secrets.TOKEN }}'
          tags: |
            type=semver,pattern={{version}}
            type=raw,value=\${{ inputs.channel || 'nightly' }}
          push: \${{ github.event_name != 'pull_request' }}
`;
const workspace = mkdtempSync(join(tmpdir(), 'slipway-plan-test-'));
afterAll(() => rmSync(workspace, { recursive: true }));

const wanted = (more: Partial<Wanted>) =>
  eventOf({ event: 'push', ref: 'main', repository: 'acme/tides', sha: 'a'.repeat(40), ...more });
const none = { vars: {}, inputs: {} };
const plan = (input: string, ...options: readonly string[]) =>
  called(planCommand, ['--workspace', workspace, ...options, '-'], { input });

function planned(text: string, more: Partial<Wanted> = {}) {
  const workflow: Workflow = readWorkflow(text, 'acme/slipway@v1');
  const job = workflow.jobs.at(-1)!;
  return { workflow, job, step: job.steps.at(-1)!, event: wanted(more), said: none };
}

test('inputs are filled as the runner fills them; secrets are placeholders', () => {
  expect(inputsOf(planned(WORKFLOW, { ref: 'refs/tags/v1.2.3' }))).toEqual({
    images: 'ghcr.io/acme/tides-api',
    registries: "- registry: ghcr.io\n  username: mona\n  password: 'placeholder-for-TOKEN'\n",
    tags: 'type=semver,pattern={{version}}\ntype=raw,value=nightly\n',
    push: 'true',
  });
});

test('an `if` that is false is reported', () => {
  expect(inputsOf(planned(WORKFLOW, { event: 'schedule' }))).toBe(
    "the job's `if: github.event_name != 'schedule'` does not hold",
  );
});

test("variables of the workflow, the job and the step are evaluated; what can't be stays as it is", () => {
  const text = `
env: { IMAGE: "ghcr.io/\${{ github.repository }}", KEY: "\${{ hashFiles('**') }}" }
jobs:
  image:
    strategy: { matrix: { service: [api] } }
    env: { NAME: "\${{ matrix.service }}" }
    steps:
      - uses: acme/slipway@v1
        if: env.TAG == 'api-main'
        env: { TAG: "\${{ env.NAME }}-\${{ github.ref_name }}" }
        with: { tags: "\${{ env.IMAGE }}:\${{ env.TAG }}", labels: "\${{ env.KEY }}" }
`;
  expect(inputsOf(planned(text))).toEqual({ tags: 'ghcr.io/acme/tides:api-main', labels: "${{ hashFiles('**') }}" });
});

describe('the inputs of a workflow', () => {
  const TEXT = WORKFLOW.replace(
    'push: ${{',
    "labels: a=${{ inputs.publish }},${{ toJSON(inputs.keep) }},${{ inputs.size }},${{ github.event.inputs.publish == 'true' }}\n          push: ${{",
  );
  const by = (event: string, inputs: Readonly<Record<string, string>>, text = TEXT) =>
    inputsOf({ ...planned(text, { event }), said: { vars: {}, inputs } });

  test('`false` is a boolean, as on the runner: an `if:` is false', () => {
    const left = "the step's `if: ${{ github.event_name != 'workflow_dispatch' || inputs.publish }}` does not hold";
    expect(by('workflow_dispatch', {})).toBe(left);
    expect(by('workflow_dispatch', { publish: 'false' })).toBe(left);
    expect(by('workflow_dispatch', { publish: 'true' })).toMatchObject({
      tags: 'type=semver,pattern={{version}}\ntype=raw,value=beta\n',
      labels: 'a=true,3,small,true',
    });
  });

  test('are empty for a run that was not started by hand, whatever their defaults', () => {
    expect(by('push', {})).toMatchObject({ labels: 'a=,null,,false' });
  });

  test('of a called workflow are available on any event of its caller', () => {
    const called = TEXT.replace('  push:\n  workflow_dispatch:', '  workflow_call:');
    expect(by('push', { publish: 'true' }, called)).toMatchObject({ labels: 'a=true,3,small,false' });
  });

  test.each([
    ['publish', 'yes', '--input publish: expected true or false, not "yes"'],
    ['keep', 'three', '--input keep: expected a number, not "three"'],
  ])('%s rejects %j', (name, value, message) => {
    expect(() => by('workflow_dispatch', { [name]: value })).toThrow(message);
  });
});

test("stdout only has the script's output, even if dependencies are installed first", () => {
  const home = mkdtempSync(join(tmpdir(), 'slipway-bootstrap-'));
  try {
    mkdirSync(join(home, 'bin'));
    mkdirSync(join(home, 'scripts'));
    copyFileSync(join(import.meta.dirname, '../../scripts/bootstrap.mjs'), join(home, 'scripts/bootstrap.mjs'));
    writeFileSync(join(home, 'package-lock.json'), '{}');
    writeFileSync(join(home, 'scripts/print.mjs'), "process.stdout.write('the plan\\n');");
    // What npm would install: a node, and its record of the installation.
    const npm = `#!/bin/sh\nmkdir -p node_modules/.bin && ln -s ${process.execPath} node_modules/.bin/node && touch node_modules/.package-lock.json\n`;
    writeFileSync(join(home, 'bin/npm'), npm, { mode: 0o755 });
    const env = { ...process.env, PATH: `${join(home, 'bin')}:${process.env.PATH}` };
    const ran = spawnSync(process.execPath, ['scripts/bootstrap.mjs', 'scripts/print.mjs'], {
      cwd: home,
      env,
      encoding: 'utf8',
    });
    expect([ran.status, ran.stdout]).toEqual([0, 'the plan\n']);
    expect(ran.stderr).toContain('dependencies (npm ci)');
  } finally {
    rmSync(home, { recursive: true });
  }
});

test.each([
  ['a list of steps', '- run: make\n- uses: x/slipway@v1\n  with: {images: acme/api}'],
  ['a step', 'uses: x/slipway@v1\nwith: {images: acme/api}'],
  ['the inputs of a step', 'images: acme/api'],
])('%s can be planned', (_, text) => {
  expect(inputsOf(planned(text))).toEqual({ images: 'acme/api' });
});

test.each(['', 'just words', '3'])('%j is not a workflow', text => {
  expect(() => readWorkflow(text, 'x')).toThrow('expected a workflow, a list of steps, a step, or a map of inputs');
});

test("events have GitHub's payload, with the given one merged in", () => {
  const fork = wanted({
    event: 'pull_request',
    ref: 'refs/pull/7/merge',
    fork: 'mona/tides',
    payload: { a: { b: 1 } },
  });
  expect(fork).toMatchObject({
    name: 'pull_request',
    ref: 'refs/pull/7/merge',
    payload: { number: 7, a: { b: 1 }, pull_request: { head: { repo: { full_name: 'mona/tides' } } } },
  });
  expect(wanted({ event: 'release', ref: 'refs/tags/v1.2.3' })).toMatchObject({
    ref: 'refs/tags/v1.2.3',
    payload: { release: { tag_name: 'v1.2.3' }, repository: { default_branch: 'main' } },
  });
});

test('the built action plans the step', async () => {
  const step = planned(WORKFLOW, { ref: 'refs/tags/v1.2.3' });
  const inputs = inputsOf(step) as Record<string, string>;
  const place = { action: join(import.meta.dirname, '../..'), workspace };
  const { exitCode, outputs, log } = await dryRun(inputs, step.event, place);
  expect([exitCode === 0 ? '' : log, exitCode, outputs.version, outputs.tags?.split('\n')]).toEqual([
    '',
    0,
    '1.2.3',
    ['1.2.3', 'nightly', 'latest'].map(tag => `ghcr.io/acme/tides-api:${tag}`),
  ]);
});

describe('the run described by the command line', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{}, 'refs/heads/main'],
    [{ tag: 'v1.2.3' }, 'refs/tags/v1.2.3'],
    [{ branch: 'feature/lights' }, 'refs/heads/feature/lights'],
    [{ event: 'pull_request', ref: 'refs/pull/7/merge', fork: 'mona/tides' }, 'refs/pull/7/merge'],
    [{ event: 'pull_request', ref: 'refs/pull/7/head' }, 'refs/pull/7/head'],
    [{ event: 'workflow_run', fork: 'mona/tides', branch: 'lights' }, 'refs/heads/lights'],
    [{ event: 'release', tag: 'v1.2.3' }, 'refs/tags/v1.2.3'],
    [{ event: 'merge_group' }, 'refs/heads/main'],
  ])('%j is %s', (values, ref) => expect(given({ event: 'push', ...values }).ref).toBe(ref));

  test.each<[Readonly<Record<string, string>>, string]>([
    [{ ref: 'v1.2.3' }, '--ref: expected refs/heads/NAME, refs/tags/NAME or refs/pull/NUMBER/merge, not "v1.2.3"'],
    [{ ref: 'refs/pull/x/merge' }, '--ref: expected'],
    [{ ref: '' }, '--ref is empty'],
    [{ tag: ' ' }, '--tag is empty'],
    [{ tag: 'v1', branch: 'main' }, '--tag and --branch: give one of them'],
    [{ event: 'Push it' }, '--event names "Push it", which is not the name of an event'],
    [{ event: 'pull_requests' }, 'which is not a GitHub event. Did you mean `pull_request`?'],
    [{ event: 'workflow_call' }, 'which never occurs: a called workflow gets the event of its caller'],
    [{ fork: 'mona/tides' }, '--fork: push never comes from a fork; add one of --event pull_request, '],
    [{ event: 'schedule', fork: 'mona/tides' }, '--fork: schedule never comes from a fork'],
    [{ ref: 'refs/pull/7/merge' }, '--ref: push never runs for refs/pull/7/merge: give --branch or --tag, or --event'],
    [
      { event: 'pull_request', tag: 'v1' },
      '--tag: pull_request never runs for refs/tags/v1: give --ref refs/pull/NUMBER/merge',
    ],
    [{ event: 'merge_group', branch: 'main' }, '--branch: merge_group never runs for refs/heads/main: leave it out'],
    [{ repository: 'tides' }, '--repository: expected OWNER/NAME, not "tides"'],
    [{ fork: 'mona' }, '--fork: expected OWNER/NAME, not "mona"'],
    [{ sha: 'abc123' }, '--sha: expected a commit of 40 hexadecimal digits, not "abc123"'],
  ])('%j is refused', (values, message) => expect(() => given({ event: 'push', ...values })).toThrow(message));

  test.each([
    [['--tag', 'v1', '--branch', 'main'], '--tag and --branch'],
    [['--workspace', '/nowhere'], '--workspace: /nowhere is not a folder'],
    [['--payload', import.meta.filename], '.ts is not valid JSON ('],
  ])('%j ends with exit code 2', async (options, message) => {
    const ran = await called(planCommand, [...options, '-'], { input: 'images: acme/api' });
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('control characters of a workflow are shown, not sent to the terminal', async () => {
    const input = 'name: "\\e[2Jimage"\nuses: ./\nif: false\nwith: {images: acme/api}';
    const ran = await plan(input);
    expect(ran.stdout).toContain('\\u{1b}[2Jimage, on push of refs/heads/main');
  });
});

test('a role from a secret can be planned, and a variable that is not given is named', async () => {
  const input = `uses: ./
with:
  images: \${{ vars.REGISTRY }}acme/api
  registry-auth: |
    - registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com
      role-to-assume: \${{ secrets.AWS_ROLE }}
`;
  const ran = await plan(input);
  expect([ran.stdout, ran.status]).toEqual([ran.stdout, 0]);
  expect(ran.stdout).toContain('vars.REGISTRY is empty: give it with --var');
});

test.each([
  [
    'combinations',
    Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`d${at}`, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]])),
  ],
  ['included jobs', { include: Array.from({ length: 257 }, (_, at) => ({ at })) }],
])('a matrix of more jobs than GitHub starts is refused at once: %s', (_, matrix) => {
  const text = JSON.stringify({ on: 'push', jobs: { image: { strategy: { matrix }, steps: [] } } });
  expect(() => readWorkflow(text, 'x')).toThrow('a matrix has more than 256 jobs, and GitHub starts none of that size');
});

test('a matrix may be larger before some of its jobs are excluded', () => {
  const matrix = { a: Array.from({ length: 20 }, (_, at) => at), b: Array.from({ length: 20 }, (_, at) => at) };
  const exclude = Array.from({ length: 19 }, (_, at) => ({ a: at }));
  const text = JSON.stringify({ jobs: { image: { strategy: { matrix: { ...matrix, exclude } }, steps: [] } } });
  expect(readWorkflow(text, 'x').jobs[0]?.legs).toHaveLength(20);
});

describe('what the command says of a workflow that it cannot plan', () => {
  test.each([
    [
      'on: {schedule: [{cron: "0 0 * * *"}], workflow_dispatch: }',
      'its events are schedule, workflow_dispatch: choose',
    ],
    ['on: [push]', undefined],
    ['on: {workflow_call: }', undefined],
  ])('%s', async (on, note) => {
    const { status, stdout } = await plan(
      `${on}\njobs: {image: {if: false, steps: [{uses: ./, with: {images: acme/api}}]}}`,
    );
    expect([status, stdout.includes('does not start this workflow'), stdout.includes(note ?? '')]).toEqual([
      0,
      note !== undefined,
      true,
    ]);
  });

  test.each([
    ['uses: docker/build-push-action@v6', "it uses docker's actions, which `npm run migrate` replaces"],
    ['uses: actions/checkout@v5', 'name the action with --uses'],
  ])('a file with %s', async (step, message) => {
    const { status, stderr } = await plan(`on: push\njobs: {image: {steps: [{${step}}]}}`);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`no step in - uses slipway: ${message}`)]);
  });
});

describe('what the command shows of a workflow', () => {
  const job = (more: string, tag: string) => `on: push
jobs:
  changes: {runs-on: x, steps: [], outputs: {image: "\${{ steps.filter.outputs.image }}"}}
  image:
    ${more}
    steps:
      - uses: acme/slipway@v1
        with: {images: acme/tides, tags: "${tag}"}
`;

  test('every job of a matrix, by what it is given; those with the same inputs are one', async () => {
    const matrix =
      'strategy: {matrix: {os: [noble, trixie], size: [small, large], exclude: [{os: trixie, size: large}]}}';
    const { status, stdout } = await plan(job(matrix, '${{ matrix.os }}'));
    expect([status, stdout.match(/━━ .*/g)]).toEqual([
      0,
      [
        '━━ image: acme/slipway@v1 (noble, small; noble, large), on push of refs/heads/main',
        '━━ image: acme/slipway@v1 (trixie, small), on push of refs/heads/main',
      ],
    ]);
    expect(stdout).toMatch(/acme\/tides:noble[\s\S]*acme\/tides:trixie/);
    expect((await plan(job(matrix, 'type=sha'))).stdout.match(/━━ .*/g)).toEqual([
      '━━ image: acme/slipway@v1, on push of refs/heads/main',
    ]);
  });

  test('of a large matrix, the first twenty', async () => {
    const matrix = `strategy: {matrix: {n: [${Array.from({ length: 23 }, (_, n) => n)}]}}`;
    // None can be evaluated, so nothing is run: the message names the argument that is missing, another one for each.
    const { stdout } = await plan(job(matrix, "${{ format(format('{{{0}}}', matrix.n)) }}"));
    expect(stdout.match(/━━ /g)).toHaveLength(20);
    expect(stdout.match(/not run: it cannot be evaluated: /g)).toHaveLength(20);
    expect(stdout).toContain('and 3 more jobs of the matrix');
  });

  test('the jobs before have succeeded, and what they say is not known', async () => {
    const ran = await plan(job("needs: changes\n    if: always() && needs.changes.result == 'success'", 'type=sha'));
    expect([ran.status, ran.stdout.includes('acme/tides:sha-')]).toEqual([0, true]);
    const left = await plan(job("needs: [changes]\n    if: needs.changes.outputs.image == 'true'", 'type=sha'));
    expect([left.status, left.stdout]).toEqual([
      3,
      expect.stringMatching(/not run: .* does not hold \(the outputs of other jobs and steps/),
    ]);
    const failed = await plan(
      job('needs: changes', 'type=sha').replace('acme/tides', '"acme/${{ needs.changes.outputs.name }}"'),
    );
    expect([failed.status, failed.stdout.includes('perhaps because the outputs of other jobs')]).toEqual([3, true]);
    const broken = await plan(job('needs: changes\n    if: fromJSON(needs.changes.outputs.all).image', 'type=sha'));
    expect([broken.status, broken.stdout]).toEqual([3, expect.stringMatching(/not run: it cannot be evaluated: /)]);
    // What is wrong whatever the other jobs say.
    expect((await plan(job("needs: changes\n    if: needs.changes.result == 'success'", 'type=nothing'))).status).toBe(
      1,
    );
  });

  test('what planned steps say is known in later steps and jobs: publish.yml from end to end', async () => {
    const publish = readFileSync(join(import.meta.dirname, '../../.github/workflows/publish.yml'), 'utf8');
    const given = (...inputs: readonly string[]) => inputs.flatMap(input => ['--input', input]);
    const inputs = ['images=acme/api', 'registries=ghcr.io', 'tags=branch', 'platforms=linux/amd64,linux/arm64'];
    const { status, stdout } = await plan(publish, ...given(...inputs));
    expect([status, stdout.match(/━━ .*/g)]).toEqual([
      0,
      [
        '━━ plan: plan, on push of refs/heads/main',
        '━━ build: build (linux/amd64, ubuntu-24.04), on push of refs/heads/main',
        '━━ build: build (linux/arm64, ubuntu-24.04-arm), on push of refs/heads/main',
        '━━ publish: publish, on push of refs/heads/main',
      ],
    ]);
    expect(stdout).toContain('Only linux/arm64 is built here, and handed over (artifact)');
    expect(stdout).toContain('the image is made of the parts for linux/amd64, linux/arm64');
    // Its own defaults, with which it publishes nothing.
    const bare = await plan(publish);
    expect([bare.status, bare.stdout]).toEqual([0, expect.stringMatching(/publish: [^\n]*\n {2}not run: .*decision/)]);
    // The matrix that is not there.
    const cross = await plan(publish, ...given(...inputs.slice(0, 3), 'platforms=linux/amd64,darwin/arm64'));
    expect([cross.status, cross.stdout]).toEqual([3, expect.stringContaining('`matrix` is empty')]);
  }, 60_000);

  test('a digest that a step hands on; a step that pushes nothing by itself', async () => {
    const text = `on: push
jobs:
  image:
    outputs: {digest: "\${{ steps.build.outputs.digest }}", pushed: "\${{ steps.build.outputs.pushed }}"}
    steps:
      - {id: build, uses: acme/slipway@v1, with: {images: acme/tides, tags: type=sha}}
  promote:
    needs: image
    if: needs.image.outputs.pushed == 'true'
    steps:
      - uses: acme/slipway@v1
        with: {source: "acme/tides@\${{ needs.image.outputs.digest }}", images: acme/tides, tags: "type=raw,value=prod"}
  other:
    if: needs.image.outputs.pushed == 'true'
    steps:
      - {uses: acme/slipway@v1, with: {images: acme/tides, tags: type=sha}}
`;
    const { status, stdout } = await plan(text);
    expect([status, stdout]).toEqual([0, expect.stringContaining('acme/tides:prod')]);
    // A job that does not need another one knows nothing of it.
    expect(stdout).toMatch(/other: [^\n]*\n {2}not run: /);
    expect((await plan(text.replace('with: {images', 'with: {push: "false", images'))).stdout).toMatch(
      /promote: [^\n]*\n {2}not run/,
    );
  });

  test('an input that whoever calls it must give', async () => {
    const text = job('runs-on: x', '${{ inputs.tag }}').replace(
      'on: push',
      'on: {workflow_call: {inputs: {tag: {type: string, required: true}, size: {type: string}}}}',
    );
    const { stdout } = await plan(text);
    expect(stdout).toContain('inputs.tag is empty: give it with --input');
    expect(stdout).not.toContain('inputs.size is empty');
  });

  test('a composite action, with the defaults of its inputs', async () => {
    const text = `name: Build
inputs: {tag: {default: 1.0}, name: {required: true}}
runs:
  using: composite
  steps:
    - run: make
    - uses: acme/slipway@v1
      with: {images: acme/tides, tags: "\${{ inputs.tag }}-x"}
`;
    const { status, stdout } = await plan(text);
    expect([status, stdout]).toEqual([0, expect.stringContaining('acme/tides:1-x')]);
    expect(stdout).toContain('inputs.name is empty: give it with --input');
  });

  test('a call of publish.yml, with its defaults', async () => {
    const call = (uses: string) => `on: push
jobs:
  image:
    uses: ${uses}
    with: {images: acme/tides, tags: type=sha, timeout-minutes: 5}
    secrets: inherit
`;
    const { status, stdout } = await plan(call('acme/slipway/.github/workflows/publish.yml@v1'));
    expect([status, stdout]).toEqual([0, expect.stringContaining('acme/tides:sha-')]);
    expect(stdout).not.toContain('Unexpected input');
    const other = await plan(call('acme/other/.github/workflows/publish.yml@v1'));
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining('no step in - uses slipway')]);
  });

  test.each([
    ['on: push\n', 'the workflow has no `jobs`'],
    ['on: push\njobs:\n', 'the workflow has no `jobs`'],
    ['runs: {using: docker, image: Dockerfile}\n', 'it is an action that is not made of steps'],
    ['images: a\n---\nimages: b\n', 'expected one YAML document, and there are several'],
    ['jobs: {a: [}', 'not valid YAML: '],
    ['\u0000\u0001', 'expected a workflow, a list of steps, a step, or a map of inputs'],
  ])('%j ends with exit code 2', async (text, message) => {
    const { status, stderr } = await plan(text);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
