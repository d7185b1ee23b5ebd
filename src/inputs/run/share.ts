import { InputError, type Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import { normalPlatform } from '../../oci/platforms.ts';
import { splitAttributes } from '../../plan/index-annotations.ts';
import { namedGates, runsOn } from '../../plan/named-gates.ts';
import type { Inputs } from '../inputs.ts';
import type { ImageBuild, Job, Several } from '../job.ts';
import { isAmong } from '../parts/read-parts.ts';

/**
 * The inputs that count in a job that builds or merges parts: all jobs get the same inputs, and each does its share.
 *
 * @throws InputError for a gate for a platform that the image lacks
 */
export function shareOf(inputs: Inputs): Inputs {
  checkGates([{ name: '', inputs }]);
  return ownShare(inputs);
}

function ownShare(inputs: Inputs): Inputs {
  const { part, merge, platforms, digests } = inputs.parts;
  if (part !== undefined) {
    const own = ownPlatforms(part, platforms);
    const { outputs } = inputs.build;
    // The job that merges writes the index. A builder refuses its annotations for a single platform without one.
    const attributes = splitAttributes(outputs.attributes).parts;
    return {
      ...inputs,
      build: { ...inputs.build, platforms: own, outputs: { ...outputs, attributes } },
      ...ownGates(inputs, own),
      immutableTags: [],
      skipExisting: false,
      skipUnchanged: false,
      rebuild: 'always',
      signing: { ...inputs.signing, sign: undefined, attest: [] },
    };
  }
  if (!merge) return inputs;
  const { outputs } = inputs.build;
  const build = { ...inputs.build, load: false, outputs: { ...outputs, load: false, extra: [] } };
  const gates = { test: '', gates: [], scan: [], containerTest: undefined, keepLocal: false };
  return {
    ...inputs,
    ...gates,
    build,
    skipExisting: false,
    rebuild: 'always',
    source: { kind: 'parts', platforms, digests },
  };
}

/** Of an image in parts, such a gate would run nowhere; of a whole one, it would fail after the build. */
function checkGates(builds: readonly ImageBuild[]): void {
  const problems = builds.flatMap(({ name, inputs }) => {
    const { platforms } = inputs.parts;
    // The builder interprets the others (`arm64`, `local`).
    if (platforms.some(platform => normalPlatform(platform) === undefined)) return [];
    if (platforms.length === 0 || inputs.source !== undefined) return [];
    return namedGates(inputs)
      .filter(gate => !runsOn(gate, platforms))
      .map((gate): Problem => {
        const input = gate.name === 'container-test' ? gate.name : 'gates';
        const what = input === 'gates' ? `has ${quote(gate.name)} for` : 'is for';
        return {
          input: name === '' ? input : `${input} (${name})`,
          problem: `${what} ${gate.platform}, which \`platforms\` does not list`,
          fix: 'Add it to `platforms`, or change the `platform` of the gate.',
        };
      });
  });
  if (problems.length > 0) throw new InputError(problems);
}

/** Gates for other platforms run where the parts for these are built. */
function ownGates({ gates, containerTest }: Inputs, own: readonly string[]): Pick<Inputs, 'gates' | 'containerTest'> {
  return {
    gates: gates.filter(gate => runsOn(gate, own)),
    containerTest: containerTest !== undefined && runsOn(containerTest, own) ? containerTest : undefined,
  };
}

/** The part's platforms that the image has. An image without platforms has whichever it is built for. */
function ownPlatforms(part: readonly string[], platforms: readonly string[]): readonly string[] {
  return platforms.length === 0 ? part : part.filter(platform => isAmong(platforms, platform));
}

/**
 * The same for several images. A part omits images without any of its platforms.
 *
 * @throws InputError for a platform that no image has, and for gates as above
 */
export function shareOfSeveral(job: Job, several: Several): Job {
  const { part, merge } = job.inputs.parts;
  checkGates(several.builds);
  if (part === undefined && !merge) return job;
  const builds = several.builds.map(build => ({ ...build, inputs: ownShare(build.inputs) }));
  const kept = part === undefined ? builds : builds.filter(({ inputs }) => inputs.build.platforms.length > 0);
  if (part !== undefined) checkPart(part, kept);
  const platforms = [...new Set(kept.flatMap(({ inputs }) => inputs.build.platforms))];
  const inputs = ownShare({ ...job.inputs, parts: { ...job.inputs.parts, platforms } });
  const images = job.plan.images.filter((_, at) => kept.includes(builds[at]!));
  const shared = { ...several, builds: kept, ...(part !== undefined && linkedOf(several, part)) };
  return { ...job, inputs, plan: { ...job.plan, images }, several: shared };
}

function checkPart(part: readonly string[], builds: readonly ImageBuild[]): void {
  const problems = part
    .filter(platform => !builds.some(({ inputs }) => isAmong(inputs.build.platforms, platform)))
    .map((platform): Problem => {
      const problem = `is ${platform}, which \`platforms\` of no build lists`;
      return {
        input: 'part',
        problem,
        fix: 'Add it to the `platforms` of a build, or run this part on another runner.',
      };
    });
  if (problems.length > 0) throw new InputError(problems);
}

/** Targets below the images are built only for the part's platforms, like the images. */
function linkedOf({ linked, beside }: Several, part: readonly string[]): Pick<Several, 'linked' | 'beside'> {
  const left = new Set<string>();
  const targets = Object.entries(linked).map(([name, target]) => {
    const { platforms } = target;
    const own = Array.isArray(platforms) ? platforms.filter(one => typeof one === 'string') : [];
    const wanted = ownPlatforms(part, own);
    if (own.length > 0 && wanted.length === 0) left.add(name);
    return [name, own.length === 0 || wanted.length === 0 ? target : { ...target, platforms: wanted }] as const;
  });
  return { linked: Object.fromEntries(targets), beside: beside.filter(name => !left.has(name)) };
}
