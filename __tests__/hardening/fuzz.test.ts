import { test } from '@jest/globals';
import fc from 'fast-check';
import { TARGETS } from '../../scripts/fuzz/texts.ts';
import { FULL } from '../full.ts';

// `npm run fuzz` does the same for any length of time.
test.each(TARGETS.map(({ name, property }) => [name, property] as const))('%s', async (_, property) => {
  await fc.assert(property, { numRuns: FULL ? 150 : 50 });
});
