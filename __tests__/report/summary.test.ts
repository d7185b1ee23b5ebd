import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { DEFAULTS } from '../../src/inputs/reading/defaults.ts';
import type { Manifest } from '../../src/oci/types.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import type { Published } from '../../src/publish/publish.ts';
import type { TagResult } from '../../src/publish/tags/tag-result.ts';
import type { SummaryFacts } from '../../src/report/summary/facts.ts';
import { givenInputs } from '../../src/report/summary/given.ts';
import { redacted } from '../../src/report/summary/redacted.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { imagePlan, summaryFacts } from '../fakes/values.ts';

const MIB = 1024 * 1024;
const digest = (char: string) => `sha256:${char.repeat(64)}` as const;

/** As a reader sees it, with character references decoded. */
function read(over: Partial<SummaryFacts>): string {
  return renderSummary(summaryFacts(over)).replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

function tag(name: string, repository: string, over: Partial<TagResult> = {}): TagResult {
  const [registry = ''] = repository.split('/');
  const moving = !/\./.test(name);
  return {
    ...{ image: '', registry, name: repository, reference: `${repository}:${name}`, optional: false },
    ...{ tag: { name, moving, from: 'rule' }, before: null, state: 'published', verified: true, ms: 1 },
    ...over,
  };
}

function manifest(char: string, mediaType: string, json: object): Manifest {
  return {
    mediaType: `application/vnd.oci.image.${mediaType}.v1+json`,
    digest: digest(char),
    bytes: Buffer.from(JSON.stringify(json)),
  };
}

describe('a policy', () => {
  const breach = { rule: 'user', image: 'api', found: 'it runs as <root> | as "0"', fix: 'Set USER.' };
  const verdict = { mode: 'warn' as const, breaches: [breach], isFinal: true };

  test('findings are in a table, as text', () => {
    const text = read({ verdict });
    expect(text).toContain('Policy: ⚠️ breached (`policy-mode: warn`)');
    expect(text).toContain('| Rule | Image | Found | What to do |');
    expect(renderSummary(summaryFacts({ verdict }))).not.toContain('<root>');
  });

  test('the cause of a failure is above, alone', () => {
    const failed = new ActionError('POLICY_BREACHED', 'This run breaches a rule of its policy');
    const text = read({ verdict: { ...verdict, mode: 'enforce' }, failure: failed });
    expect(text).toContain('Policy: ❌ breached');
    expect(text).not.toContain('| Rule |');
  });

  test.each([
    [{ ...verdict, breaches: [] }, 'Policy: ✅ complied with'],
    [{ ...verdict, breaches: [], isFinal: false }, 'Policy: the plan complies; the image was not checked'],
  ])('a run that complies', (fine, words) => expect(read({ verdict: fine })).toContain(words));

  test('secrets in findings are hidden', () => {
    const facts = redacted(summaryFacts({ verdict }), text => text.replace('root', '***'));
    expect(facts.verdict?.breaches[0]?.found).toContain('***');
  });
});

/** An image for two platforms, with layers of these sizes. */
function image(results: readonly TagResult[], sizes: readonly [number, number] = [7_000_000, 9_000_000]): Published {
  const layer = (char: string, size: number) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: digest(char),
    size,
  });
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digest('c'), size: 0 };
  const [one, two] = sizes.map((size, at) =>
    manifest(`${at}`, 'manifest', { config, layers: [layer(`${at + 2}`, size)] }),
  );
  const entry = ({ mediaType, digest, bytes }: Manifest, architecture: string) => ({
    ...{ mediaType, digest, size: bytes.length },
    platform: { os: 'linux', architecture },
  });
  const root = manifest('a', 'index', { manifests: [entry(one!, 'amd64'), entry(two!, 'arm64')] });
  return { name: '', content: { root, manifests: [one!, two!] }, results };
}

const GHCR = 'ghcr.io/acme/api';
const HUB = 'docker.io/acme/api';
const both = (name: string, over: Partial<TagResult> = {}) => [tag(name, GHCR, over), tag(name, HUB, over)];

const plan: Plan = {
  ...{ decision: { push: true, reason: 'event push' }, buildArgs: { args: [], shown: ['A=1'] } },
  ...{ warnings: [], notices: [], remarks: [] },
  images: [
    imagePlan({ version: '1.4.2' }, [
      {
        ...{ registry: 'ghcr.io', path: 'acme/api', name: GHCR, optional: false },
        ...{ tags: [{ name: '1.4.2', moving: false, from: '' }], decision: { push: true, reason: 'event push' } },
      },
    ]),
  ],
};

const STEP = { ofDockerfile: true, stage: 'build', cached: false, started: 0, completed: 5, error: undefined };

const failure = (code: ConstructorParameters<typeof ActionError>[0], output: readonly string[] = []) =>
  new ActionError(code, 'the test failed with exit code 1; nothing was published', {
    hint: 'Run `it` locally.',
    output,
  });

