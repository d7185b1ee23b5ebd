import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freshDocuments, readDocuments } from '../../scripts/docs/documents.ts';

const root = join(import.meta.dirname, '../..');

/** What is made from action.yml, the rooms, the examples and the measurements: `npm run docs` makes it anew. */
test('no generated part of a document is stale', async () => {
  const old = readDocuments(root);
  const fresh = await freshDocuments(old, root);
  expect(old.size).toBeGreaterThan(10);
  expect([...fresh].filter(([path, text]) => old.get(path) !== text).map(([path]) => path)).toEqual([]);
}, 600_000);
