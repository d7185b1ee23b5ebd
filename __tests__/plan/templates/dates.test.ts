import { describe, expect, test } from '@jest/globals';
import { compute, problemsOf, tagsOf } from '../metadata/support.ts';

function dated(template: string): string {
  const { labels } = compute('push-branch', { labels: [`x=${template}`] });
  return labels.find(label => label.startsWith('x='))?.slice(2) ?? '';
}

// Thursday 5 March 2026, 07:08:09.045 UTC.
describe('every token of moment.js', () => {
  test.each([
    ['M Mo MM MMM MMMM', '3 3rd 03 Mar March'],
    ['Q Qo', '1 1st'],
    ['D Do DD DDD DDDo DDDD', '5 5th 05 64 64th 064'],
    ['d do dd ddd dddd e E', '4 4th Th Thu Thursday 4 4'],
    ['w wo ww W Wo WW', '10 10th 10 10 10th 10'],
    ['YY YYYY YYYYYY Y y', '26 2026 +002026 2026 2026'],
    ['N NN NNN NNNN NNNNN', 'AD AD AD Anno Domini AD'],
    ['gg gggg GG GGGG', '26 2026 26 2026'],
    ['A a H HH h hh k kk', 'AM am 7 07 7 07 7 07'],
    ['m mm s ss', '8 08 9 09'],
    ['S SS SSS SSSS SSSSSSSSS', '0 04 045 0450 045000000'],
    ['z zz Z ZZ', 'UTC UTC +00:00 +0000'],
    ['X x', '1772694489 1772694489045'],
    ['L l', '03/05/2026 3/5/2026'],
    ['LL', 'March 5, 2026'],
    ['ll', 'Mar 5, 2026'],
    ['LLL', 'March 5, 2026 7:08 AM'],
    ['LLLL', 'Thursday, March 5, 2026 7:08 AM'],
    ['llll', 'Thu, Mar 5, 2026 7:08 AM'],
    ['LT LTS', '7:08 AM 7:08:09 AM'],
    ['[YYYY] YYYY', 'YYYY 2026'],
    ['', '2026-03-05T07:08:09Z'],
  ])('%s gives %s', (format, expected) => {
    expect(dated(`{{date '${format}'}}`)).toBe(expected);
  });
});

describe('time zones and sources', () => {
  test.each([
    ["{{date 'YYYYMMDD-HHmmss z' tz='Asia/Tokyo'}}", '20260305-160809 JST'],
    ["{{date 'HH:mm Z' tz='America/St_Johns'}}", '03:38 -03:30'],
    ["{{date 'HH:mm ZZ' tz='Asia/Kathmandu'}}", '12:53 +0545'],
    ["{{date 'DD HH' tz='Pacific/Kiritimati'}}", '05 21'],
    ["{{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}", '2026-03-04T13:30:00.000Z'],
    ["{{commit_date 'DD HH:mm z' tz='Europe/Berlin'}}", '04 14:30 CET'],
  ])('%s gives %s', (template, expected) => {
    expect(dated(template)).toBe(expected);
  });

  test("without a known commit date the run's time is used", () => {
    expect(tagsOf('schedule', { tags: ["type=raw,value={{commit_date 'X'}}"] })).toEqual(['1772694489']);
  });

  test('an unknown zone is UTC, with one warning', () => {
    const { tagNames, warnings } = compute('push-branch', {
      tags: ["type=raw,value={{date 'HH' tz='Mars/Base'}}", "type=raw,value={{date 'H' tz='Mars/Base'}}"],
    });
    expect(tagNames.map(tag => tag.name)).toEqual(['07', '7']);
    expect(warnings).toEqual(['There is no time zone "Mars/Base"; UTC is used']);
  });

  test.each(['{{date}}', '{{commit_date}}', "{{date 'X' zone='UTC'}}", "{{date 'X' tz=5}}", '{{date 5}}'])(
    '%s is refused',
    template => {
      expect(problemsOf(() => dated(template))).toHaveLength(1);
    },
  );
});
