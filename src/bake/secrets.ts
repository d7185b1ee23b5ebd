import { keyValue } from '../plan/secrets.ts';
import { fields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { specsIn, type Target } from './target.ts';

/** The secrets that a definition names: where their values are, as the inputs of the same kind say it. */
export function secretsOf(target: Target): Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'> {
  const specs = specsIn(target, 'secret').map(placesIn);
  const from = (...keys: readonly string[]) =>
    specs.flatMap(spec => {
      const value = keys.map(key => spec.get(key)).find(text => text !== undefined);
      return value === undefined ? [] : [`${spec.get('id') ?? ''}=${value}`];
    });
  // Without a place, it is the variable of its name, if there is one (docker/buildx, util/buildflags/secrets.go).
  const bare = specs.flatMap(spec => {
    const id = spec.get('id') ?? '';
    return ['env', 'src', 'source'].some(key => spec.has(key)) || id === '' ? [] : [`${id}=${id}`];
  });
  return { secrets: [], secretEnvs: [...from('env'), ...bare], secretFiles: from('src', 'source') };
}

function placesIn(spec: string): ReadonlyMap<string, string> {
  const pairs = fields(spec).map(keyValue);
  // buildx reads keys in any case; before 0.21 it also prints them so.
  const given = new Map(pairs.map(([key, value]) => [key.toLowerCase(), value]));
  const source = given.get('src') ?? given.get('source');
  // A source of this type is no file (docker/buildx, util/buildflags/secrets.go).
  const isVariable = given.get('type') === 'env' && !given.has('env') && source !== undefined;
  if (!isVariable) return given;
  return new Map([
    ['id', given.get('id') ?? ''],
    ['env', source],
  ]);
}
