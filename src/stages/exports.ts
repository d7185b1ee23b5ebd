import type { StagePath } from '../buildx/builder.ts';
import { type GateSpecs, hasGates } from '../gates/list.ts';
import type { Inputs } from '../inputs.ts';
import { parseOutputs } from '../plan/outputs.ts';

/** In which forms the image leaves the builder, besides the outputs that the user wrote. */
export type Exports = Readonly<{
  /** Straight into the engine (fan-out). */
  engine: boolean;
  /** An OCI layout folder (every other path). */
  layout: boolean;
  /** The layout is then loaded into the engine, for the gates or for the user. */
  load: boolean;
  /** The image stays in the engine after the job. */
  keep: boolean;
}>;

/** Exports cost seconds for large images, so there is none that nothing asks for. A `call` makes no image at all. */
export function planExports(
  inputs: Pick<Inputs, 'build' | 'keepLocal'> & GateSpecs,
  push: boolean,
  path: StagePath,
): Exports {
  if (isCall(inputs)) return { engine: false, layout: false, load: false, keep: false };
  const { load, extra } = parseOutputs(inputs.build.outputs);
  const isWanted = inputs.build.load || load;
  const local = isWanted || hasGates(inputs);
  // Without any output the engine keeps the image, as it does for docker's own action: `imageid` must name something.
  const engine = path === 'fan-out' && (push || local || extra.length === 0);
  const keep = isWanted || (inputs.keepLocal && (engine || local));
  if (path === 'layout') return { engine, layout: push || local, load: local, keep };
  return { engine, layout: false, load: false, keep };
}

/** Whether `call` asks for something else than a build (`check`, `outline`, `targets`). */
export function isCall({ build }: Pick<Inputs, 'build'>): boolean {
  return build.call !== '' && build.call !== 'build';
}
