import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freshDocuments, readDocuments } from '../../scripts/docs/documents.ts';

const root = join(import.meta.dirname, '../..');

/** `npm run docs` regenerates documents from action.yml, the map of src/, the examples and the measurements. */
test('no generated part of a document is stale', async () => {
  const old = readDocuments(root);
  const fresh = await freshDocuments(old, root);
  expect(old.size).toBeGreaterThan(10);
  expect([...fresh].filter(([path, text]) => old.get(path) !== text).map(([path]) => path)).toEqual([]);
}, 600_000);
