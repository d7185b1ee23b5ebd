import type { Context } from '../../event/context.ts';
import { componentVersion } from '../tags/component-tag.ts';
import { goFields } from '../templates/codeship.ts';
import { dateHelpers, globalHelpers } from '../templates/helpers.ts';
import { moreHelpers } from '../templates/more-helpers.ts';
import { render, type Scope } from '../templates/template.ts';
import type { RepoFacts, TemplatePorts } from '../terms/metadata-types.ts';
import { tagOf } from '../terms/refs.ts';
import type { Component } from '../terms/types.ts';
import { type Complete, complete } from './complete.ts';

/** What rules and their templates can access. */
export type RuleScope = Readonly<{
  /** The run, with the image's ref and commit. */
  subject: Context;
  /** The git tag for version rules, without the component prefix; '' when there is none. */
  gitTag: string;
  component: Component | undefined;
  facts: RepoFacts;
  /** Names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
  names: Scope;
  /** Names for the `pattern` of schedule rules and, without the dates, of semver and pep440 rules. */
  schedulePattern: Scope;
  versionPattern: Scope;
  /** For problems that the author should fix. */
  warn(text: string): void;
  /** For conditions that the event causes and the code handles. */
  note(text: string): void;
  /** Whether the tags are pushed. */
  isPublished: boolean;
  /** Renders a part of a tag. Published tags must have no gaps; elsewhere a gap is empty, as in metadata-action. */
  complete(template: string, names: Scope): Complete;
}>;

/** The first image name ('' for none), whether its tags are pushed, and the image's ref and commit. */
type ScopedImage = Readonly<{ name: string; isPublished: boolean; component?: Component | undefined }>;

export function ruleScope(
  subject: Context,
  facts: RepoFacts,
  { name, isPublished, component }: ScopedImage,
  { readWorkspaceFile, formatDate, warn, note }: TemplatePorts & Pick<RuleScope, 'warn' | 'note'>,
): RuleScope {
  const extra = { ...moreHelpers(subject, readWorkspaceFile), ...goFields(subject, facts, name) };
  const dates = dateHelpers(subject.now, facts, formatDate, warn);
  return {
    subject,
    gitTag: gitTagOf(subject.ref, component),
    component,
    facts,
    names: { ...extra, ...globalHelpers(subject, dates) },
    // metadata-action's patterns don't know `branch`, `sha` and so on: they are empty there, and here.
    schedulePattern: { ...extra, ...dates },
    versionPattern: extra,
    warn,
    note,
    isPublished,
    complete: isPublished ? complete : (template, names) => ({ text: render(template, names) }),
  };
}

function gitTagOf(ref: string, component: Component | undefined): string {
  const tag = tagOf(ref);
  if (component === undefined) return tag;
  return componentVersion(tag, component) ?? (component.ownTagsOnly ? '' : tag);
}
