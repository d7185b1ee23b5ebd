import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parsePairs } from '../../scripts/harness/command-files.ts';
import { humanSize } from '../../src/host/text/human-size.ts';
import { list } from '../../src/plan/terms/list.ts';
import type { Published } from '../../src/publish/publish.ts';
import type { TagResult } from '../../src/publish/tags/tag-result.ts';
import { environmentOf, metadataOutputs, publishOutputs, setOutputs } from '../../src/report/outputs.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { recordingLog } from '../fakes/log.ts';
import { imagePlan, summaryFacts } from '../fakes/values.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const OLD = `sha256:${'b'.repeat(64)}` as const;

/** One image; only its tags matter here. */
function image(...results: TagResult[]): Published {
  const root = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: DIGEST, bytes: Buffer.from('{}') };
  return { name: '', content: { root, manifests: [] }, results };
}

function result(over: Partial<TagResult> = {}): TagResult {
  const tag = { name: '1', moving: false, from: 'rule' };
  const name = 'ghcr.io/acme/api';
  const known = {
    image: '',
    optional: false,
    registry: 'ghcr.io',
    name,
    reference: `${name}:1`,
    tag,
    before: OLD,
    verified: true,
    ms: 5,
  };
  return { ...known, state: 'published', ...over };
}

describe('metadataOutputs', () => {
  const separators = { tags: '\n', labels: '\n', annotations: '\n' };

  test.each<[value: string]>([
    ['one line\nevil=1'],
    ['\nevil=1'],
    ['"quoted"\r\nevil="1"'],
    ['a, "b"\n\nc'],
    ['in quotes: "x", no line break'],
  ])('a value with several lines is still one label: %j', value => {
    const labels = [`first=${value}`, 'second=2'];
    const outputs = metadataOutputs([imagePlan({ labels, annotations: labels })], separators, {});
    for (const text of [outputs.labels!, outputs.annotations!]) expect(list(text)).toEqual(labels);
  });
});

describe('publishOutputs', () => {
  const end = { pushed: 'true', reason: 'because' };

  test('always says whether the run complies with its policy', () => {
    const breach = { rule: 'user', image: '', found: 'it runs as root', fix: 'Set USER.' };
    const of = (breaches: readonly (typeof breach)[], isFinal = true) => {
      const outputs = publishOutputs([image(result())], end, { mode: 'warn', breaches, isFinal });
      const [entry] = JSON.parse(outputs.result!) as { policy: string }[];
      return [entry?.policy, JSON.parse(outputs['policy-result']!)];
    };
    expect(of([])).toEqual(['complies', { verdict: 'complies', mode: 'warn', breaches: [] }]);
    expect(of([breach])).toEqual(['breached', { verdict: 'breached', mode: 'warn', breaches: [breach] }]);
    expect(of([], false)).toEqual(['incomplete', { verdict: 'incomplete', mode: 'warn', breaches: [] }]);
    expect(publishOutputs([image(result())], end)).toMatchObject({ 'policy-result': '' });
    expect(JSON.parse(publishOutputs([image(result())], end).result!)[0]).not.toHaveProperty('policy');
  });

  test('names the first reference with its digest, and every published one', () => {
    expect(publishOutputs([image(result(), result({ reference: 'x:2', state: 'unchanged' }))], end)).toMatchObject({
      image: `ghcr.io/acme/api:1@${DIGEST}`,
      refs: '["ghcr.io/acme/api:1"]',
    });
  });

  test.each([
    ['published', DIGEST],
    ['stranded', DIGEST],
    ['restored', OLD],
    ['unchanged', OLD],
    ['unknown', null],
  ] as const)('a tag that is %s names %s', (state, digest) => {
    const [entry] = JSON.parse(publishOutputs([image(result({ state }))], end).result!) as { digest: unknown }[];
    expect(entry?.digest).toBe(digest);
  });
});

describe('setOutputs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    writeFileSync(join(folder, 'out'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const set = async (outputs: Readonly<Record<string, string>>) => {
    const log = recordingLog();
    await setOutputs(outputs, { GITHUB_OUTPUT: join(folder, 'out') }, join(folder, 'result.json'), log);
    return { ...parsePairs(readFileSync(join(folder, 'out'), 'utf8')), log: log.lines };
  };

  test('values with line breaks and delimiters are preserved, and forge nothing', async () => {
    const hostile = 'a\nEOF\nghadelimiter_x\nb=c\n::set-output name=x::y';
    expect(await set({ tags: hostile, digest: DIGEST })).toMatchObject({ tags: hostile, digest: DIGEST });
  });

  test('too large values go to a file, with a notice', async () => {
    const large = 'ä'.repeat(60_000);
    const { log, ...outputs } = await set({ json: large, digest: DIGEST });
    expect(outputs).toEqual({ digest: DIGEST, 'result-file': join(folder, 'result.json') });
    expect(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))).toEqual({ json: large });
    expect(log).toEqual([expect.stringMatching(/^notice: .*json/)]);
  });
});

describe('environmentOf', () => {
  const runs = (env: Readonly<Record<string, string>>) => spawnSync('/bin/true', { env }).error === undefined;

  test("a value too long for later steps' environment is only an output", () => {
    const { variables, large } = environmentOf({ version: '1', tags: 'a'.repeat(100_000), json: 'x'.repeat(131_072) });
    expect(Object.keys(variables)).toEqual(['DOCKER_METADATA_OUTPUT_VERSION', 'DOCKER_METADATA_OUTPUT_TAGS']);
    expect(large).toEqual(['DOCKER_METADATA_OUTPUT_JSON']);
    expect(runs(variables)).toBe(true);
    expect(runs({ ...variables, DOCKER_METADATA_OUTPUT_JSON: 'x'.repeat(131_072) })).toBe(false);
  });

  test('bytes count, not characters', () => {
    expect(environmentOf({ labels: 'ä'.repeat(60_000) }).large).toEqual(['DOCKER_METADATA_OUTPUT_LABELS']);
  });
});

describe('renderSummary', () => {
  const facts = { reason: 'push', pushed: 'true', digest: DIGEST };

  test('hostile text stays in its cell', () => {
    const error = 'a | b\n| forged | row |\n<img src=x onerror=1> `code` [link](http://x) @everyone';
    const text = renderSummary(summaryFacts({ ...facts, images: [image(result({ error }))] }));
    const rows = text.split('\n').filter(line => line.startsWith('| 1 '));
    expect(rows.map(row => row.split(' | ').length)).toEqual([3]);
    expect(text).not.toMatch(/<img|\| forged|\]\(|@everyone/);
  });

  test('a tag that was not to be verified is not marked as wrong', () => {
    const text = renderSummary(summaryFacts({ ...facts, images: [image(result({ verified: false }))] }));
    expect(text).toContain('✅ not read back');
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [999_999_999, '1.0 GB'],
  [1_082_431, '1.1 MB'],
  [5e13, '50.0 TB'],
  [5e15, '5000.0 TB'],
])('humanSize(%d) is %s', (bytes, text) => {
  expect(humanSize(bytes)).toBe(text);
});
