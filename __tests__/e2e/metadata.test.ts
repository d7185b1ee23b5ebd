import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { runJob } from '../../scripts/harness/job.ts';
import type { GithubEvent, PhaseResult } from '../../scripts/harness/types.ts';
import { commitWorkspace } from '../../scripts/harness/workspace.ts';
import { firstRows } from '../full.ts';
import { events, folder, sha } from '../plan/metadata/support.ts';
import { ACTION, type Inputs } from './support/lab.ts';

const RULES = [
  'type=schedule',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
  'type=semver,pattern={{version}}',
  'type=semver,pattern={{major}}.{{minor}}',
  'type=edge',
  'type=sha',
  'type=raw,value={{#if base_ref}}{{base_ref}}{{else}}none{{/if}}.{{is_default_branch}},prefix=b-',
].join('\n');

/** The result of docker/metadata-action for these rules; first the events that differ most. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  'push-tag': ['1.2.3', '1.2', 'v1.2.3', 'b-main.false', 'sha-3f1c0a9', 'latest'],
  'push-branch': ['dev', 'b-none.false', 'sha-3f1c0a9'],
  'push-odd': ['feat-a-b-new-1', 'b-none.false', 'sha-3f1c0a9'],
  'pull-request': ['pr-7', 'b-main.false', 'sha-3f1c0a9'],
  schedule: ['nightly', 'edge', 'main', 'b-none.true', 'sha-3f1c0a9'],
  'workflow-run': ['edge', 'main', 'b-none.true', 'sha-3f1c0a9'],
  empty: ['b-none.false'],
  'create-branch': ['dev', 'b-none.true', 'sha-3f1c0a9'],
  'create-tag': ['1.2.3', '1.2', 'v1.2.3', 'b-none.true', 'sha-3f1c0a9', 'latest'],
  discussion: ['edge', 'main', 'b-none.true', 'sha-3f1c0a9'],
  issues: ['edge', 'main', 'b-none.true', 'sha-3f1c0a9'],
  'merge-group': ['gh-readonly-queue-main-pr-7-3f1c0a9', 'b-none.false', 'sha-3f1c0a9'],
  'pull-request-target': ['pr-7', 'b-main.false', 'sha-3f1c0a9'],
  'push-default': ['edge', 'main', 'b-none.true', 'sha-3f1c0a9'],
  release: ['1.2.3', '1.2', 'v1.2.3', 'b-none.false', 'sha-3f1c0a9', 'latest'],
  'workflow-dispatch': ['dev', 'b-none.false', 'sha-3f1c0a9'],
};

const REPOSITORY = {
  name: 'api',
  description: 'Serves & answers',
  html_url: 'https://github.com/acme/api',
  default_branch: 'main',
  license: { spdx_id: 'Apache-2.0' },
};
const oci = 'org.opencontainers.image';

let root: string;
let api: http.Server;
let asked: string[] = [];
let isDown = false;
let isSilent = false;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway-metadata-'));
  api = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    if (isSilent) return;
    if (isDown) response.writeHead(502).end('bad gateway');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(REPOSITORY));
  });
  await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  api.close();
  api.closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  isDown = false;
  isSilent = false;
});

function recorded(name: string): GithubEvent {
  const { eventName, ...event } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return { baseRef: '', headRef: '', actor: 'grace', repository: 'acme/api', ...event, name: eventName };
}

/** A dry run without Docker or network, except for the API above. */
function dryRun(event: GithubEvent, inputs: Inputs, env: Inputs = {}, workspace?: string): Promise<PhaseResult> {
  return run(event, { 'dry-run': 'true', ...inputs }, env, workspace);
}

/** The same without `dry-run`: it fails, since there is no Docker, but only after planning. */
async function run(event: GithubEvent, inputs: Inputs, env: Inputs = {}, workspace?: string): Promise<PhaseResult> {
  const place = mkdtempSync(join(root, 'job-'));
  for (const name of ['home', 'empty']) mkdirSync(join(place, name));
  const nowhere = {
    PATH: '/nowhere',
    DOCKER_HOST: 'unix:///nowhere/docker.sock',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    GITHUB_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
  };
  const job = { root: place, workspace: workspace ?? join(place, 'empty'), event, env: { ...nowhere, ...env } };
  const { steps } = await runJob(job, [{ uses: ACTION, with: inputs }]);
  return steps[0]!.main!;
}

