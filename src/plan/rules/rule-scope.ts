import type { Context } from '../../event/context.ts';
import { componentVersion } from '../tags/component-tag.ts';
import { goFields } from '../templates/codeship.ts';
import { dateHelpers, globalHelpers } from '../templates/helpers.ts';
import { moreHelpers } from '../templates/more-helpers.ts';
import { render, type Scope } from '../templates/template.ts';
import type { RepoFacts, TemplatePorts } from '../terms/metadata-types.ts';
import { tagOf } from '../terms/subject.ts';
import type { Component } from '../terms/types.ts';
import { type Complete, complete } from './complete.ts';

/** What rules and their templates can see. */
export type RuleScope = Readonly<{
  /** The run, with the ref and commit that the image is of. */
  subject: Context;
  /** The git tag that version rules are about, without the component before it; '' when there is none. */
  gitTag: string;
  component: Component | undefined;
  facts: RepoFacts;
  /** Names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
  names: Scope;
  /** Names for the `pattern` of schedule rules, and, less the dates, of semver and pep440 rules. */
  schedulePattern: Scope;
  versionPattern: Scope;
  /** For what its author should change. */
  warn(text: string): void;
  /** For what the event brings about, and is taken care of. */
  note(text: string): void;
  /** Whether the tags are to be written to registries. */
  isPublished: boolean;
  /** Renders a part of a tag. What is published must have no gap; elsewhere a gap is empty, as in metadata-action. */
  complete(template: string, names: Scope): Complete;
}>;

/** The image that is named first ('' for none), whether its tags are to be written to registries, and what it is of. */
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
    // metadata-action's patterns do not know `branch`, `sha` and so on: they give nothing there, and so they do here.
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
