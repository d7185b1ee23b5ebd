import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { migrateCommand } from '../../../scripts/migrate/command.ts';
import { literalTags, withoutTemplates } from '../../../scripts/migrate/literal.ts';
import { item } from '../../../scripts/migrate/logins.ts';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { wordsFor } from '../../../scripts/migrate/prove/words.ts';
import { prove } from '../../../scripts/migrate/prove.ts';
import { ownPin, ownUses } from '../../../scripts/release/uses.ts';
import { called } from '../../fakes/terminal.ts';

const USES = 'acme/slipway@v1';
/** What the command writes. */
const OWN = ownUses(ownPin(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')));
const SHAPES = readFileSync(join(import.meta.dirname, 'shapes-traps.yml.txt'), 'utf8').split(/^#--- /m);

/** The shape with this title after the migration, and the inputs of its new step. */
function migrated(title: string) {
  const text = SHAPES.find(shape => shape.startsWith(`${title}\n`))!.replace(/^.*\n/, '');
  const migration = migrate(text, USES);
  const { text: now, notes } = migration;
  const steps: readonly Readonly<{ uses?: string; with?: Readonly<Record<string, unknown>> }>[] =
    parse(now).jobs.image.steps;
  const inputs = steps.find(({ uses }) => uses === USES)?.with;
  return { text: now, notes, inputs, rows: () => prove(text, migration, USES) };
}

test('words that are presets here and plain tags there; the last one on a line counts', () => {
  const { inputs } = migrated("trap: tags that are a preset's word are tags in metadata-action");
  expect(inputs).toMatchObject({
    tags: 'type=raw,value=release\ntype=raw,value=branch,suffix=-alpine\ntype=raw,value=sha\nnightly\n',
    labels: 'template=\\{{version}}\n',
    'build-args': 'TEMPLATE=\\{{version}} ${{ github.sha }}\nVERSION={{version}}\n',
  });
});

test('a text in double quotes becomes a block, where a backslash is literal', () => {
  const { inputs } = migrated('trap: braces in double quotes, without metadata-action');
  expect(inputs).toMatchObject({ labels: 'template=\\{{sha}}\n', 'build-args': 'TEMPLATE=\\{{version}}\n' });
});

test.each([
  ['release # the newest', 'type=raw,value=release # the newest'],
  ['  pr,"prefix=a,b"', 'type=raw,value=pr,"prefix=a,b"'],
  ['type=sha', 'type=sha'],
  ['# release', '# release'],
  ['{{branch}}', '{{branch}}'],
  ['release,nightly', 'release,nightly'],
])('%j is %j', (there, here) => expect(literalTags(there)).toBe(here));

test('braces that cannot be escaped are rejected; expressions are kept', () => {
  expect(withoutTemplates("${{ format('{{0}}', 1) }}", 'labels')).toBe("${{ format('{{0}}', 1) }}");
  expect(() => withoutTemplates('a={{{version}}}', 'labels')).toThrow('`labels` has braces that would be a template');
});

test.each([
  ['trap: cloud: the login to Google stays whose token a build argument reads', 'a result of "auth" is read'],
  ['cloud: the login stays whose account another step reads', 'a result of "account" is read'],
  [
    'cloud: the login stays that sets a variable which the build reads',
    'something takes credentials from the environment',
  ],
])('%s', (title, why) => {
  const { text, notes } = migrated(title);
  expect(text).toMatch(/google-github-actions\/auth@v2|aws-actions\/configure-aws-credentials@v4/);
  expect(notes).toContainEqual(expect.stringContaining(`stays: ${why}`));
});

test.each(['&inputs(x', '&l+*('])('an anchor may have any name: %s', anchor => {
  const text = `on: push
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with: ${anchor}
          context: .
          push: true
          tags: acme/tides:1
`;
  expect(migrate(text, USES).left).toEqual([]);
  const again = `${text}      - uses: acme/other@v1\n        with: ${anchor.replace('&', '*')}\n`;
  expect(migrate(again, USES).left).toEqual([expect.stringContaining('is used again elsewhere')]);
});

test('a secret with quotes and lines is quoted by GitHub, and an empty one stays empty', () => {
  expect(migrated("trap: a service account's key as a password").inputs).toMatchObject({
    'registry-auth': "- registry: gcr.io\n  username: _json_key\n  password: ${{ toJSON(secrets.GCR_KEY || '') }}\n",
  });
});

test.each([
  ['${{ secrets.GITHUB_TOKEN }}', "'${{ secrets.GITHUB_TOKEN }}'"],
  ['${{ github.event.issue.title }}', "${{ toJSON(github.event.issue.title || '') }}"],
  ['${{ github.event_name }}', "'${{ github.event_name }}'"],
  ["it's\nme", '"it\'s\\nme"'],
  ["it's", "'it''s'"],
])('a password %j is written as %s', (password, text) => {
  expect(item([['password', password]])).toBe(`- password: ${text}\n`);
});

test('the comparison uses such a secret: single quotes would break', async () => {
  const text = SHAPES.find(shape => shape.startsWith("trap: a service account's key"))!.replace(/^.*\n/, '');
  const migration = migrate(text, USES);
  const broken = migration.text.replace("${{ toJSON(secrets.GCR_KEY || '') }}", "'${{ secrets.GCR_KEY }}'");
  const rows = await prove(text, { ...migration, text: broken }, USES);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['differs']);
});

test.each([
  ['trap: no context, and a script that only looks', '{{defaultContext}}'],
  ['trap: no context, and a script that writes a file', '{{defaultContext}}'],
  ['trap: no context, and a script that runs a program for its output', '{{defaultContext}}'],
  ['trap: no context, and the checkout of another branch', '{{defaultContext}}'],
  ['trap: braces in double quotes, without metadata-action', '.'],
])('%s: the context is %s', (title, context) => expect(migrated(title).inputs?.context).toBe(context));

test('emulators and builders are kept if the build or the job reads their results', () => {
  const { text, notes } = migrated('trap: the platforms of the emulators are read');
  expect(text).toMatch(/setup-qemu-action@v3[\s\S]*setup-buildx-action@v3/);
  expect(notes).toEqual([
    'image: "builder" stays: `outputs` of the job may need it',
    'image: "qemu" stays: "docker/build-push-action" may need it',
  ]);
});

test('`push` is kept if `auto` would decide otherwise', () => {
  const { inputs } = migrated('trap: events at which `push: auto` decides otherwise');
  expect(inputs).toMatchObject({ push: "${{ github.event_name != 'pull_request' }}" });
});

test('each job of a matrix is compared, with variables of the workflow, the job and the step', async () => {
  const rows = await migrated('trap: a matrix, and variables that are expressions').rows();
  expect(rows.map(({ job, before, verdict }) => [job, 'tags' in before && before.tags, verdict])).toEqual([
    ['image: docker/build-push-action (api)', ['ghcr.io/acme/tides:api-7'], 'same'],
    ['image: docker/build-push-action (worker)', ['ghcr.io/acme/tides:worker-7'], 'same'],
  ]);
});

test('a matrix that is computed at run time is not compared', async () => {
  const text = `on: {push: {branches: [main]}}
jobs:
  image:
    strategy: {matrix: {service: "\${{ fromJSON(needs.changes.outputs.services) }}"}}
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: acme/tides:\${{ matrix.service }}-1
`;
  const rows = await prove(text, migrate(text, USES), USES);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['unknown']);
});

const LITTLE = `on: {push: {branches: [main]}}
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - name: "\\e[2JLog in"
        if: vars.LOGIN == 'yes'
        uses: docker/login-action@v3
        with: { username: acme, password: "\${{ secrets.TOKEN }}" }
      - uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          tags: acme/tides:1
`;

test('Windows line ends are kept, also in new lines', () => {
  const { text } = migrate(LITTLE.replaceAll('\n', '\r\n'), USES);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text.replaceAll('\r\n', '\n')).toBe(migrate(LITTLE, USES).text);
});

