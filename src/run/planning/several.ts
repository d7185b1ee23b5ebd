import { evaluate } from '../../bake/evaluate.ts';
import { buildsOf, makesImage } from '../../bake/inputs.ts';
import { secretsOf } from '../../bake/secrets.ts';
import type { Context } from '../../event/context.ts';
import type { Machine } from '../../host/machine.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job, Several } from '../../inputs/job.ts';
import type { NamedInputs } from '../../inputs/run/read-run.ts';
import type { BakeWish } from '../../inputs/several/bake.ts';
import { childEnv } from '../../runner/child-env.ts';
import { maskBuildSecrets } from './mask-secrets.ts';
import { planTogether, withPlanned } from './plans.ts';

/** The job of a step that builds several images: those of `builds`, or of a bake definition. @throws InputError */
export async function jobOfSeveral(
  given: Inputs,
  listed: readonly NamedInputs[],
  context: Context,
  machine: Machine,
): Promise<Job> {
  const { bake } = given;
  const several: Several =
    bake === undefined ? { builds: listed, linked: {}, beside: [] } : await evaluated(bake, given, context, machine);
  const { plan, plans } = await planTogether(several.builds, context, machine);
  const builds = several.builds.map((build, at) => ({ ...build, inputs: withPlanned(build.inputs, plans[at]!) }));
  const platforms = [...new Set(builds.flatMap(({ inputs }) => inputs.build.platforms))];
  return { inputs: { ...given, build: { ...given.build, platforms } }, context, plan, several: { ...several, builds } };
}

async function evaluated(bake: BakeWish, given: Inputs, context: Context, machine: Machine): Promise<Several> {
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
