import type { Field } from '../terms/field.ts';
import { type Collector, refuse } from '../terms/problems.ts';
import { booleanOf, fieldsOf } from './fields.ts';

/** Defaults for every rule. Prefix and suffix are templates. */
export type Flavor = Readonly<{
  latest: 'auto' | boolean;
  prefix: string;
  suffix: string;
  /** Whether prefix and suffix also apply to `latest` (`onlatest=true`). */
  prefixLatest: boolean;
  suffixLatest: boolean;
}>;

type Draft = { -readonly [key in keyof Flavor]: Flavor[key] };

export function parseFlavor(lines: readonly string[], problems: Collector): Flavor {
  const flavor: Draft = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
  for (const line of lines) problems.attempt('flavor', line, () => readLine(flavor, fieldsOf(line)));
  return flavor;
}

function readLine(flavor: Draft, fields: readonly Field[]): void {
  // `onlatest` belongs to the preceding prefix or suffix of the same line.
  let onLatest: 'prefixLatest' | 'suffixLatest' | undefined;
  for (const { key, value } of fields) {
    if (key === 'latest') flavor.latest = value === 'auto' ? 'auto' : booleanOf('latest', value, ', or `latest=auto`');
    else if (key === 'prefix' || key === 'suffix') {
      flavor[key] = value;
      onLatest = `${key}Latest`;
    } else if (key === 'onlatest') {
      const on = booleanOf('onlatest', value);
      if (onLatest !== undefined) flavor[onLatest] = on;
    } else {
      refuse(
        key === undefined ? 'is not `key=value`' : `has an unknown attribute "${key}"`,
        'A flavor takes `latest=auto|true|false`, `prefix=…` and `suffix=…`, the latter two with `onlatest=true|false`',
      );
    }
  }
}
