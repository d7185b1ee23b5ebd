import { describe, expect, test } from '@jest/globals';
import { buildsOf } from '../../src/bake/inputs.ts';
import type { BakeTarget } from '../../src/bake/target.ts';
import { readContext } from '../../src/event/context.ts';
import { InputError } from '../../src/host/errors.ts';
import type { Job, Several } from '../../src/inputs/job.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';
import { shareOfSeveral } from '../../src/inputs/run/share.ts';
import { matrixOf } from '../../src/report/matrix.ts';
import { imagePlan } from '../fakes/values.ts';
import { envOf } from './env.ts';

type Given = Readonly<Record<string, string>>;
type Targets = Readonly<Record<string, BakeTarget>>;

const BUILDS = [
  '- {name: api, platforms: "linux/amd64,linux/arm64"}',
  '- {name: worker, platforms: linux/amd64}',
  '- {name: probe, platforms: "linux/arm64,linux/s390x"}',
].join('\n');

/** A job with these inputs before it takes its share: of `builds`, or of a definition's targets. */
function whole(given: Given, targets?: Targets, rest: Partial<Several> = {}): Readonly<{ job: Job; several: Several }> {
  const env = envOf({ images: 'ghcr.io/acme/{{target}}', tags: 'edge', ...given });
  const { inputs, builds: listed } = readRun(env, () => true);
  const named = Object.entries(targets ?? {}).map(([name, target]) => ({ name, target }));
  const evaluated = { targets: named, linked: rest.linked ?? {} };
  const builds = targets === undefined ? listed : buildsOf(evaluated, inputs, { env, workspace: '/' });
  const several: Several = { builds, linked: {}, beside: [], ...rest };
  const plan = {
    images: builds.map(({ name }) => imagePlan({}, [], name)),
    ...{ decision: { push: true, reason: '' }, buildArgs: { args: [], shown: [] }, sourceDateEpoch: undefined },
    ...{ warnings: [], notices: [], remarks: [] },
  };
  const context = readContext({ env: {}, now: new Date(0), readFile: () => '{}' });
  return { job: { inputs, context, plan, several }, several };
}

function share(...args: Parameters<typeof whole>): Job {
  const { job, several } = whole(...args);
  return shareOfSeveral(job, several);
}

function built({ several, plan }: Job): Record<string, readonly string[]> {
  const builds = several?.builds ?? [];
  expect(plan.images.map(({ name }) => name)).toEqual(builds.map(({ name }) => name));
  return Object.fromEntries(builds.map(({ name, inputs }) => [name, inputs.build.platforms]));
}

