import type { GithubEvent } from '../harness/types.ts';
import { eventOf } from '../workflow/event.ts';

/** An event that triggers a workflow, and its description. `isCalled`: the event of a calling workflow. */
export type Occasion = Readonly<{
  title: string;
  event: GithubEvent;
  isCalled?: boolean;
  /** Inputs that differ from their defaults. */
  inputs?: Readonly<Record<string, string>>;
}>;

const PLACE = { repository: 'acme/tides', sha: '8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b' };

/** A workflow, as parsed YAML. */
type WithEvents = Readonly<{ on?: unknown }>;

/**
 * Every kind of event that triggers a workflow: the default branch and another one, git tags that pass its filters, a
 * pull request of the repository and one of a fork.
 */
export function occasionsOf({ on }: WithEvents): readonly Occasion[] {
  const events = eventsOf(on);
  const details = (name: string) => (on as Readonly<Record<string, Filters | null>> | undefined)?.[name] ?? {};
  return events.flatMap(name => {
    const all = name === 'push' ? pushes(details('push')) : others(name);
    return [...all, ...choices((details(name) as Readonly<{ inputs?: unknown }>).inputs, all)];
  });
}

/** The same with each other value of the inputs that have few: what is pushed often depends on one. */
function choices(inputs: unknown, all: readonly Occasion[]): Occasion[] {
  const other = Object.entries((inputs ?? {}) as Readonly<Record<string, Input | null>>).flatMap(([name, input]) => {
    const { type, default: initial, options } = input ?? {};
    const values = type === 'boolean' ? [String(initial) !== 'true'] : type === 'choice' ? [options].flat() : [];
    const usual = type === 'boolean' ? undefined : (initial ?? values[0]);
    return values.filter(value => value !== usual).map(value => [name, String(value)] as const);
  });
  return other
    .slice(0, 20)
    .flatMap(([name, value]) =>
      all.map(one => ({ ...one, title: `${one.title} with ${name}: ${value}`, inputs: { [name]: value } })),
    );
}

type Input = Readonly<{ type?: unknown; default?: unknown; options?: unknown }>;

/** The names of the events that start a workflow. */
export function eventsIn({ on }: WithEvents): readonly string[] {
  return eventsOf(on);
}

function eventsOf(on: unknown): readonly string[] {
  return typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys((on as object) ?? {});
}

type Filters = Readonly<{ branches?: unknown; tags?: unknown }>;

/** GitHub sends branches unless `tags` is the only filter, and vice versa. */
function pushes({ branches, tags }: Filters): Occasion[] {
  const samples = (patterns: unknown, usual: readonly string[]) =>
    patterns === undefined ? usual : sampled(patterns, usual);
  const onBranches = branches === undefined && tags !== undefined ? [] : samples(branches, ['main', 'feature/lights']);
  const onTags = tags === undefined && branches !== undefined ? [] : samples(tags, ['v1.2.3', 'v2.0.0-rc.1']);
  const isOld = onBranches.includes('master') && !onBranches.includes('main');
  const defaultBranch = isOld ? 'master' : 'main';
  const push = (ref: string) => eventOf({ event: 'push', ref, defaultBranch, ...PLACE });
  return [
    ...onBranches.map(branch => ({ title: `push to ${branch}`, event: push(`refs/heads/${branch}`) })),
    ...onTags.map(tag => ({ title: `git tag ${tag}`, event: push(`refs/tags/${tag}`) })),
  ];
}

/** A name that each pattern lets through: `v*` gives `v1.2.3`, and `*` what is usual. */
function sampled(patterns: unknown, usual: readonly string[]): string[] {
  const list = (Array.isArray(patterns) ? patterns : [patterns]).map(String).filter(one => !one.startsWith('!'));
  return [...new Set(list.flatMap(pattern => (/^\*+$/.test(pattern) ? usual : samplesOf(pattern))))];
}

function samplesOf(pattern: string): string[] {
  if (/^v?\*+(\.\*+)*$/.test(pattern)) {
    const v = pattern.startsWith('v') ? 'v' : '';
    return pattern.startsWith('v') || pattern.includes('.')
      ? [`${v}1.2.3`, `${v}2.0.0-rc.1`]
      : ['main', 'feature/lights'];
  }
  const numbers = pattern.replaceAll(/\[0-9\]\+?|\[[^\]]*\][*+]?/g, '1');
  return [numbers.replaceAll(/\*\*|\*/g, '1.2.3').replaceAll(/[?+]/g, '')];
}

function others(name: string): Occasion[] {
  const of = (title: string, more: object = {}) => ({
    title,
    event: eventOf({ event: name, ref: 'main', ...PLACE, ...more }),
  });
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
      return [
        of(name, { ref: 'refs/pull/12/merge' }),
        of(`${name} of a fork`, { fork: 'mona/tides', ref: 'refs/pull/12/merge' }),
      ];
    case 'release':
      return [of('release v1.2.3', { ref: 'refs/tags/v1.2.3' })];
    case 'workflow_call':
      return [...pushes({}), ...others('pull_request')].map(({ title, event }) => ({
        title: `called on ${title}`,
        event,
        isCalled: true,
      }));
    default:
      return [of(name)];
  }
}
