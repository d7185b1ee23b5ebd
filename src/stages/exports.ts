import type { StagePath } from '../buildx/builder.ts';
import type { Inputs } from '../inputs.ts';
import { parseOutputs } from '../plan/outputs.ts';

/** In which forms the image leaves the builder, besides the outputs that the user wrote. */
export type Exports = Readonly<{
  /** Straight into the engine (fan-out). */
  engine: boolean;
  /** An OCI layout folder (every other path). */
  layout: boolean;
  /** By the builder itself into the registries, by digest. */
  push: boolean;
  /** The layout is then loaded into the engine, for a test or for the user. */
  load: boolean;
  /** The image stays in the engine after the job. */
  keep: boolean;
}>;

const NOTHING: Exports = { engine: false, layout: false, push: false, load: false, keep: false };

/** Exports cost seconds for large images, so there is none that nothing asks for. A `call` makes no image at all. */
export function planExports(inputs: Pick<Inputs, 'build' | 'test'>, push: boolean, path: StagePath): Exports {
  if (isCall(inputs)) return NOTHING;
  if (path === 'by-digest') return { ...NOTHING, push };
  const { extra } = parseOutputs(inputs.build.outputs);
  const keep = isKept(inputs);
  const local = keep || hasGates(inputs);
  if (path === 'layout') return { ...NOTHING, layout: push || local, load: local, keep };
  // Without any output the engine keeps the image, as it does for docker's own action: `imageid` must name something.
  return { ...NOTHING, engine: push || local || extra.length === 0, keep };
}

/** Whether something has to pass on the image before it may leave this machine. */
export function hasGates({ test }: Pick<Inputs, 'test'>): boolean {
  return test !== '';
}

/** Whether the user wants the image in the engine. */
export function isKept({ build }: Pick<Inputs, 'build'>): boolean {
  return build.load || parseOutputs(build.outputs).load;
}

/** Whether `call` asks for something else than a build (`check`, `outline`, `targets`). */
export function isCall({ build }: Pick<Inputs, 'build'>): boolean {
  return build.call !== '' && build.call !== 'build';
}