function complaint(...args: Parameters<typeof whole>): string {
  try {
    share(...args);
    return '';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe('a part of several images', () => {
  test('has the images of its platform only', () => {
    expect(built(share({ builds: BUILDS, part: 'linux/amd64' }))).toEqual({
      api: ['linux/amd64'],
      worker: ['linux/amd64'],
    });
    expect(built(share({ builds: BUILDS, part: 'linux/arm64,linux/s390x' }))).toEqual({
      api: ['linux/arm64'],
      probe: ['linux/arm64', 'linux/s390x'],
    });
    expect(share({ builds: BUILDS, part: 'linux/s390x' }).inputs.build.platforms).toEqual(['linux/s390x']);
  });

  test('signs nothing, whatever the step says', () => {
    const { several } = share({ builds: BUILDS, part: 'linux/amd64', 'skip-unchanged': 'true', sign: 'keyless' });
    expect(several?.builds).toHaveLength(2);
    for (const { inputs } of several?.builds ?? []) {
      expect(inputs).toMatchObject({ skipUnchanged: false, signing: { sign: undefined, attest: [] } });
    }
  });

  test('an image without platforms is built for those of the part', () => {
    expect(built(share({ builds: '- {name: api}', part: 'linux/arm64' }))).toEqual({ api: ['linux/arm64'] });
  });

  test('leaves gates for other platforms to their parts', () => {
    const builds = BUILDS.split('\n').slice(0, 1).join('\n');
    const gates = '- {name: smoke, run: a}\n- {name: on-arm, run: b, platform: linux/arm64}';
    const containerTest = { 'container-test': 'port: 80\nplatform: linux/amd64' };
    const ofPart = (part: string) =>
      share({ builds, part, gates, ...containerTest }).several?.builds.map(({ name, inputs }) =>
        [name, inputs.containerTest?.platform, ...inputs.gates.map(gate => gate.name)].join(' '),
      );
    expect(ofPart('linux/amd64')).toEqual(['api linux/amd64 smoke']);
    expect(ofPart('linux/arm64')).toEqual(['api  smoke on-arm']);
  });

  test.each([{ part: 'linux/amd64' }, { merge: 'true' }, { 'dry-run': 'true' }, {}])(
    'a gate for a platform that the image lacks is refused, with %j',
    given => {
      const gates = '- {name: on-arm, run: b, platform: linux/arm64}';
      const containerTest = { 'container-test': 'port: 80\nplatform: linux/s390x' };
      const said = complaint({ builds: BUILDS, gates, ...containerTest, ...given });
      expect(said.split('\n')).toEqual([
        expect.stringMatching(/^`container-test \(api\)` is for linux\/s390x, which `platforms` does not list/),
        expect.stringMatching(/^`container-test \(worker\)` is for linux\/s390x/),
        expect.stringMatching(/^`gates \(worker\)` has "on-arm" for linux\/arm64, which `platforms` does not list/),
      ]);
    },
  );

  test('a gate may name its platform in any way', () => {
    const gates = '- {name: on-arm, run: b, platform: linux/aarch64}';
    const builds = '- {name: api, platforms: "linux/amd64,linux/arm64/v8"}';
    expect(complaint({ builds, gates, merge: 'true' })).toBe('');
  });

  test('a platform that no image has is refused', () => {
    expect(complaint({ builds: BUILDS, part: 'linux/amd64,linux/386' })).toContain(
      '`part` is linux/386, which `platforms` of no build lists',
    );
  });

  test('linked targets are built only for its platforms', () => {
    const targets = { api: { platforms: ['linux/amd64', 'linux/arm64'], contexts: { base: 'target:base' } } };
    const linked = {
      base: { platforms: ['linux/amd64', 'linux/arm64', 'linux/s390x'] },
      lint: { output: [{ type: 'cacheonly' }] },
      report: { platforms: ['linux/amd64'], output: [{ type: 'local', dest: 'out' }] },
    };
    const { several } = share({ bake: 'true', part: 'linux/arm64' }, targets, { linked, beside: ['lint', 'report'] });
    expect(several?.linked.base).toEqual({ platforms: ['linux/arm64'] });
    expect(several?.linked.lint).toBe(linked.lint);
    expect(several?.beside).toEqual(['lint']);
  });
});

describe('a merge of several images', () => {
  test('takes each image from the parts for its own platforms, and runs no gate', () => {
    const { inputs, several } = share({
      builds: BUILDS,
      merge: 'true',
      test: 'true',
      'part-digests': `sha256:${'a'.repeat(64)}`,
    });
    expect(several?.builds.map(build => build.inputs.source)).toEqual(
      [['linux/amd64', 'linux/arm64'], ['linux/amd64'], ['linux/arm64', 'linux/s390x']].map(platforms => ({
        ...{ kind: 'parts', platforms, digests: [{ digest: `sha256:${'a'.repeat(64)}` }] },
      })),
    );
    expect(inputs.source).toMatchObject({ kind: 'parts', platforms: ['linux/amd64', 'linux/arm64', 'linux/s390x'] });
    for (const { inputs: own } of several?.builds ?? []) expect(own).toMatchObject({ test: '', gates: [] });
  });

  test('needs the platforms of each', () => {
    expect(complaint({ builds: '- {name: api}', merge: 'true' })).toContain('`merge` needs `platforms`');
    expect(complaint({ bake: 'true', merge: 'true' }, { api: {}, worker: { platforms: ['linux/amd64'] } })).toBe(
      '`bake.api.merge` needs `platforms`. List every platform that the parts build, as in the jobs before.',
    );
  });
});

test('without part and merge, the job is unchanged', () => {
  const { job, several } = whole({ builds: BUILDS });
  expect(shareOfSeveral(job, several)).toBe(job);
});

test('the matrix has a job for each platform that some image has, with the names of these images', () => {
  const { job } = whole({ builds: BUILDS, runners: 'linux/s390x: mainframe' });
  expect(JSON.parse(matrixOf(job)).include).toEqual([
    { platform: 'linux/amd64', runner: 'ubuntu-24.04', targets: 'api,worker' },
    { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm', targets: 'api,probe' },
    { platform: 'linux/s390x', runner: 'mainframe', targets: 'probe' },
  ]);
});
