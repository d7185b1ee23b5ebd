import { quote } from '../host/text/quote.ts';
import { patternProblem } from '../plan/filter.ts';
import type { Filters, Patterns } from '../plan/terms/types.ts';
import { eventProblem } from './reading/event-names.ts';
import { items, itemsAt, type Source } from './reading/source.ts';
import type { Entry } from './reading/yaml-list.ts';

const LIST = { commas: true } as const;

export const FILTER_KEYS = ['branches', 'git-tags', 'events'] as const;

/** The `branches`, `git-tags` and `events` inputs. */
export function readFilters(source: Source): Filters {
  const read = (name: (typeof FILTER_KEYS)[number]) => checked(source, name, items(source, name, LIST));
  return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}

/** The same keys in an entry of `registries`: text as in the inputs, or a YAML list. */
export function entryFilters(source: Source, { at, values }: Entry): Filters {
  const read = (key: (typeof FILTER_KEYS)[number]) => {
    const value = values[key] ?? '';
    const patterns =
      typeof value === 'string' ? itemsAt(source, `${at}.${key}`, value, LIST) : value.filter(item => item !== '');
    return checked(source, `${at}.${key}`, patterns);
  };
  return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}

function checked(source: Source, at: string, patterns: Patterns): Patterns {
  const isEvents = /(?:^|\.)events$/.test(at);
  for (const pattern of patterns) {
    const problem = patternProblem(pattern) ?? refProblem(pattern);
    const unknown = isEvents && problem === undefined ? eventProblem(pattern) : undefined;
    if (unknown !== undefined) source.report(at, `has ${quote(pattern)}, ${unknown.problem}`, unknown.fix);
    if (problem !== undefined) {
      source.report(
        at,
        `has the pattern ${quote(pattern)}, which ${problem}`,
        "Write it in GitHub's filter syntax, as in `release/**`; a backslash escapes.",
      );
    }
  }
  if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
    source.report(at, 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `**`.');
  }
  return patterns;
}

/** Patterns that can't match any ref (git-check-ref-format), and so must be mistakes. */
function refProblem(pattern: string): string | undefined {
  const [bad] = /[\s~^:]/u.exec(pattern) ?? [];
  if (bad !== undefined) return `contains ${JSON.stringify(bad)}, which no ref can contain`;
  return /^!?refs\/(?:heads|tags)\//.test(pattern) ? 'begins with `refs/`; names are matched without it' : undefined;
}