test("a login's dropped condition is noted, unless it only excludes pull requests", () => {
  const note = expect.stringContaining("ran only `if: vars.LOGIN == 'yes'`: the step's login has no condition");
  expect(migrate(LITTLE, USES).notes).toContainEqual(note);
  const usual = LITTLE.replace("vars.LOGIN == 'yes'", "github.event_name != 'pull_request'");
  expect(migrate(usual, USES).notes).toEqual([]);
});

test('the command says that it has written the file, and sends no control characters to the terminal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-migrate-test-'));
  try {
    const file = join(folder, 'image.yml');
    writeFileSync(file, LITTLE);
    const { stdout, stderr } = await called(migrateCommand, ['--write', file]);
    expect([stdout, readFileSync(file, 'utf8').includes(`uses: ${OWN}\n`)]).toEqual(['', true]);
    expect(stderr).toContain(`written to ${file}`);
    expect(stderr).toContain('"\\u{1b}[2JLog in" ran only');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A workflow with these steps. */
const steps = (text: string, on = '{push: {branches: [main]}}') =>
  `on: ${on}\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${text.replaceAll(/^(?=.)/gm, '      ')}`;
const LOGIN = '- uses: docker/login-action@v3\n  with: {username: acme, password: "${{ secrets.TOKEN }}"}\n';
const BUILD = '- uses: docker/build-push-action@v6\n  with: {context: ., push: true, tags: "acme/tides:1"}\n';

test.each([
  ['version 1 of the action', 'with: {repository: acme/tides, tag_with_ref: true, push: true}', 'repository'],
  ['a merge key', 'with:\n    <<: {context: ., push: true}\n    tags: acme/tides:1', '<<'],
  ['a misspelled input', 'with: {contxt: ., push: true, tags: "acme/tides:1"}', 'contxt'],
])('%s: an input without an equivalent is left', (_, inputs, name) => {
  const text = steps(`- uses: docker/build-push-action@v1\n  ${inputs}\n`);
  const { text: now, left } = migrate(text, USES);
  expect([now, left]).toEqual([text, [expect.stringContaining(`has the input \`${name}\`, which has no equivalent`)]]);
});

test.each([
  ['a script of the repository', '- run: ./deploy.sh production\n', true],
  ['a build tool', '- run: |\n    cd chart\n    make publish\n', true],
  ['an action of the repository', '- uses: ./.github/actions/sign\n', true],
  ['an action that nobody knows', '- uses: acme/push@v1\n', true],
  ['goreleaser', '- uses: goreleaser/goreleaser-action@v6\n', true],
  ['a message', '- run: echo "pushed by make"\n', false],
  ['an upload', '- uses: actions/upload-artifact@v4\n  with: {path: out}\n', false],
])('what follows and may need the logins: %s', (_, step, needs) => {
  const { text } = migrate(steps(LOGIN + BUILD + step), USES);
  expect(text.includes('keep-login: true')).toBe(needs);
  expect(text).not.toContain('docker/login-action');
});

test('only what comes after a login can need it', () => {
  const test = '- run: make test && docker pull public/image\n';
  expect(migrate(steps(test + LOGIN + BUILD), USES).text).not.toMatch(/keep-login|login-action/);
  expect(migrate(steps(LOGIN + test + BUILD), USES).text).toContain('docker/login-action');
});

test('a login that could fail is noted', () => {
  const { notes } = migrate(steps(LOGIN.replace('\n', '\n  continue-on-error: true\n') + BUILD), USES);
  expect(notes).toContainEqual(expect.stringContaining('could fail: the step fails without its login'));
});

test('both values of an input that decides about the push are compared, and every choice of a form', async () => {
  const on = `{workflow_dispatch: {inputs: {push: {type: boolean, default: true}, to: {type: choice, options: [a, b]}}}}`;
  const text = steps(
    BUILD.replace('push: true', 'push: "${{ inputs.push }}"').replace('tides:1', 'tides:${{ inputs.to }}'),
    on,
  );
  const migration = migrate(text, USES);
  const rows = await prove(text, migration, USES);
  expect(rows.map(({ title, before }) => [title, 'push' in before && before.push && before.tags])).toEqual([
    ['workflow_dispatch', ['docker.io/acme/tides:a']],
    ['workflow_dispatch with push: false', false],
    ['workflow_dispatch with to: b', ['docker.io/acme/tides:b']],
  ]);
  const broken = migration.text.replace('tides:${{ inputs.to }}', "tides:${{ inputs.to == 'b' && 'c' || inputs.to }}");
  const others = await prove(text, { ...migration, text: broken }, USES);
  expect(others.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'differs']);
});