const UNMERGED = '`push: auto` does not publish on pull_request: this run belongs to a pull request';

describe('the headline states the outcome', () => {
  test.each<[says: string, over: Partial<SummaryFacts>]>([
    ['✅ Published 1.4.2 to 2 registries', { pushed: 'true', version: '1.4.2', images: [image(both('1.4.2'))] }],
    [
      '⚠️ Published 1.4.2 to 1 of 2 registries',
      {
        pushed: 'true',
        version: '1.4.2',
        images: [image([tag('1.4.2', GHCR), tag('1.4.2', HUB, { state: 'unchanged', error: 'x' })])],
      },
    ],
    ['❌ Tests failed: nothing was published', { failure: failure('TEST_FAILED') }],
    [
      '❌ Partly published: some tags point to the new image',
      { pushed: 'partial', failure: failure('PUBLISH_PARTIAL') },
    ],
    ['❌ Not verified: the image is published', { pushed: 'true', failure: failure('VERIFY_FAILED') }],
    ['🚫 Cancelled: nothing was published', { failure: failure('CANCELLED') }],
    [
      '☑️ Built and tested; not published: pull request',
      {
        plan: { ...plan, decision: { push: false, reason: UNMERGED, brief: 'pull request' } },
        reason: UNMERGED,
        stats: { steps: [], cachedSteps: 0, totalSteps: 0 },
        gates: [{ image: '', name: 'test', platform: 'linux/amd64', verdict: 'passed', ms: 1, note: '' }],
      },
    ],
    [
      '☑️ Done; not published: branch "fork-lift" matches nothing in `branches` (main)',
      { reason: 'branch "fork-lift" matches nothing in `branches` (main)' },
    ],
    ['📋 Dry run: would publish 1.4.2 to 1 registry', { isDryRun: true, version: '1.4.2', plan }],
    [
      'ℹ️ Nothing to publish: no tag was moved',
      { reason: 'No tag was moved', images: [image(both('latest', { state: 'kept', verified: false }))] },
    ],
  ])('%s', (says, over) => {
    const [first] = read(over).split('\n');
    expect(first).toBe(`## ${says}`);
    if (over.failure !== undefined) expect(read(over)).not.toContain('✅');
  });
});

describe('a failure', () => {
  const output = Array.from({ length: 30 }, (_, at) => `line ${at}`);
  const text = read({ failure: failure('TEST_FAILED', output), help: 'https://example.test/#test_failed' });

  test('has the error, the remedy, the address and the last 20 lines', () => {
    expect(text).toContain('The test failed with exit code 1');
    expect(text).toContain('Run <code>it</code> locally.');
    expect(text).toContain('[`TEST_FAILED`](https://example.test/#test_failed)');
    expect(text).toMatch(/<pre>\nline 10\n(?:line \d+\n){18}line 29\n<\/pre>/);
  });

  test('without a specific remedy has that of its code', () => {
    const bare = new ActionError('RATE_LIMITED', 'ghcr.io: 429');
    expect(read({ failure: bare })).toContain('Wait and re-run the job.');
  });
});

test('one row for each tag, one column for each repository, with exceptions below', () => {
  const kept = { state: 'kept', verified: false, reason: 'it already points to 2.0.1, newer than 1.4.2' } as const;
  const text = read({
    pushed: 'true',
    images: [image([...both('1.4.2'), tag('latest', GHCR), tag('latest', HUB, kept)])],
  });
  expect(text).toContain(`| Tag | Kind | ${GHCR} | ${HUB} |`);
  expect(text).toContain('| 1.4.2 | fixed | ✅ verified | ✅ verified |');
  expect(text).toContain('| latest | moving | ✅ verified | ➖ was not moved |');
  expect(text).toContain(`- ${HUB}:latest: it already points to 2.0.1, newer than 1.4.2`);
});

test.each<[what: string, sizes: ReadonlyMap<string, number>, rows: readonly string[]]>([
  [
    'the same platforms',
    new Map([
      ['linux/amd64', 6_500_000],
      ['linux/arm64', 9_000_000],
    ]),
    ['+500.0 kB', 'same size'],
  ],
  ['fewer', new Map([['linux/amd64', 8_000_000]]), ['−1.0 MB', 'new']],
])('size for each platform, compared with what the moving tag named: %s', (_, sizes, [amd64, arm64]) => {
  const text = read({ pushed: 'true', images: [{ ...image(both('latest')), former: { tag: 'latest', sizes } }] });
  expect(text).toContain('| Platform | Size | Compared with latest before |');
  expect(text).toContain(`| linux/amd64 | 7.0 MB | ${amd64} |`);
  expect(text).toContain(`| linux/arm64 | 9.0 MB | ${arm64} |`);
});

