import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Trust, Trusts } from '../credentials/trust.ts';
import { InputError, messageOf } from '../host/errors.ts';
import { isObject } from '../host/fields.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import { readText } from '../host/files/regular-file.ts';
import { readToml } from '../host/text/toml.ts';
import { type BuilderSpec, takesConfig } from '../inputs/build/builder-spec.ts';
import { type Mirror, type Mirrors, mirrorText } from '../oci/mirror.ts';

/** The sources of a new builder's buildkitd.toml. */
export type ConfigSources = Readonly<{
  driver: string;
  /** The inputs `buildkitd-config` and `buildkitd-config-inline`. */
  given: BuilderSpec['config'];
  /** The inputs' settings for registries. */
  trusts: Trusts;
  mirrors: Mirrors;
  workspace: string;
  /** The folder of buildx's builders, with a default configuration for them. */
  buildxConfig: string;
  /** This run's folder. */
  folder: string;
}>;

/**
 * The buildkitd.toml of a new builder: the user's, else the user's default one, plus settings for registries, with a
 * PEM file for each CA, which buildx copies into the builder. The user's settings for a registry take precedence.
 *
 * @returns its path; undefined if buildx finds everything by itself
 * @throws InputError when `buildkitd-config` cannot be read
 * @see https://docs.docker.com/build/buildkit/toml-configuration/
 */
export async function writeBuildkitdConfig(sources: ConfigSources): Promise<string | undefined> {
  const { driver, given, trusts, mirrors, workspace, buildxConfig, folder } = sources;
  const hosts = [...new Set([...trusts.keys(), ...mirrors.keys()])];
  if (!takesConfig(driver)) return undefined;
  if (hosts.length === 0 && given === undefined) return undefined;
  if (hosts.length === 0 && given !== undefined && 'path' in given) return resolve(workspace, given.path);
  const text = await textOf(given, workspace, join(buildxConfig, 'buildkitd.default.toml'));
  const { registry = {} } = (await readToml(text)) ?? {};
  // A second table for a registry would be invalid.
  const mine = hosts.filter(host => !isObject(registry) || !Object.hasOwn(registry, host));
  const sections = await Promise.all(
    mine.map((host, index) =>
      section(host, { ...trusts.get(host), mirrors: mirrors.get(host) ?? [] }, join(folder, `registry-${index}.pem`)),
    ),
  );
  const path = join(folder, 'buildkitd.toml');
  await writeFile(path, `${[text.trim(), ...sections].filter(part => part !== '').join('\n\n')}\n`, { mode: 0o600 });
  return path;
}

async function textOf(given: ConfigSources['given'], workspace: string, fallback: string): Promise<string> {
  if (given === undefined) return readIfThere(fallback) ?? '';
  if ('text' in given) return given.text;
  try {
    return readText(resolve(workspace, given.path), { follow: true });
  } catch (error) {
    const problem = `cannot be read: ${messageOf(error)}`;
    throw new InputError([{ input: 'buildkitd-config', problem, fix: 'Give the path of a file in the workspace.' }]);
  }
}

/** @param file where its certificates go */
async function section(
  host: string,
  { ca, insecure, mirrors }: Trust & Readonly<{ mirrors: readonly Mirror[] }>,
  file: string,
): Promise<string> {
  if (ca !== undefined) await writeFile(file, ca, { mode: 0o600 });
  // JSON strings are valid TOML basic strings.
  return [
    `[registry.${JSON.stringify(host)}]`,
    ...(mirrors.length === 0 ? [] : [`mirrors = ${JSON.stringify(mirrors.map(mirrorText))}`]),
    ...(insecure ? ['http = true', 'insecure = true'] : []),
    ...(ca === undefined ? [] : [`ca = [${JSON.stringify(file)}]`]),
  ].join('\n');
}
