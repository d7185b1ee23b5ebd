import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostile, hostileEnv } from '../../scripts/fuzz/hostile.ts';
import { assertLog } from '../../scripts/fuzz/rawjson.ts';
import { parsePairs } from '../../scripts/harness/command-files.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { TagResult } from '../../src/publish/tags/tag-result.ts';
import { readAnswerText } from '../../src/registry/errors/answer-text.ts';
import type { SummaryFacts } from '../../src/report/summary/facts.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { writeCommandFile } from '../../src/runner/command-files.ts';
import { createLog } from '../../src/runner/log.ts';
import { summaryFacts } from '../fakes/values.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const ROOT = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: DIGEST, bytes: Buffer.from('{}') };
const RUNS = { numRuns: 300 };

test('the log: every method, every argument; at most one command per call, and no other', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (text, title, file) => {
      const written: string[] = [];
      const log = createLog({ write: line => written.push(line), debugEnabled: true });
      log.info(text);
      log.debug(text);
      for (const level of ['notice', 'warning', 'error'] as const) log[level](text, { title, file, line: 3 });
      log.open(title)();
      assertLog(written.join(''));
      const commands = written.flatMap(lines => lines.split(/\r\n|\r|\n/)).filter(line => line.startsWith('::'));
      const names = commands.map(line => /^::(\w+)/.exec(line)?.[1]);
      expect(names).toEqual(['debug', 'notice', 'warning', 'error', 'group', 'endgroup']);
    }),
    RUNS,
  );
});

test('command files: the written values are read back, and only under these names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-command-files-'));
  let count = 0;
  await fc.assert(
    fc.asyncProperty(hostileEnv, hostileEnv, async (reason, image) => {
      const file = join(folder, String(++count));
      await writeCommandFile('GITHUB_OUTPUT', { GITHUB_OUTPUT: file }, { reason, image });
      expect(parsePairs(readFileSync(file, 'utf8'))).toEqual({ reason, image });
    }),
    RUNS,
  );
  rmSync(folder, { recursive: true });
});

test('the summary: the same structure, whatever the text', () => {
  const shape = (facts: SummaryFacts) =>
    withoutHtml(renderSummary(facts))
      .split('\n')
      // Words do not matter, only what Markdown recognizes in a line: cells, marks, tags, links and mentions
      // (those not in the chart, which is indented in its code block).
      .map(line => line.replace(/<\/?(?:code|details|summary)>/g, ''))
      .map(line => [
        /^\s*(?:#+ |```\w*|\||- |>|\d+\. |$)/.exec(line)?.[0],
        line.split('|').length,
        !line.startsWith('  ') && /[<[`@]|\*\*.*\*\*.*\*\*/.test(line),
      ]);
  const plain = shape(summaryOf('text', 'stage'));
  fc.assert(
    fc.property(hostile, hostile, (text, stage) => {
      expect(shape(summaryOf(`a${text}`, `a${stage}`))).toEqual(plain);
    }),
    // A line of nothing but a terminal sequence is an empty line in the end.
    { ...RUNS, examples: [['\r\n\x1b[2J\r::', '']] },
  );
});

/** Blocks that Markdown does not interpret: they end where we end them, and contain no markup but ours. */
function withoutHtml(summary: string): string {
  return summary
    .replace(/<pre>\n([\s\S]*?)\n<\/pre>/g, (_, text: string) => {
      expect(text).not.toMatch(/[<>"']/);
      return '(lines)';
    })
    .replace(/<p>([\s\S]*?)<\/p>/g, (_, text: string) => {
      expect(text.replace(/<(?:b|\/b|br|code|\/code)>/g, '')).not.toMatch(/[<>"']|\n[ \t]*\n/);
      return '(words)';
    });
}

function summaryOf(text: string, stage: string): SummaryFacts {
  const tag: TagResult = {
    image: '',
    optional: false,
    registry: text,
    name: 'ghcr.io/acme/api',
    reference: text,
    tag: { name: text, moving: true, from: text },
    before: null,
    state: 'published',
    verified: true,
    ms: 1,
    error: text,
  };
  const step = { name: text, ofDockerfile: true, stage, cached: false, started: 1, completed: 9, error: undefined };
  return summaryFacts({
    reason: text,
    version: text,
    given: [text],
    failure: new ActionError('TEST_FAILED', text, { hint: text, output: [text, stage] }),
    pushed: 'true',
    digest: DIGEST,
    images: [{ name: '', content: { root: ROOT, manifests: [] }, results: [tag, tag] }],
    stats: { steps: [step], cachedSteps: 0, totalSteps: 1 },
    times: [{ stage: 'build', start: 0, ms: 10 }],
    warnings: [text],
    gates: [{ image: '', name: text, platform: text, verdict: 'failed', ms: 1, note: text }],
  });
}

test("a registry's text: one line without HTML, control or reordering characters", () => {
  const wrapped = hostile.chain(text =>
    fc.constantFrom(
      text,
      `<html><title>${text}</title>`,
      JSON.stringify({ errors: [{ code: text, message: text, detail: text }] }),
      JSON.stringify({ details: text }),
    ),
  );
  fc.assert(
    fc.property(wrapped, body => {
      const { codes, text } = readAnswerText(body);
      for (const each of [...codes, text]) {
        expect(each).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|<(?:script|html|title)/iu);
        expect(each.length).toBeLessThanOrEqual(300);
      }
    }),
    RUNS,
  );
});