test('several images are a row each, with the rest folded', () => {
  const images = ['api', 'web'].map(name => ({ ...image(both('1.4.2')), name }));
  const text = read({ pushed: 'true', images, version: '1.4.2' });
  expect(text).toContain('## ✅ Published 2 images (1.4.2) to 2 registries');
  expect(text).toContain(`| api | 1.4.2 | ✅ published | ${digest('a').slice(0, 19)}… | 16.0 MB |`);
  expect(text.match(/<details><summary>(?:api|web)<\/summary>/g)).toHaveLength(2);
});

test('a run that publishes nothing has its plan', () => {
  expect(read({ isDryRun: true, plan })).toContain(`| publish | ${GHCR} | 1.4.2 |`);
});

test('everything fits, however long, and no markup stays open', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => tag(`1.${at}.0`, GHCR, { error: 'x'.repeat(900) }));
  const text = renderSummary(
    summaryFacts({
      pushed: 'true',
      images: [image(many)],
      given: ['y'.repeat(MIB), ...Array(900).fill('z'.repeat(5_000))],
    }),
  );
  expect(Buffer.byteLength(text)).toBeLessThan(MIB);
  for (const name of ['details', 'pre']) {
    expect(text.match(new RegExp(`<${name}>`, 'g'))?.length).toBe(text.match(new RegExp(`</${name}>`, 'g'))?.length);
  }
});

describe('inputs', () => {
  test('the given ones, without secrets', () => {
    const env = {
      INPUT_IMAGES: 'acme/api',
      INPUT_TAGS: 'type=semver,pattern={{version}}\ntype=sha',
      INPUT_PUSH: 'auto',
      INPUT_PASSWORD: 'hunter22',
      INPUT_REGISTRIES: '- registry: ghcr.io\n  password: hunter22',
      'INPUT_BUILD-ARGS': 'TOKEN=hunter22',
      INPUT_BUILDS: 'api:\n  build-args: TOKEN=hunter22',
      'INPUT_BAKE-SET': '*.args.TOKEN=hunter22',
      'INPUT_BAKE-VARS': 'TOKEN=hunter22',
      INPUT_CONTEXT: 'https://x-access-token:hunter22@github.com/acme/api.git',
    };
    const lines = givenInputs(env);
    expect(lines).toEqual([
      'images: acme/api',
      'registries: (set)',
      'tags: |',
      '  type=semver,pattern={{version}}',
      '  type=sha',
      'password: (set)',
      'build-args: (set)',
      'context: https://***@github.com/acme/api.git',
      'builds: (set)',
      'bake-set: (set)',
      'bake-vars: (set)',
    ]);
    expect(lines.join()).not.toContain('hunter22');
  });

  test('every input whose name says that it is secret is hidden', () => {
    const names = Object.keys(DEFAULTS).filter(name =>
      /password|passphrase|token|-key\b|secret|auth|docker-config/.test(name),
    );
    // Names and paths, as action.yml says.
    const open = ['secret-envs', 'secret-files', 'cache-key-files'];
    for (const name of names.filter(name => !open.includes(name))) {
      expect(givenInputs({ [`INPUT_${name.toUpperCase()}`]: 'hunter22' })).toEqual([`${name}: (set)`]);
    }
    expect(names.length).toBeGreaterThan(6);
  });

  test('an error whose output was only secrets shows none, and a single line is in the singular', () => {
    const shown = (output: readonly string[]) =>
      renderSummary(redacted(summaryFacts({ failure: failure('TEST_FAILED', output) }), words => words));
    expect(shown([])).not.toContain('of its output');
    expect(shown(['exit'])).toContain('The last line of its output');
  });

  test('a secret is hidden wherever it comes from, before anything is escaped', () => {
    const secret = 'p4ss<w0rd>&"-\'x';
    const facts = summaryFacts({
      reason: secret,
      given: [`labels: ${secret}`],
      warnings: [secret],
      failure: new ActionError('TEST_FAILED', secret, { hint: secret, output: ['before', secret] }),
      gates: [{ image: '', name: 'test', platform: '', verdict: 'failed', ms: 1, note: secret }],
      images: [image([tag('1.0.0', GHCR, { error: secret })])],
      stats: {
        steps: [{ ...STEP, name: `[build 2/2] ADD https://example.com/?token=${secret} /` }],
        ...{ cachedSteps: 0, totalSteps: 1 },
      },
      cache: {
        ...{ backend: 'registry', reason: '', readOnly: undefined, ratio: undefined },
        misses: [{ stage: 'build', step: `ADD ${secret} /` }],
      },
    });
    const leaky = {
      ...plan,
      ...{ buildArgs: { args: [], shown: [`A=${secret}`] }, notices: [secret], remarks: [secret] },
      decision: { push: false, reason: secret },
    };
    const texts = [facts, { ...facts, failure: undefined, images: [], isDryRun: true, plan: leaky }].map(each =>
      renderSummary(redacted(each, words => words.replaceAll(secret, '***'))),
    );
    expect(texts.join()).not.toMatch(/p4ss|w0rd/);
  });
});
