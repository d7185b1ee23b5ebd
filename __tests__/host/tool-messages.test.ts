import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  detailIn,
  isNetworkTrouble,
  says,
  TOOL_DETAILS,
  TOOL_MESSAGES,
  type ToolDetail,
  type ToolMessage,
} from '../../src/host/tool-messages.ts';

/**
 * A message with all of its kinds, and what it names. `by`: the program that prints it, with the version that it was
 * recorded from.
 */
type Recorded = Readonly<{
  by: string;
  text: string;
  kinds: readonly ToolMessage[];
  details?: Readonly<Partial<Record<ToolDetail, string>>>;
}>;

const KINDS = Object.keys(TOOL_MESSAGES) as readonly ToolMessage[];
const DETAILS = Object.keys(TOOL_DETAILS) as readonly ToolDetail[];
const RECORDED = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/tool-messages.json'), 'utf8'),
) as readonly Recorded[];

test.each(RECORDED.map(one => [one.by, one.text.split('\n', 1)[0], one] as const))(
  '%s: %s',
  (_by, _line, { text, kinds, details = {} }) => {
    expect(KINDS.filter(kind => says(text, kind)).sort()).toEqual([...kinds].sort());
    // The last is any line with the word, and is only asked for of containers.
    const asked = DETAILS.filter(detail => detail in details || detail !== 'containerError');
    const found = asked.flatMap(detail => detailIn(text, detail) ?? []);
    expect(found.sort()).toEqual(Object.values(details).sort());
  },
);

test('each kind has a recorded message', () => {
  expect(KINDS.filter(kind => !RECORDED.some(({ kinds }) => kinds.includes(kind)))).toEqual([]);
});

test('each detail has a recorded message', () => {
  expect(DETAILS.filter(detail => !RECORDED.some(({ details = {} }) => detail in details))).toEqual([]);
});

test('a text is of several kinds if it has one of them', () => {
  expect(says('no builder "x" found', 'builderNameInvalid', 'builderMissing')).toBe(true);
  expect(says('no builder "x" found')).toBe(false);
});

test("what a failed step quotes is no network trouble of the build's own", () => {
  expect(isNetworkTrouble('process "curl" did not complete successfully: 503 Service Unavailable')).toBe(false);
  expect(isNetworkTrouble('unexpected status from HEAD request to https://x.io: 503 Service Unavailable')).toBe(true);
});
