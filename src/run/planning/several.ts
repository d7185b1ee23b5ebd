import { evaluate } from '../../bake/evaluate.ts';
import { buildsOf, makesImage } from '../../bake/inputs.ts';
import { secretsOf } from '../../bake/secrets.ts';
import { specsIn } from '../../bake/target.ts';
import { InputError, type Problem } from '../../host/errors.ts';
import type { GateEntry } from '../../inputs/gates/gates.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { ImageBuild, Job, Several } from '../../inputs/job.ts';
import type { NamedInputs } from '../../inputs/run/read-run.ts';
import { shareOfSeveral } from '../../inputs/run/share.ts';
import type { BakeInput } from '../../inputs/several/bake.ts';
import { matchPatterns } from '../../plan/filter.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';
import { childEnv } from '../../runner/child-env.ts';
import { maskBuildSecrets } from './mask-secrets.ts';
import { type Draft, factsFor, type Known, type PlanningSite, planTogether, withPlanned } from './plans.ts';

/** The job of a step with several images, from `builds` or a bake definition. @throws InputError */
export async function jobOfSeveral(given: Inputs, listed: readonly NamedInputs[], site: PlanningSite): Promise<Draft> {
  const { context } = site;
  const { bake } = given;
  const several: Several =
    bake === undefined ? { builds: listed, linked: {}, beside: [] } : await evaluated(bake, given, site);
  const gated = withOwnGates(several.builds, given);
  const planWhole = async (known: Known) => {
    const { plan, plans } = await planTogether(gated, context, known);
    const builds = gated.map((build, at) => ({ ...build, inputs: withPlanned(build.inputs, plans[at]!) }));
    const platforms = [...new Set(builds.flatMap(({ inputs }) => inputs.build.platforms))];
    const partCaches = ownCaches(builds, several.linked);
    const inputs = { ...given, build: { ...given.build, platforms, partCaches } };
    return { inputs, context, plan, several: { ...several, builds } };
  };
  const sharedOf = (whole: Awaited<ReturnType<typeof planWhole>>): Job => shareOfSeveral(whole, whole.several);
  const all = gated.map(({ inputs }) => inputs);
  const known = await factsFor(all, site);
  const whole = await planWhole(known);
  const job = sharedOf(whole);
  const isHere = ({ name }: ImageBuild) => job.several?.builds.some(build => build.name === name) ?? true;
  const asked = whole.several.builds.filter(isHere).map(({ inputs }) => inputs);
  return { job, asked, known, planWith: async more => sharedOf(await planWhole(more)) };
}

async function evaluated(bake: BakeInput, given: Inputs, { context, machine }: PlanningSite): Promise<Several> {
  const { run, signal } = machine;
  const env = childEnv(machine.env);
  const { workspace } = context;
  const definition = await evaluate(bake, { run, env, cwd: workspace, signal });
  const builds = buildsOf(definition, given, { env: machine.env, workspace });
  const beside = definition.targets.filter(({ target }) => !makesImage(target));
  for (const target of [...definition.targets.map(each => each.target), ...Object.values(definition.linked)]) {
    maskBuildSecrets(secretsOf(target), workspace, machine);
  }
  return {
    builds,
    linked: { ...definition.linked, ...Object.fromEntries(beside.map(({ name, target }) => [name, target])) },
    beside: beside.map(({ name }) => name),
  };
}

/** The own caches of images and linked targets, which are not shared with other images. */
function ownCaches(builds: readonly ImageBuild[], linked: Several['linked']): BuildInputs['partCaches'] {
  const ofImages = builds.map(
    ({ name, inputs: { build } }) => [name, { from: build.cacheFrom, to: build.cacheTo }] as const,
  );
  const ofLinked = Object.entries(linked).map(
    ([name, target]) => [name, { from: specsIn(target, 'cache-from'), to: specsIn(target, 'cache-to') }] as const,
  );
  return new Map([...ofImages, ...ofLinked].filter(([, { from, to }]) => from.length > 0 || to.length > 0));
}

/** Each build with its gates. @throws InputError for a gate without a build */
function withOwnGates(
  builds: readonly ImageBuild[],
  { gates: ofStep, parts }: Pick<Inputs, 'gates' | 'parts'>,
): readonly ImageBuild[] {
  const isFor = ({ targets }: GateEntry, name: string) => matchPatterns(targets, name).matched;
  const problems = ofStep.flatMap((gate, index): Problem[] => {
    // A part may have only some of the builds; the merging job has all of them and checks this.
    if (parts.part !== undefined || builds.some(({ name }) => isFor(gate, name))) return [];
    const problem = `matches no build (${builds.map(({ name }) => name).join(', ')})`;
    return [{ input: `gates[${index}].targets`, problem, fix: 'Name a build, or remove the gate.' }];
  });
  if (problems.length > 0) throw new InputError(problems);
  return builds.map(build => {
    const gates = build.inputs.gates.filter(gate => isFor(gate, build.name));
    return { ...build, inputs: { ...build.inputs, gates } };
  });
}
