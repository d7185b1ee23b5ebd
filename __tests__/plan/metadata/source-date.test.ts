import { describe, expect, test } from '@jest/globals';
import { neededFacts } from '../../../src/plan/metadata/facts.ts';
import { computeMetadata } from '../../../src/plan/metadata/metadata.ts';
import { sourceDateOf, withSourceDate } from '../../../src/plan/metadata/source-date.ts';
import { read } from '../../inputs/env.ts';
import { contextOf } from './support.ts';

const context = contextOf('push-default');
const commitDate = new Date('2026-11-02T09:30:00.900+01:00');
const EPOCH = 1_793_608_200;

describe('sourceDateOf', () => {
  test.each([
    [undefined, {}, undefined],
    ['commit', { commitDate }, EPOCH],
    [0, { commitDate }, 0],
  ] as const)('%s', (sourceDateEpoch, facts, epoch) => {
    expect(sourceDateOf({ sourceDateEpoch }, facts)).toBe(epoch);
  });

  test('an unknown commit time is an error', () => {
    expect(() => sourceDateOf({ sourceDateEpoch: 'commit' }, {})).toThrow(
      /^`source-date-epoch` is `commit`.*Check out the/,
    );
  });
});

describe('created', () => {
  const createdOf = (epoch: string) => {
    const { metadata } = read({ 'source-date-epoch': epoch, tags: 'type=raw,value={{date "YYYY"}}' });
    const ports = { formatDate: (date: Date) => `${date.getUTCFullYear()}` };
    const { labels, annotations, tags } = computeMetadata({ ...metadata, names: [] }, context, { commitDate }, ports);
    const stamp = (lines: readonly string[]) => lines.find(line => line.includes('.created='))?.split('=')[1];
    return [stamp(labels), stamp(annotations), tags[0]];
  };

  test('is the fixed time, but `{{date}}` is not', () => {
    const year = `${context.now.getUTCFullYear()}`;
    const now = context.now.toISOString();
    expect(createdOf('')).toEqual([now, now, year]);
    expect(createdOf('commit')).toEqual(['2026-11-02T08:30:00.000Z', '2026-11-02T08:30:00.000Z', year]);
    expect(createdOf('0')).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', year]);
  });

  test("the commit's date is read only if it is needed", () => {
    const needs = (epoch: string) => neededFacts(read({ 'source-date-epoch': epoch }).metadata).includes('commitDate');
    expect([needs(''), needs('1'), needs('commit')]).toEqual([false, false, true]);
  });
});

describe('withSourceDate', () => {
  const build = (given: Record<string, string>) => read(given).build;
  const fixed = (given: Record<string, string>, epoch: number | undefined = EPOCH) => {
    const { buildArgs, outputs } = withSourceDate(build(given), epoch);
    return [buildArgs, outputs.attributes, outputs.push];
  };

  test.each<[Record<string, string>, string[], Record<string, string>, boolean]>([
    [{}, [`SOURCE_DATE_EPOCH=${EPOCH}`], { 'rewrite-timestamp': 'true' }, false],
    [{ 'build-args': 'SOURCE_DATE_EPOCH=7' }, ['SOURCE_DATE_EPOCH=7'], { 'rewrite-timestamp': 'true' }, false],
    [
      { images: 'a/b', outputs: 'type=registry,rewrite-timestamp=false,compression=zstd' },
      [`SOURCE_DATE_EPOCH=${EPOCH}`],
      { 'rewrite-timestamp': 'false', compression: 'zstd' },
      true,
    ],
  ])('%j', (given, args, attributes, push) => {
    expect(fixed(given)).toEqual([args, attributes, push]);
  });

  test('without it nothing changes', () => {
    expect(withSourceDate(build({}), undefined)).toEqual(build({}));
  });
});