/** Every output of metadata-action for these tags, composed as its documentation says. */
function expectedOutputs(
  names: readonly string[],
  revision: string,
  created: string,
  [description, license] = [REPOSITORY.description, REPOSITORY.license.spdx_id],
) {
  const images = ['acme/api', 'ghcr.io/acme/api'];
  const version = names[0] ?? '';
  const labels = {
    [`${oci}.created`]: created,
    [`${oci}.description`]: description,
    [`${oci}.licenses`]: license,
    [`${oci}.revision`]: revision,
    [`${oci}.source`]: REPOSITORY.html_url,
    [`${oci}.title`]: REPOSITORY.name,
    [`${oci}.url`]: REPOSITORY.html_url,
    [`${oci}.version`]: version,
  };
  const lines = Object.entries(labels).map(pair => pair.join('='));
  const annotations = lines.map(line => `manifest:${line}`);
  const tags = images.flatMap(image => names.map(name => `${image}:${name}`));
  const args = { DOCKER_META_IMAGES: images.join(','), DOCKER_META_VERSION: version };
  const bake = (content: object) => JSON.stringify({ target: { 'docker-metadata-action': content } }, null, 2);
  return {
    outputs: {
      version,
      tags: tags.join('\n'),
      'tag-names': names.join('\n'),
      labels: lines.join('\n'),
      annotations: annotations.join('\n'),
      json: JSON.stringify({ tags, 'tag-names': names, labels, annotations }),
    },
    bakeFiles: {
      'bake-file': bake({ tags, labels, args }),
      'bake-file-tags': bake({ tags, args }),
      'bake-file-labels': bake({ labels }),
      'bake-file-annotations': bake({ annotations }),
    },
  };
}

test('every recorded event is in the table', () => {
  expect(Object.keys(TAGS).sort()).toEqual([...events].sort());
});

test.each(firstRows(7, Object.entries(TAGS)))(
  '%s: every output, character for character, without any request',
  async (name, names) => {
    const event = recorded(name);
    const main = await dryRun(event, { images: 'acme/api\nghcr.io/Acme/API', tags: RULES });
    expect(main.exitCode).toBe(0);
    const created = /created=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/m.exec(main.outputs.labels ?? '')?.[1] ?? '';
    const { outputs, bakeFiles } = expectedOutputs(names, event.sha, created, name === 'empty' ? ['', ''] : undefined);
    expect(main.outputs).toMatchObject({ ...outputs, pushed: 'false', reason: 'this is a dry run' });
    for (const [output, content] of Object.entries(bakeFiles))
      expect(readFileSync(main.outputs[output] ?? '', 'utf8')).toBe(content);

    const exported = Object.keys({ ...outputs, ...bakeFiles }).map(output => {
      return [`DOCKER_METADATA_OUTPUT_${output.replaceAll('-', '_').toUpperCase()}`, main.outputs[output]];
    });
    expect(main.env).toEqual(Object.fromEntries(exported));
    expect(asked).toEqual([]);
    // No event fits all of these rules: one notice names those without a tag.
    expect(main.annotations).toEqual([
      expect.objectContaining({
        level: 'notice',
        message: expect.stringMatching(/^These rules of `tags` produced no tag for this run:\n +type=/),
      }),
    ]);
  },
);

