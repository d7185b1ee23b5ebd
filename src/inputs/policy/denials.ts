import { isObject } from '../../host/fields.ts';
import { matchesGlob } from '../../host/text/glob.ts';
import { quote } from '../../host/text/quote.ts';
import { eventProblem } from '../reading/event-names.ts';
import { type Denials, NO_DENIALS, type TagRule } from './types.ts';
import {
  booleanAt,
  booleanOr,
  itemsAt,
  mapAt,
  oneOf,
  patternsAt,
  type Reporter,
  textsAt,
  type Value,
  wordAt,
} from './values.ts';

const KEYS = ['entitlements', 'insecure', 'build-args', 'network', 'custom-builders', 'tags'] as const;

/** What `allow` can grant (docker/buildx, bake/entitlements.go). */
const ENTITLEMENTS = [
  ...['network.host', 'security.insecure', 'device', 'ssh', 'fs', 'fs.read', 'fs.write'],
  ...['image', 'image.push', 'image.load', 'buildx.local.delete'],
];

/** What `entitlements: true` forbids: rights on the builder. (`fs` and `ssh` let bake read this machine's files.) */
const RIGHTS = ['network.host', 'security.insecure', 'device*'];

export function denials(reporter: Reporter, given: Value): Denials {
  const values = mapAt(reporter, given, KEYS);
  const entitlements = booleanOr(reporter, values.entitlements, value => entitlementsAt(reporter, value));
  return {
    ...NO_DENIALS,
    entitlements: entitlements === true ? RIGHTS : entitlements === false ? [] : entitlements,
    insecure: booleanAt(reporter, values.insecure),
    buildArgs: globsAt(reporter, values['build-args'], /^[\w*]+$/).map(name => name.toUpperCase()),
    hostNetwork: wordAt(reporter, values.network, ['host']) === 'host',
    customBuilders: booleanAt(reporter, values['custom-builders']),
    tags: values.tags === undefined ? [] : itemsAt(reporter, values.tags).flatMap(entry => tagRule(reporter, entry)),
  };
}

/** Globs, in which `*` stands for any characters. */
function globsAt(reporter: Reporter, given: Value | undefined, form: RegExp): readonly string[] {
  const globs = textsAt(reporter, given) ?? [];
  for (const glob of globs) {
    if (given !== undefined && !form.test(glob))
      reporter.invalid(given.at, quote(glob), 'a name, with `*` for any characters');
  }
  return globs;
}

/** Globs of entitlements, which may have a value (`device=vendor/class`). */
function entitlementsAt(reporter: Reporter, given: Value): readonly string[] {
  const globs = globsAt(reporter, given, /^[a-z*][\w.*=/:-]*$/);
  for (const glob of globs) {
    const [name = ''] = glob.split('=', 1);
    if (!ENTITLEMENTS.some(known => matchesGlob(name, known)))
      reporter.invalid(given.at, quote(glob), oneOf(name, ENTITLEMENTS));
  }
  return globs;
}

/** A pattern of tags for all events, or `{tags, events}`. */
function tagRule(reporter: Reporter, entry: Value): readonly TagRule[] {
  if (!isObject(entry.value)) return [{ tags: patternsAt(reporter, entry) ?? [], events: [] }];
  const { tags, events } = mapAt(reporter, entry, ['tags', 'events']);
  if (tags === undefined) reporter.report(entry.at, 'has no `tags`', 'Add them, as in `tags: latest`.');
  return [{ tags: patternsAt(reporter, tags) ?? [], events: eventsAt(reporter, events) }];
}

/** Patterns of events. One that matches none would never apply. */
function eventsAt(reporter: Reporter, given: Value | undefined): TagRule['events'] {
  const patterns = patternsAt(reporter, given) ?? [];
  for (const pattern of patterns) {
    const problem = eventProblem(pattern);
    if (given === undefined || problem === undefined) continue;
    reporter.report(given.at, `has ${quote(pattern)}, ${problem.problem}`, problem.fix);
  }
  return patterns;
}
