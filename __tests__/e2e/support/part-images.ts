import { expect } from '@jest/globals';
import { blob, type DescriptorJson, manifest } from '../../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';
import { configOf } from './images.ts';

const CREATED = 'org.opencontainers.image.created';

/**
 * Reads a merged image by digest: every layer of every platform, the provenance of each, which must describe that
 * platform only, and the labels, which must be the same for all platforms.
 *
 * @returns those labels
 */
export async function expectPlatforms(
  registry: LocalRegistry,
  path: string,
  digest: string,
  platforms: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { images, attested } = await childrenOf(registry, path, digest);
  for (const { held } of images) {
    for (const layer of held.json.layers!) expect(await blob(registry, path, layer.digest)).toHaveLength(layer.size);
  }
  const configs = await Promise.all(images.map(({ held }) => configOf(registry, path, held)));
  const found = configs.map(({ os, architecture, variant }) => [os, architecture, variant].filter(Boolean).join('/'));
  expect(found).toEqual(platforms);
  const [labels, ...others] = configs.map(({ config }) => config.Labels ?? {});
  expect(labels![CREATED]).toMatch(/^\d{4}-/);
  for (const other of others) expect(other).toEqual(labels);

  const of = attested.map(({ child }) => child.annotations?.['vnd.docker.reference.digest']);
  expect(of).toEqual(images.map(({ child }) => child.digest));
  for (const [at, { held }] of attested.entries()) {
    const statement = JSON.parse((await blob(registry, path, held.json.layers![0]!.digest)).toString());
    expect(statement.predicateType).toMatch(/^https:\/\/slsa\.dev\/provenance\//);
    expect(statement.subject.length).toBeGreaterThan(0);
    expect(statement.subject.map((one: { digest: object }) => one.digest)).toEqual(
      statement.subject.map(() => ({ sha256: images[at]!.child.digest.slice('sha256:'.length) })),
    );
  }
  return labels!;
}

/** The platforms of an image and their attestations, in the order of the index. */
async function childrenOf(registry: LocalRegistry, path: string, digest: string) {
  const index = (await manifest(registry, path, digest))!;
  const read = async (child: DescriptorJson) => ({ child, held: (await manifest(registry, path, child.digest))! });
  const children = await Promise.all(index.json.manifests!.map(read));
  const isAttestation = ({ child }: { child: DescriptorJson }) => child.platform?.architecture === 'unknown';
  return { images: children.filter(one => !isAttestation(one)), attested: children.filter(isAttestation) };
}
