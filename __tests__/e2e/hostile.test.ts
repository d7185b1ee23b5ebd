import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { firstRows } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { configOf, dockerfile, platformManifests } from './support/images.ts';
import { type JobOptions, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';
import { openSlowRegistry, type SlowRegistry } from './support/slow-registry.ts';

let lab: Lab;
let proxy: SlowRegistry;
beforeAll(async () => {
  lab = await openLab();
  proxy = await openSlowRegistry(lab.registries[1]!);
});
afterAll(async () => {
  await proxy?.close();
  await lab?.close();
});

/** Text that a shell would run. git allows such branch names. */
const SHELL = '$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned;"\'|&<b>';
const BRANCH = `feat/${SHELL}`;
/** Text that the runner would interpret in an unescaped log. */
const COMMANDS = [
  '::set-output name=digest::sha256:evil',
  '::error file=evil.ts,line=1::evil',
  '  ::warning::evil',
  'text ##[set-output name=digest;]evil',
  '##[error]evil',
  '::add-mask::harbour',
  '::save-state name=folder::/evil',
  '::stop-commands::evil',
  '\u200b::notice::evil',
  'progress\r::error::evil',
];
/** Text that Markdown or HTML would interpret. */
const MARKUP =
  'a | b <img src=x onerror=evil()> [evil](https://evil.example) **evil** `evil` @mona | ```\n| evil | row |\n# evil';
const MESSAGE = `${SHELL}\n${COMMANDS.join('\n')}\n${MARKUP}`;

const hostile = (workspace: { sha: string }, branch = BRANCH) => ({
  ...events.push({ sha: workspace.sha, branch, message: MESSAGE, actor: `mo"na;${SHELL}`, defaultBranch: branch }),
});

/** Nothing ran, and nothing in the log was interpreted as a command. */
function expectHarmless(run: Run, workspace: string): void {
  for (const folder of [workspace, run.root, run.home, process.cwd()]) {
    expect([folder, existsSync(join(folder, 'pwned'))]).toEqual([folder, false]);
  }
  for (const phase of [run.main, run.post]) {
    expect(phase.forged).toEqual([]);
    const commands = phase.raw.split(/\r\n|\r|\n/).flatMap(line => /^\s*::([\w-]+)/.exec(line)?.[1] ?? []);
    const known = ['group', 'endgroup', 'debug', 'error', 'warning', 'notice'];
    expect(commands.filter(name => !known.includes(name))).toEqual([]);
    expect(phase.annotations.filter(({ file, message }) => file === 'evil.ts' || message === 'evil')).toEqual([]);
    // The groups are ours, and each is closed.
    expect(commands.filter(name => name === 'group')).toHaveLength(commands.filter(n => n === 'endgroup').length);
  }
  expect(run.masks).not.toContain('harbour');
  expect(Object.values(run.main.state).join()).not.toContain('evil');
  expectPlainSummary(run.main.summary);
}

/** Every table row has as many cells as its head, and no line has structure that comes from a text. */
function expectPlainSummary(summary: string): void {
  let columns = 0;
  // Markdown does not interpret HTML blocks, which contain no markup but ours.
  const blocks = summary.match(/<pre>\n[\s\S]*?\n<\/pre>|<p>[\s\S]*?<\/p>/g) ?? [];
  for (const block of blocks) {
    expect(block.replace(/<\/?(?:pre|p|b|code)>|<br>/g, '')).not.toMatch(/[<>]/);
    if (block.startsWith('<p>')) expect(block).not.toMatch(/\n[ \t]*\n/);
  }
  const markdown = blocks.reduce((text, block) => text.replace(block, () => ''), summary);
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) columns = 0;
    else columns ||= line.split('|').length;
    if (columns > 0) expect([line, line.split('|').length]).toEqual([line, columns]);
    expect(line).not.toMatch(/<img|\]\((?!https:\/\/github\.com\/)|^# |\*\*evil|@mona/);
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`).replaceAll('\r', "'\"$(printf '\\r')\"'")}'`;

test.each<[string, JobOptions['job']]>(
  firstRows(1, [
    ['RUNNER_DEBUG on', { debug: true }],
    ['RUNNER_DEBUG off', {}],
  ]),
)('names, messages, labels, build and test logs are text: %s', async (_, job = {}) => {
  // As a file that the build and the test print, and once as the text of a RUN, which becomes the title of its group.
  const log = `${COMMANDS.join('\n')}\n`;
  const workspace = await lab.workspace(
    {
      Dockerfile: dockerfile(
        'COPY log /log',
        `RUN cat /log && cat /log >&2 && echo '##[error]evil' '::stop-commands::evil' > /hello # ${job.debug ?? ''}`,
      ),
      log,
    },
    { branch: 'main', message: MESSAGE },
  );
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/hostile',
      registries: registriesInput(lab.registries),
      tags: 'type=ref,event=branch\ntype=raw,value=latest',
      labels: `note=${SHELL}\n"markup=${MARKUP.replaceAll('"', '""')}"\n"log=${log.trim()}"`,
      annotations: `manifest:note=${SHELL}`,
      'build-args': `WORDS=${SHELL}`,
      test: `cat log; cat log >&2; printf %s ${quoted(COMMANDS[0]!)}`,
    },
    { event: hostile(workspace), job },
  );
  expectGreen(run);
  expectHarmless(run, workspace.folder);
  expect(run.main.outputs['tag-names']).toBe('feat-touch-IFS-pwned-touch-IFS-pwned-touch-IFS-pwned-b-\nlatest');
  expect(run.main.outputs.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(run.log).toContain('evil');
  const [image] = await platformManifests(lab.registries[0]!, 'acme/hostile', run.main.outputs.digest!);
  expect((await configOf(lab.registries[0]!, 'acme/hostile', image!)).config.Labels).toMatchObject({
    note: SHELL,
    markup: MARKUP,
  });
  expect(image!.json.annotations).toMatchObject({ note: SHELL });
});

test("a branch that may not push, and a tag rule's warning: reported as text", async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile() });
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/hostile-filter',
      registries: registriesInput(lab.registries),
      tags: `type=raw,value=latest\ntype=semver,pattern={{version}},value=x | <b> ##[error]evil`,
      branches: 'main',
    },
    { event: hostile(workspace, `${BRANCH}##[error]evil`) },
  );
  expectGreen(run);
  expectHarmless(run, workspace.folder);
  expect(run.main.outputs).toMatchObject({ pushed: 'false' });
  expect(run.main.outputs.reason).toContain('pwned');
});