test.each([
  ['runs: {using: composite, steps: []}\n', 'it is an action (`runs`), and only workflows are rewritten'],
  ['on: push\njobs: {}\n---\non: push\njobs: {}\n', 'it has several YAML documents'],
  ['', 'it has no `jobs`'],
  ['[]', 'it has no `jobs`'],
])('%j is no workflow', (text, why) => expect(() => migrate(text, USES)).toThrow(`not a workflow: ${why}`));

test('a byte order mark stays', () => {
  const { text } = migrate(`\ufeff${steps(BUILD)}`, USES);
  expect(text.startsWith('\ufeffon: {push')).toBe(true);
  expect(text).toContain(`uses: ${USES}`);
});

test('a job that calls a workflow and has steps is no job', () => {
  const text = `${steps(LOGIN)}    uses: docker/github-builder/.github/workflows/bake.yml@v1\n    with: {output: image}\n`;
  expect(migrate(text, USES).left).toEqual([expect.stringContaining('calls a workflow, and has steps of its own')]);
});

test.each(['', 'slipway', 'a b@v1', 'acme/slipway', 'acme/slipway@v1\n  with: {}'])(
  '--uses %j is refused',
  async uses => {
    const ran = await called(migrateCommand, ['--uses', uses, '-'], { input: LITTLE });
    expect([ran.status, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain('--uses: expected OWNER/NAME@REF or ./PATH');
  },
);

test('an action of the workspace may be used, but no workflow of its repository can be called', () => {
  expect(migrate(LITTLE, './').text).toContain('uses: ./\n');
  const call = `on: push
jobs:
  image:
    uses: docker/github-builder/.github/workflows/build.yml@v1
    with: {output: image, meta-images: acme/tides, push: true}
`;
  expect(migrate(call, './').left).toEqual([expect.stringContaining('called by OWNER/NAME@REF')]);
});

test.each([
  ['build-args', 'TITLE=${{ github.event.pull_request.title }}'],
  ['build-args', 'BRANCH=${{ github.head_ref }}'],
  ['build-args', "TEXT=${{ github.event['head_commit'].message || 'none' }}"],
  ['labels', 'branch=${{ github.event.pull_request.head.ref }}'],
  ['build-args', "BRANCH=${{ github['head_ref'] }}"],
  ['build-args', "TITLE=${{ github . event [ 'pull_request' ] . title }}"],
  ['build-args', "TEXT=${{ format('}}{0}', github.event.comment.body) }}"],
  ['build-args', 'EVENT=${{ toJSON(github.event) }}'],
])('%s with %s, a text that others write, is left', (key, value) => {
  const { left, text } = migrate(buildWith(key, value), USES);
  expect(left).toEqual([expect.stringMatching(`^[^]*\`${key}\` takes \`.*github`)]);
  expect(text).toBe(buildWith(key, value));
});

const TITLE = '${{ github.event.pull_request.title }}';
const CARRIED = { env: 'TITLE=${{ env.TITLE }}', bracket: "TITLE=${{ env['title'] }}", all: 'ALL=${{ toJSON(env) }}' };
const ONE_LINE = (key: string, value: string) => `${key}: { TITLE: '${value}', OTHER: '1' }\n`;

test.each([
  ['a variable of the workflow', CARRIED.env, { workflow: ONE_LINE('env', TITLE) }, 'env.TITLE'],
  ['a variable of the job', CARRIED.bracket, { job: ONE_LINE('env', TITLE) }, 'env.title'],
  ['a variable of the step', CARRIED.env, { step: ONE_LINE('env', TITLE) }, 'env.TITLE'],
  ['all variables', CARRIED.all, { job: ONE_LINE('env', TITLE) }, 'env'],
  [
    'a variable made of another',
    CARRIED.env,
    { workflow: `env: { RAW: '${TITLE}' }\n`, step: ONE_LINE('env', 'v-${{ env.RAW }}') },
    'env.TITLE (env.RAW',
  ],
  [
    'a value of the matrix',
    'TITLE=${{ matrix.title }}',
    { job: `strategy: { matrix: { title: ['${TITLE}'] } }\n` },
    'matrix',
  ],
  [
    'a variable that a script sets',
    CARRIED.env,
    { before: `run: echo "TITLE=$RAW" >> "$GITHUB_ENV"\n        env: { RAW: '${TITLE}' }` },
    'env.TITLE',
  ],
  [
    'a result of a script',
    'TITLE=${{ steps.say.outputs.title }}',
    { before: `id: say\n        run: echo "title=${TITLE}" >> "$GITHUB_OUTPUT"` },
    'steps.say.outputs.title',
  ],
] as const)("build-args with %s, which has others' text, is left", (_, value, more, name) => {
  const text = buildWith('build-args', value, more);
  const migration = migrate(text, USES);
  expect(migration.left).toEqual([expect.stringContaining(`\`build-args\` takes \`${name} (github.event.`)]);
  expect(migration.text).toBe(text);
});

test.each([
  ['a variable that the step sets itself', { job: ONE_LINE('env', TITLE), step: ONE_LINE('env', 'tides') }],
  ['another variable', { job: `env: { TITLE: '1', OTHER: '${TITLE}' }\n` }],
  ['a script that sets another one', { before: `run: echo "OTHER=${TITLE}" >> "$GITHUB_ENV"` }],
  ['a variable that is made of itself', { job: ONE_LINE('env', '${{ env.TITLE }}') }],
])('build-args with %s is migrated', (_, more) =>
  expect(migrate(buildWith('build-args', CARRIED.env, more), USES).left).toEqual([]),
);

test('a call of build.yml: its plain texts are no templates, and take none from others', () => {
  const call = (args: string) => `on: pull_request
env: { TITLE: '\${{ github.event.pull_request.title }}' }
jobs:
  image:
    uses: docker/github-builder/.github/workflows/build.yml@v1
    with:
      output: image
      meta-images: acme/tides
      build-args: |
        ${args}
      labels: |
        team={{tides}}
`;
  const { left, text } = migrate(call('TEMPLATE={{version}}'), USES);
  expect(left).toEqual([]);
  expect(parse(text).jobs.image.with).toMatchObject({
    'build-args': 'TEMPLATE=\\{{version}}\n',
    labels: 'team=\\{{tides}}\n',
  });
  expect(migrate(call('TITLE=${{ github.head_ref }}'), USES).left).toEqual([
    expect.stringContaining('`build-args` takes `github.head_ref`'),
  ]);
});

test.each([
  ['build-args', 'COMMIT=${{ github.sha }}'],
  ['build-args', 'RUN=${{ github.event.number }}'],
  ['build-args', 'NAME=${{ github.event.repository.name }}'],
  ['build-args', 'TAG=${{ github.event.release.tag_name }}'],
  ['labels', 'team=${{ vars.TEAM }}'],
])('%s with %s is migrated', (key, value) => expect(migrate(buildWith(key, value), USES).left).toEqual([]));

type Lines = Readonly<Partial<Record<'workflow' | 'job' | 'step' | 'before', string>>>;

function buildWith(key: string, value: string, more: Lines = {}): string {
  return `on: pull_request
${more.workflow ?? ''}jobs:
  image:
    runs-on: ubuntu-latest
${more.job ? `    ${more.job}` : ''}    steps:
${more.before ? `      - ${more.before}\n` : ''}      - uses: docker/build-push-action@v6
${more.step ? `        ${more.step}` : ''}        with:
          push: false
          tags: ghcr.io/acme/tides:1
          ${key}: |
            ${value}
`;
}

test('an input with an odd name is no pattern', () => {
  const odd = buildWith('build-args', 'A=${{ inputs.team }}').replace(
    'on: pull_request',
    `on:
  workflow_call:
    inputs:
      'a(b': {type: string}
      team: {type: string}`,
  );
  expect(migrate(odd, USES).text).toContain('A=${{ inputs.team }}');
});

test('an expression that does not end takes no time, however many quotes it has', () => {
  const text = buildWith('labels', `a=\${{ ${"'".repeat(20_000)}`);
  expect(migrate(text, USES).text).toContain("'".repeat(20_000));
});

const JOBS = (second: string) => `on: {push: {branches: [main]}}
jobs:
  first:
    runs-on: ubuntu-latest
    env: { NAME: api, TAG: v1 }
    outputs: { digest: "\${{ steps.build.outputs.digest }}", version: "\${{ steps.meta.outputs.version }}" }
    steps: &image
      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: ghcr.io/acme/\${{ env.NAME }}
          tags: |
            \${{ env.TAG }}
      - id: build
        uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          tags: \${{ steps.meta.outputs.tags }}
          labels: \${{ steps.meta.outputs.labels }}
  second:
    runs-on: ubuntu-24.04-arm
${second}`;

test.each([
  ['its steps', JOBS('    env: { NAME: web, TAG: v2 }\n    steps: *image\n'), 'ghcr.io/acme/web:v2'],
  [
    'the whole job',
    JOBS('').replace('first:\n', 'first: &job\n').replace('second:\n    runs-on: ubuntu-24.04-arm\n', 'second: *job\n'),
    'ghcr.io/acme/api:v1',
  ],
])('a job with the steps of another one is compared too: an alias for %s', async (_, text, tag) => {
  const migration = migrate(text, USES);
  expect([migration.left, migration.replaced.map(({ job }) => job)]).toEqual([[], ['first', 'second']]);
  expect(parse(migration.text).jobs.second.steps).toEqual(parse(migration.text).jobs.first.steps);
  const rows = await prove(text, migration, USES);
  expect(rows.map(({ job, verdict, after }) => [job, verdict, 'tags' in after && after.tags])).toEqual([
    ['first: build', 'same', ['ghcr.io/acme/api:v1']],
    ['second: build', 'same', [tag]],
  ]);
});

test('results are read by the jobs that have the steps, under the new names', () => {
  const text = JOBS(
    '    env: { NAME: web, TAG: v2 }\n    outputs: { tags: "${{ steps.meta.outputs.tags }}" }\n    steps: *image\n',
  );
  expect(parse(migrate(text, USES).text).jobs.second.outputs).toEqual({ tags: '${{ steps.build.outputs.tags }}' });
});

test('jobs with the same steps that would have to differ stay as they are, both', () => {
  // `sha` alone is the word of a preset.
  const text = JOBS('    env: { NAME: web, TAG: sha }\n    steps: *image\n');
  const { left, text: now } = migrate(text, USES);
  expect([left, now]).toEqual([[expect.stringMatching(/^first and second: .*would have to differ/)], text]);
});

test('what is published is shown for a matrix that is computed, and nothing for a build without a name', async () => {
  const text = `on: {push: {branches: [main]}}
jobs:
  image:
    needs: services
    runs-on: ubuntu-latest
    strategy: { matrix: { service: "\${{ fromJSON(needs.services.outputs.all) }}" } }
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: \${{ needs.services.outputs.registry }}/\${{ matrix.service }}:1
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
`;
  const rows = await prove(text, migrate(text, USES), USES);
  expect(rows.map(({ job, verdict, before }) => [job, verdict, wordsFor(before)])).toEqual([
    [
      'image: docker/build-push-action (a job of the computed matrix)',
      'unknown',
      'pushed: output-registry.example/matrix-service:1',
    ],
    ['check: docker/build-push-action', 'same', 'not pushed: no tag'],
  ]);
});

test('the login of steps that another job has too stays', () => {
  const title = 'cloud: Amazon ECR, a role from a secret, the host from the environment';
  const all = readFileSync(join(import.meta.dirname, 'shapes-cloud.yml.txt'), 'utf8').split(/^#--- /m);
  const text = all.find(shape => shape.startsWith(`${title}\n`))!.replace(/^.*\n/, '');
  const both = `${text.replace(/^ {2}image:$/m, '  image: &image')}  again: *image\n`;
  const { text: now, notes, replaced } = migrate(both, USES);
  expect(replaced.map(({ job }) => job)).toEqual(['image', 'again']);
  expect(now).toContain('aws-actions/configure-aws-credentials');
  expect(notes).toContainEqual(expect.stringMatching(/^image: the login to .* stays: again has the same steps$/));
});
