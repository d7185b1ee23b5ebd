import type { Inputs } from '../inputs.ts';

/**
 * What of the inputs counts in a job that builds a part, or merges them: all jobs are given the same ones, and each
 * does its share of them.
 */
export function shareOf(inputs: Inputs): Inputs {
  const { part, merge, digests } = inputs.parts;
  if (part !== undefined) {
    const build = { ...inputs.build, platforms: part };
    return {
      ...inputs,
      build,
      immutableTags: [],
      skipExisting: false,
      skipUnchanged: false,
      rebuild: 'always',
      signing: { ...inputs.signing, sign: undefined, attest: [] },
    };
  }
  if (!merge) return inputs;
  const { platforms, outputs } = inputs.build;
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