describe('facts missing from the event', () => {
  const given = { images: 'acme/api\nghcr.io/acme/api', tags: 'type=edge\ntype=raw,value=x' };

  test.each(['empty', 'schedule'])('%s: an offline dry run reports what is unknown', async name => {
    const { payload: _, ...event } = recorded(name);
    isDown = true;
    const main = await dryRun({ ...event, payload: {} }, given);
    expect([main.exitCode, asked]).toEqual([0, []]);
    expect(main.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(main.log).toMatch(/A dry run does not ask the GitHub API, and the event lacks the .*repository's license/);
    const labels = main.outputs.labels ?? '';
    expect(labels).toContain(`${oci}.title=api\n${oci}.url=https://github.com/acme/api`);
    expect(labels).toContain(`${oci}.licenses=\n`);
    // A schedule runs on the default branch.
    expect(main.outputs['tag-names']).toBe(name === 'schedule' ? 'edge\nx' : 'x');
  });

  test('are requested in other runs, once', async () => {
    const main = await run(recorded('empty'), given);
    expect(asked).toEqual(['/repos/acme/api']);
    expect(main.outputs.labels).toContain(`${oci}.licenses=Apache-2.0\n`);
    expect(main.log).not.toContain('does not ask the GitHub API');
  });
});

describe('a template that names a fact which the event lacks', () => {
  const rules = 'type=sha,prefix={{branch}}-\ntype=raw,value=x-{{base_ref}}\ntype=semver,pattern={{version}}';
  const noticesOf = ({ annotations }: PhaseResult) =>
    annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);

  test('gives no tag if tags are published, and a notice', async () => {
    const main = await dryRun(recorded('release'), { images: 'acme/api', tags: rules });
    expect([main.exitCode, main.outputs['tag-names']]).toEqual([0, '1.2.3\nlatest']);
    const notices = noticesOf(main).join('\n');
    expect(notices).toMatch(/type=raw,value=x-\{\{base_ref\}\}.*: \{\{base_ref\}\} is empty for this event/);
    expect(notices).toMatch(/type=sha,prefix=\{\{branch\}\}-.*: \{\{branch\}\} is empty for this event/);
  });

  test('is an error there when it is the only rule', async () => {
    const main = await dryRun(recorded('push-tag'), { images: 'acme/api', tags: 'type=sha,prefix={{branch}}-' });
    expect(main.exitCode).toBe(1);
    expect(main.annotations[0]?.message).toContain('{{branch}} is empty for this event');
  });

  test('does not stop a check of a pull request', async () => {
    const main = await dryRun(recorded('pull-request'), { images: 'acme/api', tags: rules });
    expect(main.exitCode).toBe(0);
    expect(noticesOf(main).join('\n')).not.toContain('is empty for this event');
    expect(main.outputs['tag-names']).toMatch(/^x-main\n3f1c0a9-[0-9a-f]{12}$/);
  });
});

test('a dry run shows the results of templates in build arguments, and nothing else of them', async () => {
  const main = await dryRun(recorded('push-tag'), {
    images: 'acme/api',
    tags: 'type=semver,pattern={{version}}',
    'build-args': 'APP_VERSION=v{{version}}-{{sha}}\nPLAIN=hunter2\nMIXED=hunter3/{{ .Branch }}/{{ .Values.x }}',
    labels: 'built={{meta.version}} {{revision}}',
  });
  expect(main.exitCode).toBe(0);
  expect(main.log).toContain('Build argument APP_VERSION=v1.2.3-3f1c0a9\n');
  expect(main.log).toContain('Build argument MIXED=…v1.2.3/…\n');
  expect(main.raw).not.toMatch(/PLAIN|hunter/);
  expect(main.outputs.labels).toContain(`built=1.2.3 ${sha}\n`);
});

test('an unknown name is rejected with the other inputs, and the argument is not quoted', async () => {
  const main = await dryRun(recorded('push-tag'), {
    images: 'acme/api',
    tags: 'type=semver,pattern={{version}}',
    labels: 'x={{meta.nothing}}',
    'build-args': 'APP_VERSION=hunter2-{{shaa}}',
  });
  expect(main.exitCode).toBe(1);
  const message = main.annotations.map(annotation => annotation.message).join('\n');
  expect(message).toContain('`labels` "x={{meta.nothing}}" uses {{meta.nothing}}');
  expect(message).toContain('`build-args` "APP_VERSION" uses the unknown name {{shaa}}. Did you mean {{sha}}?');
  expect(message).not.toContain('hunter2');
});

test('a bake file of a dry run feeds docker/bake-action: bake inherits its tags and labels', async () => {
  const main = await dryRun(recorded('push-tag'), {
    images: 'ghcr.io/acme/api',
    tags: 'type=semver,pattern={{version}}',
    flavor: 'latest=false',
  });
  const definition = join(root, 'docker-bake.hcl');
  writeFileSync(
    definition,
    'target "docker-metadata-action" {}\ntarget "api" { inherits = ["docker-metadata-action"] }\n',
  );
  const files = [definition, main.outputs['bake-file']!].flatMap(path => ['--file', path]);
  const printed = await command('docker', ['buildx', 'bake', ...files, '--print', 'api'], { cwd: root });
  const { api: target } = JSON.parse(printed).target;
  expect(target.tags).toEqual(['ghcr.io/acme/api:1.2.3']);
  expect(target.labels).toMatchObject({ [`${oci}.version`]: '1.2.3', [`${oci}.revision`]: sha });
});

describe('switches', () => {
  test('DOCKER_METADATA_SET_OUTPUT_ENV=false exports nothing', async () => {
    const main = await dryRun(recorded('push-branch'), {}, { DOCKER_METADATA_SET_OUTPUT_ENV: 'false' });
    expect([main.exitCode, main.env]).toEqual([0, {}]);
    expect(main.outputs.tags).toBe('dev');
  });

  test('a switch that is not a boolean is rejected', async () => {
    const main = await dryRun(recorded('push-branch'), {}, { DOCKER_METADATA_SET_OUTPUT_ENV: 'yes' });
    expect(main.exitCode).toBe(1);
    expect(main.annotations[0]?.message).toContain('DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "yes"');
  });

  test('head commit, hash length, annotation levels, separators and bake target', async () => {
    const inputs = {
      images: 'acme/api',
      tags: 'type=sha\ntype=ref,event=pr',
      'sep-tags': ' ',
      'sep-labels': '|',
      'sep-annotations': ';',
      'bake-target': 'image',
      labels: 'a=b',
      annotations: 'c=d',
    };
    const env = {
      DOCKER_METADATA_PR_HEAD_SHA: 'true',
      DOCKER_METADATA_SHORT_SHA_LENGTH: '12',
      DOCKER_METADATA_ANNOTATIONS_LEVELS: 'index,manifest',
    };
    const event = recorded('pull-request');
    const head = (event.payload as { pull_request: { head: { sha: string } } }).pull_request.head.sha;
    const { outputs } = await dryRun(event, inputs, env);
    expect(head).not.toBe(sha);
    expect(outputs.tags).toBe(`acme/api:pr-7 acme/api:sha-${head.slice(0, 12)}`);
    expect(outputs.labels).toMatch(new RegExp(`^a=b\\|${oci}\\.created=.*\\|${oci}\\.revision=${head}\\|`));
    expect(outputs.annotations).toMatch(/^index:c=d;index:.*;manifest:c=d;manifest:/);
    expect(JSON.parse(readFileSync(outputs['bake-file-labels'] ?? '', 'utf8'))).toHaveProperty(
      'target.image.labels.a',
      'b',
    );
  });
});

test('an unavailable API is a warning: its facts stay empty', async () => {
  isDown = true;
  const main = await run(recorded('empty'), { images: 'acme/api', tags: 'x\ntype=edge', retries: '1' });
  expect(asked).toEqual(['/repos/acme/api', '/repos/acme/api']);
  expect(main.annotations.filter(({ level }) => level === 'warning')).toMatchObject([
    { message: expect.stringContaining('the GitHub API answered 502') },
  ]);
  expect(main.outputs.tags).toBe('acme/api:x');
  expect(main.outputs.labels).toContain(`${oci}.licenses=\n`);
});

test('an API that never answers delays labels only briefly, and nothing else in the run', async () => {
  isSilent = true;
  const main = await run(recorded('empty'), { images: 'acme/api', tags: 'x' });
  expect(asked).toEqual(['/repos/acme/api']);
  const messages = main.annotations.map(({ level, message }) => `${level}: ${message.split('\n')[0]}`);
  expect(messages).toEqual([
    expect.stringMatching(/^warning: Couldn't read .* from the GitHub API; .*did not answer within 1000 ms$/),
    expect.stringMatching(/^error: /),
  ]);
  expect(main.outputs.tags).toBe('acme/api:x');
  expect(main.outputs.labels).toContain(`${oci}.licenses=\n`);
});

describe('`ref-source: git`', () => {
  const env = { PATH: process.env.PATH ?? '' };

  test('takes ref and commit of the checkout', async () => {
    const workspace = await commitWorkspace(mkdtempSync(join(root, 'workspace-')), {}, { branch: 'from-git' });
    const inputs = { 'ref-source': 'git', tags: 'type=ref,event=branch\ntype=sha,format=long' };
    const { outputs } = await dryRun(recorded('push-tag'), inputs, env, workspace.folder);
    expect(outputs['tag-names']).toBe(`from-git\nsha-${workspace.sha}`);
  });

  test('without a checkout it is refused', async () => {
    const main = await dryRun(recorded('push-tag'), { 'ref-source': 'git' }, { ...env, GIT_CEILING_DIRECTORIES: root });
    expect(main.exitCode).toBe(1);
    expect(main.annotations[0]?.message).toContain('actions/checkout');
  });
});

test('a rule that cannot give a tag on any event is rejected, with its line and a remedy', async () => {
  const main = await dryRun(recorded('push-branch'), {
    images: 'acme/api',
    tags: 'type=raw,value=-x\ntype=sha,prefix=.',
  });
  expect(main.exitCode).toBe(1);
  const message = main.annotations.map(annotation => annotation.message).join('\n');
  expect(message).toMatch(/"type=raw,value=-x" gives "-x", but no tag starts with/);
  expect(message).toMatch(/"type=sha,prefix=." gives ".3f1c0a9"/);
});
