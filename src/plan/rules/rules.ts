import { refuseGoActions } from '../templates/go-actions.ts';
import { hasGoField, rewriteGoFields } from '../templates/go-fields.ts';
import type { Field } from '../terms/field.ts';
import { refuseDoubledBackslash } from '../terms/foreign.ts';
import { type Collector, refuse } from '../terms/problems.ts';
import { fieldsOf } from './fields.ts';
import { expandPresets } from './presets.ts';

type Common = Readonly<{
  /** As the user wrote it. */
  line: string;
  /** Higher goes first. */
  priority: number;
  /** A template that must give `true` or `false`. */
  enable: string;
  /** Templates. Undefined: the flavor's applies; '' disables it. */
  prefix: string | undefined;
  suffix: string | undefined;
  /** As in Codeship, drop characters that tags can't have, instead of writing `-`. */
  strip: boolean;
  /** Values of the same line that its last one replaces. */
  lost: readonly string[];
}>;

/** One line of `tags`. `value` is a template; '' stands for the event's git tag. */
export type Rule = Common &
  (
    | Readonly<{ type: 'schedule'; pattern: string }>
    | Readonly<{ type: 'semver' | 'pep440'; pattern: string; value: string; match: string }>
    | Readonly<{ type: 'match'; pattern: string; group: string; value: string }>
    | Readonly<{ type: 'edge'; branch: string }>
    | Readonly<{ type: 'ref'; event: 'branch' | 'tag' | 'pr' }>
    | Readonly<{ type: 'raw'; value: string }>
    | Readonly<{ type: 'sha'; format: 'short' | 'long' }>
  );

export type RuleOf<T extends Rule['type']> = Extract<Rule, { type: T }>;
type Attributes = ReadonlyMap<string, string>;
type OwnAttributes = Rule extends infer R ? (R extends Rule ? Omit<R, keyof Common> : never) : never;

const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

const priorities: Readonly<Record<Rule['type'], number>> = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};

/** Parses the `tags` input and sorts the rules by priority; without lines, metadata-action's four defaults. */
export function parseRules(lines: readonly string[], problems: Collector): Rule[] {
  const given = lines.length === 0 ? defaultRules : lines;
  const rules = given.flatMap(line => problems.attempt('tags', line, () => rulesIn(line)) ?? []);
  return rules.sort((a, b) => (a.priority < b.priority ? 1 : a.priority > b.priority ? -1 : 0));
}

function rulesIn(line: string): readonly Rule[] {
  // Before the quotes of `{{ .Time.Format "2006" }}` are taken for CSV's.
  if (hasGoField(line)) rewriteGoFields(line);
  else refuseGoActions(line);
  return expandPresets(fieldsOf(line)).map(fields => ruleOf(line, fields));
}

function ruleOf(line: string, fields: readonly Field[]): Rule {
  const attributes = new Map(fields.map(field => [field.key ?? 'value', field.value]));
  const type = typeOf(attributes);
  const own = ownAttributes(type, attributes);
  // Checked here too, so that the mistake is found before the first release.
  if ('match' in own) refuseDoubledBackslash(own.match);
  if (own.type === 'match') refuseDoubledBackslash(own.pattern);
  return {
    line,
    priority: attributes.has('priority') ? Number(attributes.get('priority')) : priorities[type],
    enable: attributes.get('enable') ?? 'true',
    prefix: attributes.get('prefix') ?? defaultPrefix(own),
    suffix: attributes.get('suffix'),
    strip: !hasType(fields) && hasGoField(line),
    lost: lostValues(fields),
    ...own,
  } as Rule;
}

/**
 * A list in build-push-action's form, with tags separated by commas. Here, as in metadata-action, the last one counts.
 */
function lostValues(fields: readonly Field[]): readonly string[] {
  const values = fields.filter(({ key }) => key === undefined || key === 'value').map(({ value }) => value);
  return values.slice(0, -1).filter(value => value !== '');
}

function hasType(fields: readonly Field[]): boolean {
  return fields.some(field => field.key === 'type');
}

function typeOf(attributes: Attributes): Rule['type'] {
  const type = attributes.get('type') ?? 'raw';
  if (Object.hasOwn(priorities, type)) return type as Rule['type'];
  return refuse(`has an unknown type "${type}"`, `Use one of ${Object.keys(priorities).join(', ')}`);
}

function ownAttributes(type: Rule['type'], attributes: Attributes): OwnAttributes {
  const value = attributes.get('value') ?? '';
  switch (type) {
    case 'schedule':
      return { type, pattern: attributes.get('pattern') ?? 'nightly' };
    case 'semver':
    case 'pep440':
      return {
        type,
        pattern: required(attributes, 'pattern', '{{version}}'),
        value,
        match: attributes.get('match') ?? '',
      };
    case 'match':
      return { type, pattern: required(attributes, 'pattern', 'v(.*)'), group: groupOf(attributes), value };
    case 'edge':
      return { type, branch: attributes.get('branch') ?? '' };
    case 'ref':
      return { type, event: oneOf(['branch', 'tag', 'pr'], 'event', required(attributes, 'event', 'branch')) };
    case 'raw':
      return { type, value: required(attributes, 'value', 'my-tag') };
    case 'sha':
      return { type, format: oneOf(['short', 'long'], 'format', attributes.get('format') ?? 'short') };
  }
}

function defaultPrefix(own: OwnAttributes): string | undefined {
  if (own.type === 'sha') return 'sha-';
  return own.type === 'ref' && own.event === 'pr' ? 'pr-' : undefined;
}

function required(attributes: Attributes, key: string, example: string): string {
  return attributes.get(key) ?? refuse(`has no ${key}`, `Add \`${key}=${example}\`, for example`);
}

function oneOf<T extends string>(allowed: readonly T[], key: string, value: string): T {
  const found = allowed.find(each => each === value);
  return found ?? refuse(`has an unknown ${key} "${value}"`, `Use ${allowed.join(', ')}`);
}

function groupOf(attributes: Attributes): string {
  const group = attributes.get('group') ?? '0';
  if (Number.isNaN(Number(group))) refuse(`has "${group}" for group`, 'Use the number of a capturing group');
  return group;
}
