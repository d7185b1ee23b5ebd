import { expect, test } from '@jest/globals';
import { ends } from '../../scripts/summaries/ends.ts';
import { pageOf } from '../../scripts/summaries/page.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';

/** Rendering them needs Chromium (`npm run summaries`); this doesn't. */
test.each([...ends()])('%s is a page with its outcome as the heading, and all markup closed', (_, facts) => {
  const page = pageOf(renderSummary(facts));
  expect(page).toMatch(/<h2>\S+ [^<]{8,}<\/h2>/u);
  expect(page).not.toMatch(/^\|/m);
  for (const name of ['table', 'details', 'pre']) {
    const count = (mark: string) => page.split(mark).length;
    expect(count(`<${name}`)).toBe(count(`</${name}>`));
  }
});

test('the seven outcomes are different', () => {
  const outcomes = [...ends().values()].map(facts => renderSummary(facts).split('\n')[0]);
  expect(new Set(outcomes).size).toBe(7);
});
