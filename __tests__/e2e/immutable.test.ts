import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { dockerfile, platformManifests, pullAndRun } from './support/images.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

const BUILT = 'carving-the-figurehead';
const PATTERNS = { 'immutable-tags': 'v?[0-9]+.[0-9]+.[0-9]+*, sha-*' };

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${BUILT} > /hello`) });
});
afterAll(() => lab.close());

/** One release of v1.4.2; `no-cache` so that a second build would have another digest. */
function release(path: string, inputs: Inputs = {}, registries = [a, b], sha = workspace.sha) {
  const given = {
    images: path,
    registries: registriesInput(registries),
    tags: 'type=semver,pattern={{version}}\ntype=sha',
    'no-cache': 'true',
    ...PATTERNS,
    ...inputs,
  };
  return lab.publish(workspace, given, { event: events.push({ tag: 'v1.4.2', sha }) });
}

const tagsAt = (digest: string | undefined) =>
  Object.fromEntries(['1.4.2', 'latest', `sha-${workspace.sha.slice(0, 7)}`].map(tag => [tag, digest]));

describe('a second run for the same commit', () => {
  test('keeps the published digest', async () => {
    const first = await release('acme/again');
    const second = await release('acme/again');

    for (const run of [first, second]) expectGreen(run);
    const { digest } = first.main.outputs;
    expect(second.main.outputs).toMatchObject({ digest, pushed: 'true' });
    expect(second.main.outputs.reason).toMatch(/already published as .*:1\.4\.2/);
    for (const registry of [a, b]) expect(await digestsOf(registry, 'acme/again')).toEqual(tagsAt(digest));
  });

  test('points missing tags and registries to it, a registry that never had the image included', async () => {
    const first = await release('acme/missing', { tags: 'type=semver,pattern={{version}}', flavor: 'latest=false' }, [
      a,
    ]);
    const second = await release('acme/missing', {}, [b, a]);

    for (const run of [first, second]) expectGreen(run);
    const { digest } = first.main.outputs;
    expect(second.main.outputs.digest).toBe(digest);
    for (const registry of [a, b]) expect(await digestsOf(registry, 'acme/missing')).toEqual(tagsAt(digest));
    expect(await pullAndRun(b, 'acme/missing', digest!)).toBe(BUILT);
  });

  // The manifests are written by digest again, which changes nothing; blobs and tags are not.
  test('with `skip-existing` does not build, and writes nothing if nothing is missing', async () => {
    const first = await release('acme/skip');
    const written = () =>
      [a, b].map(each => writesTo(each, 'acme/skip').filter(line => !/manifests\/sha256:/.test(line)));
    const before = written();
    const skip = { 'skip-existing': 'true', test: 'echo never run; exit 1' };
    const second = await release('acme/skip', { ...skip, preflight: 'false' });

    for (const run of [first, second]) expectGreen(run);
    const { digest } = first.main.outputs;
    expect(second.main.outputs).toMatchObject({ digest, pushed: 'false' });
    expect(second.main.outputs.reason).toMatch(/already published as .*, so nothing was built/);
    expect(second.log).not.toMatch(/carving|never run/);
    expect(written()).toEqual(before);
    for (const registry of [a, b]) expect(await digestsOf(registry, 'acme/skip')).toEqual(tagsAt(digest));
  });

  fullTest('with `skip-existing` still adds a registry that lacks it', async () => {
    const first = await release('acme/add', {}, [a]);
    const second = await release('acme/add', { 'skip-existing': 'true' });

    for (const run of [first, second]) expectGreen(run);
    const { digest } = first.main.outputs;
    expect(second.main.outputs).toMatchObject({ digest, pushed: 'true' });
    expect(second.log).not.toContain(BUILT);
    expect(await digestsOf(b, 'acme/add')).toEqual(tagsAt(digest));
  });

  fullTest('leaves the same image under another digest unchanged', async () => {
    // With one build cache and no time in the image, the platform manifests are equal, but not the provenance.
    const fixed = { 'no-cache': 'false', 'source-date-epoch': '1700000000', provenance: 'mode=max' };
    const runs = [await release('acme/same', fixed, [a]), await release('acme/same', fixed, [b])];
    const third = await release('acme/same', fixed);

    for (const run of [...runs, third]) expectGreen(run);
    const [one, two] = runs.map(run => run.main.outputs.digest);
    const platforms = await Promise.all([a, b].map(registry => platformManifests(registry, 'acme/same', '1.4.2')));
    expect(platforms[0]!.map(held => held.digest)).toEqual(platforms[1]!.map(held => held.digest));
    expect(two).not.toBe(one);
    expect(third.main.outputs.digest).toBe(one);
    expect(annotationsOf(third, 'notice')).toContainEqual(expect.stringContaining(`${b.host}/acme/same:1.4.2`));
    expect(await digestsOf(b, 'acme/same')).toMatchObject({ '1.4.2': two, latest: one });
  });
});

test('a run for another commit is rejected before the build, with all tags that it must not move', async () => {
  const first = await release('acme/other');
  const second = await release('acme/other', { tags: 'type=semver,pattern={{version}}' }, [a, b], 'f'.repeat(40));

  expectGreen(first);
  expect(second.conclusion).toBe('failure');
  const [error = '', ...others] = annotationsOf(second, 'error');
  expect(others).toEqual([]);
  for (const registry of [a, b]) {
    expect(error).toContain(`${registry.host}/acme/other:1.4.2 already exists for commit`);
    expect(await digestsOf(registry, 'acme/other')).toEqual(tagsAt(first.main.outputs.digest));
  }
  expect(error).not.toContain('latest');
  expect(second.log).not.toContain(BUILT);
});

fullTest('an image of an unknown commit is refused too', async () => {
  const unlabeled = await release('acme/unlabeled', { labels: 'org.opencontainers.image.revision=' }, [a]);
  const second = await release('acme/unlabeled', {}, [a]);

  expectGreen(unlabeled);
  expect(second.conclusion).toBe('failure');
  expect(annotationsOf(second, 'error')).toEqual([expect.stringContaining('already exists without a commit')]);
});
