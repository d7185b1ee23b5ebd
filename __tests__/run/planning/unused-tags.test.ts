import { describe, expect, test } from '@jest/globals';
import { readContext } from '../../../src/event/context.ts';
import { InputError } from '../../../src/host/errors.ts';
import type { Machine } from '../../../src/host/machine.ts';
import { run } from '../../../src/host/process.ts';
import { readRun } from '../../../src/inputs/run/read-run.ts';
import { factsFor, planTogether } from '../../../src/run/planning/plans.ts';
import { recordingLog } from '../../fakes/log.ts';
import { complaints, envOf } from '../../inputs/env.ts';

/** `tags` of a registry that no image goes to would never be published, and nothing would say so. */

const REGISTRIES = `- registry: ghcr.io
  tags: type=sha
- registry: docker.io
  prefix: acme
  tags: type=raw,value=nightly
`;
const env = {
  GITHUB_REPOSITORY: 'acme/api',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SHA: 'a'.repeat(40),
};

describe('one image', () => {
  test.each([
    ['ghcr.io/acme/api', 1, 'docker.io', 'docker.io/acme/api'],
    ['docker.io/acme/api\nname=docker.io/acme/web,enable=false', 0, 'ghcr.io', 'ghcr.io/api'],
  ])('%j is refused', (images, at, registry, name) => {
    const [problem, ...more] = complaints({ images, registries: REGISTRIES });
    expect([problem, more]).toEqual([
      `\`registries[${at}].tags\` has no effect: no image goes to ${registry}. Name one in \`images\`, as in \`${name}\` or a name without a registry; or remove it.`,
      [],
    ]);
  });

  test('together with everything else', () => {
    const given = { images: 'ghcr.io/acme/api', registries: REGISTRIES, push: 'perhaps', tags: 'type=nothing' };
    expect(complaints(given)).toHaveLength(3);
  });

  test.each([
    ['acme/api', REGISTRIES],
    ['ghcr.io/acme/api\ndocker.io/acme/api', REGISTRIES],
    ['ghcr.io/acme/api\nname=docker.io/acme/api,enable=false', REGISTRIES],
    ['', REGISTRIES],
    // Without `tags`, an entry may be a login for base images.
    ['ghcr.io/acme/api', '- registry: ghcr.io\n- registry: docker.io\n'],
  ])('%j is fine', (images, registries) => expect(complaints({ ...env, images, registries })).toEqual([]));
});

describe('several images', () => {
  const problemsOf = async (...images: readonly string[]): Promise<readonly string[]> => {
    const builds = images.map((name, at) => `- {name: n${at}, images: ${name}}`).join('\n');
    const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
    const machine: Machine = {
      ...{ env, log: recordingLog(), now: () => 0, sleep: async () => {}, signal: new AbortController().signal },
      run,
    };
    const { builds: named } = readRun(
      envOf({ ...env, builds, registries: REGISTRIES, 'dry-run': 'true' }),
      () => false,
    );
    try {
      const known = await factsFor(
        named.map(({ inputs }) => inputs),
        { context, machine },
      );
      await planTogether(named, context, known);
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.problems.map(({ input }) => input);
    }
  };

  test.each([
    [['ghcr.io/acme/api', 'docker.io/acme/web'], []],
    [['acme/api', 'ghcr.io/acme/web'], []],
    [['ghcr.io/acme/api', 'ghcr.io/acme/web'], ['registries[1].tags']],
    [
      ['quay.io/acme/api', 'quay.io/acme/web'],
      ['registries[0].tags', 'registries[1].tags'],
    ],
  ])('%j', async (images, problems) => expect(await problemsOf(...images)).toEqual(problems));
});
