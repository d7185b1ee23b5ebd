import { expect, test } from '@jest/globals';
import { makesProvenance } from '../../src/build/attestations.ts';
import { read } from '../inputs/env.ts';

const OPTIONS = { isPrivate: false, runUrl: 'https://github.com/acme/api/actions/runs/1', noDefault: false };

test.each<[inputs: Readonly<Record<string, string>>, expected: boolean]>([
  [{}, true],
  [{ provenance: 'true' }, true],
  [{ provenance: 'mode=min,version=v1' }, true],
  [{ provenance: 'false' }, false],
  [{ provenance: 'mode=max,disabled=true' }, false],
  [{ provenance: 'mode=max,Disabled=1' }, false],
  [{ attests: 'type=provenance,mode=max' }, true],
  [{ attests: 'type=provenance,disabled=false' }, true],
  [{ attests: 'type=provenance,mode=max\ntype=provenance,disabled=true' }, false],
  [{ attests: 'type=sbom' }, true],
])('whether BuildKit attaches its provenance: %j', (inputs, expected) => {
  expect(makesProvenance(read(inputs).build, OPTIONS)).toBe(expected);
});

test('without a default, only if it is asked for', () => {
  expect(makesProvenance(read({}).build, { ...OPTIONS, noDefault: true })).toBe(false);
});
