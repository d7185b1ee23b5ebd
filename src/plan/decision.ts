import type { Context } from '../event/context.ts';
import { type FilterRef, filterRefOf, forkOf } from '../event/filter-ref.ts';
import { isDependabots, isOwnPullRequest } from '../event/own-pull.ts';
import { unmergedBecause } from '../event/unmerged.ts';
import { quote } from '../host/text/quote.ts';
import { matchPatterns } from './filter.ts';
import { componentTags, componentVersion } from './tags/component-tag.ts';
import type { Component, Filters, Patterns, PushDecision, PushInput } from './terms/types.ts';

type DecisionInputs = Readonly<{
  push: PushInput;
  /** Whether `images` or `registries` are given. Complete references in `tags` alone don't make `auto` push. */
  hasTargets: boolean;
  filters: Filters;
  component?: Component | undefined;
}>;

type Run = Pick<Context, 'eventName' | 'payload' | 'ref' | 'baseRef' | 'repository' | 'actor'>;

/** Whether this run pushes at all, and why. `push: true` overrides the rule about events, but no filter. */
export function decide({ push, hasTargets, filters, component }: DecisionInputs, run: Run): PushDecision {
  if (push === false) return no('`push` is false');
  const isOwn = push === 'same-repository' && isOwnPullRequest(run);
  if (push !== true) {
    if (push === 'auto' && !hasTargets) return no(NO_TARGETS);
    const objection = eventObjection(push, run, isOwn);
    if (objection !== undefined) return { ...no(objection), ...briefly(run) };
  }
  const objection = filterObjection(filters, run, component);
  if (objection !== undefined) return no(objection);
  const ref = filterRefOf(run);
  const event = `event ${run.eventName}${ref === undefined ? '' : ` on ${ref.role} ${quote(ref.name)}`}`;
  const reason = isOwn ? `${event}, of this repository` : event;
  return { push: true, reason: push === true ? `\`push\` is true (${event})` : reason };
}

/** The decision for one entry of `registries`, whose own filters narrow the global decision. */
export function decideFor(global: PushDecision, registry: string, filters: Filters, run: Run): PushDecision {
  if (!global.push) return global;
  const objection = filterObjection(filters, run);
  return objection === undefined ? global : no(`for ${registry}, ${objection}`);
}

const NO_TARGETS = '`push` is auto, and neither `images` nor `registries` is set';

function eventObjection(push: 'auto' | 'same-repository', run: Run, isOwn: boolean): string | undefined {
  const dependabot = isDependabots(run) ? 'this run belongs to Dependabot' : undefined;
  const why = isOwn ? dependabot : unmergedBecause(run);
  return why === undefined ? undefined : `\`push: ${push}\` does not publish on ${run.eventName}: ${why}`;
}

/** A pull request says more in a headline than the reason's first words. */
function briefly(run: Run): Pick<PushDecision, 'brief'> {
  if (!/^pull_request/.test(run.eventName)) return {};
  return { brief: forkOf(run) === undefined ? 'pull request' : 'pull request of a fork' };
}

function filterObjection(filters: Filters, run: Run, component?: Component): string | undefined {
  const ref = filterRefOf(run);
  const events = listObjection('events', filters.events, 'event', run.eventName);
  if (events !== undefined) return events;
  if (component?.ownTagsOnly && ref?.kind === 'tag') return tagObjection(component, ref);
  return refObjection(filters, ref, run.eventName);
}

/** A component counts as `git-tags` of its own, whatever `branches` says. */
function tagObjection(component: Component, { name }: Readonly<{ name: string }>): string | undefined {
  if (componentVersion(name, component) !== undefined) return undefined;
  return `tag ${quote(name)} is not a release of the component ${quote(component.name)} (${componentTags(component)})`;
}

/** As in `on.push`: if only one of `branches` and `git-tags` is given, refs of the other kind don't pass. */
function refObjection({ branches, gitTags }: Filters, ref: FilterRef, eventName: string): string | undefined {
  if (branches.length === 0 && gitTags.length === 0) return undefined;
  if (ref === undefined) {
    const given = branches.length > 0 ? 'branches' : 'git-tags';
    return `\`${given}\` is set, but event ${eventName} has no branch or tag to match`;
  }
  const [own, patterns, other] =
    ref.kind === 'branch'
      ? (['branches', branches, 'git-tags'] as const)
      : (['git-tags', gitTags, 'branches'] as const);
  if (patterns.length === 0) {
    return `only \`${other}\` is set, so ${ref.role} ${quote(ref.name)} is not published`;
  }
  return listObjection(own, patterns, ref.role, ref.name);
}

function listObjection(input: string, patterns: Patterns, role: string, value: string): string | undefined {
  const match = matchPatterns(patterns, value);
  if (match.matched) return undefined;
  return match.by === undefined
    ? `${role} ${quote(value)} matches nothing in \`${input}\` (${patterns.join(', ')})`
    : `${role} ${quote(value)} is excluded by \`${match.by}\` in \`${input}\``;
}

function no(reason: string): PushDecision {
  return { push: false, reason };
}
