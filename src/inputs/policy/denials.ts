import { quote } from '../../host/text/quote.ts';
import { type Denials, NO_DENIALS, type TagRule } from './types.ts';
import {
  booleanAt,
  booleanOr,
  isMap,
  itemsAt,
  mapAt,
  patternsAt,
  type Tell,
  textsAt,
  type Value,
  wordAt,
} from './values.ts';

const KEYS = ['entitlements', 'insecure', 'build-args', 'network', 'custom-builders', 'tags'] as const;

/** What `entitlements: true` forbids: rights on the builder. (`fs` and `ssh` let bake read this machine's files.) */
const RIGHTS = ['network.host', 'security.insecure', 'device*'];

export function denials(tell: Tell, given: Value): Denials {
  const values = mapAt(tell, given, KEYS);
  const entitlements = booleanOr(tell, values.entitlements, value => globsAt(tell, value, /^[a-z][\w.*=/-]*$/));
  return {
    ...NO_DENIALS,
    entitlements: entitlements === true ? RIGHTS : entitlements === false ? [] : entitlements,
    insecure: booleanAt(tell, values.insecure),
    buildArgs: globsAt(tell, values['build-args'], /^[\w*]+$/).map(name => name.toUpperCase()),
    hostNetwork: wordAt(tell, values.network, ['host']) === 'host',
    customBuilders: booleanAt(tell, values['custom-builders']),
    tags: values.tags === undefined ? [] : itemsAt(values.tags).flatMap(entry => tagRule(tell, entry)),
  };
}

/** Globs, in which `*` stands for any characters. */
function globsAt(tell: Tell, given: Value | undefined, form: RegExp): readonly string[] {
  const globs = textsAt(tell, given) ?? [];
  for (const glob of globs) {
    if (given !== undefined && !form.test(glob))
      tell.invalid(given.at, quote(glob), 'a name, with `*` for any characters');
  }
  return globs;
}

/** A pattern of tags for all events, or `{tags, events}`. */
function tagRule(tell: Tell, entry: Value): readonly TagRule[] {
  if (!isMap(entry.value)) return [{ tags: patternsAt(tell, entry) ?? [], events: [] }];
  const { tags, events } = mapAt(tell, entry, ['tags', 'events']);
  if (tags === undefined) tell.report(entry.at, 'has no `tags`', 'Add them, as in `tags: latest`.');
  return [{ tags: patternsAt(tell, tags) ?? [], events: patternsAt(tell, events) ?? [] }];
}
