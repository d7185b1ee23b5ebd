import { quote } from '../../host/text/quote.ts';
import { looksFixed } from '../tags/moving.ts';
import { releaseBehind } from '../tags/release.ts';
import type { Outcome } from '../terms/outcome.ts';
import { branchOf, pullOf, refInWords } from '../terms/refs.ts';
import { shortSha } from '../terms/switches.ts';
import type { Component } from '../terms/types.ts';
import type { RuleScope } from './rule-scope.ts';
import type { RuleOf } from './rules.ts';

/** `type=ref`: the branch, the git tag or the pull request's number. */
export function refOutcome(rule: RuleOf<'ref'>, { subject: { ref }, gitTag, component }: RuleScope): Outcome {
  switch (rule.event) {
    case 'branch':
      return given(branchOf(ref), 'a branch', ref, { latest: false, moving: true });
    case 'tag':
      return given(gitTag, gitTagInWords(component), ref, { latest: true, moving: false });
    case 'pr':
      return given(pullOf(ref), 'a pull request', ref, { latest: false, moving: true });
  }
}

/** What a rule for git tags needs. */
export function gitTagInWords(component: Component | undefined): string {
  return component?.ownTagsOnly ? `a git tag of the component ${component.name}` : 'a git tag';
}

function given(value: string, kind: string, ref: string, flags: { latest: boolean; moving: boolean }): Outcome {
  if (value === '') return { why: `needs ${kind}; this run is for ${refInWords(ref)}` };
  const release = flags.latest ? releaseBehind(value, value) : undefined;
  return { value, ...flags, ...(release && { release }) };
}

/** `type=edge`: the tag `edge` for the newest commit of one branch, the default one if none is named. */
export function edgeOutcome(rule: RuleOf<'edge'>, { subject, facts }: RuleScope): Outcome {
  const branch = branchOf(subject.ref);
  if (branch === '') return { why: `needs a branch; this run is for ${refInWords(subject.ref)}` };
  const edge = rule.branch || facts.defaultBranch;
  if (edge === undefined) return { why: 'the default branch is not known; name one with `branch=`' };
  return branch === edge
    ? { value: 'edge', latest: false, moving: true }
    : { why: `the branch ${quote(branch)} is not ${quote(edge)}` };
}

/** `type=sha`: the commit. */
export function shaOutcome(rule: RuleOf<'sha'>, { subject: { sha, env } }: RuleScope): Outcome {
  if (sha === '') return { why: 'the event has no commit' };
  return { value: rule.format === 'short' ? shortSha(sha, env) : sha, latest: false, moving: false };
}

/** `type=raw`: the user's text. */
export function rawOutcome(rule: RuleOf<'raw'>, scope: RuleScope): Outcome {
  const rendered = scope.complete(rule.value, scope.names);
  if ('why' in rendered) return rendered;
  return { value: rendered.text, latest: false, moving: !looksFixed(rendered.text, scope.subject.sha) };
}

/** `type=schedule`: dated tags move too, because a second run on the same day has the same. */
export function scheduleOutcome(rule: RuleOf<'schedule'>, scope: RuleScope): Outcome {
  const { eventName } = scope.subject;
  if (eventName !== 'schedule') {
    return { why: `the event is ${quote(eventName)}, not "schedule"` };
  }
  const rendered = scope.complete(rule.pattern, scope.schedulePattern);
  if ('why' in rendered) return rendered;
  return { value: rendered.text, latest: false, moving: true };
}
