import { keyValue } from '../plan/secrets.ts';
import { fields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { type BakeTarget, specsIn } from './target.ts';

/** The secrets of a definition by kind of source, as in the inputs. */
export function secretsOf(target: BakeTarget): Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'> {
  const specs = specsIn(target, 'secret').map(placesIn);
  const from = (...keys: readonly string[]) =>
    specs.flatMap(spec => {
      const value = keys.map(key => spec.get(key)).find(text => text !== undefined);
      return value === undefined ? [] : [`${spec.get('id') ?? ''}=${value}`];
    });
  // Without a source, it is the variable of its name, if set (docker/buildx, util/buildflags/secrets.go).
  const bare = specs.flatMap(spec => {
    const id = spec.get('id') ?? '';
    return ['env', 'src', 'source'].some(key => spec.has(key)) || id === '' ? [] : [`${id}=${id}`];
  });
  return { secrets: [], secretEnvs: [...from('env'), ...bare], secretFiles: from('src', 'source') };
}

function placesIn(spec: string): ReadonlyMap<string, string> {
  const pairs = fields(spec).map(keyValue);
  // buildx ignores the case of keys; before 0.21 it also printed it unchanged.
  const given = new Map(pairs.map(([key, value]) => [key.toLowerCase(), value]));
  const source = given.get('src') ?? given.get('source');
  // A source of this type is a variable (docker/buildx, util/buildflags/secrets.go).
  const isVariable = given.get('type') === 'env' && !given.has('env') && source !== undefined;
  if (!isVariable) return given;
  return new Map([
    ['id', given.get('id') ?? ''],
    ['env', source],
  ]);
}
