import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trusts } from '../credentials/trust.ts';

/**
 * Writes what a builder of our own has to know of registries: buildkitd.toml, and a PEM file for each authority, which
 * buildx copies into the builder's container.
 *
 * @param folder the run's own
 * @returns the path of buildkitd.toml; undefined when there is nothing to say
 * @see https://docs.docker.com/build/buildkit/toml-configuration/
 */
export async function writeBuildkitdConfig(trusts: Trusts, folder: string): Promise<string | undefined> {
  if (trusts.size === 0) return undefined;
  const sections = [...trusts].map(async ([host, { ca, insecure }], index) => {
    const file = join(folder, `registry-${index}.pem`);
    if (ca !== undefined) await writeFile(file, ca, { mode: 0o600 });
    // JSON's strings are TOML's basic strings.
    return [
      `[registry.${JSON.stringify(host)}]`,
      ...(insecure ? ['http = true', 'insecure = true'] : []),
      ...(ca === undefined ? [] : [`ca = [${JSON.stringify(file)}]`]),
    ].join('\n');
  });
  const path = join(folder, 'buildkitd.toml');
  await writeFile(path, `${(await Promise.all(sections)).join('\n\n')}\n`, { mode: 0o600 });
  return path;
}