test('a failing step and a registry that answers with commands and markup', async () => {
  const body = JSON.stringify({ errors: [{ code: 'DENIED', message: MESSAGE, detail: COMMANDS.join('\n') }] });
  proxy.answer(/^PUT .*\/manifests\/latest/, 403, body);
  const files = {
    Dockerfile: dockerfile(),
    Broken: dockerfile('COPY log /log', 'RUN cat /log; exit 3'),
    log: COMMANDS.join('\n'),
  };
  const workspace = await lab.workspace({ ...files, hello: 'ahoy' });
  const inputs = { images: 'acme/hostile-answer', registries: registriesInput([proxy]), tags: 'type=raw,value=latest' };
  const refused = await lab.publish(workspace, inputs, { event: hostile(workspace) });
  expect(refused.conclusion).toBe('failure');
  expectHarmless(refused, workspace.folder);
  expect(refused.main.summary).toContain('evil');

  const broken = await lab.publish(workspace, { ...inputs, file: 'Broken' }, { event: hostile(workspace) });
  expect(broken.conclusion).toBe('failure');
  expectHarmless(broken, workspace.folder);
  expect(broken.main.annotations).toEqual([expect.objectContaining({ level: 'error', file: 'Broken', line: 3 })]);
});

test('a .git/config that names programs, for this step and for buildx', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('COPY hello /hello'), hello: 'ahoy' });
  const place = dirname(lab.busybox);
  const sprung = join(place, 'sprung');
  const program = join(place, 'program');
  writeFileSync(program, `#!/bin/sh\necho "$@" >> ${sprung}\nexit 1\n`, { mode: 0o755 });
  const config = [
    ['core.fsmonitor', program],
    ['log.showSignature', 'true'],
    ['gpg.program', program],
    ['core.sshCommand', program],
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', '.'],
    ['remote.origin.uploadpack', program],
  ];
  for (const [name, value] of config) await command('git', ['config', name!, value!], { cwd: workspace.folder });
  const event = events.push({ sha: workspace.sha });
  const inputs = {
    images: 'acme/hostile-config',
    registries: registriesInput(lab.registries),
    tags: `type=raw,value={{commit_date 'YYYY'}}\ntype=raw,value=latest`,
    cache: 'local',
    'cache-ref': join(place, 'cache'),
  };
  const job = { env: { BUILDX_GIT_CHECK_DIRTY: 'true' } };
  expectGreen(await lab.publish(workspace, inputs, { event, job }));
  // git would fetch a missing commit.
  writeFileSync(join(workspace.folder, '.git/refs/heads/main'), `${'d'.repeat(40)}\n`);
  expectGreen(await lab.publish(workspace, { ...inputs, tags: 'type=raw,value=latest' }, { event, job }));
  expect(existsSync(sprung)).toBe(false);
});
