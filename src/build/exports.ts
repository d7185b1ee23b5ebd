import type { StagePath } from '../builder/builder.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { type GateSpecs, hasGates, isChecked } from '../inputs/wanted-gates.ts';
import { isCall } from '../plan/call.ts';

/** The forms in which the image leaves the builder, besides the user's own outputs. */
export type Exports = Readonly<{
  /** Directly into the engine (fan-out). */
  engine: boolean;
  /** … with its layers unpacked: it will be run there. */
  unpack: boolean;
  /** An OCI layout folder (every other path). */
  layout: boolean;
  /** The layout is then loaded into the engine, for the gates or the user. */
  load: boolean;
  /** The image stays in the engine after the job. */
  keep: boolean;
}>;

/** Exports of large images take seconds, so only needed ones are made. A `call` makes no image at all. */
export function planExports(
  inputs: Pick<Inputs, 'build' | 'keepLocal' | 'source' | 'layout' | 'policy'> & GateSpecs,
  push: boolean,
  path: StagePath,
): Exports {
  if (isCall(inputs)) return { engine: false, unpack: false, layout: false, load: false, keep: false };
  const { load, extra } = inputs.build.outputs;
  const isWanted = inputs.build.load || load;
  const local = isWanted || hasGates(inputs);
  const wanted = push || isWanted || isChecked(inputs) || inputs.layout !== '';
  // Without any output the engine keeps the image, as with docker's own action: `imageid` must refer to something.
  const engine = path === 'fan-out' && inputs.source === undefined && (wanted || extra.length === 0);
  const keep = isWanted || (inputs.keepLocal && (engine || local));
  if (engine) return { engine, unpack: local || keep, layout: false, load: false, keep };
  return {
    engine,
    unpack: false,
    layout: inputs.source === undefined && path === 'layout' && wanted,
    load: local,
    keep,
  };
}

/** Nothing here looks into the image: it goes straight from the engine to the registries. */
export function isOnlyPushed(exports: Exports): boolean {
  return exports.engine && !exports.unpack;
}
