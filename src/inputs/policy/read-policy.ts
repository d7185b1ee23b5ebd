import { resolve } from 'node:path';
import { errnoOf } from '../../host/errno.ts';
import { messageOf } from '../../host/errors.ts';
import { readText } from '../../host/files/regular-file.ts';
import { quote } from '../../host/text/quote.ts';
import { runVariables } from '../../host/variables/workflow-run.ts';
import type { Source } from '../reading/source.ts';
import { denials } from './denials.ts';
import { documentOf } from './document.ts';
import { labelRules, platformsAt, sizeRules } from './image-limits.ts';
import { baseRules, sourceRules } from './image-rules.ts';
import { registryRules } from './registry-rules.ts';
import { requirements } from './requirements.ts';
import { type GivenPolicy, NO_DENIALS, NO_REQUIREMENTS, type Policy } from './types.ts';
import { mapAt, type Reporter, type Value, wordAt } from './values.ts';

const KEYS = [
  ...(['registries', 'require', 'base-images', 'sources', 'deny'] as const),
  ...(['labels', 'max-size', 'user', 'platforms'] as const),
];

/** No policy is longer. Bytes. */
const LARGEST = 64 * 1024;

/**
 * The input `policy`: YAML, the path of a file, or `none`. A given but empty one is always an error: `policy: ${{
 * vars.POLICY }}` without that variable must not publish everything.
 */
export function readPolicy(source: Source): GivenPolicy | undefined {
  const mode = readMode(source);
  if (source.isBlank('policy')) {
    source.report('policy', 'is empty', 'Does the variable that it comes from exist? For no policy, write `none`.');
    return undefined;
  }
  const given = source.text('policy');
  if (given === 'none') return undefined;
  const path = isPath(given) ? given : '';
  const text = path === '' ? given : fileAt(source, path);
  const document = text === undefined ? undefined : documentOf(source, text);
  return document && { rules: policyAt(source, document), mode, path };
}

function readMode(source: Source): GivenPolicy['mode'] {
  const text = source.text('policy-mode');
  if (text !== 'enforce' && text !== 'warn') source.invalid('policy-mode', quote(text), '`enforce` or `warn`');
  return text === 'warn' ? 'warn' : 'enforce';
}

/** A policy has keys; a line without one is a path. */
function isPath(text: string): boolean {
  return !/[\r\n{]|:(?:\s|$)/.test(text);
}

/** Only a regular file is read: a link could lead out of the repository, and a device might never end. */
function fileAt(source: Source, path: string): string | undefined {
  try {
    return readText(resolve(runVariables(source.env).workspace, path), { largest: LARGEST });
  } catch (error) {
    const problem =
      errnoOf(error) === 'ENOENT'
        ? `names a file that does not exist: ${quote(path)}`
        : `names a file that cannot be read: ${quote(path)} (${messageOf(error)})`;
    source.report('policy', problem, 'Give the path of a YAML file, or the policy itself.');
    return undefined;
  }
}

function policyAt(reporter: Reporter, document: Value): Policy {
  const { registries, require, deny, labels, user, platforms, sources, ...rest } = mapAt(reporter, document, KEYS);
  const { 'base-images': bases, 'max-size': sizes } = rest;
  return {
    registries: registries && registryRules(reporter, registries),
    require: require === undefined ? NO_REQUIREMENTS : requirements(reporter, require),
    baseImages: bases && baseRules(reporter, bases),
    sources: sources && sourceRules(reporter, sources),
    deny: deny === undefined ? NO_DENIALS : denials(reporter, deny),
    labels: labels === undefined ? [] : labelRules(reporter, labels),
    maxSize: sizes === undefined ? [] : sizeRules(reporter, sizes),
    nonRoot: wordAt(reporter, user, ['non-root']) === 'non-root',
    platforms: platforms === undefined ? [] : platformsAt(reporter, platforms),
  };
}
