import { expect, test } from '@jest/globals';
import { releaseOfImage } from '../../../src/plan/tags/image-release.ts';

test.each<[string, string, string | undefined, string[], string]>([
  ['latest', '1.4.2', '1.4.2', [], ''],
  ['latest', 'v1.4.2', '1.4.2', [], ''],
  ['1', '1.4.2', '1.4.2', ['major'], ''],
  ['v1.4', '1.4.2', '1.4.2', ['major', 'minor'], ''],
  ['latest', '2.0.0-rc.1', '2.0.0-rc.1', [], ''],
  ['latest-alpine', '1.4.2-alpine', '1.4.2', [], '-alpine'],
  ['1.4-alpine', '1.4.2-alpine', '1.4.2', ['major', 'minor'], '-alpine'],
  // Another variant than the image.
  ['latest-alpine', '1.4.2', undefined, [], ''],
  ['latest-alpine', '1.4.2-debian', undefined, [], ''],
  ['latest', 'main', undefined, [], ''],
  ['latest', '', undefined, [], ''],
  ['latest', '1.4', undefined, [], ''],
  ['production', '1.4.2', undefined, [], ''],
  ['main', '1.4.2', undefined, [], ''],
  ['latestx', '1.4.2', undefined, [], ''],
  ['2026', '1.4.2', '1.4.2', ['major'], ''],
])('%s of an image whose version is %j', (tag, says, version, line, after) => {
  const expected = version && { scheme: 'semver', version, line, affixes: [['', after]] };
  expect(releaseOfImage(tag, says)).toEqual(expected);
});
