import parse from 'semver/functions/parse.js';
import valid from 'semver/functions/valid.js';
import { quote } from '../../host/text/quote.ts';
import { looksFixed } from '../tags/moving.ts';
import { pep440 } from '../tags/pep440.ts';
import { releaseBehind, ruleRelease } from '../tags/release.ts';
import { isOnlyRaw, namesIn, render, type Scope } from '../templates/template.ts';
import { refuseDoubledBackslash } from '../terms/foreign.ts';
import { inTime } from '../terms/in-time.ts';
import type { Outcome } from '../terms/outcome.ts';
import { refuse } from '../terms/problems.ts';
import { refInWords, tagOf } from '../terms/refs.ts';
import { gitTagInWords } from './ref-rules.ts';
import type { RuleScope } from './rule-scope.ts';
import type { RuleOf } from './rules.ts';

type VersionRule = RuleOf<'semver' | 'pep440'>;

/** `type=semver`: a prerelease gives its full version, whatever the pattern, unless that is exactly `{{raw}}`. */
export function semverOutcome(rule: VersionRule, scope: RuleScope): Outcome {
  const text = versionText(rule, scope);
  if (typeof text !== 'string') return text;
  const version = valid(text) === null ? null : parse(text, { loose: true });
  if (version === null) return { why: `${quote(text)} is not a semantic version (https://semver.org)` };
  const names = { ...scope.versionPattern, ...version };
  if (version.prerelease.length > 0)
    return prerelease(rule, isOnlyRaw(rule.pattern) ? render(rule.pattern, names) : version.version, version.version);
  return release(rule, names, version.version, scope);
}

/** `type=pep440`: pre-, post- and development releases are treated like semver's prereleases. */
export function pep440Outcome(rule: VersionRule, scope: RuleScope): Outcome {
  const text = versionText(rule, scope);
  if (typeof text !== 'string') return text;
  const version = pep440().valid(text) === null ? null : pep440().explain(text);
  if (version === null) return { why: `${quote(text)} is not a PEP 440 version (https://peps.python.org/pep-0440)` };
  const clean = pep440().clean(text) ?? text;
  if (version.is_prerelease || version.is_postrelease || version.is_devrelease) {
    return prerelease(rule, isOnlyRaw(rule.pattern) ? text : clean, clean);
  }
  const names = {
    ...scope.versionPattern,
    raw: () => text,
    version: () => clean,
    major: () => pep440().major(text),
    minor: () => pep440().minor(text),
    patch: () => pep440().patch(text),
  };
  return release(rule, names, clean, scope);
}

/** `type=match`: a group of a regular expression, either `/…/flags` or the bare source. */
export function matchOutcome(rule: RuleOf<'match'>, scope: RuleScope): Outcome {
  // The pattern is written for the whole git tag.
  const text = valueOrTag(rule.value, scope, tagOf(scope.subject.ref));
  if (typeof text !== 'string') return text;
  const found = matchOf(rule.pattern, text);
  if (found === null) return { why: `${quote(rule.pattern)} does not match ${quote(text)}` };
  const value = Object.hasOwn(found, rule.group) ? found[Number(rule.group)] : undefined;
  if (value === undefined) return { why: `${quote(rule.pattern)} has no group ${rule.group} in ${quote(text)}` };
  const release = releaseBehind(value, text);
  return { value, latest: true, moving: !looksFixed(value, scope.subject.sha), ...(release && { release }) };
}

function prerelease({ type }: VersionRule, value: string, version: string): Outcome {
  return { value, latest: false, moving: false, release: { scheme: type, version, line: [] } };
}

function release(rule: VersionRule, names: Scope, version: string, scope: RuleScope): Outcome {
  const used = namesIn(rule.pattern);
  const full = used.has('version') || used.has('raw') || ['major', 'minor', 'patch'].every(part => used.has(part));
  const rendered = scope.complete(rule.pattern, names);
  if ('why' in rendered) return rendered;
  const facts = ruleRelease(rule.type, version, used);
  return { value: rendered.text, latest: true, moving: !full, release: facts };
}

/** The version of a rule: `value` or the git tag, `match` applied, slashes replaced by dashes. */
function versionText(rule: VersionRule, scope: RuleScope): string | Outcome {
  // `match` is written for the whole git tag.
  const text = valueOrTag(rule.value, scope, rule.match === '' ? scope.gitTag : tagOf(scope.subject.ref));
  if (typeof text !== 'string' || rule.match === '') return typeof text === 'string' ? dashed(text) : text;
  const found = matchOf(rule.match, text);
  if (found === null) {
    const why = `${quote(rule.match)} does not match ${quote(text)}`;
    const isVersion = (rule.type === 'semver' ? valid(text) : pep440().valid(text)) !== null;
    // A release of another part of a monorepo isn't a version: nothing is wrong.
    if (!isVersion) return { why };
    // As in metadata-action, continue with the whole text.
    scope.warn(`The rule ${rule.line}: ${why}, so the version is all of it`);
    return dashed(text);
  }
  return dashed(
    found[1] ?? refuse('has a match without a capturing group', 'Put the version in parentheses: api/v(.*)'),
  );
}

function valueOrTag(value: string, scope: RuleScope, tag: string): string | Outcome {
  if (value !== '') {
    const rendered = scope.complete(value, scope.names);
    return 'why' in rendered ? rendered : rendered.text;
  }
  return tag === ''
    ? {
        why: `needs ${gitTagInWords(scope.component)}; this run is for ${refInWords(scope.subject.ref)} (or set \`value=\`)`,
      }
    : tag;
}

function dashed(text: string): string {
  return text.replaceAll('/', '-');
}

/** The first match. @throws ActionError INPUT_INVALID for an expression that is not one, or takes too long */
function matchOf(pattern: string, text: string): RegExpMatchArray | null {
  const expression = regExp(pattern);
  return inTime(pattern, text, () => text.match(expression));
}

/**
 * A regular expression, as `/…/flags` or its bare source, which may contain slashes: `/b/v(.*)` doesn't have the flags
 * `v(.*)`.
 */
function regExp(pattern: string): RegExp {
  refuseDoubledBackslash(pattern);
  const [, source = pattern, flags = ''] = /^\/(.+)\/([a-z]*)$/i.exec(pattern) ?? [];
  if (!/^[dgimsuvy]*$/.test(flags)) {
    refuse(
      `has unknown flags (${flags}) in the pattern ${quote(pattern)}`,
      'Use `i`, for example; for a pattern that starts with a slash, write \\/',
    );
  }
  try {
    return new RegExp(source, flags);
  } catch {
    return refuse(`has an invalid regular expression ${quote(pattern)}`, 'Use the syntax of JavaScript');
  }
}
