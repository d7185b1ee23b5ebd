import valid from 'semver/functions/valid.js';
import type { Release, VersionPart } from '../terms/types.ts';

const parts: readonly VersionPart[] = ['major', 'minor'];

/**
 * The version to which a plain `latest`, `1` or `1.4` is held if the published image has its version from an earlier
 * run: the one in its label. `latest-alpine` goes with `1.4.2-alpine`. Undefined for any other tag: a name such as
 * `production` is moved back on purpose.
 */
export function releaseOfImage(tag: string, version: string): Release | undefined {
  const found = /^(?:latest|v?(\d+(?:\.\d+)?))(-.+)?$/.exec(tag);
  if (found === null) return undefined;
  const [, numbers, suffix = ''] = found;
  const bare = suffix !== '' && version.endsWith(suffix) ? version.slice(0, -suffix.length) : version;
  const release = valid(bare);
  if (release === null || (suffix !== '' && bare === version)) return undefined;
  const line = numbers === undefined ? [] : parts.slice(0, numbers.split('.').length);
  return { scheme: 'semver', version: release, line, affixes: [['', suffix]] };
}
