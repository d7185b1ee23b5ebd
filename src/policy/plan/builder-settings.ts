import { isObject } from '../../host/fields.ts';
import { shellWords } from '../../host/text/shell-words.ts';
import { readToml } from '../../host/text/toml.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { type Attribute, attributesIn } from '../../plan/terms/attributes.ts';

/** The settings of a new builder, as buildx and BuildKit read them. */
export type BuilderSettings = Readonly<{
  /** `driver-opts` of all nodes. */
  options: readonly Attribute[];
  /** The words of `buildkitd-flags` of all nodes. */
  flags: readonly string[];
  /** The values in its buildkitd.toml; undefined if the file cannot be read as TOML. */
  config: readonly Setting[] | undefined;
  /** The input with that file. */
  configInput: string;
}>;

export const NO_SETTINGS: BuilderSettings = { options: [], flags: [], config: [], configInput: '' };

/** A value, and its path in lower case, as BuildKit ignores the case of keys: `['registry', 'docker.io', 'http']`. */
type Setting = Readonly<{ path: readonly string[]; value: unknown }>;

/** @param configText the text of `buildkitd-config`; undefined if there is none, or it cannot be read */
export async function builderSettings(
  { nodes, config }: Inputs['builder'],
  configText: string | undefined,
): Promise<BuilderSettings> {
  const text = config !== undefined && 'text' in config ? config.text : configText;
  const tables = text === undefined ? undefined : await readToml(text);
  return {
    options: nodes.flatMap(({ driverOpts }) => driverOpts).flatMap(attributesIn),
    flags: nodes.flatMap(({ buildkitdFlags }) => shellWords(buildkitdFlags)),
    config: config === undefined ? [] : tables && settingsIn(tables, []),
    configInput: config !== undefined && 'path' in config ? 'buildkitd-config' : 'buildkitd-config-inline',
  };
}

function settingsIn(value: unknown, path: readonly string[]): readonly Setting[] {
  if (Array.isArray(value) && value.some(isObject)) return value.flatMap((item: unknown) => settingsIn(item, path));
  if (!isObject(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => settingsIn(inner, [...path, key.toLowerCase()]));
}

/** The values of settings of this name. */
export function valuesOf(config: readonly Setting[], ...names: readonly string[]): readonly unknown[] {
  return config.filter(({ path }) => names.includes(path.at(-1) ?? '')).map(({ value }) => value);
}
